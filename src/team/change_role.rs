//! A member gets another role. Source: first seed, Roles; second seed, User Roles; decision 7.

use rulebook::RoleId;
use serde_json::json;

use super::new_admin::tell_owner;
use super::onboarding::{self, Step};
use super::reach::Teammate;
use crate::access::{Member, MembersChangeRole, Permit};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::live::events::MemberChanged;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::{params, sql};

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
    let given = role;
    let role = &permit.book.role_info(given).name;
    if *role == person.role_name {
        return onboarding::keep(
            tx,
            permit,
            person,
            (Step::Role, "member.role_kept"),
            called(permit, given),
        )
        .await;
    }
    onboarding::chose(tx, &permit.workspace_id, person, Step::Role).await?;
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
        before: Some(
            json!({"role": called(permit, person.role), "user_id": person.account.id, "name": person.account.full_name}),
        ),
        after: Some(
            json!({"role": called(permit, given), "user_id": person.account.id, "name": person.account.full_name}),
        ),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = MemberChanged {
        member_id: person.id.clone(),
        user_id: person.account.id.clone(),
        change: "role".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await?;
    tell_owner(tx, permit, &person.id, &person.account, given).await
}

/// How the log calls a role: the word of the rulebook, or the name that the workspace gave.
fn called(me: &Member, role: RoleId) -> &str {
    let info = me.book.role_info(role);
    if me.book.is_own(role) { &info.label } else { &info.name }
}

/// The role of this name.
///
/// # Errors
/// 422 with the roles that there are.
pub fn role_named(me: &Member, name: &str) -> Result<RoleId> {
    me.book.role(name).ok_or_else(|| {
        let roles: Vec<_> = me.book.roles().map(|(_, r)| r.name.as_str()).collect();
        Error::field("role", format!("Has to be one of: {}.", roles.join(", ")))
    })
}
