//! An owner or admin puts a conversation back into the queue.

use axum::extract::{Path, State};
use rulebook::Target;

use super::assign::NewAssignee;
use super::news;
use super::reach::{Held, conversation_to_change};
use crate::access::{ConversationsAssign, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// Takes the assignee away.
///
/// # Errors
/// Internal ones only.
pub async fn unassign(tx: &mut Tx, permit: &Permit<ConversationsAssign>, mut held: Held) -> Result<()> {
    let workspace_id = &permit.workspace_id;
    let Some(before) = held.assignee_id.take() else {
        return Ok(());
    };
    tx.run(
        sql!("update conversations set assignee_id = null, updated_at = $3 where workspace_id = $1 and id = $2"),
        params![workspace_id, &held.id, tx.now()],
    )
    .await?;
    let me = &permit.account.id;
    news::note(tx, workspace_id, &held.id, "unassigned", Some(me), Some(&before)).await?;
    news::tell(tx, workspace_id, &held, None).await
}

/// Puts a conversation back into the queue.
#[utoipa::path(delete, path = "/conversations/{conversation_id}/assignee", tag = "inbox",
    params(("conversation_id" = String, Path, description = "The conversation")),
    responses((status = 200, body = NewAssignee), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Reply<NewAssignee>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let held = conversation_to_change(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsAssign>(Target::None)?;
            unassign(tx, &permit, held).await?;
            Ok(NewAssignee::nobody())
        })
    })
    .await
}
