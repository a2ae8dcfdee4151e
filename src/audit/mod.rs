//! Who changed what, when, from what to what, and by which right. Append-only, chained by digests.

pub mod export;
pub mod list;
mod record;
pub mod seal;
pub mod verify;
mod words;

pub use record::{Entry, record};
