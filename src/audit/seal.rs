//! Numbers and seals what was recorded: each entry's digest covers the one before it, so that a change of the past shows.
//! Done apart from the writes, in commit order, so that no write waits for another of its workspace.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Entries sealed in one transaction, at most.
const BATCH: i64 = 500;

pub(super) struct Open {
    workspace_id: Id,
    id: Id,
    at: Time,
    words: [String; 5],
    before: Option<String>,
    after: Option<String>,
    key: Option<[String; 2]>,
    visit: Option<[String; 2]>,
}

pub(super) fn open(r: &Row<'_>) -> Result<Open, StoreError> {
    Ok(Open {
        workspace_id: r.get(0)?,
        id: r.get(1)?,
        at: r.get(2)?,
        words: [r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?],
        before: r.get(8)?,
        after: r.get(9)?,
        key: match r.get::<Option<String>>(10)? {
            None => None,
            Some(id) => Some([id, r.get(11)?]),
        },
        visit: match r.get::<Option<String>>(12)? {
            None => None,
            Some(id) => Some([id, r.get(13)?]),
        },
    })
}

pub(super) fn digest(previous: &str, number: i64, entry: &Open) -> String {
    let mut canonical = serde_json::json!([
        previous,
        number,
        entry.workspace_id,
        entry.id,
        entry.at.micros(),
        entry.words,
        entry.before,
        entry.after
    ]);
    // Left out where there is none, so that what was sealed before there were keys still fits.
    if let (Some(key), Some(parts)) = (&entry.key, canonical.as_array_mut()) {
        parts.push(serde_json::json!(key));
    }
    // By its name, so that no visit reads as a key.
    if let (Some(visit), Some(parts)) = (&entry.visit, canonical.as_array_mut()) {
        parts.push(serde_json::json!({"visit": visit}));
    }
    hex::encode(Sha256::digest(canonical.to_string().as_bytes()))
}

/// Seals what waits; answers how many entries.
///
/// # Errors
/// Internal ones only.
pub async fn seal(tx: &mut Tx) -> Result<usize> {
    let waiting = tx
        .all(
            sql!(
                "select workspace_id, id, at, actor_id, actor_name, act, object, via, before, after, key_id, key_name,
                        visit_id, visit_name
                 from audit where number is null order by id limit $1 for update skip locked"
            ),
            params![BATCH],
            open,
        )
        .await?;
    let mut heads: HashMap<Id, (i64, String)> = HashMap::new();
    for entry in &waiting {
        let (number, previous) = match heads.remove(&entry.workspace_id) {
            Some(head) => head,
            None => head_of(tx, &entry.workspace_id).await?,
        };
        let number = number + 1;
        let digest = digest(&previous, number, entry);
        tx.run(
            sql!("update audit set number = $3, digest = $4 where workspace_id = $1 and id = $2"),
            params![&entry.workspace_id, &entry.id, number, &digest],
        )
        .await?;
        heads.insert(entry.workspace_id.clone(), (number, digest));
    }
    Ok(waiting.len())
}

/// The number and the seal of the last entry that was cut off because the log is not kept for ever; 0 and nothing where it
/// is whole. From there the chain goes on.
///
/// # Errors
/// Internal ones only.
pub async fn cut_of(tx: &mut Tx, workspace_id: &Id) -> Result<(i64, String)> {
    let found = tx
        .first(
            sql!("select log_cut, log_seal from retention where workspace_id = $1"),
            params![workspace_id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// The last number of a workspace's log and its seal; 0 and nothing before the first.
///
/// # Errors
/// Internal ones only.
pub async fn head_of(tx: &mut Tx, workspace_id: &Id) -> Result<(i64, String)> {
    let last = tx
        .first(
            sql!(
                "select number, digest from audit where workspace_id = $1 and number is not null
                 order by number desc limit 1"
            ),
            params![workspace_id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    match last {
        Some(last) => Ok(last),
        None => cut_of(tx, workspace_id).await,
    }
}

/// Where a log ends, as the operator prints it and the owner is mailed it: number, seal, workspace.
#[must_use]
pub fn line(number: i64, seal: &str, workspace_id: &Id, name: &str) -> String {
    format!("{number} {seal} {workspace_id} {name}")
}

/// Whether anything waits to be sealed.
///
/// # Errors
/// Internal ones only.
pub async fn is_waiting(tx: &mut Tx) -> Result<bool> {
    let waiting = tx
        .count(
            sql!("select count(*) from (select 1 from audit where number is null limit 1) found"),
            params![],
        )
        .await?;
    Ok(waiting > 0)
}
