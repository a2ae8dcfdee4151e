//! The owner renames a role of the workspace's own or changes what it holds. What it lacks from then on is refused from the
//! answer on to everybody who has it.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::{OwnRole, Target};
use serde::Deserialize;
use utoipa::ToSchema;

use super::create::shown;
use super::{RoleView, changed, hold, is_free, kept, key, looks, picked, to_change};
use crate::access::{Permit, RolesManage};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::live::{Room, rights};
use crate::store::Tx;
use crate::tag::is_short;
use crate::team::seats;
use crate::{params, sql};

/// What changes; what is left out stays.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeRole {
    /// As in `POST /workspace/roles`.
    #[garde(inner(custom(is_short)))]
    name: Option<String>,
    /// As in `POST /workspace/roles`, all of them.
    #[garde(length(max = 64), inner(inner(length(chars, max = 100))))]
    permissions: Option<Vec<String>>,
}

/// Changes a role.
///
/// # Errors
/// 422 for what cannot be picked, 403 for what the picker lacks, 409 `role_taken`.
pub async fn change(tx: &mut Tx, permit: &Permit<RolesManage>, before: OwnRole, ask: &ChangeRole) -> Result<RoleView> {
    let permissions = ask
        .permissions
        .as_ref()
        .map(|names| picked(permit, names))
        .transpose()?;
    if let Some(name) = &ask.name {
        is_free(tx, permit, name, Some(&before.id)).await?;
    }
    let after = OwnRole {
        id: before.id.clone(),
        label: ask
            .name
            .as_ref()
            .map_or(before.label.clone(), |name| name.trim().to_owned()),
        permissions: permissions.unwrap_or_else(|| before.permissions.clone()),
    };
    let members = tx
        .count(
            sql!("select count(*) from members where workspace_id = $1 and role = $2"),
            params![&permit.workspace_id, &after.id],
        )
        .await?;
    if after != before {
        tx.run(
            sql!("update roles set name = $3, name_key = $4, permissions = $5 where workspace_id = $1 and id = $2"),
            params![
                &permit.workspace_id,
                &after.id,
                &after.label,
                &key(&after.label),
                &kept(&after.permissions)
            ],
        )
        .await?;
        changed(tx, permit, "role.changed", (Some(&before), Some(looks(&after)))).await?;
    }
    let own = super::all_of(tx, &permit.workspace_id).await?;
    shown(permit, &own, &after.id, members)
}

/// Changes a role.
#[utoipa::path(patch, path = "/workspace/roles/{role_id}", tag = "workspace", request_body = ChangeRole,
    params(("role_id" = String, Path, description = "A role of the workspace's own")),
    responses((status = 200, body = RoleView), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(role_id): Path<String>,
    body: Body<ChangeRole>,
) -> Result<Reply<RoleView>> {
    let write = app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            seats::lock(tx, &me).await?;
            let role = to_change(tx, &me, &role_id).await?;
            let permit = me.permit::<RolesManage>(Target::None)?;
            hold(tx, &permit).await?;
            change(tx, &permit, role, &ask).await
        })
    });
    let reply = write.await?;
    if let Reply::Fresh(role) = &reply {
        rights::follow(&app, &Room::Members(role.workspace_id.clone())).await;
    }
    Ok(reply)
}
