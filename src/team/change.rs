//! The one door to change a member: their role, or whether they have access. Source: decisions 2, 7 and 13.

use axum::extract::{Path, State};
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::change_role::{change_role, role_named};
use super::disable::{self, Disable, Reason};
use super::enable::enable;
use super::list::TeamMember;
use super::reach::{Teammate, teammate_in_reach};
use super::show::read;
use crate::access::{Member, MembersChangeRole, MembersDisable};
use crate::app::App;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::live::{Room, rights};
use crate::store::Tx;

/// Either the role, or the access with what belongs to it.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeMember {
    /// A role of the rulebook.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    role: Option<String>,
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
}

enum Change {
    Role(String),
    Off(Disable),
    On,
}

/// Exactly one change at a time, and nothing beside it that would go unheard.
fn decide(ask: ChangeMember) -> Result<Change> {
    let alone = "Is only for turning the access off: send it with \"agent_access\": false.";
    match (ask.role, ask.agent_access) {
        (Some(_), Some(_)) => Err(Error::field(
            "agent_access",
            "Change the role or the access, one at a time.",
        )),
        (None, None) => Err(Error::field("role", "Send the new role, or agent_access.")),
        (None, Some(false)) => Ok(Change::Off(Disable {
            reason: ask.reason,
            heir: ask.heir,
        })),
        _ if ask.reason.is_some() => Err(Error::field("reason", alone)),
        _ if ask.heir.is_some() => Err(Error::field("heir", alone)),
        (Some(role), None) => Ok(Change::Role(role)),
        (None, Some(true)) => Ok(Change::On),
    }
}

async fn change(tx: &mut Tx, me: &Member, person: &Teammate, ask: Change) -> Result<()> {
    match ask {
        Change::Role(name) => {
            let gives = role_named(me, &name)?;
            let (role, is_self) = (person.role, person.id == me.id);
            let permit = me.permit::<MembersChangeRole>(Target::PersonTo { role, is_self, gives })?;
            change_role(tx, &permit, person, gives).await
        }
        Change::Off(ask) => {
            let permit = me.permit::<MembersDisable>(person.target(me))?;
            let heir = disable::heir_named(tx, &permit, person, ask.heir.as_deref()).await?;
            disable::disable(tx, &permit, person, ask.reason, heir).await
        }
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
            false => disable::cut(&app, member).await,
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
            (json!({"role": "admin", "agent_access": true}), Some("agent_access")),
            (json!({"role": "admin", "heir": "queue"}), Some("heir")),
            (json!({"role": "admin", "reason": "leave"}), Some("reason")),
            (json!({"agent_access": true, "heir": "queue"}), Some("heir")),
            (json!({"agent_access": true}), None),
            (json!({"agent_access": false, "heir": "stay", "reason": "leave"}), None),
            (json!({"role": "admin"}), None),
        ] {
            let ask: ChangeMember = serde_json::from_value(given.clone()).expect("a change");
            let found = decide(ask).err().map(|e| e.problem().errors[0].field.clone());
            assert_eq!(found.as_deref(), wrong, "{given}");
        }
        let ask = serde_json::from_value(json!({"agent_access": false})).expect("a change");
        assert!(matches!(decide(ask), Ok(Change::Off(_))));
    }
}
