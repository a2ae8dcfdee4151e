//! Conversations: who wrote what, who answers, and what became of it.

pub mod assign;
pub mod close;
pub mod counts;
pub mod hand_over;
pub mod handoff;
pub mod list;
pub mod mark_read;
pub mod model;
pub mod news;
pub mod open;
pub mod pending_handoffs;
pub mod reach;
pub mod receive;
pub mod resolve;
pub mod send_message;
pub mod set_status;
pub mod show;
pub mod snooze;
pub mod unassign;
