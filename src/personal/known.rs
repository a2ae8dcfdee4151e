//! By which names and addresses a person is known, and how these are found in what others wrote.

use serde_json::Value;

/// What stands in the place of a name.
pub const NOBODY: &str = "Erased person";

/// The names and addresses of a person, in lower case.
#[derive(Debug, Default)]
pub struct Known {
    names: Vec<String>,
    addresses: Vec<String>,
}

impl Known {
    /// Adds a name.
    pub fn name(&mut self, name: &str) {
        add(&mut self.names, name);
    }

    /// Adds an address; what stands for that of a deleted account is none.
    pub fn address(&mut self, address: &str) {
        if address.contains('@') {
            add(&mut self.addresses, address);
        }
    }

    /// The addresses.
    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// What is looked for inside texts: addresses, and names of more than one word. A single word may mean anybody, or
    /// nobody at all, such as Will or May.
    pub fn within(&self) -> impl Iterator<Item = &str> {
        let names = self.names.iter().filter(|name| name.contains(char::is_whitespace));
        self.addresses.iter().chain(names).map(String::as_str)
    }

    /// What is looked for where a text is nothing but somebody's name.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.addresses.iter().chain(&self.names).map(String::as_str)
    }

    /// Whether a text is their name.
    #[must_use]
    pub fn is_name(&self, text: &str) -> bool {
        self.names.contains(&plain(text))
    }

    /// Whether an address of theirs, or a name of more than one word, stands in a text.
    #[must_use]
    pub fn is_within(&self, text: &str) -> bool {
        self.within().any(|needle| find(text, 0, needle).is_some())
    }

    /// Whether an address of theirs stands in a text.
    #[must_use]
    pub fn has_address(&self, text: &str) -> bool {
        self.addresses.iter().any(|address| find(text, 0, address).is_some())
    }

    /// Whether a text is their name, or has their name or address in it.
    #[must_use]
    pub fn is_about(&self, text: &str) -> bool {
        self.is_name(text) || self.is_within(text)
    }

    /// The text without them; nothing where they do not stand in it. JSON is looked through word by word. `names` says
    /// whether a word that is nothing but their name goes too.
    #[must_use]
    pub fn taken_out(&self, text: &str, names: bool) -> Option<String> {
        if text.starts_with(['{', '['])
            && let Ok(mut value) = serde_json::from_str::<Value>(text)
        {
            return self.out_of(&mut value, names).then(|| value.to_string());
        }
        if names && self.is_name(text) {
            return Some(NOBODY.to_owned());
        }
        let mut out: Option<String> = None;
        for needle in self.within() {
            let now = out.as_deref().unwrap_or(text);
            if let Some(less) = replaced(now, needle) {
                out = Some(less);
            }
        }
        out
    }

    fn out_of(&self, value: &mut Value, names: bool) -> bool {
        match value {
            Value::String(text) => match self.taken_out(text, names) {
                Some(less) => {
                    *text = less;
                    true
                }
                None => false,
            },
            Value::Array(items) => items.iter_mut().fold(false, |any, item| self.out_of(item, names) | any),
            Value::Object(fields) => fields
                .values_mut()
                .fold(false, |any, item| self.out_of(item, names) | any),
            _ => false,
        }
    }
}

fn add(to: &mut Vec<String>, text: &str) {
    let text = plain(text);
    if !text.is_empty() && !to.contains(&text) && text != NOBODY.to_lowercase() {
        to.push(text);
    }
}

/// How words are compared: in lower case, and however many blanks, or which, stand between them.
fn plain(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// The pattern by which a database finds what may hold this, in JSON as well: letters and digits count, the rest is anything.
#[must_use]
pub fn pattern(needle: &str) -> String {
    let keeps = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-');
    let middle: String = needle.chars().map(|c| if keeps(c) { c } else { '%' }).collect();
    format!("%{middle}%")
}

/// Where a needle in lower case stands in a text from `from` on, as a word of its own: its first and last byte.
fn find(text: &str, from: usize, needle: &str) -> Option<(usize, usize)> {
    let joins = |c: char| c.is_alphanumeric();
    let is_address = needle.contains('@');
    for (at, _) in text[from..].char_indices() {
        let at = from + at;
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| joins(c) || (is_address && matches!(c, '.' | '_' | '+' | '-'))) {
            continue;
        }
        if let Some(end) = end_of(&text[at..], needle)
            && !text[at + end..].chars().next().is_some_and(joins)
        {
            return Some((at, at + end));
        }
    }
    None
}

/// Where the needle ends that a text begins with, whatever its case.
fn end_of(text: &str, needle: &str) -> Option<usize> {
    let (mut wanted, mut in_gap) = (needle.chars(), false);
    for (at, c) in text.char_indices() {
        if in_gap && c.is_whitespace() {
            continue;
        }
        if wanted.as_str().is_empty() {
            return Some(at);
        }
        in_gap = c.is_whitespace();
        if in_gap && wanted.next() != Some(' ') {
            return None;
        }
        for low in c.to_lowercase().filter(|_| !in_gap) {
            if wanted.next() != Some(low) {
                return None;
            }
        }
    }
    wanted.as_str().is_empty().then_some(text.len())
}

fn replaced(text: &str, needle: &str) -> Option<String> {
    let (mut out, mut from) = (String::new(), 0);
    while let Some((start, end)) = find(text, from, needle) {
        out.push_str(&text[from..start]);
        out.push_str(NOBODY);
        from = end;
    }
    if from == 0 {
        return None;
    }
    out.push_str(&text[from..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ines() -> Known {
        let mut known = Known::default();
        known.name("Ines Ödegård");
        known.name("  Bo  Alm ");
        known.name("May");
        known.address("Ines@Example.com");
        known.address("deleted:0193");
        known
    }

    #[test]
    fn names_and_addresses_go_whatever_their_case_and_nothing_else_does() {
        for (text, left) in [
            ("Write to INES@example.com.", Some("Write to Erased person.")),
            ("Write to joines@example.com", None),
            ("Write to j.ines@example.com", None),
            (
                "ines ÖDEGÅRD asked, ines ödegård waits",
                Some("Erased person asked, Erased person waits"),
            ),
            ("Ines Ödegårdsson asked", None),
            (
                "INES\n  Ödegård asked Ines\u{a0}Ödegård ",
                Some("Erased person asked Erased person "),
            ),
            ("InesÖdegård", None),
            ("In May it may be", None),
            ("", None),
            (
                r#"{"a":"\"ines ödegård\"","n":[1,"ines@example.com"]}"#,
                Some(r#"{"a":"\"Erased person\"","n":[1,"Erased person"]}"#),
            ),
            (r#"{"May":"May"}"#, None),
        ] {
            assert_eq!(ines().taken_out(text, false).as_deref(), left, "{text}");
        }
    }

    #[test]
    fn a_name_is_one_however_many_blanks_are_in_it() {
        assert_eq!(
            ines().taken_out("by Bo Alm", false).as_deref(),
            Some("by Erased person")
        );
        assert!(ines().is_name("Bo\tAlm") && !ines().is_name("BoAlm"));
    }

    #[test]
    fn where_names_stand_a_single_word_is_one() {
        assert_eq!(ines().taken_out("may", true).as_deref(), Some(NOBODY));
        assert_eq!(ines().taken_out("May be", true), None);
        assert_eq!(
            ines().taken_out(r#"{"by":"May","x":"In May"}"#, true).as_deref(),
            Some(r#"{"by":"Erased person","x":"In May"}"#)
        );
        assert!(ines().is_about("May") && !ines().is_about("In May") && !ines().is_about("deleted:0193"));
    }

    #[test]
    fn the_pattern_finds_what_json_escapes() {
        assert_eq!(pattern("o'neil \"bo\" x@y.z"), "%o%neil%%bo%%x@y.z%");
    }
}
