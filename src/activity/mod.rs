//! What people did, and when: one row for each act, written in the transaction of the act itself. Source: second seed,
//! Monitoring User Activity; decisions 15 and 29.

mod days;
mod features;
mod indicator;
mod last_acts;
pub mod person;
pub mod team;

pub use indicator::Indicator;
pub use last_acts::{LastActs, last_acts};

use crate::clock::Time;
use crate::error::Result;
use crate::id::{self, Id};
use crate::store::Tx;
use crate::{params, sql};

/// Days for which acts are kept: 90 can be looked at, in whatever time zone. Everybody's last act is kept for good.
const KEPT: i64 = 92;

/// Notes an act: `what` under the id of what it left behind.
///
/// # Errors
/// Internal ones only.
pub async fn note(
    tx: &mut Tx,
    workspace_id: &Id,
    account_id: &Id,
    (id, what): (&Id, &str),
    conversation_id: Option<&Id>,
) -> Result<()> {
    let now = tx.now();
    note_at(tx, workspace_id, account_id, (id, what), conversation_id, now).await?;
    tx.acted(workspace_id, account_id);
    Ok(())
}

/// Notes an act of long ago, as the demo tells them.
///
/// # Errors
/// Internal ones only.
pub async fn note_at(
    tx: &mut Tx,
    workspace_id: &Id,
    account_id: &Id,
    (id, what): (&Id, &str),
    conversation_id: Option<&Id>,
    at: Time,
) -> Result<()> {
    tx.run(
        sql!(
            "insert into activity (workspace_id, account_id, id, what, conversation_id, at)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        params![workspace_id, account_id, id, what, conversation_id, at],
    )
    .await?;
    Ok(())
}

/// Takes out acts that nobody can look at any more.
///
/// # Errors
/// Internal ones only.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    let oldest = id::from(tx.now().plus_days(-KEPT));
    tx.run(
        sql!(
            "delete from activity where (workspace_id, account_id, id) in (
                select a.workspace_id, a.account_id, a.id from members m
                join activity a on a.workspace_id = m.workspace_id and a.account_id = m.account_id and a.id < $1
                where exists (select 1 from activity n where n.workspace_id = a.workspace_id
                                and n.account_id = a.account_id and n.id > a.id))"
        ),
        params![&oldest],
    )
    .await?;
    Ok(())
}
