//! What is over is purged, once a day, in small portions that can be interrupted: what a purge took so far is counted beside
//! how long everything is kept, and its end writes it into the log.

use serde_json::json;

use super::{before, retention, retention_columns};
use crate::access;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::error::Result;
use crate::id::{self, Id};
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::{params, sql};

/// Days from one purge to the next.
const EVERY: i64 = 1;
/// Conversations of one portion.
const CONVERSATIONS: i64 = 200;
/// Rows of one portion of what is small.
const ROWS: i64 = 1_000;
/// The rule by which it goes.
const RULE: &str = "deskbell/retention";

async fn due(tx: &mut Tx) -> Result<Option<Id>> {
    tx.first(
        sql!(
            "select r.workspace_id from retention r join workspaces w on w.id = r.workspace_id
             where r.next_at <= $1 and (w.delete_at is null or w.delete_at > $1) order by r.next_at limit 1"
        ),
        params![tx.now()],
        |r| r.get(0),
    )
    .await
}

/// Purges what is over in every workspace whose day has come.
///
/// # Errors
/// Internal ones; what is left goes the next time.
pub async fn purge_due(app: &App) -> Result<()> {
    while let Some(workspace_id) = app.store.read(|tx| Box::pin(due(tx))).await? {
        purge(app, &workspace_id).await?;
    }
    Ok(())
}

async fn purge(app: &App, workspace_id: &Id) -> Result<()> {
    loop {
        let id = workspace_id.clone();
        let portion = app
            .store
            .write(move |tx| Box::pin(async move { portion(tx, &id).await }));
        if !portion.await? {
            break;
        }
    }
    let (id, books) = (workspace_id.clone(), app.books.clone());
    app.store
        .write(move |tx| Box::pin(async move { finish(tx, &id, &books).await }))
        .await
}

/// What one portion took.
#[derive(Default)]
struct Took {
    conversations: i64,
    files: i64,
    activity: i64,
    audit: i64,
}

impl Took {
    fn is_nothing(&self) -> bool {
        self.conversations + self.activity + self.audit == 0
    }
}

/// Takes a portion of whatever is over by what is decided now; answers whether there may be more.
async fn portion(tx: &mut Tx, workspace_id: &Id) -> Result<bool> {
    let found = tx
        .first(
            sql!(
                "select ",
                retention_columns!(),
                " from retention where workspace_id = $1 for update"
            ),
            params![workspace_id],
            retention,
        )
        .await?;
    let (Some(kept), now) = (found, tx.now()) else {
        return Ok(false);
    };
    let mut took = Took::default();
    if let Some(days) = kept.conversations {
        (took.conversations, took.files) = conversations(tx, workspace_id, before(now, days)).await?;
    }
    if let Some(days) = kept.activity {
        took.activity = activity(tx, workspace_id, before(now, days)).await?;
    }
    if let Some(days) = kept.audit {
        took.audit = cut_log(tx, workspace_id, before(now, days)).await?;
    }
    if took.is_nothing() {
        return Ok(false);
    }
    tx.run(
        sql!(
            "update retention set conversations = conversations + $2, files = files + $3, activity = activity + $4,
                                  audit = audit + $5 where workspace_id = $1"
        ),
        params![workspace_id, took.conversations, took.files, took.activity, took.audit],
    )
    .await?;
    Ok(true)
}

/// The conversations of a portion: those that were locked, and no others, because nothing that is finished so long can
/// become so only now.
macro_rules! of_portion {
    ($statement:literal, $column:literal) => {
        sql!(
            $statement,
            " where workspace_id = $1 and ",
            $column,
            " in (select id from conversations where workspace_id = $1 and (status = 'resolved' or status = 'closed')
                 and updated_at < $2 and (updated_at, id) <= ($3, $4))"
        )
    };
}

/// Takes conversations in which nothing happened since, with all that is theirs; answers how many, and how many files. They
/// are locked first: one that a customer opens again in this moment is theirs to go on with.
async fn conversations(tx: &mut Tx, workspace_id: &Id, over: Time) -> Result<(i64, i64)> {
    let found: Vec<(Time, Id)> = tx
        .all(
            sql!(
                "select updated_at, id from conversations
                 where workspace_id = $1 and (status = 'resolved' or status = 'closed') and updated_at < $2
                 order by updated_at, id limit $3 for update"
            ),
            params![workspace_id, over, CONVERSATIONS],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    let Some((last_at, last)) = found.last().cloned() else {
        return Ok((0, 0));
    };
    // Files become uploads that nobody sent: their bytes go before their rows, and nothing is left that no row tells of.
    let files = of_portion!(
        "update attachments set conversation_id = null, message_id = null",
        "conversation_id"
    );
    let files = tx.run(files, params![workspace_id, over, last_at, &last]).await?;
    for statement in [
        of_portion!("delete from conversation_tags", "conversation_id"),
        of_portion!("delete from messages", "conversation_id"),
        of_portion!("delete from acts", "conversation_id"),
        of_portion!("delete from search_docs", "conversation_id"),
        of_portion!("delete from search_waiting", "conversation_id"),
    ] {
        tx.run(statement, params![workspace_id, over, last_at, &last]).await?;
    }
    for (_, id) in &found {
        tx.run(
            sql!("delete from conversations where workspace_id = $1 and id = $2"),
            params![workspace_id, id],
        )
        .await?;
        // What is delivered already is in the log of events, which forgets it after a week.
        tx.run(
            sql!("delete from outbox where workspace_id = $1 and events like $2"),
            params![workspace_id, &format!("%{id}%")],
        )
        .await?;
    }
    Ok((found.len() as i64, i64::try_from(files).unwrap_or(i64::MAX)))
}

/// Takes what people did before; of everybody who is still here, the last act stays.
async fn activity(tx: &mut Tx, workspace_id: &Id, over: Time) -> Result<i64> {
    let gone = tx
        .run(
            sql!(
                "delete from activity where workspace_id = $1 and (account_id, id) in (
                    select a.account_id, a.id from activity a where a.workspace_id = $1 and a.id < $2 and (
                        exists (select 1 from activity n where n.workspace_id = a.workspace_id
                                  and n.account_id = a.account_id and n.id > a.id)
                        or not exists (select 1 from members m where m.workspace_id = a.workspace_id
                                         and m.account_id = a.account_id))
                    limit $3)"
            ),
            params![workspace_id, &id::from(over), ROWS],
        )
        .await?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}

/// Cuts off the beginning of the log. The number and the seal of the last entry that goes are kept: from there the chain is
/// checked, and goes on.
async fn cut_log(tx: &mut Tx, workspace_id: &Id, over: Time) -> Result<i64> {
    let first: Vec<(i64, String, Time)> = tx
        .all(
            sql!(
                "select number, digest, at from audit where workspace_id = $1 and number is not null
                 order by number limit $2"
            ),
            params![workspace_id, ROWS],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .await?;
    let gone: Vec<_> = first.into_iter().take_while(|(_, _, at)| *at < over).collect();
    let Some((number, seal, _)) = gone.last() else {
        return Ok(0);
    };
    let number = *number;
    tx.run(
        sql!("delete from audit where workspace_id = $1 and number <= $2"),
        params![workspace_id, number],
    )
    .await?;
    tx.run(
        sql!("update retention set log_cut = $2, log_seal = $3 where workspace_id = $1"),
        params![workspace_id, number, seal],
    )
    .await?;
    Ok(gone.len() as i64)
}

/// Writes down what went, and when it goes on.
async fn finish(tx: &mut Tx, workspace_id: &Id, books: &Rulebooks) -> Result<()> {
    let took = tx
        .first(
            sql!("select conversations, files, activity, audit from retention where workspace_id = $1 for update"),
            params![workspace_id],
            |r| {
                Ok(Took {
                    conversations: r.get(0)?,
                    files: r.get(1)?,
                    activity: r.get(2)?,
                    audit: r.get(3)?,
                })
            },
        )
        .await?;
    let Some(took) = took else { return Ok(()) };
    tx.run(
        sql!(
            "update retention set next_at = $2, conversations = 0, files = 0, activity = 0, audit = 0
             where workspace_id = $1"
        ),
        params![workspace_id, tx.now().plus_days(EVERY)],
    )
    .await?;
    if took.is_nothing() {
        return Ok(());
    }
    let place = access::owner_of(tx, books, workspace_id).await?;
    let entry = Entry {
        workspace_id,
        by: &place.account,
        act: "retention.purged",
        object: format!("workspace {workspace_id}"),
        before: None,
        after: Some(json!({
            "conversations": took.conversations, "files": took.files, "activity": took.activity, "entries": took.audit
        })),
        via: RULE,
    };
    audit::record(tx, entry).await
}
