//! Invariant 9: every row of a tenant carries `workspace_id` as the first column of its keys, so that tenants can be
//! spread over a distributed PostgreSQL without a change of schema. And both databases have the same migrations.

use crate::assert_tidy;
use crate::schema::{self, Table};

const PRODUCTS: [&str; 2] = ["sqlite", "postgres"];

/// Tables that belong to no workspace, and why.
const OUTSIDE: [(&str, &str); 7] = [
    ("accounts", "a person's login lives outside workspaces"),
    ("mails", "a mail goes to a person, who may be in no workspace"),
    (
        "links",
        "a link in a mail is looked up by its secret, and belongs to an account",
    ),
    ("pictures", "a picture belongs to an account"),
    (
        "sessions",
        "a session belongs to an account and may move between workspaces",
    ),
    ("replies", "idempotency keys are remembered per account"),
    ("workspaces", "the tenant itself"),
];

/// Columns that are unique over all workspaces because they are looked up before the workspace is known, or because no
/// two workspaces may have the same.
const LOOKED_UP: [(&str, &str); 7] = [
    ("widgets", "id"),
    ("visitors", "token_hash"),
    ("invitations", "mailed_hash"),
    ("invitations", "copied_hash"),
    ("join_links", "token_hash"),
    ("domains", "domain"),
    ("keys", "token_hash"),
];

fn is_outside(table: &str) -> bool {
    OUTSIDE.iter().any(|(name, _)| *name == table)
}

fn begins_with_workspace(columns: &[String]) -> bool {
    columns.first().is_some_and(|column| column == "workspace_id")
}

fn unique_complaint(table: &str, columns: &[String]) -> Option<String> {
    let looked_up = LOOKED_UP
        .iter()
        .any(|(name, column)| *name == table && columns == [*column]);
    let fine = is_outside(table) || looked_up || begins_with_workspace(columns);
    (!fine).then(|| {
        format!(
            "{table}: unique ({}) does not begin with workspace_id",
            columns.join(", ")
        )
    })
}

fn complaints(table: &Table) -> Vec<String> {
    let Table { file, name, .. } = table;
    if is_outside(name) {
        return Vec::new();
    }
    let mut found = Vec::new();
    match table.constraints("primary key").as_slice() {
        [columns] if begins_with_workspace(columns) => {}
        other => found.push(format!(
            "{file}: {name}: its primary key {other:?} does not begin with workspace_id"
        )),
    }
    found.extend(
        table
            .constraints("unique")
            .iter()
            .filter_map(|columns| unique_complaint(name, columns)),
    );
    let foreign = table
        .constraints("foreign key")
        .into_iter()
        .filter(|columns| !begins_with_workspace(columns));
    found.extend(foreign.map(|columns| format!("{file}: {name}: foreign key {columns:?} leaves the workspace")));
    let loose = table
        .parts
        .iter()
        .filter(|part| !part.starts_with("foreign key") && !part.starts_with("constraint"));
    let targets = loose.filter_map(|part| part.split_once(" references ")?.1.split([' ', '(']).next());
    let tenants = targets.filter(|target| !is_outside(target));
    found.extend(tenants.map(|target| format!("{file}: {name}: a reference to {target} without workspace_id")));
    found
}

#[test]
fn keys_of_a_tenants_rows_begin_with_the_workspace() {
    for product in PRODUCTS {
        let tables = schema::tables(product);
        assert!(!tables.is_empty(), "migrations/{product} create tables");
        assert_tidy(&tables.iter().flat_map(complaints).collect::<Vec<_>>());
        let indexes = schema::unique_indexes(product);
        assert_tidy(
            &indexes
                .iter()
                .filter_map(|(table, columns, _)| unique_complaint(table, columns))
                .collect::<Vec<_>>(),
        );
    }
}

#[test]
fn every_exception_is_still_a_table() {
    let tables = schema::tables(PRODUCTS[0]);
    let gone = OUTSIDE
        .iter()
        .chain(&LOOKED_UP)
        .filter(|(name, _)| tables.iter().all(|table| table.name != *name));
    assert_tidy(
        &gone
            .map(|(name, _)| format!("{name} is excepted and does not exist"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn both_databases_have_the_same_migrations() {
    let [sqlite, postgres] = PRODUCTS.map(|product| {
        let files = schema::migrations(product).into_iter();
        files
            .map(|(file, _)| file.rsplit('/').next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    });
    assert_eq!(sqlite, postgres);
    let numbers: Vec<String> = (1..=sqlite.len()).map(|number| format!("{number:04}_")).collect();
    let out_of_order = sqlite
        .iter()
        .zip(&numbers)
        .filter(|(file, number)| !file.starts_with(number.as_str()));
    assert_tidy(
        &out_of_order
            .map(|(file, number)| format!("{file} should begin with {number}"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    let [sqlite, postgres] = PRODUCTS.map(schema::tables);
    let shape = |tables: &[Table]| -> Vec<(String, Vec<String>)> {
        let columns = |table: &Table| table.columns().iter().map(|column| (*column).to_owned()).collect();
        tables
            .iter()
            .map(|table| (table.name.clone(), columns(table)))
            .collect()
    };
    assert_eq!(shape(&sqlite), shape(&postgres));
}

#[test]
fn a_key_that_leaves_the_workspace_is_found() {
    let read = |sql: &str| schema::table("0009.sql", sql).expect("a table");
    let good = read("create table notes (workspace_id text not null, id text, primary key (workspace_id, id))");
    assert!(complaints(&good).is_empty());
    let single = read("create table notes (workspace_id text primary key)");
    assert!(complaints(&single).is_empty());
    for bad in [
        "create table notes (id text primary key, workspace_id text not null)",
        "create table notes (workspace_id text, id text)",
        "create table notes (workspace_id text, id text unique, primary key (workspace_id, id))",
        "create table notes (workspace_id text, id text references members (id), primary key (workspace_id, id))",
        "create table notes (workspace_id text, a text, primary key (workspace_id, a), foreign key (a) references b (a))",
    ] {
        assert_eq!(complaints(&read(bad)).len(), 1, "{bad}");
    }
}
