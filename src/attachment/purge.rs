//! Uploads that nobody sent go after a day, and what a stopped server left half written.

use super::place;
use crate::app::App;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{limits, params, sql};

/// Uploads that are taken away in one go.
const BATCH: i64 = 500;

struct Unsent {
    workspace_id: Id,
    id: Id,
    size: i64,
}

fn unsent(r: &Row<'_>) -> Result<Unsent, StoreError> {
    Ok(Unsent {
        workspace_id: r.get(0)?,
        id: r.get(1)?,
        size: r.get(2)?,
    })
}

/// Uploads that no message can take any more. An hour is left to messages that were being written when their day ended.
async fn waiting(tx: &mut Tx, now: Time) -> Result<Vec<Unsent>> {
    tx.all(
        sql!(
            "select workspace_id, id, size from attachments where message_id is null and created_at <= $1
             order by created_at limit $2"
        ),
        params![now.plus_seconds(-(limits::UPLOAD_HOURS + 1) * 3600), BATCH],
        unsent,
    )
    .await
}

/// Takes away their rows and gives back their room.
async fn forget(tx: &mut Tx, gone: &[Unsent]) -> Result<()> {
    for file in gone {
        let rows = tx
            .run(
                sql!("delete from attachments where workspace_id = $1 and id = $2 and message_id is null"),
                params![&file.workspace_id, &file.id],
            )
            .await?;
        if rows == 0 {
            continue;
        }
        tx.run(
            sql!("update storage set bytes = bytes - $2 where workspace_id = $1"),
            params![&file.workspace_id, file.size],
        )
        .await?;
    }
    Ok(())
}

/// Takes away a file that may be gone already.
async fn remove(path: std::path::PathBuf) -> Result<()> {
    match tokio::fs::remove_file(path).await {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::internal(e)),
        _ => Ok(()),
    }
}

/// Takes away what nobody sent: the bytes first, so that a row is left as long as there is something to take away.
///
/// # Errors
/// Internal ones only.
pub async fn purge(app: &App) -> Result<()> {
    let now = app.clock.now();
    loop {
        let gone = app.store.read(move |tx| Box::pin(waiting(tx, now))).await?;
        for file in &gone {
            remove(place::of(app, &file.workspace_id, &file.id)).await?;
        }
        let full = gone.len() as i64 == BATCH;
        app.store
            .write(move |tx| Box::pin(async move { forget(tx, &gone).await }))
            .await?;
        if !full {
            return sweep(app, now.plus_seconds(-limits::UPLOAD_HOURS * 3600)).await;
        }
    }
}

/// Half-written files: whoever sent them has gone.
async fn sweep(app: &App, before: Time) -> Result<()> {
    let Ok(mut folder) = tokio::fs::read_dir(place::incoming(app)).await else {
        return Ok(());
    };
    while let Some(entry) = folder.next_entry().await.map_err(Error::internal)? {
        let written = entry.metadata().await.and_then(|m| m.modified());
        let since = |at: std::time::SystemTime| at.duration_since(std::time::UNIX_EPOCH).ok();
        let micros = written
            .ok()
            .and_then(since)
            .and_then(|d| i64::try_from(d.as_micros()).ok());
        let at = micros.map(|at| app.clock.when_machine_showed(Time::from_micros(at)));
        if at.is_some_and(|at| at < before) {
            remove(entry.path()).await?;
        }
    }
    Ok(())
}
