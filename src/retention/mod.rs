//! How long a workspace keeps what it has: for ever, or so many days, by kind. What is over is purged once a day. Source:
//! second seed, Removing Users ("conversation history is retained per data retention policy"); decision 14.

pub mod change;
pub mod preview;
pub mod purge;

use serde::Serialize;
use utoipa::ToSchema;

use crate::activity;
use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// How many days each kind of data is kept; null: for ever.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Retention {
    /// Resolved and closed conversations, with their messages, notes and files: days since something last happened in them.
    pub conversations: Option<u32>,
    /// What people did, and when. Everybody's last act is kept as long as they are a member.
    pub activity: Option<u32>,
    /// Entries of the audit log, never less than 365.
    pub audit: Option<u32>,
    /// When what is over is purged next; null where nobody ever set how long anything is kept.
    pub next_purge_at: Option<Time>,
}

impl Default for Retention {
    /// What holds until somebody decides.
    fn default() -> Self {
        Retention {
            conversations: None,
            activity: u32::try_from(activity::KEPT).ok(),
            audit: None,
            next_purge_at: None,
        }
    }
}

/// The columns that [`retention`] reads.
macro_rules! retention_columns {
    () => {
        "conversations_days, activity_days, audit_days, next_at"
    };
}
use retention_columns;

fn retention(r: &Row<'_>) -> Result<Retention, StoreError> {
    let days = |at: usize| -> Result<Option<u32>, StoreError> {
        let days: Option<i64> = r.get(at)?;
        Ok(days.and_then(|days| u32::try_from(days).ok()))
    };
    Ok(Retention {
        conversations: days(0)?,
        activity: days(1)?,
        audit: days(2)?,
        next_purge_at: Some(r.get(3)?),
    })
}

/// How long a workspace keeps what it has.
///
/// # Errors
/// Internal ones only.
pub async fn of(tx: &mut Tx, workspace_id: &Id) -> Result<Retention> {
    let found = tx
        .first(
            sql!(
                "select ",
                retention_columns!(),
                " from retention where workspace_id = $1"
            ),
            params![workspace_id],
            retention,
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// Before when something is over that is kept for so many days.
fn before(now: Time, days: u32) -> Time {
    now.plus_days(-i64::from(days))
}
