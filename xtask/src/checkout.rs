//! Where things lie: the checkout, the built programs, this program's own notes.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Whether the server is built for looking at (`Debug`) or for keeping (`Release`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Debug,
    Release,
}

/// The root of the checkout. Cargo names it at run time; the path of the last build may be of a checkout since moved.
pub fn root() -> PathBuf {
    let package =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or(package.clone(), Path::to_path_buf)
}

/// Files of this program that belong to the checkout and are never committed: stamps, the Python environment, a fetched
/// Node. They stay with the checkout wherever `CARGO_TARGET_DIR` points, because what they describe does.
pub fn notes() -> PathBuf {
    root().join("target").join("xtask")
}

/// The server's program file. It is this program's neighbour, so every way of moving the target folder is honoured.
pub fn deskbell(profile: Profile) -> Result<PathBuf> {
    let this = env::current_exe().context("this program does not know where it lies")?;
    let target = this
        .parent()
        .and_then(Path::parent)
        .context("this program lies outside a target folder")?;
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => "release",
    };
    Ok(target.join(folder).join(format!("deskbell{}", env::consts::EXE_SUFFIX)))
}

/// `CARGO_TARGET_DIR` as it was meant where the person typed it: children run in another folder.
pub fn target_override() -> Option<PathBuf> {
    let given = env::var_os("CARGO_TARGET_DIR")?;
    Some(std::path::absolute(&given).unwrap_or_else(|_| PathBuf::from(given)))
}
