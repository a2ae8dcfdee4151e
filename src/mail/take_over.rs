//! What a server that was killed had in hand. On a folder of its own the next one knows at its start that nobody sends it any
//! more; where several servers share a database, only the lease says so.

use std::fs::File;
use std::path::Path;

use super::claim;
use crate::app::App;
use crate::error::{Error, Result};

/// Whoever holds this file is the only server that sends the mails of its folder.
const HELD: &str = "mail.lock";

fn hold(folder: &Path) -> std::io::Result<Option<File>> {
    let file = File::create(folder.join(HELD))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(e)) => Err(e),
    }
}

/// Has the mails sent at once that a server was killed over. What is answered has to be kept for as long as mails are sent:
/// the system lets go of it with the process.
///
/// # Errors
/// Internal ones.
pub async fn take_over(app: &App) -> Result<Option<File>> {
    if !app.store.is_in_folder() {
        return Ok(None);
    }
    let held = hold(&app.config.data).map_err(Error::internal)?;
    if held.is_some() {
        app.store.write(|tx| Box::pin(claim::let_go(tx))).await?;
    }
    Ok(held)
}
