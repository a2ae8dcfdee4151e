//! Addresses as people paste them: one or many, with commas, semicolons or new lines between, bare or as `Name <address>`.

use crate::account::register::{is_email, normal};
use crate::seen::misleads;

/// What was found in one place of the text.
#[derive(Debug, PartialEq, Eq, Hash, Clone)]
pub enum Found {
    /// An address, in the spelling that addresses are kept in.
    Address(String),
    /// Something that is none, as it was written.
    Else(String),
}

/// Characters of a text that is no address, as it is answered.
const SHOWN: usize = 254;

/// Reads every address, each once, in the order of the text.
#[must_use]
pub fn addresses(texts: &[String]) -> Vec<Found> {
    let mut out = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for found in texts
        .iter()
        .flat_map(|text| pieces(text))
        .flat_map(|piece| read(&piece))
    {
        if seen.insert(found.clone()) {
            out.push(found);
        }
    }
    out
}

/// Splits at commas, semicolons and new lines, but not inside quotes or angle brackets: `"Lovelace, Ada" <ada@example.com>`
/// is one piece. A new line ends every quote, because one that is never closed must not swallow the rest.
fn pieces(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.split(['\n', '\r']) {
        let (mut piece, mut quoted, mut angled) = (String::new(), false, false);
        for (at, letter) in line.char_indices() {
            match letter {
                '"' if quoted || line[at + 1..].contains('"') => quoted = !quoted,
                '<' if !quoted && line[at + 1..].contains('>') => angled = true,
                '>' if !quoted => angled = false,
                _ => {}
            }
            if matches!(letter, ',' | ';') && !quoted && !angled {
                out.push(std::mem::take(&mut piece));
            } else {
                piece.push(letter);
            }
        }
        out.push(piece);
    }
    out.retain(|piece| !piece.trim().is_empty());
    out
}

/// What one piece holds: the address in its brackets, or each of its words that has an @, or nothing that is one.
fn read(piece: &str) -> Vec<Found> {
    let piece = piece.trim();
    if let Some((_, inner)) = piece.rsplit_once('<')
        && let Some((inner, _)) = inner.split_once('>')
    {
        return vec![one(inner, piece)];
    }
    let words: Vec<_> = piece.split_whitespace().filter(|word| word.contains('@')).collect();
    match words.as_slice() {
        [] => vec![Found::Else(short(piece))],
        words => words.iter().map(|word| one(word, word)).collect(),
    }
}

fn one(address: &str, written: &str) -> Found {
    // What came along from the page that it was copied from is no part of it.
    let visible: String = address.chars().filter(|letter| !misleads(*letter)).collect();
    let bare = visible
        .trim()
        .trim_start_matches(['"', '\'', '(', '['])
        .trim_end_matches(['"', '\'', ')', ']', '.']);
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
    let address = normal(bare);
    match is_email(&address, &()) {
        Ok(()) => Found::Address(address),
        Err(_) => Found::Else(short(written)),
    }
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let all = addresses(&[text.to_owned()]).into_iter();
        all.map(|found| match found {
            Found::Address(address) => address,
            Found::Else(text) => format!("? {text}"),
        })
        .collect()
    }

    #[test]
    fn addresses_are_read_in_whatever_form_they_are_pasted() {
        for (text, expected) in [
            ("ada@example.com", vec!["ada@example.com"]),
            (
                "Ada@Example.COM, ben@example.com",
                vec!["ada@example.com", "ben@example.com"],
            ),
            (
                "a@example.com;b@example.com\r\nc@example.com",
                vec!["a@example.com", "b@example.com", "c@example.com"],
            ),
            ("Ada Lovelace <ada@example.com>", vec!["ada@example.com"]),
            (
                "\"Lovelace, Ada\" <ada@example.com>, ben@example.com",
                vec!["ada@example.com", "ben@example.com"],
            ),
            ("Lovelace, Ada <ada@example.com>", vec!["? Lovelace", "ada@example.com"]),
            ("Ada Lovelace\tada@example.com", vec!["ada@example.com"]),
            ("a@example.com b@example.com", vec!["a@example.com", "b@example.com"]),
            ("mailto:ada@example.com", vec!["ada@example.com"]),
            ("(ada@example.com).", vec!["ada@example.com"]),
            ("\u{feff}ada@example.com\u{200b}", vec!["ada@example.com"]),
            ("ada@example.com,\n ADA@example.com ,", vec!["ada@example.com"]),
            (
                "\"Ada <ada@example.com>\nben@example.com",
                vec!["ada@example.com", "ben@example.com"],
            ),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_answered_as_it_was_written() {
        for (text, expected) in [
            ("ada", vec!["? ada"]),
            ("Ada <ada>", vec!["? Ada <ada>"]),
            ("ada@example, ben@example.com", vec!["? ada@example", "ben@example.com"]),
            ("@", vec!["? @"]),
            ("", vec![]),
            (" ,;\n", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
        assert_eq!(found(&"x".repeat(9_000))[0].chars().count(), 2 + SHOWN);
    }
}
