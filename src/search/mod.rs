//! Finding customers and messages again by words and beginnings of words. How, and why so: `docs/decisions/0005-search.md`.

pub mod find;
pub mod fold;
pub mod index;
pub mod mark;

use crate::id::Id;

/// What is found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A message, or a note.
    Message,
    /// A customer.
    Customer,
}

/// Stands before every word of the index, so that looking for one passes over other workspaces' words and over the other
/// kind. Two workspaces may share one; what is found is checked against the workspace all the same.
fn prefix(workspace_id: &Id, kind: Kind) -> String {
    let tail = workspace_id.len().saturating_sub(4);
    let letter = match kind {
        Kind::Message => 'm',
        Kind::Customer => 'c',
    };
    format!("{}{letter}", &workspace_id[tail..])
}
