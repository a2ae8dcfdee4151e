//! What an erasure leaves in files goes after its commit: kept mails, and the files of conversations. A server that stops in
//! between goes on with it when it starts again; until then the erasure says what is left to do.

use std::path::Path;

use super::erase::PersonErased;
use super::mails::Files;
use crate::app::App;
use crate::attachment::purge;
use crate::door::Reply;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::live::Room;
use crate::store::Tx;
use crate::{params, sql};

type Unfinished = (Id, Id, String);

async fn unfinished(tx: &mut Tx) -> Result<Option<Unfinished>> {
    tx.first(
        sql!("select workspace_id, id, files from erasures where files is not null order by at limit 1"),
        params![],
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
    )
    .await
}

/// Finishes every erasure that is not.
///
/// # Errors
/// Internal ones; what is left goes the next time.
pub async fn finish_due(app: &App) -> Result<()> {
    while let Some((workspace_id, id, files)) = app.store.read(|tx| Box::pin(unfinished(tx))).await? {
        let files: Files = serde_json::from_str(&files).map_err(Error::internal)?;
        take_mails(&app.config.data.join("mail"), &files).await?;
        purge::purge(app).await?;
        app.store
            .write(move |tx| {
                Box::pin(async move {
                    tx.run(
                        sql!("update erasures set files = null where workspace_id = $1 and id = $2"),
                        params![&workspace_id, &id],
                    )
                    .await
                })
            })
            .await?;
    }
    Ok(())
}

async fn remove(path: &Path) -> Result<()> {
    match tokio::fs::remove_file(path).await {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(Error::internal(e)),
        _ => Ok(()),
    }
}

async fn take_mails(folder: &Path, files: &Files) -> Result<()> {
    for id in &files.mails {
        remove(&folder.join(format!("{id}.eml"))).await?;
        remove(&folder.join(format!(".{id}"))).await?;
    }
    if files.addresses.is_empty() {
        return Ok(());
    }
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else {
        return Ok(());
    };
    while let Some(entry) = entries.next_entry().await.map_err(Error::internal)? {
        let path = entry.path();
        let Ok(bytes) = tokio::fs::read(&path).await else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if files.addresses.iter().any(|address| text.contains(address)) {
            remove(&path).await?;
        }
    }
    Ok(())
}

/// Closes what the erased still has open, and takes the files. Where that fails, the job goes on with it: the erasure holds.
///
/// # Errors
/// None of its own.
pub async fn after(app: &App, reply: Reply<PersonErased>) -> Result<Reply<PersonErased>> {
    if let Reply::Fresh(done) = &reply {
        app.live.cut(&Room::Customer(done.person_id().clone()), "signed_out");
        if let Err(error) = finish_due(app).await {
            tracing::error!(%error, "the files of an erasure are still there, and are tried again");
        }
    }
    Ok(reply)
}
