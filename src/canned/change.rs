//! An owner or admin changes a canned reply; what was sent with it stays as it was sent. Source: decision 28.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{CannedReply, changed, is_free, is_shortcut, looks, to_change};
use crate::access::{Permit, WorkspaceUpdate};
use crate::account::register::is_name;
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::inbox::send_message::is_content;
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// What changes; what is left out stays.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeCannedReply {
    /// 1 to 40 of the letters `a` to `z`, digits, `-` and `_`.
    #[garde(inner(custom(is_shortcut)))]
    shortcut: Option<String>,
    /// 1 to 200 characters.
    #[garde(inner(custom(is_name)))]
    title: Option<String>,
    /// 1 to 20,000 characters of plain text.
    #[garde(inner(custom(is_content)))]
    content: Option<String>,
}

/// Changes a canned reply.
///
/// # Errors
/// 400 `shortcut_taken`.
pub async fn change(
    tx: &mut Tx,
    permit: &Permit<WorkspaceUpdate>,
    before: CannedReply,
    ask: ChangeCannedReply,
) -> Result<CannedReply> {
    seats::lock(tx, permit).await?;
    let mut after = before.clone();
    after.shortcut = ask.shortcut.unwrap_or(after.shortcut);
    after.title = ask.title.unwrap_or(after.title);
    after.content = ask.content.unwrap_or(after.content);
    if looks(&after) == looks(&before) {
        return Ok(before);
    }
    is_free(tx, permit, &after.shortcut, Some(&after.id)).await?;
    after.updated_at = tx.now();
    tx.run(
        sql!(
            "update canned_replies set shortcut = $3, title = $4, content = $5, updated_at = $6
             where workspace_id = $1 and id = $2"
        ),
        params![
            &permit.workspace_id,
            &after.id,
            &after.shortcut,
            &after.title,
            &after.content,
            tx.now()
        ],
    )
    .await?;
    changed(tx, permit, "canned_reply.changed", (Some(&before), Some(&after))).await?;
    Ok(after)
}

/// Changes a canned reply.
#[utoipa::path(patch, path = "/canned-replies/{canned_reply_id}", tag = "inbox", request_body = ChangeCannedReply,
    params(("canned_reply_id" = String, Path, description = "The canned reply")),
    responses((status = 200, body = CannedReply), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<ChangeCannedReply>,
) -> Result<Reply<CannedReply>> {
    app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let before = to_change(tx, &me, &wanted).await?;
            let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
            change(tx, &permit, before, ask).await
        })
    })
    .await
}
