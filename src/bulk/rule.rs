//! What a bulk act asks before it touches somebody. Whether it may is decided as for one person alone; here stands only what
//! comes of having a list: who stands already as the act would leave them, and who has changed since the list was fixed.

use rulebook::{RoleId, Target};

use super::{Bulk, BulkAct, BulkResult};
use crate::access::{Action, Member, MembersChangeTier, MembersDisable, MembersRemove, Permit};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id;
use crate::inbox::news::name_of;
use crate::store::Tx;
use crate::team::change_tier::tier_named;
use crate::team::disable;
use crate::team::plan_removal::PlannedRemoval;
use crate::team::reach::{Teammate, active_teammate};

/// A permit to do it to anybody at all: to all, or where a switch gives it on some, to those.
fn on_anybody<A: Action>(me: &Member) -> Result<Permit<A>> {
    me.permit::<A>(Target::None).or_else(|refusal| {
        let on = |role| me.permit::<A>(Target::Person { role, is_self: false }).ok();
        me.book.roles().find_map(|(role, _)| on(role)).ok_or(refusal)
    })
}

/// Whether the member may do this to anybody; answers the right, for the audit.
///
/// # Errors
/// 403.
pub(super) fn right(me: &Member, act: BulkAct) -> Result<String> {
    Ok(match act {
        BulkAct::Tier => on_anybody::<MembersChangeTier>(me)?.right(),
        BulkAct::Disable | BulkAct::Enable => on_anybody::<MembersDisable>(me)?.right(),
        BulkAct::Remove => on_anybody::<MembersRemove>(me)?.right(),
    })
}

/// Whether the member may do it to this person.
///
/// # Errors
/// 403, 400 `owner_protected`; 422 for a tier that there is not.
pub(super) fn may(me: &Member, act: BulkAct, tier: Option<&str>, role: RoleId, is_self: bool) -> Result<()> {
    let person = Target::Person { role, is_self };
    match act {
        BulkAct::Tier => {
            let gives = tier_named(me, tier.unwrap_or_default())?;
            let target = Target::PersonToTier { role, is_self, gives };
            me.permit::<MembersChangeTier>(target).map(drop)
        }
        BulkAct::Disable | BulkAct::Enable => me.permit::<MembersDisable>(person).map(drop),
        BulkAct::Remove => me.permit::<MembersRemove>(person).map(drop),
    }
}

/// How somebody stands, as far as a bulk act is about it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing<'a> {
    pub role: &'a str,
    pub tier: &'a str,
    pub disabled_at: Option<Time>,
}

impl<'a> Standing<'a> {
    pub(super) fn now(person: &'a Teammate) -> Self {
        Standing {
            role: &person.role_name,
            tier: person.tier_name(),
            disabled_at: person.disabled_at,
        }
    }

    pub(super) fn then(row: &'a BulkResult) -> Self {
        Standing {
            role: row.role.as_deref().unwrap_or_default(),
            tier: row.tier.as_deref().unwrap_or_default(),
            disabled_at: row.disabled_at,
        }
    }

    /// Why there is nothing to do, where they stand so already.
    pub(super) fn has_it(self, act: BulkAct, tier: Option<&str>) -> Option<&'static str> {
        match act {
            BulkAct::Tier if tier == Some(self.tier) => Some("They have this tier already."),
            BulkAct::Disable if self.disabled_at.is_some() => Some("Their access is turned off already."),
            BulkAct::Enable if self.disabled_at.is_none() => Some("Their access is on already."),
            _ => None,
        }
    }

    /// What is not as it was then.
    pub(super) fn changed_since(self, then: Standing<'_>) -> Option<&'static str> {
        if self.role != then.role {
            Some("Their role was changed since the list was made.")
        } else if self.tier != then.tier {
            Some("Their tier was changed since the list was made.")
        } else if self.disabled_at != then.disabled_at {
            Some("Their access was turned on or off since the list was made.")
        } else {
            None
        }
    }

    /// Why there is nothing to undo, where they do not stand any more as the act has left them.
    pub(super) fn moved_on(self, bulk: &Bulk, row: &BulkResult) -> Option<&'static str> {
        let stands = match bulk.act {
            BulkAct::Tier => bulk.tier.as_deref() == Some(self.tier),
            BulkAct::Disable => self.disabled_at.is_some() && self.disabled_at == row.acted_at,
            BulkAct::Enable => self.disabled_at.is_none(),
            BulkAct::Remove => false,
        };
        (!stands).then_some("Somebody has changed it since; it stays as it is now.")
    }
}

/// What turning the access on takes with it, where somebody is to be removed by itself.
pub(super) fn calls_off(removal: &PlannedRemoval) -> String {
    format!("The removal that is planned for {} is called off.", removal.at.day())
}

/// What a refusal says to whoever reads the list; nothing where it is no refusal but a fault.
pub(super) fn words(error: &Error) -> Option<String> {
    let problem = error.problem();
    (400..500).contains(&problem.status).then(|| problem.detail.clone())
}

/// What is said where the colleague who was chosen to take over has gone, or is away, since the list was fixed.
///
/// # Errors
/// Internal ones only.
pub(super) async fn heir_gone(tx: &mut Tx, me: &Member, bulk: &Bulk) -> Result<Option<String>> {
    let Some(heir) = bulk.heir.as_deref() else {
        return Ok(None);
    };
    if [disable::QUEUE, disable::STAY].contains(&heir) || active_teammate(tx, me, heir).await?.is_some() {
        return Ok(None);
    }
    let name = name_of(tx, id::parse(heir).as_ref()).await?;
    let name = name.as_deref().unwrap_or("Whoever was chosen");
    Ok(Some(format!(
        "{name} was to take over the open conversations, and is not at work in this workspace any more."
    )))
}
