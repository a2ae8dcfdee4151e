//! A copy of a real folder, to rehearse on; also while a server works in it.

use std::io::ErrorKind;
use std::path::Path;

use super::{Folder, folder, make};
use crate::attachment::place;
use crate::store::rehearsal;

/// Copies database and files of `from` into `to`, which is new or empty. What a server writes meanwhile is in it whole or
/// not at all; mails and half-sent files stay behind.
///
/// # Errors
/// A sentence for the operator; then nothing of the copy is left.
pub fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if !rehearsal::is_there(from) {
        return Err(format!(
            "there is no database file in {}. A database on a server is not copied: rehearse on an empty one",
            from.display()
        ));
    }
    if folder(to)? != Folder::Nothing {
        return Err(format!("{} is not empty: name a new folder with --data", to.display()));
    }
    let copied = all(from, to);
    if copied.is_err() {
        let _as_far_as_it_goes = std::fs::remove_dir_all(to);
    }
    copied
}

fn all(from: &Path, to: &Path) -> Result<(), String> {
    // Marked before anything is in it: whatever happens, it is never taken for a real one.
    make(to)?;
    rehearsal::copy(from, to).map_err(|e| e.to_string())?;
    // After the database: a file that a row tells of was written before that row.
    tree(&from.join(place::FILES), &to.join(place::FILES)).map_err(|e| format!("the files in {}: {e}", from.display()))
}

/// Copies a folder with all that is in it; what is taken away meanwhile is passed over.
fn tree(from: &Path, to: &Path) -> std::io::Result<()> {
    let inside = match std::fs::read_dir(from) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
        inside => inside?,
    };
    std::fs::create_dir_all(to)?;
    for entry in inside {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        if name == place::INCOMING {
            continue;
        }
        let copied = match entry.file_type() {
            Ok(kind) if kind.is_dir() => tree(&path, &to.join(name)),
            Ok(_) => std::fs::copy(&path, to.join(name)).map(|_| ()),
            Err(e) => Err(e),
        };
        match copied {
            Err(e) if e.kind() == ErrorKind::NotFound => {}
            other => other?,
        }
    }
    Ok(())
}
