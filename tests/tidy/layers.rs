//! Invariant 1: only `src/store` names a database product; only the doors, and what serves them, name HTTP.

use proc_macro2::TokenTree;

use crate::tokens::{self, Word};
use crate::{assert_tidy, checkout};

const DATABASES: [&str; 3] = ["sqlite", "postgres", "deadpool"];

/// Libraries that speak HTTP. A verb file may import from them, for its door.
const HTTP: [&str; 6] = ["axum", "http", "hyper", "tower", "tower_http", "axum_extra"];

/// Where HTTP is at home: the error envelope, the list of routes, the pages, what every door shares, what opens the port,
/// and the live connections, whose handshake is a request.
const HTTP_HOMES: [&str; 6] = [
    "src/error.rs",
    "src/routes.rs",
    "src/page.rs",
    "src/serve.rs",
    "src/door/",
    "src/live/",
];

fn databases(file: &str, text: &str) -> Vec<String> {
    let words = tokens::words(&tokens::parse(file, text));
    let named = words.iter().filter(|word| {
        let text = word.text.to_lowercase();
        DATABASES.iter().any(|product| text.contains(product))
    });
    named
        .map(|Word { text, line }| format!("{file}:{line}: {text} names a database product; only src/store may"))
        .collect()
}

/// Names that come from an HTTP library, used outside functions and modules called `door`.
fn http(file: &str, text: &str) -> Vec<String> {
    let trees = tokens::parse(file, text);
    let (imports, code) = split_imports(&trees);
    let from_http = imports
        .iter()
        .filter(|import| import.first().is_some_and(|word| HTTP.contains(&&*word.text)));
    let names: Vec<&str> = from_http.flatten().map(|word| word.text.as_str()).collect();
    let outside = tokens::words_outside(&code, &|name| {
        name == "door" || name.starts_with("door_") || name == "tests"
    });
    let used = outside
        .iter()
        .filter(|word| names.contains(&&*word.text) || HTTP.contains(&&*word.text));
    used.map(|Word { text, line }| format!("{file}:{line}: {text} is HTTP; only a door may name it"))
        .collect()
}

/// The words of each `use … ;` at the top level, and everything else.
fn split_imports(trees: &[TokenTree]) -> (Vec<Vec<Word>>, Vec<TokenTree>) {
    let (mut imports, mut code, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(tree) = trees.get(at) {
        let end = trees[at..]
            .iter()
            .position(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ';'));
        match (tree, end) {
            (TokenTree::Ident(word), Some(end)) if word == "use" => {
                imports.push(tokens::words(&trees[at + 1..at + end]));
                at += end + 1;
            }
            _ => {
                code.push(tree.clone());
                at += 1;
            }
        }
    }
    (imports, code)
}

#[test]
fn only_the_store_names_a_database_product() {
    let rust = checkout::texts(&["src/", "crates/"], &[".rs"])
        .into_iter()
        .filter(|(file, _)| !file.starts_with("src/store/"));
    assert_tidy(
        &rust
            .flat_map(|(file, text)| databases(&file, &text))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn only_doors_name_http() {
    let is_home = |file: &str| HTTP_HOMES.iter().any(|home| file.starts_with(home));
    let rust = checkout::texts(&["src/", "crates/"], &[".rs"])
        .into_iter()
        .filter(|(file, _)| !is_home(file));
    assert_tidy(&rust.flat_map(|(file, text)| http(&file, &text)).collect::<Vec<_>>());
}

#[test]
fn a_product_in_code_is_found_and_in_prose_is_not() {
    assert!(databases("a.rs", "// SQLite\n/// PostgreSQL\nfn f() {}").is_empty());
    assert_eq!(databases("a.rs", "fn f() {}\nuse rusqlite::Row;").len(), 1);
    assert_eq!(databases("a.rs", "const URL: &str = \"postgres://\";").len(), 1);
}

#[test]
fn http_outside_a_door_is_found_and_inside_is_not() {
    let import = "use axum::{extract::State, http::StatusCode};\n";
    assert!(
        http(
            "a.rs",
            &format!("{import}pub async fn door(State(app): State<App>) -> StatusCode {{ StatusCode::OK }}")
        )
        .is_empty()
    );
    assert_eq!(
        http("a.rs", &format!("{import}fn decide() -> StatusCode {{ todo() }}")).len(),
        1
    );
    assert_eq!(
        http("a.rs", "fn decide() -> axum::http::StatusCode { todo() }").len(),
        2
    );
    assert!(http("a.rs", "fn decide() -> State { State::Open }").is_empty());
    assert!(
        http(
            "a.rs",
            &format!("{import}#[path(params((\"id\", State)))]\nfn door() {{}}")
        )
        .is_empty()
    );
}
