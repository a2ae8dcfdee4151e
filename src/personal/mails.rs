//! Mails of the workspace: those to the person go, the person goes out of those to others, and copies that are kept as files
//! go after the commit.

use serde::{Deserialize, Serialize};

use super::erase::Whom;
use super::known::{Known, pattern};
use crate::access::Member;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// What still has to go from the folder of mails.
#[derive(Default, Serialize, Deserialize)]
pub struct Files {
    /// Mails, which their files are called by.
    pub mails: Vec<Id>,
    /// Every file that one of these addresses stands in.
    pub addresses: Vec<String>,
}

/// Whether somebody signs in with one of these addresses: mails to them may be of other workspaces, or of their login.
///
/// # Errors
/// Internal ones only.
pub async fn is_login(tx: &mut Tx, known: &Known) -> Result<bool> {
    for address in known.addresses() {
        let found = tx
            .count(sql!("select count(*) from accounts where email = $1"), params![address])
            .await?;
        if found > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Looks through the mails; answers what still has to go, as it is stored.
///
/// # Errors
/// Internal ones only.
pub async fn sweep(tx: &mut Tx, by: &Member, whom: &Whom<'_>) -> Result<String> {
    let mut files = Files::default();
    let named = serde_json::to_string(&by.workspace_name).map_err(Error::internal)?;
    let is_ours =
        |letter: &str| letter.contains(&by.workspace_id) || letter.contains(&format!("\"workspace\":{named}"));
    for needle in whom.known.all().map(pattern) {
        let found: Vec<(Id, String, String, Option<String>)> = tx
            .all(
                sql!(
                    "select id, recipient, letter, answer from mails
                     where lower(recipient) like $1 or lower(letter) like $1 or lower(answer) like $1"
                ),
                params![&needle],
                |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)),
            )
            .await?;
        for (id, recipient, letter, answer) in found {
            let is_theirs = whom.known.has_address(&recipient);
            if !(is_ours(&letter) || (whom.is_nowhere_else && is_theirs)) {
                continue;
            }
            if is_theirs {
                tx.run(sql!("delete from mails where id = $1"), params![&id]).await?;
            } else {
                let letter = whom.known.taken_out(&letter, true).unwrap_or(letter);
                let answer = answer.map(|answer| whom.known.taken_out(&answer, false).unwrap_or(answer));
                tx.run(
                    sql!("update mails set letter = $2, answer = $3 where id = $1"),
                    params![&id, &letter, &answer],
                )
                .await?;
            }
            files.mails.push(id);
        }
    }
    if whom.is_nowhere_else {
        files.addresses = whom.known.addresses().to_vec();
    }
    serde_json::to_string(&files).map_err(Error::internal)
}
