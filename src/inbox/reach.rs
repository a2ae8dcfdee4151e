//! Loads conversations as a caller can reach them.

use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// What a use case needs to know about a conversation.
#[derive(Debug, Clone)]
pub struct Held {
    /// The conversation.
    pub id: Id,
    /// Who wrote.
    pub customer_id: Option<Id>,
    /// Whose it is.
    pub assignee_id: Option<Id>,
    /// `open`, `pending`, `resolved` or `closed`.
    pub status: String,
    /// Since when a person is asked for.
    pub handoff_at: Option<Time>,
    /// When it was resolved.
    pub resolved_at: Option<Time>,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// Its messages.
    pub message_count: i64,
}

fn held(r: &Row<'_>) -> Result<Held, StoreError> {
    Ok(Held {
        id: r.get(0)?,
        customer_id: r.get(1)?,
        assignee_id: r.get(2)?,
        status: r.get(3)?,
        handoff_at: r.get(4)?,
        resolved_at: r.get(5)?,
        closed_at: r.get(6)?,
        message_count: r.get(7)?,
    })
}

/// The conversation that a path names, to read.
///
/// # Errors
/// 404 where it is absent, malformed or another workspace's.
pub async fn conversation_in_reach(tx: &mut Tx, workspace_id: &Id, wanted: &str) -> Result<Held> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!(
            "select id, customer_id, assignee_id, status, handoff_at, resolved_at, closed_at, message_count
             from conversations where workspace_id = $1 and id = $2"
        ),
        params![workspace_id, &wanted],
        held,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// The conversation that a path names, locked to be changed.
///
/// # Errors
/// As [`conversation_in_reach`].
pub async fn conversation_to_change(tx: &mut Tx, workspace_id: &Id, wanted: &str) -> Result<Held> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!(
            "select id, customer_id, assignee_id, status, handoff_at, resolved_at, closed_at, message_count
             from conversations where workspace_id = $1 and id = $2 for update"
        ),
        params![workspace_id, &wanted],
        held,
    )
    .await?
    .ok_or_else(Error::not_found)
}
