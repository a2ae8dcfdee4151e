//! What an invitation may give: a role and a tier, none above what the giver holds. Source: decisions 7 and 30.

use rulebook::{RoleId, Target, TierId};

use crate::access::{Member, MembersInvite, Permit};
use crate::error::{Error, Result};

/// A role and a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// What somebody may administer.
    pub role: RoleId,
    /// What they may use.
    pub tier: TierId,
}

impl Given {
    /// The role's name.
    #[must_use]
    pub fn role_name<'a>(&self, me: &'a Member) -> &'a str {
        &me.book.role_info(self.role).name
    }

    /// The tier's name.
    #[must_use]
    pub fn tier_name<'a>(&self, me: &'a Member) -> &'a str {
        &me.book.tier_info(self.tier).name
    }

    /// Whether it holds more than an ordinary person has: a role that stands above others, or a tier with permissions.
    #[must_use]
    pub fn has_standing(&self, me: &Member) -> bool {
        let tier = &me.book.tier_info(self.tier).acts;
        me.book.leads(self.role) || tier.iter().any(|act| !act.is_feature())
    }
}

/// The role and the tier of these names; the rulebook's defaults where none is named.
///
/// # Errors
/// 422 with those that there are.
pub fn named(me: &Member, role: Option<&str>, tier: Option<&str>) -> Result<Given> {
    Ok(Given {
        role: match role {
            None => me.book.default_role(),
            Some(name) => me.book.role(name).ok_or_else(|| unknown_role(me))?,
        },
        tier: match tier {
            None => me.book.default_tier(),
            Some(name) => me.book.tier(name).ok_or_else(|| unknown_tier(me))?,
        },
    })
}

fn unknown_role(me: &Member) -> Error {
    let roles = me.book.roles().filter(|(_, role)| role.invitable);
    let names: Vec<_> = roles.map(|(_, role)| role.name.as_str()).collect();
    Error::field("role", format!("Has to be one of: {}.", names.join(", ")))
}

fn unknown_tier(me: &Member) -> Error {
    let names: Vec<_> = me.book.tiers().map(|(_, tier)| tier.name.as_str()).collect();
    Error::field("tier", format!("Has to be one of: {}.", names.join(", ")))
}

/// A permit to give this to somebody who comes in.
///
/// # Errors
/// 403: the role or tier holds more than the giver does, or no invitation gives it.
pub fn permit(me: &Member, given: Given) -> Result<Permit<MembersInvite>> {
    // A tier is given as to anybody of the lowest standing: whom it goes to is nobody's teammate yet.
    let role = me.book.default_role();
    let (is_self, gives) = (false, given.tier);
    me.permit::<MembersInvite>(Target::PersonToTier { role, is_self, gives })?;
    me.permit::<MembersInvite>(Target::Gives(given.role))
}
