//! Statements: written once with `$1`, registered so that a test can prepare every one of them on both databases.

use std::sync::OnceLock;

use super::dialect;

/// One SQL text. Made only by [`sql!`](crate::sql), which also registers it.
pub struct Statement {
    /// The text as written, with `$1` parameters (PostgreSQL's form).
    pub text: &'static str,
    /// Where it is written, for the messages of the tests.
    pub place: &'static str,
    sqlite: OnceLock<String>,
    own: Option<&'static str>,
}

/// A registered statement, as the methods of `Tx` take it.
pub type Sql = &'static Statement;

impl Statement {
    /// Used by [`sql!`](crate::sql) only.
    #[doc(hidden)]
    pub const fn new(text: &'static str, place: &'static str) -> Self {
        Statement {
            text,
            place,
            sqlite: OnceLock::new(),
            own: None,
        }
    }

    /// A question that each database has its own words for; only here in the store.
    pub(super) const fn in_two_forms(postgres: &'static str, sqlite: &'static str, place: &'static str) -> Self {
        Statement {
            text: postgres,
            place,
            sqlite: OnceLock::new(),
            own: Some(sqlite),
        }
    }

    /// The same statement in SQLite's form, rewritten at first use.
    pub(super) fn sqlite_text(&self) -> &str {
        match self.own {
            Some(text) => text,
            None => self.sqlite.get_or_init(|| dialect::for_sqlite(self.text)),
        }
    }
}

/// Every statement of the program.
#[allow(unsafe_code)] // a link section, which the compiler counts as unsafe
#[linkme::distributed_slice]
pub static STATEMENTS: [&'static Statement];

/// Makes a registered [`Statement`] from literals: `sql!("select id from members where workspace_id = $1")`.
#[macro_export]
macro_rules! sql {
    ($($text:expr),+ $(,)?) => {{
        static STATEMENT: $crate::store::Statement =
            $crate::store::Statement::new(concat!($($text),+), concat!(file!(), ":", line!()));
        #[allow(unsafe_code)]
        #[linkme::distributed_slice($crate::store::STATEMENTS)]
        static REGISTERED: &'static $crate::store::Statement = &STATEMENT;
        &STATEMENT
    }};
}
