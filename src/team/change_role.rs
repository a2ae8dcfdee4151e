//! The owner gives a member another role. Source: first seed, Roles; decision 7.

use axum::extract::{Path, State};
use garde::Validate;
use rulebook::{RoleId, Target};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::list::{self, TeamMember};
use super::reach::{Teammate, teammate_in_reach};
use crate::access::{Member, MembersChangeRole, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::live::events::MemberChanged;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::{params, sql};

/// The new role.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeRole {
    /// A role of the rulebook.
    #[garde(length(chars, min = 1, max = 100))]
    role: String,
}

/// Changes the role. What the new one lacks is refused from the answer on; sessions stay.
///
/// # Errors
/// Internal ones only.
pub async fn change_role(
    tx: &mut Tx,
    permit: &Permit<MembersChangeRole>,
    person: &Teammate,
    role: RoleId,
) -> Result<()> {
    let role = &permit.book.role_info(role).name;
    if *role == person.role_name {
        return Ok(());
    }
    tx.run(
        sql!("update members set role = $3 where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &person.id, role],
    )
    .await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "member.role_changed",
        object: format!("member {}", person.id),
        before: Some(json!({"role": person.role_name, "name": person.account.full_name})),
        after: Some(json!({"role": role, "name": person.account.full_name})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = MemberChanged {
        member_id: person.id.clone(),
        user_id: person.account.id.clone(),
        change: "role".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}

fn role_named(me: &Member, name: &str) -> Result<RoleId> {
    me.book.role(name).ok_or_else(|| {
        let roles: Vec<_> = me.book.roles().map(|(_, r)| r.name.as_str()).collect();
        Error::field("role", format!("Has to be one of: {}.", roles.join(", ")))
    })
}

async fn read(tx: &mut Tx, me: &Member, person: &Teammate) -> Result<TeamMember> {
    tx.first(
        sql!(
            "select m.id, m.account_id, a.email, a.full_name, m.role, m.status, m.is_active, m.invited_at, a.is_verified
             from members m join accounts a on a.id = m.account_id where m.workspace_id = $1 and m.id = $2"
        ),
        params![&me.workspace_id, &person.id],
        list::member,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// Changes a member's role.
#[utoipa::path(patch, path = "/team/members/{member_id}", tag = "team", request_body = ChangeRole,
    params(("member_id" = String, Path, description = "The membership")),
    responses((status = 200, body = TeamMember), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(member_id): Path<String>,
    body: Body<ChangeRole>,
) -> Result<Reply<TeamMember>> {
    let app_ = app.clone();
    app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let gives = role_named(&me, &ask.role)?;
            let person = teammate_in_reach(tx, &me, &member_id).await?;
            let (role, is_self) = (person.role, person.id == me.id);
            let permit = me.permit::<MembersChangeRole>(Target::PersonTo { role, is_self, gives })?;
            change_role(tx, &permit, &person, gives).await?;
            let mut member = read(tx, &me, &person).await?;
            member.see(&app_, &me);
            Ok(member)
        })
    })
    .await
}
