//! What erasures did to older entries, and the entries that speak for it. A word that is gone and a seal that was made anew are
//! whole only where the log says who erased, and of how many entries.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::leaves::{ERASED, Salts, Seal};
use super::seal::{Open, reseal};
use super::{CUSTOMER_ERASED, MEMBER_ERASED, RESEALED};
use crate::id;

/// What was met on a walk through a log.
#[derive(Default)]
pub(super) struct Spoken {
    /// By erasure: the first entry that has its mark, and how many have it.
    marked: HashMap<String, (i64, i64)>,
    /// Of how many entries an erasure says that it took words.
    told: HashMap<String, i64>,
    /// Entries that lost words which their seal covers: the seal of what is left, and the erasure that holds it.
    resealed: HashMap<i64, (String, Option<String>)>,
}

impl Spoken {
    /// Takes in an entry of the chain.
    pub fn note(&mut self, number: i64, entry: &Open) {
        for erasure in marks(entry) {
            self.marked.entry(erasure).or_insert((number, 0)).1 += 1;
        }
        if matches!(entry.salts, Some(Salts::Resealed { .. })) {
            self.resealed.insert(number, (reseal(number, entry), None));
        }
        self.hear(entry);
    }

    /// Takes in what an entry says of erasures.
    pub fn hear(&mut self, entry: &Open) {
        let [_, _, act, object, _] = &entry.words;
        if ![CUSTOMER_ERASED, MEMBER_ERASED, RESEALED].contains(&act.as_str()) {
            return;
        }
        let after = entry.after.as_deref().map(serde_json::from_str::<Value>);
        let Some(Ok(after)) = after else { return };
        if act != RESEALED {
            if let (Some(erasure), Some(entries)) = (after["erasure_id"].as_str(), after["entries"].as_i64()) {
                self.told.entry(erasure.to_owned()).or_insert(entries);
            }
            return;
        }
        let erasure = object.strip_prefix("erasure ").unwrap_or_default();
        for (number, seal) in after["entries"].as_object().into_iter().flatten() {
            let lost = number
                .parse()
                .ok()
                .and_then(|number: i64| self.resealed.get_mut(&number));
            if let Some((left, by)) = lost
                && Some(left.as_str()) == seal.as_str()
            {
                *by = Some(erasure.to_owned());
            }
        }
    }

    /// Whether nothing was met that somebody has to speak for.
    pub fn is_plain(&self) -> bool {
        self.marked.is_empty() && self.resealed.is_empty()
    }

    /// The first entry that lost something of which no erasure tells.
    pub fn first_untold(&self) -> Option<i64> {
        let is_told = |erasure: &String, entries: i64| self.told.get(erasure).is_some_and(|told| entries <= *told);
        let marked = self.marked.iter();
        let marked = marked.filter(|(erasure, (_, entries))| !is_told(erasure, *entries));
        let resealed = self.resealed.iter();
        let resealed = resealed.filter(|(_, (_, by))| !by.as_ref().is_some_and(|by| is_told(by, 1)));
        let marked = marked.map(|(_, (first, _))| *first);
        marked.chain(resealed.map(|(number, _)| *number)).min()
    }
}

/// The erasures whose marks stand in an entry, in the place of words that it had.
fn marks(entry: &Open) -> BTreeSet<String> {
    let words = entry.detachable().into_iter();
    let found = words.filter_map(|(place, word)| {
        let erasure = word.strip_prefix(ERASED)?;
        let is_mark = match &entry.salts {
            None => false,
            Some(Salts::Detachable { words }) => matches!(words.get(&place), Some(Seal::Erased { .. })),
            // Nothing tells a mark from a word of somebody's own that begins like one, but what follows.
            Some(Salts::Resealed { .. }) => id::parse(erasure).is_some(),
        };
        is_mark.then(|| erasure.to_owned())
    });
    found.collect()
}
