//! Rulebooks: who may do what in a workspace, as data.
//!
//! A rulebook is a TOML text that states roles and permissions, tiers and features, plans and limits, switches, the ways
//! of joining, and whether ownership moves. This crate reads one ([`Rulebook::parse`]), decides by it
//! ([`Rulebook::decide`]) and explains a refusal ([`Rulebook::explain`]). It does no input or output and knows no clock.
//!
//! ```
//! # let text = include_str!("../../../rulebooks/support.toml");
//! use rulebook::{Act, Decision, MemberState, Rule, Rulebook, Switches, Target};
//!
//! let book = Rulebook::parse("rulebooks/support.toml", text)?;
//! let admin = MemberState {
//!     role: book.role("admin").expect("a role of this rulebook"),
//!     tier: book.default_tier(),
//!     plan: book.default_plan(),
//!     enabled: true,
//!     switches: Switches::default(),
//!     within: None,
//!     visiting: false,
//! };
//! assert_eq!(book.decide(&admin, Act::ConversationsAssign, Target::None), Decision::Allow);
//! assert_eq!(
//!     book.decide(&admin, Act::MembersInvite, Target::Gives(book.default_role())),
//!     Decision::Refuse(Rule::Permission),
//! );
//! # Ok::<(), rulebook::BadRulebook>(())
//! ```

#![warn(missing_docs)]

mod acts;
mod bad;
mod check;
mod compile;
mod decide;
mod explain;
mod markdown;
mod model;
mod own;
mod parse;
mod read;
mod rights;
mod rulebook;
mod visit;

pub use acts::{Act, Group, Kind};
pub use bad::BadRulebook;
pub use decide::{Decision, Rule};
pub use explain::{Explanation, Voice};
pub use markdown::permissions_markdown;
pub use model::{
    ChannelKind, Limits, MemberState, Plan, PlanId, Quota, Role, RoleId, Switch, SwitchInfo, Switches, Target, Tier,
    TierId, Way,
};
pub use own::OwnRole;
pub use rights::Right;
pub use rulebook::Rulebook;
