//! Notes that something has to be looked at by the index: one small row, so that a write costs no more than that.

use crate::error::Result;
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

async fn mark(tx: &mut Tx, workspace_id: &Id, id: &Id, conversation_id: Option<&Id>) -> Result<()> {
    tx.run(
        sql!(
            "insert into search_waiting (workspace_id, id, conversation_id) values ($1, $2, $3)
             on conflict (workspace_id, id) do nothing"
        ),
        params![workspace_id, id, conversation_id],
    )
    .await?;
    Ok(())
}

/// A message was written.
///
/// # Errors
/// Internal ones only.
pub async fn message(tx: &mut Tx, workspace_id: &Id, conversation_id: &Id, id: &Id) -> Result<()> {
    mark(tx, workspace_id, id, Some(conversation_id)).await
}

/// A customer is new, or is known by something else now.
///
/// # Errors
/// Internal ones only.
pub async fn customer(tx: &mut Tx, workspace_id: &Id, id: &Id) -> Result<()> {
    mark(tx, workspace_id, id, None).await
}

/// Everything that a workspace has was written in one go.
///
/// # Errors
/// Internal ones only.
pub async fn everything(tx: &mut Tx, workspace_id: &Id) -> Result<()> {
    tx.run(
        sql!(
            "insert into search_waiting (workspace_id, id, conversation_id)
             select workspace_id, id, conversation_id from messages where workspace_id = $1"
        ),
        params![workspace_id],
    )
    .await?;
    tx.run(
        sql!(
            "insert into search_waiting (workspace_id, id, conversation_id)
             select workspace_id, id, null from customers where workspace_id = $1"
        ),
        params![workspace_id],
    )
    .await?;
    Ok(())
}
