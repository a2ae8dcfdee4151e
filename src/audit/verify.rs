//! Checks the chain of a workspace's log, from its first entry on, or from where it was cut off, also against an end of it that was kept elsewhere. The
//! chain alone shows a change of the past to whoever did not make it anew; only a kept end shows a log that was written
//! again from the start. Source: second seed, Audits.

use std::collections::HashMap;

use serde_json::Value;

use super::leaves::Salts;
use super::seal::{Open, cut_of, digest, digest_of, open, open_columns, reseal};
use crate::error::Result;
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Entries read at once.
const PAGE: i64 = 500;

/// What was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Chain {
    /// Entries that were cut off at the beginning, because the log is not kept for ever. The chain is checked from the seal
    /// of the last of them.
    pub cut: i64,
    /// The number of the last entry whose seal fits, from there on.
    pub whole: i64,
    /// The seal of the last of them.
    pub head: String,
    /// The number of the first entry that is missing, or whose seal does not fit.
    pub broken_at: Option<i64>,
    /// The number of the entry that ends in the kept seal, where it is one of those that fit.
    pub kept_at: Option<i64>,
}

/// Walks the log of a workspace; `kept` is a seal that somebody wrote down earlier.
///
/// # Errors
/// Internal ones only.
pub async fn verify(tx: &mut Tx, workspace_id: &Id, kept: Option<&str>) -> Result<Chain> {
    let (cut, seal) = cut_of(tx, workspace_id).await?;
    let mut chain = Chain {
        cut,
        whole: cut,
        kept_at: (cut > 0 && kept == Some(seal.as_str())).then_some(cut),
        head: seal,
        broken_at: None,
    };
    let mut resealed = Resealed::default();
    loop {
        let entries = tx
            .all(
                sql!(
                    "select ",
                    open_columns!(),
                    ", number, digest from audit where workspace_id = $1 and number > $2 order by number limit $3"
                ),
                params![workspace_id, chain.whole, PAGE],
                |r| Ok((open(r)?, r.get::<i64>(15)?, r.get::<String>(16)?)),
            )
            .await?;
        for (entry, number, seal) in &entries {
            let expected = chain.whole + 1;
            if *number != expected || !fits(&chain.head, expected, entry, seal) {
                chain.broken_at = Some(expected);
                return Ok(chain);
            }
            resealed.note(expected, entry);
            chain.whole = expected;
            chain.head.clone_from(seal);
            if kept == Some(seal) {
                chain.kept_at = Some(expected);
            }
        }
        if (entries.len() as i64) < PAGE {
            unsealed(tx, workspace_id, &mut resealed).await?;
            chain.broken_at = resealed.first();
            return Ok(chain);
        }
    }
}

/// An erasure of the last second has its entry, and that no seal yet.
async fn unsealed(tx: &mut Tx, workspace_id: &Id, resealed: &mut Resealed) -> Result<()> {
    if resealed.0.is_empty() {
        return Ok(());
    }
    let waiting = tx
        .all(
            sql!(
                "select ",
                open_columns!(),
                " from audit where workspace_id = $1 and number is null and act = $2"
            ),
            params![workspace_id, super::RESEALED],
            open,
        )
        .await?;
    waiting.iter().for_each(|entry| resealed.note(0, entry));
    Ok(())
}

/// Whether an entry has this seal. One that was sealed with its words and lost some keeps the seal that it had, and what
/// is left of it is looked up further on.
fn fits(previous: &str, number: i64, entry: &Open, seal: &str) -> bool {
    match &entry.salts {
        None => digest(previous, number, entry) == *seal,
        Some(Salts::Detachable { words }) => digest_of(previous, number, entry, words).is_some_and(|own| own == *seal),
        Some(Salts::Resealed { .. }) => true,
    }
}

/// Entries that lost words which their seal covers, until the entry is met that holds the seal of what is left.
#[derive(Default)]
struct Resealed(HashMap<i64, String>);

impl Resealed {
    fn note(&mut self, number: i64, entry: &Open) {
        if matches!(entry.salts, Some(Salts::Resealed { .. })) {
            self.0.insert(number, reseal(number, entry));
        }
        if self.0.is_empty() || entry.words[2] != super::RESEALED {
            return;
        }
        let after = entry
            .after
            .as_deref()
            .and_then(|text| serde_json::from_str::<Value>(text).ok());
        let held = after.as_ref().and_then(|after| after["entries"].as_object());
        for (number, seal) in held.into_iter().flatten() {
            let Ok(number) = number.parse::<i64>() else { continue };
            if self.0.get(&number).map(String::as_str) == seal.as_str() {
                self.0.remove(&number);
            }
        }
    }

    /// The first that no entry speaks for.
    fn first(&self) -> Option<i64> {
        self.0.keys().min().copied()
    }
}
