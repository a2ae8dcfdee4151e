//! PostgreSQL's programs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::apt::Missing;
use super::{find, is_program};

/// The version that the tests are written against; a newer one does too.
const OLDEST: u32 = 15;

/// The folder with `initdb` and `pg_ctl`; installs PostgreSQL after saying so where there is none.
pub fn ensure() -> Result<PathBuf> {
    if let Some(found) = bin() {
        return Ok(found);
    }
    let remark = "Debian also starts a database of its own with it; the tests leave that alone and start another.";
    Missing {
        what: "PostgreSQL, on which every test runs a second time,",
        packages: &["postgresql"],
        remark,
    }
    .install()?;
    bin().context("PostgreSQL 15 or newer was not found after installing it")
}

/// The oldest version that is new enough: it is the one that the published figures were measured on.
fn bin() -> Option<PathBuf> {
    let mut installed: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(version, bin)| {
            *version >= OLDEST && is_program(&bin.join("initdb")) && is_program(&bin.join("postgres"))
        })
        .collect();
    installed.sort();
    let debian = installed.into_iter().next().map(|(_, bin)| bin);
    debian.or_else(|| find(&["initdb"])?.canonicalize().ok()?.parent().map(Path::to_path_buf))
}
