//! The browser that the browser tests drive.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::apt::Missing;
use super::find;

/// Finds Chromium (`CHROMIUM` in the environment goes first), or installs it after saying so.
pub fn ensure() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("CHROMIUM") {
        return Ok(given.into());
    }
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    let remark = "It is a large download.";
    Missing {
        what: "Chromium, which the browser tests drive,",
        packages: &["chromium"],
        remark,
    }
    .install()?;
    find_chromium().context("Chromium was installed and still cannot be found")
}

fn find_chromium() -> Option<PathBuf> {
    find(&["chromium", "chromium-browser", "google-chrome"])
}
