//! Canned replies: texts that the team writes again and again, behind a short word.

pub mod change;
pub mod create;
pub mod list;
pub mod remove;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::access::{Member, Permit, WorkspaceUpdate};
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::limits;
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// A canned reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CannedReply {
    /// The reply.
    pub id: Id,
    /// What is typed for it: letters `a` to `z`, digits, `-` and `_`.
    pub shortcut: String,
    /// What it is for.
    pub title: String,
    /// Plain text.
    pub content: String,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed.
    pub updated_at: Time,
}

/// Reads id, shortcut, title, content, times.
///
/// # Errors
/// Where the row is another.
pub fn canned_reply(r: &Row<'_>) -> Result<CannedReply, StoreError> {
    Ok(CannedReply {
        id: r.get(0)?,
        shortcut: r.get(1)?,
        title: r.get(2)?,
        content: r.get(3)?,
        created_at: r.get(4)?,
        updated_at: r.get(5)?,
    })
}

/// 1 to 40 of `a` to `z`, digits, `-` and `_`.
///
/// # Errors
/// A sentence for the field.
pub fn is_shortcut(text: &str, (): &()) -> garde::Result {
    let is_fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    if (1..=limits::SHORT).contains(&text.len()) && text.bytes().all(is_fine) {
        return Ok(());
    }
    Err(garde::Error::new(
        "Has to be 1 to 40 of the letters a to z, digits, `-` and `_`.",
    ))
}

/// Refuses a shortcut that another reply has. Called under the workspace's lock.
async fn is_free(tx: &mut Tx, me: &Member, shortcut: &str, but: Option<&Id>) -> Result<()> {
    let taken = tx
        .count(
            sql!(
                "select count(*) from canned_replies
                 where workspace_id = $1 and shortcut = $2 and (cast($3 as text) is null or id <> $3)"
            ),
            params![&me.workspace_id, shortcut, but],
        )
        .await?;
    if taken > 0 {
        return Err(Error::bad_request(
            "shortcut_taken",
            format!("This workspace has a canned reply `{shortcut}` already."),
        ));
    }
    Ok(())
}

/// The reply that a path names, locked.
async fn to_change(tx: &mut Tx, me: &Member, wanted: &str) -> Result<CannedReply> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!(
            "select id, shortcut, title, content, created_at, updated_at from canned_replies
             where workspace_id = $1 and id = $2 for update"
        ),
        params![&me.workspace_id, &wanted],
        canned_reply,
    )
    .await?
    .ok_or_else(Error::not_found)
}

fn looks(reply: &CannedReply) -> Value {
    json!({"shortcut": reply.shortcut, "title": reply.title, "content": reply.content})
}

/// Records a change of a reply and tells the team.
async fn changed(
    tx: &mut Tx,
    permit: &Permit<WorkspaceUpdate>,
    act: &'static str,
    (before, after): (Option<&CannedReply>, Option<&CannedReply>),
) -> Result<()> {
    let id = before.or(after).map(|reply| reply.id.as_str()).unwrap_or_default();
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("canned reply {id}"),
        before: before.map(looks),
        after: after.map(looks),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged {
        what: "canned_replies".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}
