//! A workspace whose week is over goes, with every row and file of it. Done in pieces that can be done again: a server that
//! stops in between goes on where it stood. The workspace's own row goes last.

use crate::app::App;
use crate::attachment::place;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::live::Room;
use crate::mail::{self, Letter};
use crate::store::{Sql, Tx};
use crate::{params, sql};

/// Seconds after the end until which a request that began before it has ended too.
const GRACE: i64 = 60;
/// Rows of one piece.
const ROWS: i64 = 2_000;

macro_rules! rows {
    ($($table:literal by $keys:literal,)*) => {
        vec![$({
            sql!(
                "delete from ", $table, " where workspace_id = $1 and (", $keys, ") in (select ", $keys, " from ",
                $table, " where workspace_id = $1 limit $2)"
            )
        }),*]
    };
}

/// Every table of a tenant but the members, with what tells its rows apart; what refers to others first. A test fails where
/// a table of the schema is missing.
fn tables() -> Vec<Sql> {
    rows! {
        "conversation_tags" by "conversation_id, tag_id",
        "messages" by "conversation_id, id",
        "acts" by "conversation_id, id",
        "conversations" by "id",
        "visitors" by "id",
        "identities" by "external_id",
        "widget_secrets" by "id",
        "widgets" by "id",
        "channels" by "id",
        "customers" by "id",
        "attachments" by "id",
        "storage" by "workspace_id",
        "search_docs" by "number",
        "search_waiting" by "id",
        "tags" by "id",
        "canned_replies" by "id",
        "views" by "account_id, id",
        "transfers" by "member_id",
        "roles" by "id",
        "invitations" by "id",
        "invitation_days" by "day",
        "link_uses" by "link_id, account_id",
        "join_links" by "id",
        "removed" by "email_hash",
        "import_pieces" by "import_id, piece",
        "imports" by "id",
        "bulk_people" by "bulk_id, number",
        "bulks" by "id",
        "activity" by "account_id, id",
        "domains" by "domain",
        "keys" by "id",
        "archived_parts" by "account_id, part",
        "archives" by "account_id",
        "retention" by "workspace_id",
        "erasures" by "id",
        "visit_reads" by "visit_id, what",
        "visits" by "id",
        "outbox" by "id",
        "events" by "seq",
        "event_numbers" by "workspace_id",
        "audit" by "id",
    }
}

async fn due(tx: &mut Tx) -> Result<Option<Id>> {
    tx.first(
        sql!("select id from workspaces where delete_at <= $1 order by delete_at limit 1"),
        params![tx.now().plus_seconds(-GRACE)],
        |r| r.get(0),
    )
    .await
}

/// Purges every workspace whose time has come.
///
/// # Errors
/// Internal ones; what is left goes the next time.
pub async fn purge_due(app: &App) -> Result<()> {
    while let Some(workspace_id) = app.store.read(|tx| Box::pin(due(tx))).await? {
        purge(app, workspace_id).await?;
    }
    Ok(())
}

async fn purge(app: &App, workspace_id: Id) -> Result<()> {
    tracing::info!(workspace = workspace_id, "a deleted workspace is purged");
    for room in [
        Room::Members(workspace_id.clone()),
        Room::Visitors(workspace_id.clone()),
    ] {
        app.live.cut(&room, "workspace_deleted");
    }
    match tokio::fs::remove_dir_all(place::folder(app, &workspace_id)).await {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::internal(e)),
        _ => {}
    }
    for statement in tables() {
        loop {
            let id = workspace_id.clone();
            let piece = app
                .store
                .write(move |tx| Box::pin(async move { tx.run(statement, params![&id, ROWS]).await }));
            if piece.await? < ROWS.unsigned_abs() {
                break;
            }
        }
    }
    app.store
        .write(move |tx| Box::pin(async move { finish(tx, &workspace_id).await }))
        .await
}

/// The rest in one go: what a job wrote meanwhile, the members, and the workspace itself.
async fn finish(tx: &mut Tx, workspace_id: &Id) -> Result<()> {
    tell_owner(tx, workspace_id).await?;
    for statement in tables() {
        tx.run(statement, params![workspace_id, i64::MAX]).await?;
    }
    // Letters that were caused by it and name it: their link leads nowhere, or their report is of nobody.
    tx.run(
        sql!("delete from mails where letter like $1"),
        params![&format!("%{workspace_id}%")],
    )
    .await?;
    for statement in [
        // An answer that is kept to be given again may hold what was in the workspace.
        sql!("delete from replies where account_id in (select account_id from members where workspace_id = $1)"),
        sql!("update sessions set workspace_id = null where workspace_id = $1"),
        sql!("delete from members where workspace_id = $1"),
        sql!("delete from workspaces where id = $1"),
    ] {
        tx.run(statement, params![workspace_id]).await?;
    }
    Ok(())
}

async fn tell_owner(tx: &mut Tx, workspace_id: &Id) -> Result<()> {
    let owner: Option<(Id, String, String)> = tx
        .first(
            sql!(
                "select a.id, a.email, w.name from members m
                 join accounts a on a.id = m.account_id
                 join workspaces w on w.id = m.workspace_id
                 where m.workspace_id = $1 and m.is_owner"
            ),
            params![workspace_id],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .await?;
    match owner {
        Some((id, email, workspace)) => mail::post(tx, Some(&id), &email, &Letter::WorkspaceGone { workspace }).await,
        None => Ok(()),
    }
}
