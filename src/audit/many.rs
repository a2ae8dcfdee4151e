//! An audit entry of an act on many people, in a sentence.

use rulebook::Rulebook;
use serde_json::Value;

use super::words::{called, word};

/// An act on many people: its beginning, its end, and both of its undoing.
pub(super) fn bulk_sentence(book: &Rulebook, actor: &str, act: &str, after: Option<&Value>) -> String {
    let is = |field: &str| {
        after
            .and_then(|v| v.get(field))
            .map(|v| called(book, field, v))
            .unwrap_or_default()
    };
    match act {
        "bulk.started" => format!(
            "{actor} began to {} {}.",
            bulk(&is("what"), &is("tier")),
            people(&is("people"))
        ),
        "bulk.done" => format!("What {actor} began is done: {}.", counts(after)),
        "bulk.undo" => format!(
            "{actor} began to undo what {} did to {}.",
            is("by"),
            people(&is("people"))
        ),
        _ => format!("{actor} has undone it: {}.", counts(after)),
    }
}

fn bulk(act: &str, tier: &str) -> String {
    match act {
        "tier" => format!("give the tier {tier} to"),
        "disable" => "turn off the access of".to_owned(),
        "enable" => "turn on the access of".to_owned(),
        other => other.to_owned(),
    }
}

fn people(count: &str) -> String {
    match count {
        "1" => "1 person".to_owned(),
        more => format!("{more} people"),
    }
}

/// What became of the people of a bulk act.
fn counts(after: Option<&Value>) -> String {
    let of = |outcome: &str| after.and_then(|v| v.get(outcome)).map(word).unwrap_or_default();
    format!(
        "{} changed, {} skipped, {} failed",
        people(&of("done")),
        of("skipped"),
        of("failed")
    )
}
