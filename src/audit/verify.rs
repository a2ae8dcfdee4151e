//! Checks the chain of a workspace's log, from its first entry on, or from where it was cut off, also against an end of it that was kept elsewhere. The
//! chain alone shows a change of the past to whoever did not make it anew; only a kept end shows a log that was written
//! again from the start. Source: second seed, Audits.

use super::leaves::Salts;
use super::seal::{Open, cut_of, digest, digest_of, open, open_columns};
use super::spoken::Spoken;
use super::{CUSTOMER_ERASED, MEMBER_ERASED, RESEALED};
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
    let mut spoken = Spoken::default();
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
            spoken.note(expected, entry);
            chain.whole = expected;
            chain.head.clone_from(seal);
            if kept == Some(seal) {
                chain.kept_at = Some(expected);
            }
        }
        if (entries.len() as i64) < PAGE {
            unsealed(tx, workspace_id, &mut spoken).await?;
            chain.broken_at = spoken.first_untold();
            return Ok(chain);
        }
    }
}

/// An erasure of the last second has its entry, and that no seal yet.
async fn unsealed(tx: &mut Tx, workspace_id: &Id, spoken: &mut Spoken) -> Result<()> {
    if spoken.is_plain() {
        return Ok(());
    }
    let waiting = tx
        .all(
            sql!(
                "select ",
                open_columns!(),
                " from audit where workspace_id = $1 and number is null and act in ($2, $3, $4)"
            ),
            params![workspace_id, RESEALED, MEMBER_ERASED, CUSTOMER_ERASED],
            open,
        )
        .await?;
    waiting.iter().for_each(|entry| spoken.hear(entry));
    Ok(())
}

/// Whether an entry has this seal. One that was sealed with its words and lost some keeps the seal that it had, and an entry
/// further on speaks for what is left of it.
fn fits(previous: &str, number: i64, entry: &Open, seal: &str) -> bool {
    match &entry.salts {
        None => digest(previous, number, entry) == *seal,
        Some(Salts::Detachable { words }) => digest_of(previous, number, entry, words).is_some_and(|own| own == *seal),
        Some(Salts::Resealed { .. }) => true,
    }
}
