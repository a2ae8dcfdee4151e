//! Reads TOML piece by piece and keeps the line of each, so that every complaint can name it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::bad::BadRulebook;

/// The text of one rulebook.
pub(crate) struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl<'a> Source<'a> {
    pub fn table(&self) -> Result<Spanned<DeTable<'a>>, BadRulebook> {
        DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.bad(self.line(at), error.message())
        })
    }

    /// The line of a byte offset, counted from 1.
    fn line(&self, at: usize) -> usize {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }

    pub fn bad(&self, line: usize, message: impl Into<String>) -> BadRulebook {
        BadRulebook {
            file: self.file.to_owned(),
            line,
            message: message.into(),
        }
    }
}

/// A text and the line where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub text: String,
    pub line: usize,
}

/// One value and the line where it stands.
pub(crate) struct Value<'a> {
    source: &'a Source<'a>,
    /// What a complaint calls it: `agents`.
    key: &'a str,
    value: &'a DeValue<'a>,
    pub line: usize,
}

/// The keys of one table.
pub(crate) struct Fields<'a> {
    pub source: &'a Source<'a>,
    /// What a complaint calls the table: `a role`.
    what: &'static str,
    table: &'a DeTable<'a>,
    pub line: usize,
}

impl<'a> Fields<'a> {
    pub fn root(source: &'a Source<'a>, table: &'a DeTable<'a>) -> Fields<'a> {
        Fields {
            source,
            what: "a rulebook",
            table,
            line: 1,
        }
    }

    /// Refuses a key that is none of these, so that a misspelt rule is never silently absent.
    pub fn only(self, known: &[&str]) -> Result<Fields<'a>, BadRulebook> {
        for value in self.in_order() {
            if !known.contains(&value.key) {
                let message = format!("unknown key `{}` in {}; {}", value.key, self.what, known_are(known));
                return Err(self.source.bad(value.line, message));
            }
        }
        Ok(self)
    }

    /// The values in the order of the file.
    pub fn in_order(&self) -> Vec<Value<'a>> {
        let mut entries: Vec<_> = self.table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
            .into_iter()
            .map(|(key, value)| self.value(key.get_ref(), key.span(), value))
            .collect()
    }

    fn value(&self, key: &'a str, at: Range<usize>, value: &'a Spanned<DeValue<'a>>) -> Value<'a> {
        Value {
            source: self.source,
            key,
            value: value.get_ref(),
            line: self.source.line(at.start),
        }
    }

    pub fn maybe(&self, key: &str) -> Option<Value<'a>> {
        let (name, value) = self.table.iter().find(|(name, _)| name.get_ref() == key)?;
        Some(self.value(name.get_ref(), name.span(), value))
    }

    pub fn get(&self, key: &str) -> Result<Value<'a>, BadRulebook> {
        self.maybe(key)
            .ok_or_else(|| self.source.bad(self.line, format!("{} needs `{key}`", self.what)))
    }

    /// A text of 1 to 200 characters.
    pub fn text(&self, key: &str) -> Result<String, BadRulebook> {
        Ok(self.get(key)?.word()?.text)
    }

    /// A name as it is stored and sent: lower-case ASCII letters, digits and `_`, a letter first, 40 at most.
    pub fn name(&self) -> Result<Word, BadRulebook> {
        let word = self.get("name")?.word()?;
        let starts = word.text.starts_with(|c: char| c.is_ascii_lowercase());
        let rest = word
            .text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if starts && rest && word.text.len() <= 40 {
            return Ok(word);
        }
        let message = format!(
            "`{}` is no name: a to z, 0 to 9 and _, a letter first, 40 at most",
            word.text
        );
        Err(self.source.bad(word.line, message))
    }

    pub fn flag(&self, key: &str) -> Result<bool, BadRulebook> {
        let value = self.get(key)?;
        match value.value {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => Err(value.expected("true or false")),
        }
    }

    /// The words under this key; none where it is absent.
    pub fn words(&self, key: &str) -> Result<Vec<Word>, BadRulebook> {
        self.maybe(key).map_or(Ok(Vec::new()), |value| value.words())
    }

    pub fn table(&self, key: &str, what: &'static str) -> Result<Fields<'a>, BadRulebook> {
        let value = self.get(key)?;
        match value.value {
            DeValue::Table(table) => Ok(Fields {
                source: self.source,
                what,
                table,
                line: value.line,
            }),
            _ => Err(value.expected(&format!("a table, written [{key}]"))),
        }
    }

    /// The tables `[[key]]`; none where there are none.
    pub fn tables(&self, key: &str, what: &'static str) -> Result<Vec<Fields<'a>>, BadRulebook> {
        let Some(value) = self.maybe(key) else {
            return Ok(Vec::new());
        };
        let wrong = || value.expected(&format!("tables, each written [[{key}]]"));
        let DeValue::Array(tables) = value.value else {
            return Err(wrong());
        };
        let fields = |table: &'a Spanned<DeValue<'a>>| match table.get_ref() {
            DeValue::Table(inner) => {
                let line = self.source.line(table.span().start);
                Ok(Fields {
                    source: self.source,
                    what,
                    table: inner,
                    line,
                })
            }
            _ => Err(wrong()),
        };
        tables.iter().map(fields).collect()
    }
}

impl Value<'_> {
    pub fn key(&self) -> &str {
        self.key
    }

    pub fn bad(&self, message: impl Into<String>) -> BadRulebook {
        self.source.bad(self.line, message)
    }

    fn expected(&self, what: &str) -> BadRulebook {
        self.bad(format!("`{}` must be {what}", self.key))
    }

    /// A text of 1 to 200 characters.
    pub fn word(&self) -> Result<Word, BadRulebook> {
        match self.value {
            DeValue::String(text) if (1..=200).contains(&text.trim().chars().count()) => Ok(Word {
                text: text.to_string(),
                line: self.line,
            }),
            _ => Err(self.expected("a text of 1 to 200 characters")),
        }
    }

    pub fn words(&self) -> Result<Vec<Word>, BadRulebook> {
        let wrong = || self.expected("a list of words");
        let DeValue::Array(items) = self.value else {
            return Err(wrong());
        };
        let word = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
            DeValue::String(text) => Ok(Word {
                text: text.to_string(),
                line: self.source.line(item.span().start),
            }),
            _ => Err(wrong()),
        };
        let words = items.iter().map(word).collect::<Result<Vec<_>, _>>()?;
        for (at, word) in words.iter().enumerate() {
            if words[..at].iter().any(|earlier| earlier.text == word.text) {
                return Err(self
                    .source
                    .bad(word.line, format!("`{}` stands twice in `{}`", word.text, self.key)));
            }
        }
        Ok(words)
    }

    /// A whole number from 0 to `most`, or `None` for the word "unlimited".
    pub fn limit(&self, most: u64) -> Result<Option<u64>, BadRulebook> {
        match self.value {
            DeValue::String(word) if word == "unlimited" => Ok(None),
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix())
                .ok()
                .filter(|number| *number <= most)
                .map(Some)
                .ok_or_else(|| self.expected(&format!("a number from 0 to {most}"))),
            _ => Err(self.expected("a whole number or \"unlimited\"")),
        }
    }

    /// Whether the value is this word.
    pub fn is(&self, word: &str) -> bool {
        matches!(self.value, DeValue::String(text) if text == word)
    }
}

/// `known are a, b and c`.
pub(crate) fn known_are(words: &[&str]) -> String {
    match words {
        [] => "there are none".to_owned(),
        [one] => format!("the only one known is {one}"),
        [most @ .., last] => format!("known are {} and {last}", most.join(", ")),
    }
}
