//! Writes what waits into the index, the oldest first, so that a higher number is a later message. What was there before
//! the index waits like everything else.

use std::collections::BTreeMap;

use super::{Kind, fold, prefix};
use crate::app::App;
use crate::attachment::Attachment;
use crate::error::Result;
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Rows of one transaction: other writes wait no longer than these take.
const BATCH: i64 = 200;

struct Waiting {
    workspace_id: Id,
    id: Id,
    conversation_id: Option<Id>,
    text: String,
}

fn waiting(r: &Row<'_>) -> Result<Waiting, StoreError> {
    let mut parts: Vec<String> = Vec::new();
    for column in [3, 5, 6, 7] {
        parts.extend(r.get::<Option<String>>(column)?);
    }
    let fields = r.get::<Option<String>>(8)?.unwrap_or_default();
    let fields: BTreeMap<String, String> = serde_json::from_str(&fields).unwrap_or_default();
    parts.extend(fields.into_values());
    let files = r.get::<Option<String>>(4)?.unwrap_or_default();
    let files: Vec<Attachment> = serde_json::from_str(&files).unwrap_or_default();
    parts.extend(files.into_iter().map(|file| file.name));
    Ok(Waiting {
        workspace_id: r.get(0)?,
        id: r.get(1)?,
        conversation_id: r.get(2)?,
        text: parts.join(" "),
    })
}

async fn write(tx: &mut Tx, row: &Waiting, number: i64) -> Result<()> {
    let kind = match &row.conversation_id {
        Some(_) => Kind::Message,
        None => Kind::Customer,
    };
    // A message stays as it is; a customer may have been known by something else.
    if kind == Kind::Customer {
        tx.run(
            sql!("delete from search_docs where workspace_id = $1 and object_id = $2 and conversation_id is null"),
            params![&row.workspace_id, &row.id],
        )
        .await?;
    }
    let words = fold::indexed(&row.text, &prefix(&row.workspace_id, kind));
    if !words.is_empty() {
        tx.run(
            sql!(
                "insert into search_docs (workspace_id, number, conversation_id, object_id, words) values ($1, $2, $3, $4, $5)"
            ),
            params![&row.workspace_id, number, &row.conversation_id, &row.id, &words],
        )
        .await?;
    }
    tx.run(
        sql!("delete from search_waiting where workspace_id = $1 and id = $2"),
        params![&row.workspace_id, &row.id],
    )
    .await?;
    Ok(())
}

/// Indexes some of what waits; answers how many rows that were.
async fn some(tx: &mut Tx) -> Result<i64> {
    let rows = tx
        .all(
            sql!(
                "select m.workspace_id, m.id, m.conversation_id, t.content, t.attachments, c.name, c.email, c.external_id, c.fields
                 from search_waiting m
                 left join messages t on t.workspace_id = m.workspace_id and t.conversation_id = m.conversation_id
                                     and t.id = m.id
                 left join customers c on c.workspace_id = m.workspace_id and c.id = m.id and m.conversation_id is null
                 order by m.id limit $1 for update of m"
            ),
            params![BATCH],
            waiting,
        )
        .await?;
    let mut number = tx
        .count(sql!("select coalesce(max(number), 0) from search_docs"), params![])
        .await?;
    for row in &rows {
        number += 1;
        write(tx, row, number).await?;
    }
    Ok(rows.len() as i64)
}

/// Indexes everything that waits.
///
/// # Errors
/// Internal ones; what was not indexed waits on.
pub async fn index(app: &App) -> Result<()> {
    let waits = app.store.read(|tx| {
        Box::pin(async move {
            tx.count(
                sql!("select count(*) from (select 1 from search_waiting limit 1) found"),
                params![],
            )
            .await
        })
    });
    if waits.await? == 0 {
        return Ok(());
    }
    while app.store.write(|tx| Box::pin(some(tx))).await? == BATCH {}
    Ok(())
}
