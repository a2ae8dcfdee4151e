//! What a person may do here, act by act, each with the rule that decides and who can change it. Source: decision 29:
//! themselves, and whoever may read the audit log.

use axum::Json;
use axum::extract::{Path, State};
use rulebook::{Group, Right, Target, Voice};
use serde::Serialize;
use utoipa::ToSchema;

use super::reach::{Teammate, teammate_to_read};
use crate::access::{ACTS, Member, MembersRead, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result, Why};
use crate::id::Id;

/// A person's rights in this workspace.
#[derive(Serialize, ToSchema)]
pub struct Rights {
    /// The membership.
    member_id: Id,
    /// Whose.
    name: String,
    /// By which role.
    role: String,
    /// And which tier.
    tier: String,
    /// One line for each act that this server has, in the order of the page.
    rights: Vec<Line>,
}

/// One line of them.
#[derive(Serialize, ToSchema)]
pub struct Line {
    /// The permission, such as `members.invite`.
    act: &'static str,
    /// What it is, in words.
    label: &'static str,
    /// The part of the product: `team`, `inbox`, `channels`, `workspace`, `billing` or `assistant`.
    group: &'static str,
    /// Whether they may. Where it depends on whom it is done to: whether they may do it to somebody.
    allowed: bool,
    /// By which rule, and who can change it.
    why: Why,
}

fn group(group: Group) -> &'static str {
    match group {
        Group::Team => "team",
        Group::Inbox => "inbox",
        Group::Channels => "channels",
        Group::Workspace => "workspace",
        Group::Billing => "billing",
        Group::Assistant => "assistant",
    }
}

fn line(right: Right) -> Line {
    Line {
        act: right.act.name(),
        label: right.act.label(),
        group: group(right.act.group()),
        allowed: right.allowed,
        why: right.why.into(),
    }
}

/// Lists what somebody may do.
///
/// # Errors
/// Internal ones only.
pub fn rights(permit: &Permit<MembersRead>, person: &Teammate) -> Result<Rights> {
    let state = person.state(permit)?;
    let voice = if person.id == permit.id {
        Voice::You
    } else {
        Voice::They
    };
    let mut acts = ACTS.to_vec();
    acts.sort_unstable();
    Ok(Rights {
        member_id: person.id.clone(),
        name: person.account.full_name.clone(),
        role: person.role_name.clone(),
        tier: person.tier_name().to_owned(),
        rights: (permit.book.rights_of(&state, &acts, voice).into_iter().map(line)).collect(),
    })
}

/// One's own page, or that of somebody whose acts one may read (decision 29).
///
/// # Errors
/// 403 for whoever may not read the log.
pub fn may_look(me: &Member, person: &Teammate) -> Result<Permit<MembersRead>> {
    if person.id != me.id {
        me.looking()?;
    }
    me.permit::<MembersRead>(Target::None)
}

/// Shows what a person may do.
#[utoipa::path(get, path = "/team/members/{member_id}/rights", tag = "team",
    params(("member_id" = String, Path, description = "The membership")),
    responses((status = 200, body = Rights), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(member_id): Path<String>) -> Result<Json<Rights>> {
    app.member_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let person = teammate_to_read(tx, &me, &member_id).await?;
            let permit = may_look(&me, &person)?;
            rights(&permit, &person)
        })
    })
    .await
}
