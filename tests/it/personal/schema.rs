//! A column that is new is in the list of what an erasure looks at, or fails here.

use std::collections::BTreeSet;

use deskbell::personal::tables::columns;

use crate::desk::{Desk, Kind};

#[test]
fn every_column_of_words_is_listed_once_with_what_an_erasure_does_with_it() {
    let desk = Desk::start(Kind::Sqlite);
    let file = rusqlite::Connection::open(desk.folder().join("deskbell.db")).expect("the file opens");
    let mut found = file
        .prepare(
            "select t.name || '.' || c.name from pragma_table_list t join pragma_table_info(t.name) c
             where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite_%' and lower(c.type) = 'text'",
        )
        .expect("a question");
    let found: BTreeSet<String> = found
        .query_map([], |r| r.get(0))
        .expect("rows")
        .map(|row| row.expect("a row"))
        .collect();
    let listed: Vec<String> = columns().iter().map(|c| format!("{}.{}", c.table, c.name)).collect();
    let once: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(once.len(), listed.len(), "a column is listed twice");
    let unlisted: Vec<_> = found.difference(&once).collect();
    assert!(
        unlisted.is_empty(),
        "say in src/personal/tables.rs what an erasure does with {unlisted:?}"
    );
    let gone: Vec<_> = once.difference(&found).collect();
    assert!(gone.is_empty(), "{gone:?} are listed, and are no columns of words");
}
