//! The demo's conversations as texts: who wrote, and what was said and done, line by line.
//!
//! A line of `told` is the time since the line before, then one of
//!
//! ```text
//! customer: … / ada: …               says it; a line that begins with a blank goes on with it
//! customer reads / ada reads         has seen what the other side wrote
//! ada takes it / ada gives it to ben / ada puts it back
//! ada pauses it / … resolves it / … closes it / … reopens it
//! customer asks for a person: …      waits on the list of hand-offs, for this reason
//! ```

use jiff::{Span, SpanRelativeTo};
use serde::Deserialize;

use super::people::{Person, TEAM};

/// The texts, the newest conversations first.
const TEXTS: [(&str, &str); 3] = [
    ("today.toml", include_str!("texts/today.toml")),
    ("this_week.toml", include_str!("texts/this_week.toml")),
    ("before.toml", include_str!("texts/before.toml")),
];

/// One conversation.
#[derive(Debug, Clone)]
pub struct Story {
    /// The customer, where they said.
    pub name: Option<String>,
    /// Their address, where they said. Two conversations with one address are one customer's.
    pub email: Option<String>,
    /// What the shop's own system calls them.
    pub external_id: Option<String>,
    /// Seconds from the last line until the demo starts.
    pub last: i64,
    /// What happened, in order.
    pub lines: Vec<Line>,
}

/// One thing that was said or done.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Seconds since the line before.
    pub after: i64,
    /// Somebody of the team, or the customer.
    pub who: Option<Person>,
    /// What.
    pub what: What,
}

/// What somebody says or does.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Writes a message.
    Says(String),
    /// Has seen what the other side wrote.
    Reads,
    /// Gives the conversation to a teammate, or takes it.
    Gives(Person),
    /// Puts it back into the queue.
    PutsBack,
    /// Moves it to a status.
    Moves(&'static str),
    /// Asks for a person, for this reason.
    Asks(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    conversation: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: Option<String>,
    email: Option<String>,
    external_id: Option<String>,
    last: String,
    told: String,
}

/// All conversations of the demo.
///
/// # Errors
/// File, conversation and line, and what is wrong with it.
pub fn stories() -> Result<Vec<Story>, String> {
    let mut all = Vec::new();
    for (name, text) in TEXTS {
        let file: File = toml::from_str(text).map_err(|e| format!("{name}: {e}"))?;
        for (at, written) in file.conversation.into_iter().enumerate() {
            all.push(story(written).map_err(|e| format!("{name}, conversation {}: {e}", at + 1))?);
        }
    }
    Ok(all)
}

fn story(written: Written) -> Result<Story, String> {
    Ok(Story {
        name: written.name,
        email: written.email,
        external_id: written.external_id,
        last: seconds(&written.last)?,
        lines: lines(&written.told)?,
    })
}

/// A length of time as people write it: `40s`, `3m`, `1h 20m`, `2d`. A day has 24 hours.
fn seconds(text: &str) -> Result<i64, String> {
    let span: Span = text.parse().map_err(|e| format!("`{text}` is no time: {e}"))?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours());
    duration.map(|d| d.as_secs()).map_err(|e| format!("`{text}`: {e}"))
}

fn lines(told: &str) -> Result<Vec<Line>, String> {
    let mut lines: Vec<Line> = Vec::new();
    for text in told.lines().filter(|text| !text.is_empty()) {
        match (text.strip_prefix(' '), lines.last_mut()) {
            (None, _) => lines.push(line(text)?),
            (
                Some(more),
                Some(Line {
                    what: What::Says(said), ..
                }),
            ) => {
                said.push('\n');
                said.push_str(more.trim());
            }
            (Some(_), _) => return Err(format!("`{text}` goes on with a message, and there is none above it")),
        }
    }
    Ok(lines)
}

fn line(text: &str) -> Result<Line, String> {
    let unknown = || format!("`{text}` is none of the lines that script.rs names");
    let (after, rest) = text.split_once(' ').ok_or_else(unknown)?;
    let (subject, does) = rest.trim_start().split_once(' ').ok_or_else(unknown)?;
    let who = match subject.trim_end_matches(':') {
        "customer" => None,
        name => Some(person(name).ok_or_else(unknown)?),
    };
    let what = match subject.ends_with(':') {
        true => Some(What::Says(does.to_owned())),
        false => deed(who, does),
    };
    Ok(Line {
        after: seconds(after)?,
        who,
        what: what.ok_or_else(unknown)?,
    })
}

fn person(name: &str) -> Option<Person> {
    TEAM.into_iter()
        .find(|p| p.full_name().to_lowercase().split(' ').next() == Some(name))
}

/// What is done; a customer only reads and asks for a person.
fn deed(who: Option<Person>, does: &str) -> Option<What> {
    if let Some(reason) = does.strip_prefix("asks for a person: ") {
        return Some(What::Asks(reason.to_owned()));
    }
    match (does, who) {
        ("reads", _) => Some(What::Reads),
        ("takes it", Some(me)) => Some(What::Gives(me)),
        ("puts it back", Some(_)) => Some(What::PutsBack),
        ("pauses it", Some(_)) => Some(What::Moves("pending")),
        ("resolves it", Some(_)) => Some(What::Moves("resolved")),
        ("closes it", Some(_)) => Some(What::Moves("closed")),
        ("reopens it", Some(_)) => Some(What::Moves("open")),
        (other, Some(_)) => other.strip_prefix("gives it to ").and_then(person).map(What::Gives),
        (_, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_when_who_and_what() {
        let told = "0m    customer: Hello!\n  And more: this.\n40s   ben gives it to cyd\n1h20m cyd resolves it\n";
        let line = |after, who, what| Line { after, who, what };
        let expected = [
            line(0, None, What::Says("Hello!\nAnd more: this.".into())),
            line(40, Some(Person::Ben), What::Gives(Person::Cyd)),
            line(4800, Some(Person::Cyd), What::Moves("resolved")),
        ];
        assert_eq!(lines(told).unwrap(), expected);
    }

    #[test]
    fn a_line_that_makes_no_sense_is_refused() {
        for told in [
            "3m dana: Hello",
            "3m ben gives it to dana",
            "3m customer takes it",
            "3m customer closes it",
            "soon ben: Hello",
            "3m ben",
            " goes on with nothing",
            "3m ben reads\n goes on with no message",
        ] {
            assert!(lines(told).is_err(), "{told}");
        }
    }
}
