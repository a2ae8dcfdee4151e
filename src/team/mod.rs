//! Who is on the team, what each may do, who is there, and what happens when somebody leaves.

pub mod change;
pub mod change_role;
pub mod change_tier;
pub mod disable;
pub mod enable;
pub mod heir;
pub mod invite;
pub mod join;
pub mod leave;
pub mod list;
pub mod new_admin;
pub mod onboarding;
pub mod plan_removal;
pub mod reach;
pub mod remove;
pub mod remove_due;
pub mod removed;
pub mod rights;
pub mod seats;
pub mod sessions;
pub mod set_status;
pub mod show;
