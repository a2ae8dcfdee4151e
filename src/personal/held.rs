//! What is held about a person, part by part: for the export and for the preview.

use serde_json::{Map, Value};

use crate::archive::{Owner, parts::PARTS};
use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::limits;
use crate::store::{Row, Sql, StoreError, Tx};
use crate::{params, sql};

/// Some rows of a table that are about a person; `$1` is the workspace, `$2` the person.
pub struct Held {
    /// What they are, as on the wire.
    pub name: &'static str,
    /// What is sent of each.
    columns: &'static [&'static str],
    rows: Sql,
    count: Sql,
}

macro_rules! held {
    ($($all:ident { $($name:literal: $from:literal [$($column:literal)+];)+ })+) => { $(
        pub(super) fn $all() -> Vec<Held> {
            vec![$(Held {
                name: $name,
                columns: &[$($column),+],
                rows: sql!("select ", $("cast(", $column, " as text), ",)+ "'' from ", $from, " limit $3"),
                count: sql!("select count(*) from ", $from),
            }),+]
        }
    )+ };
}

held! {
    of_customer {
        "customer": "customers where workspace_id = $1 and id = $2"
            ["id" "name" "email" "external_id" "identified" "fields" "page" "created_at"];
        "widget_sessions": "visitors where workspace_id = $1 and customer_id = $2" ["id" "widget_id" "created_at"];
        "identities": "identities where workspace_id = $1 and customer_id = $2" ["external_id"];
        "conversations": "conversations where workspace_id = $1 and customer_id = $2"
            ["id" "channel_type" "status" "created_at" "updated_at" "resolved_at" "closed_at" "message_count"];
        "messages": "messages where workspace_id = $1 and conversation_id in (
                        select id from conversations where workspace_id = $1 and customer_id = $2)"
            ["id" "conversation_id" "sender_type" "content" "private" "attachments" "created_at"];
        "files": "attachments where workspace_id = $1 and (uploaded_by = $2 or conversation_id in (
                        select id from conversations where workspace_id = $1 and customer_id = $2))"
            ["id" "conversation_id" "name" "size" "content_type" "created_at"];
    }
    of_member {
        "membership": "members where workspace_id = $1 and account_id = $2"
            ["id" "role" "tier" "status" "is_active" "invited_at" "disabled_at" "disabled_reason"];
        "messages": "messages where workspace_id = $1 and sender_id = $2"
            ["id" "conversation_id" "content" "private" "attachments" "created_at"];
        "conversation_history": "acts where workspace_id = $1 and (by_account = $2 or to_account = $2)"
            ["id" "conversation_id" "act" "created_at"];
        "files": "attachments where workspace_id = $1 and uploaded_by = $2"
            ["id" "conversation_id" "name" "size" "content_type" "created_at"];
        "activity": "activity where workspace_id = $1 and account_id = $2" ["id" "what" "conversation_id" "at"];
        "archive": "archives where workspace_id = $1 and account_id = $2" ["role" "tier" "archived_at"];
        "archived_parts": "archived_parts where workspace_id = $1 and account_id = $2" ["part" "items"];
        "keys": "keys where workspace_id = $1 and member_id in (
                    select id from members where workspace_id = $1 and account_id = $2)"
            ["id" "name" "prefix" "role" "created_at" "last_used_at"];
        "invitations": "invitations where workspace_id = $1 and (
                    invited_by = $2 or email in (select email from accounts where id = $2))"
            ["id" "email" "role" "tier" "welcome" "invited_by_name" "created_at" "accepted_at"];
        "links_made": "join_links where workspace_id = $1 and made_by = $2" ["id" "role" "made_by_name" "created_at"];
        "links_used": "link_uses where workspace_id = $1 and account_id = $2" ["link_id" "name" "at"];
        "imports": "imports where workspace_id = $1 and made_by = $2" ["id" "state" "made_by_name" "created_at" "total"];
        "bulk_acts_made": "bulks where workspace_id = $1 and (made_by = $2 or undone_by = $2)"
            ["id" "act" "reason" "made_by_name" "undone_by_name" "created_at"];
        "bulk_acts_met": "bulk_people where workspace_id = $1 and account_id = $2"
            ["bulk_id" "name" "role" "tier" "outcome" "why"];
        "visits": "visits where workspace_id = $1 and account_id = $2" ["id" "reason" "state" "asked_at" "ends_at"];
        "audit": "audit where workspace_id = $1 and (actor_id = $2 or before like '%' || $2 || '%'
                    or after like '%' || $2 || '%')"
            ["id" "at" "act" "actor_id" "actor_name" "object" "before" "after"];
    }
}

/// A row as it is sent: times in words, JSON as JSON.
fn object(columns: &[&str], cells: Vec<Option<String>>) -> Value {
    let fields = columns.iter().zip(cells).map(|(column, cell)| {
        let value = cell.map_or(Value::Null, |text| worded(column, text));
        ((*column).to_owned(), value)
    });
    Value::Object(fields.collect::<Map<_, _>>())
}

fn worded(column: &str, text: String) -> Value {
    let is_time = column == "at" || column.ends_with("_at");
    if is_time && let Ok(micros) = text.parse::<i64>() {
        return Value::String(Time::from_micros(micros).to_string());
    }
    let is_truth = column.starts_with("is_") || matches!(column, "identified" | "private");
    if is_truth {
        return Value::Bool(matches!(text.as_str(), "1" | "true"));
    }
    let is_json = matches!(
        column,
        "fields" | "attachments" | "filter" | "items" | "before" | "after"
    );
    match (is_json, serde_json::from_str(&text)) {
        (true, Ok(value)) => value,
        _ if matches!(column, "size" | "message_count" | "total") => {
            text.parse::<i64>().map_or(Value::Null, Value::from)
        }
        _ => Value::String(text),
    }
}

/// The cells of a row: as many as it has before its last, which is empty.
fn cells(r: &Row<'_>) -> Result<Vec<Option<String>>, StoreError> {
    (0..).map_while(|at| r.get::<Option<String>>(at).ok()).map(Ok).collect()
}

/// What a member has of their own, part by part as the archive knows it.
///
/// # Errors
/// Internal ones only.
pub async fn own_parts(tx: &mut Tx, owner: &Owner) -> Result<Vec<(&'static str, Vec<Value>)>> {
    let mut out = Vec::with_capacity(PARTS.len());
    for part in PARTS {
        out.push((part.name, (part.show)(tx, owner).await?));
    }
    Ok(out)
}

impl Held {
    /// The rows, at most [`limits::PERSONAL_ROWS`].
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn rows(&self, tx: &mut Tx, workspace_id: &Id, person_id: &Id) -> Result<Vec<Value>> {
        let found = tx
            .all(
                self.rows,
                params![workspace_id, person_id, limits::PERSONAL_ROWS],
                cells,
            )
            .await?;
        Ok(found.into_iter().map(|cells| object(self.columns, cells)).collect())
    }

    /// How many there are.
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn count(&self, tx: &mut Tx, workspace_id: &Id, person_id: &Id) -> Result<i64> {
        tx.count(self.count, params![workspace_id, person_id]).await
    }
}
