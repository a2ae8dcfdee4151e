//! The owner removes a role of the workspace's own. Whoever has it gets another one in the same step: nobody is ever left
//! with a role that is not there.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::{OwnRole, RoleId, Target};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};

use super::held::{self, Held, is_wider};
use super::{changed, hold, to_change};
use crate::access::{MembersChangeRole, Permit, RolesManage};
use crate::app::App;
use crate::door::{Caller, Query, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::key::{ApiKey, end};
use crate::live::{Room, rights};
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// What takes its place.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct RemoveRole {
    /// The id of another role, but the owner's. Needed where somebody has the role that goes.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    replacement: Option<String>,
}

/// Done.
#[derive(Serialize, ToSchema)]
pub struct RoleRemoved {
    /// In words.
    message: String,
    /// How many people have the replacement now.
    members: i64,
    #[serde(skip)]
    workspace_id: Id,
    #[serde(skip)]
    keys_ended: Vec<Id>,
}

/// The role that a query names, as somebody may give it to whoever has the one that goes.
///
/// # Errors
/// 400 `invalid_replacement`; 403 where they may not give it.
fn replacement_named(permit: &Permit<RolesManage>, goes: RoleId, wanted: &str) -> Result<RoleId> {
    let owner = permit.book.owner_role();
    let found = permit.book.role(wanted).filter(|role| *role != goes && *role != owner);
    let gives = found.ok_or_else(|| {
        Error::bad_request(
            "invalid_replacement",
            "replacement has to be the id of another role of this workspace, and not the owner's.",
        )
    })?;
    permit.permit::<MembersChangeRole>(Target::PersonTo {
        role: goes,
        is_self: false,
        gives,
    })?;
    Ok(gives)
}

/// What became of those that had the role.
struct Moved {
    gives: RoleId,
    held: Held,
    ended: Vec<ApiKey>,
    ends_links: bool,
}

/// Gives all of them the replacement. A link lets in whoever holds it, so it ends where the replacement stands above others;
/// a key is in hands that nobody sees, so it ends where the replacement may more.
async fn move_on(
    tx: &mut Tx,
    permit: &Permit<RolesManage>,
    goes: RoleId,
    (gives, held): (RoleId, Held),
) -> Result<Moved> {
    let [had, name] = [goes, gives].map(|role| &permit.book.role_info(role).name);
    let ends_links = permit.book.leads(gives);
    if ends_links {
        tx.run(
            sql!(
                "update join_links set revoked_at = $3
                 where workspace_id = $1 and role = $2 and revoked_at is null"
            ),
            params![&permit.workspace_id, had, tx.now()],
        )
        .await?;
    }
    let ended = match is_wider(permit, gives, goes) {
        true => end::of_role(tx, permit, goes).await?,
        false => Vec::new(),
    };
    for statement in [
        sql!("update members set role = $3 where workspace_id = $1 and role = $2"),
        sql!("update invitations set role = $3 where workspace_id = $1 and role = $2"),
        sql!("update join_links set role = $3 where workspace_id = $1 and role = $2"),
        sql!("update keys set role = $3 where workspace_id = $1 and role = $2"),
    ] {
        tx.run(statement, params![&permit.workspace_id, had, name]).await?;
    }
    Ok(Moved {
        gives,
        held,
        ended,
        ends_links,
    })
}

/// What the log says of it: whatever there was none of is left out, but people.
fn noted(permit: &Permit<RolesManage>, moved: &Moved) -> Value {
    let links = if moved.ends_links { "links_ended" } else { "links" };
    let keys = if moved.ended.is_empty() { "keys" } else { "keys_ended" };
    let label = &permit.book.role_info(moved.gives).label;
    let mut note = json!({"members": moved.held.members, "replacement": label});
    for (kind, count) in [
        ("invitations", moved.held.invitations),
        (links, moved.held.links),
        (keys, moved.held.keys),
    ] {
        if count > 0 {
            note[kind] = json!(count);
        }
    }
    note
}

/// What the workspace gives by links and domains is the replacement from now on; where there is none, or it stands above
/// others, the rulebook's default.
async fn give_instead(tx: &mut Tx, permit: &Permit<RolesManage>, role: &OwnRole, gives: Option<RoleId>) -> Result<()> {
    let plain = gives.filter(|gives| !permit.book.leads(*gives));
    let name = plain.map(|gives| permit.book.role_info(gives).name.as_str());
    for statement in [
        sql!("update workspaces set link_role = $3 where id = $1 and link_role = $2"),
        sql!("update workspaces set domain_role = $3 where id = $1 and domain_role = $2"),
    ] {
        tx.run(statement, params![&permit.workspace_id, &role.id, name]).await?;
    }
    Ok(())
}

/// Who has a role, in words: people, invitations, links and keys.
pub(crate) fn words(held: [i64; 4]) -> String {
    let kinds = [
        ("person", "people"),
        ("invitation", "invitations"),
        ("link", "links"),
        ("API key", "API keys"),
    ];
    let mut said: Vec<_> = held
        .into_iter()
        .zip(kinds)
        .filter(|(count, _)| *count > 0)
        .map(|(count, (one, many))| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    match said.pop() {
        Some(last) if !said.is_empty() => format!("{} and {last}", said.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// Removes a role, under the workspace's lock.
///
/// # Errors
/// 409 `replacement_needed` where somebody has it and nothing takes its place; as [`replacement_named`].
pub async fn remove(
    tx: &mut Tx,
    permit: &Permit<RolesManage>,
    role: &OwnRole,
    replacement: Option<&str>,
) -> Result<RoleRemoved> {
    let goes = permit.book.role(&role.id).ok_or_else(Error::not_found)?;
    let gives = replacement
        .map(|wanted| replacement_named(permit, goes, wanted))
        .transpose()?;
    let held = held::by_role(tx, permit).await?;
    let held = held.get(&role.id).copied().unwrap_or_default();
    give_instead(tx, permit, role, gives).await?;
    let moved = match gives {
        None if held.holders().iter().sum::<i64>() > 0 => {
            let holders = words(held.holders());
            let detail = format!(
                "The role {} is still that of {holders}. Say which one takes its place.",
                role.label
            );
            return Err(Error::conflict("replacement_needed", detail).with("members", held.members));
        }
        None => None,
        Some(gives) => Some(move_on(tx, permit, goes, (gives, held)).await?),
    };
    tx.run(
        sql!("delete from roles where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &role.id],
    )
    .await?;
    let after = moved.as_ref().map(|moved| noted(permit, moved));
    changed(tx, permit, "role.removed", (Some(role), after)).await?;
    Ok(RoleRemoved {
        message: format!("The role {} is gone.", role.label),
        members: held.members,
        workspace_id: permit.workspace_id.clone(),
        keys_ended: moved
            .into_iter()
            .flat_map(|moved| moved.ended)
            .map(|key| key.id)
            .collect(),
    })
}

/// Removes a role.
#[utoipa::path(delete, path = "/workspace/roles/{role_id}", tag = "workspace",
    params(("role_id" = String, Path, description = "A role of the workspace's own"), RemoveRole),
    responses((status = 200, body = RoleRemoved), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(role_id): Path<String>,
    query: Query<RemoveRole>,
) -> Result<Reply<RoleRemoved>> {
    let write = app.member_write(caller, query, move |tx, me, ask| {
        Box::pin(async move {
            seats::lock(tx, &me).await?;
            let role = to_change(tx, &me, &role_id).await?;
            let permit = me.permit::<RolesManage>(Target::None)?;
            hold(tx, &permit).await?;
            remove(tx, &permit, &role, ask.replacement.as_deref()).await
        })
    });
    let reply = write.await?;
    if let Reply::Fresh(done) = &reply {
        for key in &done.keys_ended {
            app.live.cut(&Room::Key(key.clone()), "signed_out");
        }
        if !done.keys_ended.is_empty() {
            app.store.settled().await;
        }
        rights::follow(&app, &Room::Members(done.workspace_id.clone())).await;
    }
    Ok(reply)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn only_what_there_is_is_said() {
        assert_eq!(words([1, 0, 0, 0]), "1 person");
        assert_eq!(words([2, 0, 0, 1]), "2 people and 1 API key");
        assert_eq!(words([1, 2, 1, 3]), "1 person, 2 invitations, 1 link and 3 API keys");
    }
}
