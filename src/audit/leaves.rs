//! The words of an entry stand in its digest as salted hashes, one each: a word and its salt can be taken out later, and the
//! digest still fits. A hash whose salt is gone tells nobody what the word was, however few words it could have been.
//! See docs/decisions/0010-erasing-a-person.md.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::id;

/// What stands for one word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Seal {
    /// The word is there: its hash is made with this.
    Salted {
        /// 256 random bits.
        salt: String,
    },
    /// It was erased: this was its hash.
    Erased {
        /// Of salt and word.
        hash: String,
    },
}

/// What stands for the words of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Salts {
    /// Of an entry whose digest covers the words by their hashes: by where the word stands.
    Detachable {
        /// Where, as in `after/name`.
        words: BTreeMap<String, Seal>,
    },
    /// Of an entry that was sealed with its words, and lost one since: a later entry holds its new seal.
    Resealed {
        /// Always true.
        resealed: bool,
    },
}

impl Salts {
    /// As it is stored.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// How every word begins that stands where another one was erased; the id of the erasure follows.
pub const ERASED: &str = "erased:";

/// The words of a text that may be JSON, each with where it stands.
pub fn words_of(place: &str, text: Option<&String>, out: &mut BTreeMap<String, String>) {
    let Some(text) = text else { return };
    match serde_json::from_str::<Value>(text) {
        Ok(value) => walk(place, &value, out),
        Err(_) => {
            out.insert(place.to_owned(), text.clone());
        }
    }
}

fn walk(place: &str, value: &Value, out: &mut BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            out.insert(place.to_owned(), text.clone());
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(&format!("{place}/{at}"), item, out);
            }
        }
        Value::Object(fields) => {
            for (field, item) in fields {
                // As JSON pointers do, so that no field can be taken for another.
                let field = field.replace('~', "~0").replace('/', "~1");
                walk(&format!("{place}/{field}"), item, out);
            }
        }
        _ => {}
    }
}

/// The same text without its words: what the digest covers as it is.
#[must_use]
pub fn bare(text: Option<&String>) -> Value {
    let parsed = text.map(|text| serde_json::from_str(text).unwrap_or(Value::Null));
    parsed.map_or(Value::Null, without_words)
}

fn without_words(value: Value) -> Value {
    match value {
        Value::String(_) => Value::Null,
        Value::Array(items) => items.into_iter().map(without_words).collect(),
        Value::Object(fields) => fields.into_iter().map(|(k, v)| (k, without_words(v))).collect(),
        other => other,
    }
}

/// New salts for these words.
#[must_use]
pub fn salted(words: &BTreeMap<String, String>) -> BTreeMap<String, Seal> {
    let salt = || id::secret("").plain;
    words
        .keys()
        .map(|place| (place.clone(), Seal::Salted { salt: salt() }))
        .collect()
}

/// The hash that stands for a word in the digest.
#[must_use]
pub fn hash(salt: &str, word: &str) -> String {
    hex::encode(Sha256::digest(format!("{salt} {word}").as_bytes()))
}

/// Where each word stands, and its hash; nothing where word and seal do not belong together: a word without a seal, a seal
/// without its word, another word in the place of one that was erased.
#[must_use]
pub fn hashes(words: &BTreeMap<String, String>, seals: &BTreeMap<String, Seal>) -> Option<Vec<(String, String)>> {
    if !words.keys().eq(seals.keys()) {
        return None;
    }
    let pairs = words.iter().zip(seals.values());
    pairs
        .map(|((place, word), seal)| match seal {
            Seal::Salted { salt } => Some((place.clone(), hash(salt, word))),
            Seal::Erased { hash } => word.starts_with(ERASED).then(|| (place.clone(), hash.clone())),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> BTreeMap<String, String> {
        let mut out = BTreeMap::new();
        words_of("after", Some(&text.to_owned()), &mut out);
        out
    }

    #[test]
    fn every_word_has_a_place_of_its_own() {
        let found = of(r#"{"name":"Ada","of":["x",{"a/b":"y"}],"a":{"b":"z"},"n":1}"#);
        let found: Vec<_> = found.iter().map(|(k, v)| format!("{k}={v}")).collect();
        assert_eq!(
            found,
            ["after/a/b=z", "after/name=Ada", "after/of/0=x", "after/of/1/a~1b=y"]
        );
    }

    #[test]
    fn a_word_that_is_erased_keeps_its_hash_and_no_other_word_takes_its_place() {
        let mut words = of(r#"{"name":"Ada","role":"admin"}"#);
        let mut seals = salted(&words);
        let before = hashes(&words, &seals).expect("they fit");
        let erased = before[0].1.clone();
        seals.insert("after/name".into(), Seal::Erased { hash: erased });
        assert_eq!(hashes(&words, &seals), None, "the word still stands there");
        words.insert("after/name".into(), format!("{ERASED}1"));
        assert_eq!(hashes(&words, &seals), Some(before.clone()));
        words.insert("after/role".into(), "owner".into());
        assert_ne!(hashes(&words, &seals), Some(before));
        words.remove("after/role");
        assert_eq!(hashes(&words, &seals), None);
    }

    #[test]
    fn the_same_word_never_has_the_same_hash_twice() {
        let words = of(r#"["Ada","Ada"]"#);
        let found = hashes(&words, &salted(&words)).expect("they fit");
        assert_ne!(found[0].1, found[1].1);
    }
}
