//! The owner adds a role to the workspace by picking what it holds.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::{OwnRole, Target};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{RoleView, changed, hold, is_free, kept, key, looks, picked, view};
use crate::access::{Permit, RolesManage};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::tag::is_short;
use crate::team::seats;
use crate::{params, sql};

/// The role.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateRole {
    /// 1 to 40 characters; no other role here is called so, in whatever case.
    #[garde(custom(is_short))]
    name: String,
    /// Permissions such as `members.invite`; never billing, ownership, deletion, advisors or the roles themselves. What
    /// every member reads comes with each role, named or not.
    #[garde(length(max = 64), inner(length(chars, max = 100)))]
    permissions: Vec<String>,
}

/// Adds a role.
///
/// # Errors
/// 422 for what cannot be picked, 403 for what the picker lacks, 409 `role_taken`, `too_many_roles`.
pub async fn create(tx: &mut Tx, permit: &Permit<RolesManage>, ask: &CreateRole) -> Result<RoleView> {
    let permissions = picked(permit, &ask.permissions)?;
    seats::lock(tx, permit).await?;
    hold(tx, permit).await?;
    is_free(tx, permit, &ask.name, None).await?;
    let mut own = super::all_of(tx, &permit.workspace_id).await?;
    let most = permit.book.room_for_roles();
    if own.len() >= most {
        let detail = format!("A workspace has at most {most} roles of its own.");
        return Err(Error::conflict("too_many_roles", detail));
    }
    let role = OwnRole {
        id: tx.id(),
        label: ask.name.trim().to_owned(),
        permissions,
    };
    tx.run(
        sql!(
            "insert into roles (workspace_id, id, name, name_key, permissions, created_at)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        params![
            &permit.workspace_id,
            &role.id,
            &role.label,
            &key(&role.label),
            &kept(&role.permissions),
            tx.now()
        ],
    )
    .await?;
    changed(tx, permit, "role.added", (None, Some(looks(&role)))).await?;
    own.push(role.clone());
    shown(permit, &own, &role.id, 0)
}

/// The role as the workspace has it once this is committed.
pub(super) fn shown(permit: &Permit<RolesManage>, own: &[OwnRole], id: &str, members: i64) -> Result<RoleView> {
    let book = permit.book.with_roles(own);
    let role = book.role(id).ok_or_else(Error::not_found)?;
    let mut shown = view(&book, role, members);
    shown.workspace_id.clone_from(&permit.workspace_id);
    Ok(shown)
}

/// Adds a role.
#[utoipa::path(post, path = "/workspace/roles", tag = "workspace", request_body = CreateRole,
    responses((status = 200, body = RoleView), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<CreateRole>) -> Result<Reply<RoleView>> {
    app.member_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<RolesManage>(Target::None)?;
            create(tx, &permit, &ask).await
        })
    })
    .await
}
