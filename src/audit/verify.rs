//! Checks the chain of a workspace's log, from its first entry on, or from where it was cut off, also against an end of it that was kept elsewhere. The
//! chain alone shows a change of the past to whoever did not make it anew; only a kept end shows a log that was written
//! again from the start. Source: second seed, Audits.

use super::seal::{cut_of, digest, open};
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
    loop {
        let entries = tx
            .all(
                sql!(
                    "select workspace_id, id, at, actor_id, actor_name, act, object, via, before, after,
                            key_id, key_name, visit_id, visit_name, number, digest
                     from audit where workspace_id = $1 and number > $2 order by number limit $3"
                ),
                params![workspace_id, chain.whole, PAGE],
                |r| Ok((open(r)?, r.get::<i64>(14)?, r.get::<String>(15)?)),
            )
            .await?;
        for (entry, number, seal) in &entries {
            let expected = chain.whole + 1;
            if *number != expected || digest(&chain.head, expected, entry) != *seal {
                chain.broken_at = Some(expected);
                return Ok(chain);
            }
            chain.whole = expected;
            chain.head.clone_from(seal);
            if kept == Some(seal) {
                chain.kept_at = Some(expected);
            }
        }
        if (entries.len() as i64) < PAGE {
            return Ok(chain);
        }
    }
}
