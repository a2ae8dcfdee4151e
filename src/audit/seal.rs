//! Numbers and seals what was recorded: each entry's digest covers the one before it, so that a change of the past shows.
//! Done apart from the writes, in commit order, so that no write waits for another of its workspace.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use super::leaves::{self, Salts, Seal};
use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Entries sealed in one transaction, at most.
const BATCH: i64 = 500;

pub(super) struct Open {
    pub(super) workspace_id: Id,
    pub(super) id: Id,
    at: Time,
    /// Who, their name, what, to what, by which right.
    pub(super) words: [String; 5],
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) key: Option<[String; 2]>,
    pub(super) visit: Option<[String; 2]>,
    pub(super) salts: Option<Salts>,
}

/// The columns that [`open`] reads.
macro_rules! open_columns {
    () => {
        "workspace_id, id, at, actor_id, actor_name, act, object, via, before, after, key_id, key_name, visit_id, visit_name, \
         salts"
    };
}
pub(super) use open_columns;

/// Where the name of whoever did it stands, that of the key, and that of the visit.
pub(super) const ACTOR: &str = "actor";
pub(super) const KEY: &str = "key";
pub(super) const VISIT: &str = "visit";

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
        // What nobody can read fits no digest.
        salts: r
            .get::<Option<String>>(14)?
            .map(|text| serde_json::from_str(&text).unwrap_or(Salts::Detachable { words: BTreeMap::new() })),
    })
}

impl Open {
    /// Its words, each with where it stands: what may be about a person.
    pub(super) fn detachable(&self) -> BTreeMap<String, String> {
        let mut out = BTreeMap::from([(ACTOR.to_owned(), self.words[1].clone())]);
        for (place, pair) in [(KEY, &self.key), (VISIT, &self.visit)] {
            if let Some([_, name]) = pair {
                out.insert(place.to_owned(), name.clone());
            }
        }
        leaves::words_of("before", self.before.as_ref(), &mut out);
        leaves::words_of("after", self.after.as_ref(), &mut out);
        out
    }
}

/// The digest of an entry by what stands for its words; none where they do not belong together.
pub(super) fn digest_of(previous: &str, number: i64, entry: &Open, seals: &BTreeMap<String, Seal>) -> Option<String> {
    let hashes = leaves::hashes(&entry.detachable(), seals)?;
    let [who, _, act, object, right] = &entry.words;
    let id_of = |pair: &Option<[String; 2]>| pair.as_ref().map(|[id, _]| id.clone());
    let canonical = serde_json::json!([
        2,
        previous,
        number,
        entry.workspace_id,
        entry.id,
        entry.at.micros(),
        [who, act, object, right],
        leaves::bare(entry.before.as_ref()),
        leaves::bare(entry.after.as_ref()),
        id_of(&entry.key),
        id_of(&entry.visit),
        hashes
    ]);
    Some(hex::encode(Sha256::digest(canonical.to_string().as_bytes())))
}

/// The seal of what is left of an entry that lost words which its digest covers: a later entry holds it.
pub(super) fn reseal(number: i64, entry: &Open) -> String {
    digest("resealed", number, entry)
}

/// The digest of an entry that was sealed with its words, as all were before words could be taken out.
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
                "select ",
                open_columns!(),
                " from audit where number is null order by id limit $1 for update skip locked"
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
        let words = leaves::salted(&entry.detachable());
        let digest = digest_of(&previous, number, entry, &words).unwrap_or_default();
        let salts = Salts::Detachable { words }.to_text();
        tx.run(
            sql!("update audit set number = $3, digest = $4, salts = $5 where workspace_id = $1 and id = $2"),
            params![&entry.workspace_id, &entry.id, number, &digest, &salts],
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
