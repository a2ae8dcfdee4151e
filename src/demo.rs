//! A believable filled workspace to click around in.

use std::path::PathBuf;

use crate::app::App;

/// A fresh folder for the demo.
///
/// # Errors
/// Where none can be made.
pub fn folder() -> Result<PathBuf, String> {
    Ok(std::env::temp_dir().join("deskbell-demo"))
}

/// Fills the workspace.
///
/// # Errors
/// A sentence.
pub async fn fill(app: &App) -> Result<String, String> {
    Ok(format!("{}\n", app.public_origin))
}
