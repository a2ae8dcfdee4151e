//! Ids and secrets, from one place.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::clock::Time;

/// An id on the wire and in the database: a UUIDv7 as text, in lower case with hyphens.
pub type Id = String;

/// Makes ids that sort by the time they were made, also within one millisecond of this process.
#[derive(Clone)]
pub struct Ids(Arc<Mutex<ContextV7>>);

impl Default for Ids {
    fn default() -> Self {
        Ids(Arc::new(Mutex::new(ContextV7::new())))
    }
}

impl Ids {
    /// A new id for this moment.
    #[must_use]
    pub fn next(&self, now: Time) -> Id {
        let seconds = u64::try_from(now.micros() / 1_000_000).unwrap_or(0);
        let nanos = u32::try_from(now.micros().rem_euclid(1_000_000) * 1_000).unwrap_or(0);
        let context = self.0.lock();
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, nanos)).to_string()
    }
}

/// The least id that can be made from a moment on: what sorts before it is older.
#[must_use]
pub fn from(moment: Time) -> Id {
    let millis = u64::try_from(moment.micros() / 1_000).unwrap_or(0);
    format!("{:08x}-{:04x}-7000-8000-000000000000", millis >> 16, millis & 0xffff)
}

/// The id in its one spelling, or nothing where the text is no UUID.
#[must_use]
pub fn parse(text: &str) -> Option<Id> {
    (text.len() == 36)
        .then(|| Uuid::try_parse(text).ok().map(|id| id.to_string()))
        .flatten()
}

/// The place in a list after which its next page begins: an id, as the page before gave it.
///
/// # Errors
/// A sentence for the field.
pub fn is_cursor(text: &str, (): &()) -> garde::Result {
    if parse(text).as_deref() == Some(text) {
        return Ok(());
    }
    Err(garde::Error::new(NO_CURSOR))
}

/// What is said of a cursor that leads nowhere.
pub const NO_CURSOR: &str = "Is no cursor that this server gave.";

/// A secret of 256 bits for a person to hold; only its hash is kept.
pub struct Secret {
    /// What the person gets, URL-safe, 43 characters after the prefix.
    pub plain: String,
    /// What the database keeps.
    pub hash: Vec<u8>,
}

/// A new secret that begins with `prefix`.
///
/// # Panics
/// Where the machine has no randomness: nothing may go on then.
#[must_use]
#[allow(clippy::expect_used, clippy::disallowed_methods)] // the one place that asks the machine
pub fn secret(prefix: &str) -> Secret {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).expect("the machine gives random bytes");
    let plain = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes));
    let hash = hash(&plain);
    Secret { plain, hash }
}

/// Digits of a code that a person types.
const CODE: usize = 8;

/// A new code for a person to type: eight digits, good for few tries and not for long.
#[must_use]
pub fn code() -> String {
    // Ten of the 256 values a byte would favour some digits; of 250 none is.
    let bytes = std::iter::repeat_with(|| secret("").hash).flatten();
    let digits = bytes
        .filter(|byte| *byte < 250)
        .map(|byte| char::from(b'0' + byte % 10));
    digits.take(CODE).collect()
}

/// The hash that a secret is looked up by (SHA-256; the secret has 256 bits of its own, so it needs no salt).
#[must_use]
pub fn hash(plain: &str) -> Vec<u8> {
    Sha256::digest(plain.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_sort_by_birth() {
        let ids = Ids::default();
        let now = Time::from_micros(1_700_000_000_000_000);
        let made: Vec<Id> = (0..500).map(|_| ids.next(now)).collect();
        assert!(made.is_sorted());
    }

    #[test]
    fn a_code_is_eight_digits() {
        let codes: Vec<_> = (0..20).map(|_| code()).collect();
        assert!(
            codes
                .iter()
                .all(|c| c.len() == CODE && c.bytes().all(|b| b.is_ascii_digit()))
        );
        assert!(codes.iter().any(|c| *c != codes[0]));
    }

    #[test]
    fn only_uuids_are_ids() {
        assert!(parse("0193F2A6-5C1E-7B40-9D2F-6A8E04C1B7D3").is_some());
        assert!(parse("0193f2a65c1e7b409d2f6a8e04c1b7d3").is_none());
        assert!(parse("1' or '1'='1").is_none());
    }
}
