//! A person's name or address in messages of others: it is taken out, and the search looks at what is left.

use super::known::{Known, pattern};
use crate::error::Result;
use crate::id::Id;
use crate::search::mark;
use crate::store::Tx;
use crate::{params, sql};

/// Conversation, message, its words, its files.
type Found = (Id, Id, String, String);

/// Takes the person out of messages and of kept answers.
///
/// # Errors
/// Internal ones only.
pub async fn sweep(tx: &mut Tx, workspace_id: &Id, known: &Known) -> Result<()> {
    let needles: Vec<String> = known.within().map(pattern).collect();
    for needle in &needles {
        let found: Vec<Found> = tx
            .all(
                sql!(
                    "select conversation_id, id, content, attachments from messages
                     where workspace_id = $1 and (lower(content) like $2 or lower(attachments) like $2)"
                ),
                params![workspace_id, needle],
                |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)),
            )
            .await?;
        for (conversation, id, content, files) in found {
            let (less, fewer) = (known.taken_out(&content, false), known.taken_out(&files, false));
            if less.is_none() && fewer.is_none() {
                continue;
            }
            tx.run(
                sql!(
                    "update messages set content = $4, attachments = $5
                     where workspace_id = $1 and conversation_id = $2 and id = $3"
                ),
                params![
                    workspace_id,
                    &conversation,
                    &id,
                    &less.unwrap_or(content),
                    &fewer.unwrap_or(files)
                ],
            )
            .await?;
            tx.run(
                sql!("delete from search_docs where workspace_id = $1 and conversation_id = $2 and object_id = $3"),
                params![workspace_id, &conversation, &id],
            )
            .await?;
            mark::message(tx, workspace_id, &conversation, &id).await?;
        }
    }
    replies(tx, workspace_id, known).await
}

/// Answers that are kept for a day to be given again.
async fn replies(tx: &mut Tx, workspace_id: &Id, known: &Known) -> Result<()> {
    let found: Vec<(Id, String, String)> = tx
        .all(
            sql!(
                "select account_id, key, body from replies
                 where account_id in (select account_id from members where workspace_id = $1)"
            ),
            params![workspace_id],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .await?;
    for (account_id, key, body) in found {
        let Some(less) = known.taken_out(&body, true) else {
            continue;
        };
        tx.run(
            sql!("update replies set body = $3 where account_id = $1 and key = $2"),
            params![&account_id, &key, &less],
        )
        .await?;
    }
    Ok(())
}
