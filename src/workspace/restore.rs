//! The owner restores a workspace that they deleted: nothing of it was touched.

use axum::extract::State;
use rulebook::Target;

use super::delete::record;
use super::show::{self, Settings};
use crate::access::{Permit, WorkspaceDelete};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// Takes the deletion back.
///
/// # Errors
/// 409 `not_deleted`.
pub async fn restore(tx: &mut Tx, permit: &Permit<WorkspaceDelete>) -> Result<()> {
    seats::lock(tx, permit).await?;
    let changed = tx
        .run(
            sql!("update workspaces set delete_at = null, deleted_by = null where id = $1 and delete_at is not null"),
            params![&permit.workspace_id],
        )
        .await?;
    if changed == 0 {
        return Err(Error::conflict("not_deleted", "This workspace was not deleted."));
    }
    record(tx, permit, "workspace.restored", None).await
}

/// Restores the workspace.
#[utoipa::path(post, path = "/workspace/restore", tag = "workspace",
    responses((status = 200, body = Settings), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Reply<Settings>> {
    app.person_write(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceDelete>(Target::None)?;
            restore(tx, &permit).await?;
            show::read(tx, &me).await
        })
    })
    .await
}
