//! The tools that the two commands need besides Rust: found, installed from Debian's packages, or named.

pub mod apt;
pub mod chromium;
pub mod node;
pub mod postgres;
pub mod python;
pub mod typed;

use std::env;
use std::path::{Path, PathBuf};

/// The first of these programs that the person's PATH holds.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let dirs: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| dirs.iter().map(move |dir| dir.join(name)))
        .find(|file| is_program(file))
}

pub fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}
