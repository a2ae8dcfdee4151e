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
use crate::store::{Acted, Tx};
use crate::{params, sql};

/// Days for which acts are kept where a workspace has not decided ([`crate::retention`]): 90 can be looked at, in whatever
/// time zone. Everybody's last act is kept for good.
pub const KEPT: i64 = 92;

/// Notes an act, `what` under the id of what it left behind. It counts where a person's own request did it ([`put`]): what
/// a job does later in somebody's name is no act of theirs.
pub fn note(tx: &mut Tx, workspace_id: &Id, account_id: &Id, (id, what): (&Id, &str), conversation_id: Option<&Id>) {
    tx.acted(Acted {
        workspace_id: workspace_id.clone(),
        account_id: account_id.clone(),
        id: id.clone(),
        what: what.to_owned(),
        conversation_id: conversation_id.cloned(),
    });
}

/// Writes down what the request of an account did; answers in which workspaces. What follows from it in the name of others
/// is no act of theirs, and what a program does by a key of theirs shows nobody at work (decision 15).
///
/// # Errors
/// Internal ones only.
pub async fn put(tx: &mut Tx, account_id: &Id) -> Result<Vec<Id>> {
    let (mut acts, now) = (tx.take_acted(), tx.now());
    // Whoever visits is no member, whose use would be counted.
    let visited = tx.visit().map(|visit| visit.workspace_id.clone());
    acts.retain(|act| {
        act.account_id == *account_id && tx.key().is_none() && visited.as_ref() != Some(&act.workspace_id)
    });
    for act in &acts {
        put_at(tx, act, now).await?;
    }
    Ok(acts.into_iter().map(|act| act.workspace_id).collect())
}

/// Writes down an act of long ago, as the demo tells them.
///
/// # Errors
/// Internal ones only.
pub async fn put_at(tx: &mut Tx, act: &Acted, at: Time) -> Result<()> {
    tx.run(
        sql!(
            "insert into activity (workspace_id, account_id, id, what, conversation_id, at)
             values ($1, $2, $3, $4, $5, $6)"
        ),
        params![
            &act.workspace_id,
            &act.account_id,
            &act.id,
            &act.what,
            &act.conversation_id,
            at
        ],
    )
    .await?;
    Ok(())
}

/// Takes out acts that nobody can look at any more, of workspaces that have not decided how long they keep them.
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
                where not exists (select 1 from retention r where r.workspace_id = m.workspace_id)
                  and exists (select 1 from activity n where n.workspace_id = a.workspace_id
                                and n.account_id = a.account_id and n.id > a.id))"
        ),
        params![&oldest],
    )
    .await?;
    Ok(())
}
