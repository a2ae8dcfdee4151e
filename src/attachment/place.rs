//! Where the bytes lie: in the data folder, under the workspace and the file's id. No name that somebody typed is ever part
//! of a path.

use std::path::PathBuf;

use crate::app::App;
use crate::id::Id;

/// Below the data folder.
pub const FILES: &str = "files";
/// Below that: what is still coming in.
pub const INCOMING: &str = "incoming";

fn root(app: &App) -> PathBuf {
    app.config.data.join(FILES)
}

/// Where the files of a workspace stay.
#[must_use]
pub fn folder(app: &App, workspace_id: &Id) -> PathBuf {
    root(app).join(workspace_id)
}

/// Where a file stays.
#[must_use]
pub fn of(app: &App, workspace_id: &Id, id: &Id) -> PathBuf {
    folder(app, workspace_id).join(id)
}

/// Where files are written that are still coming in.
#[must_use]
pub fn incoming(app: &App) -> PathBuf {
    root(app).join(INCOMING)
}
