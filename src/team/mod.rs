//! Who is on the team, what each may do, who is there, and what happens when somebody leaves.

pub mod change_role;
pub mod invite;
pub mod list;
pub mod reach;
pub mod remove;
pub mod seats;
pub mod set_status;
