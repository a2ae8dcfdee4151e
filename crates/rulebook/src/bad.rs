//! Why a rulebook was not accepted, and where.

use std::fmt;

/// A rulebook that Deskbell will not start with: `rulebooks/x.toml:12: unknown permission …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRulebook {
    /// As given to [`crate::Rulebook::parse`].
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and where there is a fixed choice, what would be right.
    pub message: String,
}

impl fmt::Display for BadRulebook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for BadRulebook {}
