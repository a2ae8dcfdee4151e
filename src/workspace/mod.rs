//! The tenant: making one, moving a session into one, and the rulebooks to choose from.

pub mod auto_join;
pub mod change;
pub mod create;
pub mod delete;
pub mod enter;
pub mod purge;
pub mod restore;
pub mod rulebooks;
pub mod show;
pub mod transfer;
