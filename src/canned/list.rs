//! The workspace's canned replies, by shortcut; at most 500.

use axum::Json;
use axum::extract::State;
use rulebook::Target;

use super::{CannedReply, canned_reply};
use crate::access::{ConversationsRead, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

async fn list(tx: &mut Tx, permit: &Permit<ConversationsRead>) -> Result<Vec<CannedReply>> {
    tx.all(
        sql!(
            "select id, shortcut, title, content, created_at, updated_at from canned_replies
             where workspace_id = $1 order by shortcut limit 500"
        ),
        params![&permit.workspace_id],
        canned_reply,
    )
    .await
}

/// Lists canned replies.
#[utoipa::path(get, path = "/canned-replies", tag = "inbox",
    responses((status = 200, body = Vec<CannedReply>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<CannedReply>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            list(tx, &permit).await
        })
    })
    .await
}
