//! An archive whose 30 days are over goes, and the log says so.

use super::{DAYS, Owner, contents, counted, drop_of, parts};
use crate::access::{self, Member};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::error::Result;
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::{params, sql};

/// The rule by which it goes.
const RULE: &str = "deskbell/archive";

async fn due(tx: &mut Tx) -> Result<Option<Owner>> {
    let now = tx.now();
    tx.first(
        sql!(
            "select v.workspace_id, v.account_id from archives v join workspaces w on w.id = v.workspace_id
             where v.archived_at <= $1 and (w.delete_at is null or w.delete_at > $2)
             order by v.archived_at limit 1"
        ),
        params![now.plus_days(-DAYS), now],
        |r| {
            Ok(Owner {
                workspace_id: r.get(0)?,
                account_id: r.get(1)?,
            })
        },
    )
    .await
}

/// Purges every archive whose time is over, each in a transaction of its own.
///
/// # Errors
/// Internal ones; what is left goes the next time.
pub async fn purge_due(app: &App) -> Result<()> {
    while let Some(owner) = app.store.read(|tx| Box::pin(due(tx))).await? {
        let books = app.books.clone();
        app.store
            .write(move |tx| Box::pin(async move { purge(tx, &owner, &books).await }))
            .await?;
    }
    Ok(())
}

async fn purge(tx: &mut Tx, owner: &Owner, books: &Rulebooks) -> Result<()> {
    let place = access::owner_of(tx, books, &owner.workspace_id).await?;
    purge_one(tx, owner, &place).await
}

/// Purges somebody's archive where its time is over; leaves any other as it is.
pub(super) async fn purge_one(tx: &mut Tx, owner: &Owner, by: &Member) -> Result<()> {
    let archived_at: Option<Time> = tx
        .first(
            sql!("select archived_at from archives where workspace_id = $1 and account_id = $2 for update"),
            params![&owner.workspace_id, &owner.account_id],
            |r| r.get(0),
        )
        .await?;
    // Somebody who is out again since the look has another 30 days.
    if archived_at.is_none_or(|at| at > tx.now().plus_days(-DAYS)) {
        return Ok(());
    }
    let name: Option<String> = tx
        .first(
            sql!("select full_name from accounts where id = $1"),
            params![&owner.account_id],
            |r| r.get(0),
        )
        .await?;
    let name = name.unwrap_or_default();
    let kept = contents(tx, owner).await?;
    let kept: Vec<_> = kept.into_iter().map(|(part, items)| counted(part, &items)).collect();
    drop_of(tx, owner).await?;
    let entry = Entry {
        workspace_id: &owner.workspace_id,
        by: &by.account,
        act: "archive.purged",
        object: format!("account {}", owner.account_id),
        before: Some(parts::in_log(&name, &kept)),
        after: None,
        via: RULE,
    };
    audit::record(tx, entry).await
}
