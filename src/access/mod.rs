//! Who may do what, and nothing else. [`Permit`]s are made only here, from the rulebook and the member's row as it is
//! in the database in this transaction: never from a token's contents or a cache.

mod actor;
mod asking;
mod membership;
mod permit;
mod visit;

pub use actor::{Account, Actor, Disabled, Lifetime, Member};
pub use asking::{Asking, KeyInUse, authenticate};
pub use membership::{member_in, member_of, memberships, owner_of};
pub use permit::*;
pub use visit::{Visit, opens, visit_doors, visits_as};
