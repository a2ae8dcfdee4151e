//! The few places where SQLite and PostgreSQL differ.

/// The items of a list that is bound as one text of JSON, in PostgreSQL's words and in SQLite's.
const ITEMS: (&str, &str) = ("select jsonb_array_elements_text(", "select value from json_each(");
const AS_JSON: &str = "::text::jsonb";

/// Rewrites a statement for SQLite: `$3` becomes `?3` (numbered by *value*, never by order of appearance), row locks go,
/// because SQLite has one writer, and `(select jsonb_array_elements_text($3::text::jsonb))` becomes what it calls that.
pub(super) fn for_sqlite(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let parameter = c == '$' && rest.peek().is_some_and(char::is_ascii_digit);
        out.push(if parameter { '?' } else { c });
    }
    for lock in [
        " for no key update",
        " for update of m",
        " for update skip locked",
        " for update",
        " for share",
    ] {
        out = out.replace(lock, "");
    }
    out.replace(ITEMS.0, ITEMS.1).replace(AS_JSON, "")
}

/// Settings of every SQLite connection: an answered write survives a power cut (`synchronous=FULL`), readers never wait
/// for the writer (WAL). The log grows to 32 MiB before it goes into the file: a page that changes again and again is
/// then written there once.
pub(super) const SQLITE_SETTINGS: &str = "
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma wal_autocheckpoint = 8000;
    pragma foreign_keys = on;
    pragma busy_timeout = 5000;
    pragma cache_size = -8000;
    pragma mmap_size = 268435456;
    pragma temp_store = memory;
    pragma secure_delete = fast;
";

/// Reads see one moment; writes lock the rows that a rule depends on.
pub(super) const POSTGRES_READ: &str = "begin transaction isolation level repeatable read read only";
/// Begins a write on PostgreSQL.
pub(super) const POSTGRES_WRITE: &str = "begin transaction isolation level read committed";

#[cfg(test)]
mod tests {
    use super::for_sqlite;

    #[test]
    fn parameters_keep_their_number_and_locks_go() {
        assert_eq!(
            for_sqlite("update m set a = $12 where b = $1 and c = '$' for update"),
            "update m set a = ?12 where b = ?1 and c = '$'"
        );
        assert_eq!(for_sqlite("select 1 for share"), "select 1");
        assert_eq!(
            for_sqlite("a in (select jsonb_array_elements_text($2::text::jsonb))"),
            "a in (select value from json_each(?2))"
        );
    }
}
