//! Who changed what, when, from what to what, and by which right. Append-only, chained by digests.

pub mod erase;
pub mod export;
mod leaves;
pub mod list;
mod many;
mod marks;
mod record;
pub mod seal;
mod spoken;
pub mod verify;
mod words;

pub use leaves::ERASED;
pub use record::{Entry, record};

/// The act of an entry that says that a customer was erased.
pub const CUSTOMER_ERASED: &str = "customer.erased";
/// The same of somebody who was a member.
pub const MEMBER_ERASED: &str = "member.erased";
/// The act of an entry that holds the seals of what is left of older ones.
pub const RESEALED: &str = "erasure.resealed";
