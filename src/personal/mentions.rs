//! Where others wrote of a person, by address or by a name of two words and more: what an erasure takes out of their words.
//! Source: GDPR, article 15.

use serde_json::{Value, json};

use super::known::{Known, pattern};
use super::tables::{Column, columns, matches};
use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::store::{Row, Sql, StoreError, Tx};
use crate::{params, sql};

/// What they are called as a part of the export and of the preview.
pub const PART: &str = "mentions";

/// Whether a column is only a copy of another: events on their way and delivered, the last message of a conversation, a name
/// in lower case.
fn is_copy(column: &Column) -> bool {
    matches!(column.table, "events" | "outbox") || matches!(column.name, "preview_content" | "name_key")
}

/// Messages of others, outside of the customer's own conversations.
const MESSAGES: Sql = sql!(
    "select id, created_at, conversation_id, content, '' from messages
     where workspace_id = $1 and coalesce(sender_id, '') <> $3 and lower(content) like $2
       and conversation_id not in (select id from conversations where workspace_id = $1 and customer_id = $3)"
);

/// Entries of the log that are not theirs, and not about them by their id.
const ENTRIES: Sql = sql!(
    "select id, at, act, coalesce(before, ''), coalesce(after, '') from audit
     where workspace_id = $1 and actor_id <> $3 and (lower(before) like $2 or lower(after) like $2)
       and coalesce(before, '') not like '%' || $3 || '%' and coalesce(after, '') not like '%' || $3 || '%'"
);

/// Something written: its id, when, where it belongs, and its two sides.
type Written = (Id, Time, String, String, String);

fn written(r: &Row<'_>) -> Result<Written, StoreError> {
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
}

/// What one of these statements finds, each once, the oldest first.
async fn of_others(tx: &mut Tx, find: Sql, workspace_id: &Id, person_id: &Id, known: &Known) -> Result<Vec<Written>> {
    let mut all: Vec<Written> = Vec::new();
    for needle in known.within() {
        let found = tx
            .all(find, params![workspace_id, &pattern(needle), person_id], written)
            .await?;
        let about = |text: &str| known.taken_out(text, false).is_some();
        all.extend(found.into_iter().filter(|row| about(&row.3) || about(&row.4)));
    }
    all.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    all.dedup_by(|one, other| one.0 == other.0);
    Ok(all)
}

/// All that others wrote of a person in the workspace.
///
/// # Errors
/// Internal ones only.
pub async fn mentions(tx: &mut Tx, workspace_id: &Id, person_id: &Id, known: &Known) -> Result<Vec<Value>> {
    let mut out = Vec::new();
    for column in columns().iter().filter(|column| !is_copy(column)) {
        let place = format!("{}.{}", column.table, column.name);
        let texts = matches(tx, workspace_id, known, column).await?;
        out.extend(texts.into_iter().map(|text| json!({"where": place, "text": text})));
    }
    for (id, at, conversation_id, text, _) in of_others(tx, MESSAGES, workspace_id, person_id, known).await? {
        out.push(json!({"where": "messages", "id": id, "conversation_id": conversation_id, "at": at, "text": text}));
    }
    for (id, at, act, before, after) in of_others(tx, ENTRIES, workspace_id, person_id, known).await? {
        let side = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
        out.push(json!({
            "where": "audit", "id": id, "act": act, "at": at, "before": side(&before), "after": side(&after)
        }));
    }
    Ok(out)
}
