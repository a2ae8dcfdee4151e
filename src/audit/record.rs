//! Writes an audit entry in the transaction of what it records.

use serde_json::Value;

use crate::access::Account;
use crate::activity;
use crate::error::Result;
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// One change.
pub struct Entry<'a> {
    /// Where.
    pub workspace_id: &'a Id,
    /// Who did it.
    pub by: &'a Account,
    /// A stable word, such as `member.invited`.
    pub act: &'static str,
    /// What it was done to, as in `member 0193…`.
    pub object: String,
    /// As it was.
    pub before: Option<Value>,
    /// As it is.
    pub after: Option<Value>,
    /// The right that allowed it, such as `support/owner/members.invite`.
    pub via: &'a str,
}

/// Records a change, with the API key or the visit that it was made by. It is numbered and sealed within a second of its commit.
///
/// # Errors
/// Internal ones only.
pub async fn record(tx: &mut Tx, entry: Entry<'_>) -> Result<()> {
    let id = tx.id();
    let before = entry.before.map(|v| v.to_string());
    let after = entry.after.map(|v| v.to_string());
    let (key_id, key_name) = tx.key().cloned().unzip();
    let visit = tx.visit().filter(|visit| visit.workspace_id == *entry.workspace_id);
    let (visit_id, visit_name) = visit.map(|visit| (visit.id.clone(), visit.name.clone())).unzip();
    tx.run(
        sql!(
            "insert into audit (workspace_id, id, at, actor_id, actor_name, act, object, before, after, via, key_id, key_name,
                                visit_id, visit_name)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
        ),
        params![
            entry.workspace_id,
            &id,
            tx.now(),
            &entry.by.id,
            &entry.by.full_name,
            entry.act,
            &entry.object,
            &before,
            &after,
            entry.via,
            &key_id,
            &key_name,
            &visit_id,
            &visit_name
        ],
    )
    .await?;
    activity::note(tx, entry.workspace_id, &entry.by.id, (&id, entry.act), None);
    Ok(())
}
