//! An owner or admin takes a canned reply away. Source: decision 28.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::{CannedReply, changed, to_change};
use crate::access::{Permit, WorkspaceUpdate};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct CannedReplyRemoved {
    message: &'static str,
}

/// Removes a canned reply.
///
/// # Errors
/// Internal ones only.
pub async fn remove(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, reply: &CannedReply) -> Result<CannedReplyRemoved> {
    tx.run(
        sql!("delete from canned_replies where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &reply.id],
    )
    .await?;
    changed(tx, permit, "canned_reply.removed", (Some(reply), None)).await?;
    Ok(CannedReplyRemoved {
        message: "Canned reply removed",
    })
}

/// Removes a canned reply.
#[utoipa::path(delete, path = "/canned-replies/{canned_reply_id}", tag = "inbox",
    params(("canned_reply_id" = String, Path, description = "The canned reply")),
    responses((status = 200, body = CannedReplyRemoved), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
) -> Result<Reply<CannedReplyRemoved>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let reply = to_change(tx, &me, &wanted).await?;
            let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
            remove(tx, &permit, &reply).await
        })
    })
    .await
}
