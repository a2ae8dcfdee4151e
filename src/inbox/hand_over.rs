//! Somebody leaves or is away: what they held goes to a stated heir or back to the queue. Source: decisions 13 and 14.

use super::news;
use super::reach::Held;
use crate::access::{Account, Action, Permit};
use crate::error::Result;
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

async fn held_by(tx: &mut Tx, workspace_id: &Id, account_id: &Id) -> Result<Vec<Held>> {
    tx.all(
        sql!(
            "select id, customer_id, status, handoff_at, resolved_at, closed_at, message_count from conversations
             where workspace_id = $1 and assignee_id = $2 order by id for update"
        ),
        params![workspace_id, account_id],
        |r| {
            Ok(Held {
                id: r.get(0)?,
                customer_id: r.get(1)?,
                assignee_id: None,
                status: r.get(2)?,
                handoff_at: r.get(3)?,
                resolved_at: r.get(4)?,
                closed_at: r.get(5)?,
                message_count: r.get(6)?,
            })
        },
    )
    .await
}

/// Which of somebody's conversations lose their name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Open and pending ones: they come back.
    Open,
    /// All: they leave.
    All,
}

/// Hands over the open and pending conversations of `from`, each with its history and its event, and, of
/// somebody who leaves, takes their name off the finished ones, whose history keeps it. Answers how many were handed over.
///
/// # Errors
/// Internal ones only.
pub async fn hand_over<A: Action>(
    tx: &mut Tx,
    permit: &Permit<A>,
    from: &Account,
    heir: Option<&Account>,
    which: Which,
) -> Result<u64> {
    let workspace_id = &permit.workspace_id;
    let (me, heir_id) = (&permit.account.id, heir.map(|h| &h.id));
    let mut handed_over = 0;
    for mut held in held_by(tx, workspace_id, &from.id).await? {
        let is_open = matches!(held.status.as_str(), "open" | "pending");
        if !is_open && which == Which::Open {
            continue;
        }
        let to = heir_id.filter(|_| is_open);
        tx.run(
            sql!("update conversations set assignee_id = $3 where workspace_id = $1 and id = $2"),
            params![workspace_id, &held.id, to],
        )
        .await?;
        if !is_open {
            continue;
        }
        handed_over += 1;
        let act = if to.is_some() { "assigned" } else { "unassigned" };
        news::note(tx, workspace_id, &held.id, act, Some(me), to.or(Some(&from.id))).await?;
        held.assignee_id = to.cloned();
        news::tell(tx, workspace_id, &held, heir.map(|h| h.full_name.as_str())).await?;
    }
    Ok(handed_over)
}
