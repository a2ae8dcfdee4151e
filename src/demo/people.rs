//! The three people of the demo's shop, and their passwords.

use serde::Deserialize;

use crate::id;

/// Somebody of the team, by the word that the texts call them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Person {
    /// Owns the shop.
    Ada,
    /// Looks after who answers what.
    Ben,
    /// Answers.
    Cyd,
}

/// Everybody, the owner first.
pub const TEAM: [Person; 3] = [Person::Ada, Person::Ben, Person::Cyd];

impl Person {
    /// As the account has it.
    #[must_use]
    pub fn full_name(self) -> &'static str {
        match self {
            Person::Ada => "Ada Lindgren",
            Person::Ben => "Ben Okoye",
            Person::Cyd => "Cyd Marsh",
        }
    }

    /// Where nobody reads mail: `.example` is kept free of owners (RFC 2606).
    #[must_use]
    pub fn email(self) -> &'static str {
        match self {
            Person::Ada => "ada.lindgren@harbourandpine.example",
            Person::Ben => "ben.okoye@harbourandpine.example",
            Person::Cyd => "cyd.marsh@harbourandpine.example",
        }
    }

    /// The role, by the rulebook `support`.
    #[must_use]
    pub fn role(self) -> &'static str {
        match self {
            Person::Ada => "owner",
            Person::Ben => "admin",
            Person::Cyd => "agent",
        }
    }

    /// What they chose last: one of each, so that all three can be seen.
    #[must_use]
    pub fn status(self) -> &'static str {
        match self {
            Person::Ada => "live",
            Person::Ben => "away",
            Person::Cyd => "offline",
        }
    }
}

/// 128 words that nobody has to spell twice.
const WORDS: &str = include_str!("texts/words.txt");

/// A password that can be read aloud: four words and two digits, one of some 24 thousand million. That is plenty behind
/// a limit of failed sign-ins, and for data that anybody may read in the source.
#[must_use]
pub fn password() -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let random = id::secret("").hash;
    let mut parts: Vec<String> = random
        .iter()
        .take(4)
        .map(|byte| words[usize::from(*byte) % words.len()].to_owned())
        .collect();
    let digits = random.last().map_or(10, |byte| 10 + byte % 90);
    parts.push(digits.to_string());
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_as_many_as_a_byte_spreads_evenly_over_and_no_two_are_the_same() {
        let mut words: Vec<&str> = WORDS.split_whitespace().collect();
        assert_eq!(256 % words.len(), 0);
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 128);
    }

    #[test]
    fn a_password_is_long_enough_to_sign_up_with_and_never_the_same() {
        let (one, other) = (password(), password());
        assert_ne!(one, other);
        assert!(one.len() >= 16 && one.split('-').count() == 5, "{one}");
    }
}
