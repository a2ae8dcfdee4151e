//! Who changed what, when, from what to what, and by which right. Append-only, chained by digests.

pub mod erase;
pub mod export;
mod leaves;
pub mod list;
mod marks;
mod record;
pub mod seal;
pub mod verify;
mod words;

pub use leaves::ERASED;
pub use record::{Entry, record};

/// The act of an entry that holds the seals of what is left of older ones.
pub const RESEALED: &str = "erasure.resealed";
