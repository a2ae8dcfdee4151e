//! Live events over Socket.IO: who is connected, who hears what, and cutting somebody off.
//!
//! Lasting events go through the outbox and carry `seq`; typing, delivery marks and presence are fleeting.

mod arrival;
mod catch_up;
pub mod deliver;
pub mod events;
mod hub;
pub mod member_socket;
pub mod outbox;
pub mod presence;
mod readers;
pub mod rights;
pub mod socket;
pub mod visitor_socket;

pub use arrival::Arrival;
pub use hub::{Live, Room};
pub use readers::Reading;
