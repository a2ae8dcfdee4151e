//! The one list of what is a person's own within a workspace. A part that joins it is archived, offered back and purged
//! with all others: its items lie as JSON in the archive, so that purging it takes no more than dropping them, and whoever
//! exports or erases a person finds both what stands in the part's tables and what lies in the archive.

use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};

use super::{ArchivedPart, Owner};
use crate::error::Result;
use crate::store::Tx;
use crate::view;

/// Reads everything of somebody in the part's tables, the newest first.
pub type Show = Take;
/// Takes it out of them, likewise.
pub type Take = for<'t> fn(&'t mut Tx, &'t Owner) -> BoxFuture<'t, Result<Vec<Value>>>;
/// Puts back what was taken.
pub type PutBack = for<'t> fn(&'t mut Tx, &'t Owner, Vec<Value>) -> BoxFuture<'t, Result<()>>;

/// Something of which a person has their own.
pub struct Part {
    /// Its name in the archive and on the wire.
    pub name: &'static str,
    /// The tables that hold it and nothing else. A test fails where a table of people's own has no part.
    pub tables: &'static [&'static str],
    /// How much of it one person may have.
    pub most: usize,
    /// How it is exported, as it would be archived.
    pub show: Show,
    /// How it is archived, and erased.
    pub take: Take,
    /// How it is restored. May refuse, as where there is more of it now than beside it fits.
    pub put_back: PutBack,
}

/// Every part.
pub const PARTS: &[Part] = &[view::archive::PART];

/// The part of this name; none where this program does not know it.
#[must_use]
pub fn named(name: &str) -> Option<&'static Part> {
    PARTS.iter().find(|part| part.name == name)
}

/// What an audit entry says of them: whose, and how many of each.
pub(super) fn in_log(name: &str, parts: &[ArchivedPart]) -> Value {
    let mut out: Map<String, Value> = parts.iter().map(|p| (p.part.clone(), json!(p.count))).collect();
    out.insert("name".into(), json!(name));
    Value::Object(out)
}
