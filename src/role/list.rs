//! The roles of the workspace: those of its rulebook, then those that it added.

use axum::Json;
use axum::extract::State;
use rulebook::Target;

use super::{RoleView, held, view};
use crate::access::{MembersRead, Permit, RolesManage};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;

/// Lists the roles, with how many people have each.
///
/// # Errors
/// Internal ones only.
pub async fn list(tx: &mut Tx, permit: &Permit<MembersRead>) -> Result<Vec<RoleView>> {
    let held = held::by_role(tx, permit).await?;
    let removes = permit.permit::<RolesManage>(Target::None).is_ok();
    let roles = permit.book.roles();
    Ok(roles
        .map(|(id, role)| {
            let held = held.get(&role.name).copied().unwrap_or_default();
            let is_removable = removes && permit.book.is_own(id);
            RoleView {
                removal: is_removable.then(|| held::removal(permit, id, held)),
                ..view(&permit.book, id, held.members)
            }
        })
        .collect())
}

/// Lists the roles.
#[utoipa::path(get, path = "/workspace/roles", tag = "workspace",
    responses((status = 200, body = Vec<RoleView>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<RoleView>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<MembersRead>(Target::None)?;
            list(tx, &permit).await
        })
    })
    .await
}
