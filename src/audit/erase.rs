//! Takes the words about a person out of a workspace's log. What happened, when, and by which account's id stays; the chain
//! stays whole.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::leaves::{self, ERASED, Salts, Seal};
use super::seal::{ACTOR, KEY, Open, VISIT, open, open_columns, reseal};
use super::{Entry, RESEALED, record};
use crate::access::Account;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Entries read at once.
const PAGE: i64 = 500;
/// Seals that one entry holds.
const HELD: usize = 200;

/// Who erases whom.
pub struct Erasure<'a> {
    /// Where.
    pub workspace_id: &'a Id,
    /// The erasure.
    pub id: &'a Id,
    /// Whose name goes where they acted.
    pub person_id: &'a Id,
    /// Who erases them.
    pub by: &'a Account,
    /// By which right.
    pub via: &'a str,
}

/// Takes every word out that `is_about` the person, and the name beside what they did; answers of how many entries.
///
/// # Errors
/// Internal ones only.
pub async fn erase(tx: &mut Tx, what: &Erasure<'_>, is_about: impl Fn(&str) -> bool) -> Result<usize> {
    let (mut cursor, mut count) = (String::new(), 0);
    let mut resealed: Vec<(i64, String)> = Vec::new();
    loop {
        // Locked, because the job that seals may be at the newest of them.
        let entries = tx
            .all(
                sql!(
                    "select ",
                    open_columns!(),
                    ", number from audit where workspace_id = $1 and id > $2 order by id limit $3 for update"
                ),
                params![what.workspace_id, &cursor, PAGE],
                |r| Ok((open(r)?, r.get::<Option<i64>>(15)?)),
            )
            .await?;
        let is_last = (entries.len() as i64) < PAGE;
        for (mut entry, number) in entries {
            cursor.clone_from(&entry.id);
            if !take_words(&mut entry, what, &is_about)? {
                continue;
            }
            if number.is_some() && entry.salts.is_none() {
                entry.salts = Some(Salts::Resealed { resealed: true });
            }
            if let (Some(number), Some(Salts::Resealed { .. })) = (number, &entry.salts) {
                resealed.push((number, reseal(number, &entry)));
            }
            store(tx, &entry).await?;
            count += 1;
        }
        if is_last {
            break;
        }
    }
    hold(tx, what, &resealed).await?;
    Ok(count)
}

/// Puts the mark of the erasure in the place of each word; answers whether there was one.
fn take_words(entry: &mut Open, what: &Erasure<'_>, is_about: &impl Fn(&str) -> bool) -> Result<bool> {
    let acted = entry.words[0] == *what.person_id;
    let words = entry.detachable().into_iter();
    let gone: BTreeMap<String, String> = words
        .filter(|(place, word)| !word.starts_with(ERASED) && (is_about(word) || (acted && place == ACTOR)))
        .collect();
    let mark = format!("{ERASED}{}", what.id);
    for place in gone.keys() {
        match place.as_str() {
            ACTOR => entry.words[1].clone_from(&mark),
            KEY => entry.key.iter_mut().for_each(|[_, name]| name.clone_from(&mark)),
            VISIT => entry.visit.iter_mut().for_each(|[_, name]| name.clone_from(&mark)),
            other => {
                let (side, pointer) = other.split_at(other.find('/').unwrap_or(other.len()));
                let text = if side == "before" {
                    &mut entry.before
                } else {
                    &mut entry.after
                };
                put(text, pointer, &mark)?;
            }
        }
    }
    if let Some(Salts::Detachable { words }) = &mut entry.salts {
        for (place, word) in &gone {
            if let Some(Seal::Salted { salt }) = words.get(place) {
                let hash = leaves::hash(salt, word);
                words.insert(place.clone(), Seal::Erased { hash });
            }
        }
    }
    Ok(!gone.is_empty())
}

fn put(text: &mut Option<String>, pointer: &str, mark: &str) -> Result<()> {
    let Some(text) = text else { return Ok(()) };
    let mut value: Value = serde_json::from_str(text).map_err(Error::internal)?;
    if let Some(word) = value.pointer_mut(pointer) {
        *word = json!(mark);
    }
    *text = value.to_string();
    Ok(())
}

async fn store(tx: &mut Tx, entry: &Open) -> Result<()> {
    let salts = entry.salts.as_ref().map(Salts::to_text);
    let name_of = |pair: &Option<[String; 2]>| pair.as_ref().map(|[_, name]| name.clone());
    tx.run(
        sql!(
            "update audit set actor_name = $3, before = $4, after = $5, key_name = $6, visit_name = $7, salts = $8
             where workspace_id = $1 and id = $2"
        ),
        params![
            &entry.workspace_id,
            &entry.id,
            &entry.words[1],
            &entry.before,
            &entry.after,
            &name_of(&entry.key),
            &name_of(&entry.visit),
            &salts
        ],
    )
    .await?;
    Ok(())
}

/// Writes down what is left of entries that were sealed with their words: from here on, this cannot be changed unseen.
async fn hold(tx: &mut Tx, what: &Erasure<'_>, resealed: &[(i64, String)]) -> Result<()> {
    for some in resealed.chunks(HELD) {
        let entries: Map<String, Value> = some
            .iter()
            .map(|(number, seal)| (number.to_string(), json!(seal)))
            .collect();
        let entry = Entry {
            workspace_id: what.workspace_id,
            by: what.by,
            act: RESEALED,
            object: format!("erasure {}", what.id),
            before: None,
            after: Some(json!({ "entries": entries })),
            via: what.via,
        };
        record(tx, entry).await?;
    }
    Ok(())
}
