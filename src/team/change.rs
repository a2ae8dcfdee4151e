//! The one door to change a member: their role and tier, or whether they have access. Source: decisions 2, 4, 7 and 13.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::change_role::{change_role, role_named};
use super::change_tier::{change_tier, tier_named};
use super::disable::{self, Disable, Reason};
use super::enable::enable;
use super::list::TeamMember;
use super::plan_removal::plan;
use super::reach::{Teammate, teammate_in_reach};
use super::show::read;
use crate::access::{Member, MembersChangeRole, MembersChangeTier, MembersDisable, MembersRemove};
use crate::app::App;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::live::{Room, rights};
use crate::role;
use crate::store::Tx;

/// Role, tier or both, or the access with what belongs to it.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeMember {
    /// A role of the rulebook.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    role: Option<String>,
    /// A tier of the rulebook.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    tier: Option<String>,
    /// Off: nothing of this workspace can be used until it is on again. Nothing of theirs is deleted.
    #[garde(skip)]
    agent_access: Option<bool>,
    /// Why the access is turned off.
    #[garde(skip)]
    reason: Option<Reason>,
    /// Who gets their open conversations where the access is turned off: the `user_id` of an active member, `queue` (the
    /// default), or `stay`.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    heir: Option<String>,
    /// Removes them by itself in so many days, 1 to 365, unless it is called off or the access turned on before. What they
    /// hold then goes to the heir if that is still an active member, otherwise to the queue.
    #[garde(inner(range(min = 1, max = 365)))]
    remove_in_days: Option<u32>,
}

enum Change {
    Place { role: Option<String>, tier: Option<String> },
    Off(Disable),
    On,
}

impl Change {
    fn gives_a_role(&self) -> bool {
        matches!(self, Change::Place { role: Some(_), .. })
    }
}

/// The place or the access, one at a time, and nothing beside it that would go unheard.
fn decide(ask: ChangeMember) -> Result<Change> {
    let alone = "Is only for turning the access off: send it with \"agent_access\": false.";
    let place = ask.role.is_some() || ask.tier.is_some();
    match (place, ask.agent_access) {
        (true, Some(_)) => Err(Error::field(
            "agent_access",
            "Change role and tier or the access, one at a time.",
        )),
        (false, None) if ask.reason.is_some() || ask.heir.is_some() || ask.remove_in_days.is_some() => {
            Err(Error::field(
                "agent_access",
                "Has to be false beside what is only for turning the access off: reason, heir, remove_in_days.",
            ))
        }
        (false, None) => Err(Error::field(
            "role",
            "Send the new role, the new tier, or agent_access.",
        )),
        (false, Some(false)) => Ok(Change::Off(Disable {
            reason: ask.reason,
            heir: ask.heir,
            remove_in_days: ask.remove_in_days,
        })),
        _ if ask.reason.is_some() => Err(Error::field("reason", alone)),
        _ if ask.heir.is_some() => Err(Error::field("heir", alone)),
        _ if ask.remove_in_days.is_some() => Err(Error::field("remove_in_days", alone)),
        (true, None) => Ok(Change::Place {
            role: ask.role,
            tier: ask.tier,
        }),
        (false, Some(true)) => Ok(Change::On),
    }
}

/// All that is asked for has to be allowed before any of it is done.
async fn change_place(
    tx: &mut Tx,
    me: &Member,
    person: &Teammate,
    role: Option<String>,
    tier: Option<String>,
) -> Result<()> {
    let (has, is_self) = (person.role, person.id == me.id);
    let to_role = role.map(|name| role_named(me, &name)).transpose()?;
    let to_tier = tier.map(|name| tier_named(me, &name)).transpose()?;
    let to_role_of = |gives| Target::PersonTo {
        role: has,
        is_self,
        gives,
    };
    let to_tier_of = |gives| Target::PersonToTier {
        role: has,
        is_self,
        gives,
    };
    let change_roles = to_role.map(|gives| me.permit::<MembersChangeRole>(to_role_of(gives)));
    let change_tiers = to_tier.map(|gives| me.permit::<MembersChangeTier>(to_tier_of(gives)));
    let (change_roles, change_tiers) = (change_roles.transpose()?, change_tiers.transpose()?);
    if let (Some(permit), Some(tier)) = (&change_tiers, to_tier) {
        change_tier(tx, permit, person, tier).await?;
    }
    if let (Some(permit), Some(role)) = (&change_roles, to_role) {
        change_role(tx, permit, person, role).await?;
    }
    Ok(())
}

/// The access, and with it the removal that follows, where one is planned: both have to be allowed before either is done.
async fn turn_off(tx: &mut Tx, me: &Member, person: &Teammate, ask: Disable) -> Result<()> {
    let permit = me.permit::<MembersDisable>(person.target(me))?;
    let to_remove = match ask.remove_in_days {
        Some(days) => Some((days, me.permit::<MembersRemove>(person.target(me))?)),
        None => None,
    };
    let heir = disable::heir_named(tx, &permit, person, ask.heir.as_deref()).await?;
    disable::disable(tx, &permit, person, ask.reason, &heir).await?;
    if let Some((days, permit)) = to_remove {
        plan(tx, &permit, person, days, heir.into_colleague().as_ref()).await?;
    }
    Ok(())
}

async fn change(tx: &mut Tx, me: &Member, person: &Teammate, ask: Change) -> Result<()> {
    match ask {
        Change::Place { role, tier } => change_place(tx, me, person, role, tier).await,
        Change::Off(ask) => turn_off(tx, me, person, ask).await,
        Change::On => {
            let permit = me.permit::<MembersDisable>(person.target(me))?;
            enable(tx, &permit, person).await
        }
    }
}

/// Changes a member.
#[utoipa::path(patch, path = "/team/members/{member_id}", tag = "team", request_body = ChangeMember,
    params(("member_id" = String, Path, description = "The membership")),
    responses((status = 200, body = TeamMember), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(member_id): Path<String>,
    body: Body<ChangeMember>,
) -> Result<Reply<TeamMember>> {
    let app_ = app.clone();
    let reply = app
        .member_write(caller, body.checked(decide), move |tx, me, ask| {
            Box::pin(async move {
                if ask.gives_a_role() {
                    role::hold(tx, &me).await?;
                }
                let person = teammate_in_reach(tx, &me, &member_id).await?;
                change(tx, &me, &person, ask).await?;
                let mut member = read(tx, &me, &person.id).await?;
                member.see(&app_, &me);
                Ok(member)
            })
        })
        .await?;
    if let Reply::Fresh(member) = &reply {
        match member.agent_access {
            true => rights::follow(&app, &Room::Member(member.id.clone())).await,
            false => disable::cut(&app, &member.workspace_id, &member.id, &member.user_id).await,
        }
    }
    Ok(reply)
}

#[cfg(test)]
mod tests {
    use super::{Change, ChangeMember, decide};
    use serde_json::json;

    #[test]
    fn one_change_at_a_time_and_nothing_unheard() {
        for (given, wrong) in [
            (json!({}), Some("role")),
            (json!({"heir": "queue"}), Some("agent_access")),
            (json!({"remove_in_days": 30}), Some("agent_access")),
            (json!({"reason": "leave"}), Some("agent_access")),
            (json!({"role": "admin", "agent_access": true}), Some("agent_access")),
            (json!({"tier": "power", "agent_access": false}), Some("agent_access")),
            (json!({"role": "admin", "heir": "queue"}), Some("heir")),
            (json!({"tier": "power", "heir": "queue"}), Some("heir")),
            (json!({"role": "admin", "reason": "leave"}), Some("reason")),
            (json!({"agent_access": true, "heir": "queue"}), Some("heir")),
            (
                json!({"agent_access": true, "remove_in_days": 30}),
                Some("remove_in_days"),
            ),
            (json!({"role": "admin", "remove_in_days": 30}), Some("remove_in_days")),
            (json!({"agent_access": false, "remove_in_days": 30}), None),
            (json!({"agent_access": true}), None),
            (json!({"agent_access": false, "heir": "stay", "reason": "leave"}), None),
            (json!({"role": "admin"}), None),
            (json!({"tier": "power"}), None),
            (json!({"role": "admin", "tier": "power"}), None),
        ] {
            let ask: ChangeMember = serde_json::from_value(given.clone()).expect("a change");
            let found = decide(ask).err().map(|e| e.problem().errors[0].field.clone());
            assert_eq!(found.as_deref(), wrong, "{given}");
        }
        let ask = serde_json::from_value(json!({"agent_access": false})).expect("a change");
        assert!(matches!(decide(ask), Ok(Change::Off(_))));
    }
}
