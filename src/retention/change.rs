//! An owner or admin decides how long each kind of data is kept. The first purge by it is a day away, so that a slip of the
//! hand can be taken back.

use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::Retention;
use crate::access::{Permit, WorkspaceUpdate};
use crate::error::Result;
use crate::store::Tx;
use crate::{params, sql};

/// Days from a change to the first purge by it.
const FIRST_AFTER: i64 = 1;

/// How long each kind of data is kept, in days; null: for ever. All three are sent.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeRetention {
    /// Resolved and closed conversations, by when something last happened in them: 30 to 36500.
    #[serde(deserialize_with = "sent")]
    #[garde(inner(range(min = 30, max = 36_500)))]
    conversations: Option<u32>,
    /// What people did, and when: 30 to 36500.
    #[serde(deserialize_with = "sent")]
    #[garde(inner(range(min = 30, max = 36_500)))]
    activity: Option<u32>,
    /// Entries of the audit log: 365 to 36500.
    #[serde(deserialize_with = "sent")]
    #[garde(inner(range(min = 365, max = 36_500)))]
    audit: Option<u32>,
}

/// What is left out must not mean "for ever": null says so, and nothing else.
fn sent<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    Option::deserialize(from)
}

/// Changes how long everything is kept.
///
/// # Errors
/// Internal ones only.
pub async fn change(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, ask: &ChangeRetention) -> Result<()> {
    let days = |days: Option<u32>| days.map(i64::from);
    tx.run(
        sql!(
            "insert into retention (workspace_id, conversations_days, activity_days, audit_days, next_at)
             values ($1, $2, $3, $4, $5)
             on conflict (workspace_id) do update
             set conversations_days = excluded.conversations_days, activity_days = excluded.activity_days,
                 audit_days = excluded.audit_days, next_at = excluded.next_at"
        ),
        params![
            &permit.workspace_id,
            days(ask.conversations),
            days(ask.activity),
            days(ask.audit),
            tx.now().plus_days(FIRST_AFTER)
        ],
    )
    .await?;
    Ok(())
}

/// As the log calls it.
#[must_use]
pub fn looks(retention: &Retention) -> Value {
    let kept =
        |days: Option<u32>| days.map_or_else(|| "kept for ever".to_owned(), |days| format!("kept for {days} days"));
    json!({
        "finished_conversations": kept(retention.conversations), "activity": kept(retention.activity),
        "audit_log": kept(retention.audit)
    })
}
