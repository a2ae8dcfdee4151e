//! No file is longer than 400 lines and no function longer than 70, in any language, tests included.

use crate::{assert_tidy, checkout, tokens};

const FILE: usize = 400;
const FUNCTION: usize = 70;
const FOLDERS: [&str; 7] = ["src/", "crates/", "tests/", "xtask/", "bench/", "web/", "migrations/"];
const WRITTEN: [&str; 9] = [".rs", ".ts", ".tsx", ".mjs", ".js", ".css", ".py", ".sql", ".toml"];

/// Made by `cargo xtask gen`, and read by nobody.
const GENERATED: [&str; 3] = [
    "web/src/api/schema.d.ts",
    "web/src/api/events.ts",
    "migrations/sqlite.sql",
];

fn long_file(file: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > FILE)
        .then(|| format!("{file}: {lines} lines, of {FILE} that a file may have; split it by what it is about"))
}

fn long_functions(file: &str, text: &str) -> Vec<String> {
    let functions = tokens::functions(&tokens::parse(file, text));
    let long = functions.into_iter().filter(|function| function.lines > FUNCTION);
    long.map(|f| format!("{file}:{}: {} has {} lines, of {FUNCTION}", f.line, f.name, f.lines))
        .collect()
}

/// Functions of TypeScript as prettier lays it out: a line that opens one, until a line that closes at its indent.
fn long_blocks(file: &str, text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let opens = |line: &str| opens_function(line.trim());
    let functions = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| opens(line))
        .filter_map(|(at, line)| {
            let closes = |next: &&str| indent(next) == indent(line) && next.trim_start().starts_with('}');
            let length = lines[at + 1..].iter().position(closes)? + 2;
            (length > FUNCTION).then(|| format!("{file}:{}: a function of {length} lines, of {FUNCTION}", at + 1))
        });
    functions.collect()
}

/// Groups of tests are no functions to a reader, though they are to the language.
fn opens_function(line: &str) -> bool {
    let statements = ["if ", "for ", "while ", "switch ", "} ", "describe(", "test.describe("];
    let is_method = line.ends_with(") {") || line.contains("): ") && line.ends_with(" {");
    let is_function = line.ends_with("=> {") || is_method;
    is_function && !statements.iter().any(|word| line.starts_with(word))
}

#[test]
fn files_are_short() {
    let written = checkout::texts(&FOLDERS, &WRITTEN)
        .into_iter()
        .filter(|(file, _)| !GENERATED.contains(&&**file));
    assert_tidy(
        &written
            .filter_map(|(file, text)| long_file(&file, &text))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn rust_functions_are_short() {
    let rust = checkout::texts(&FOLDERS, &[".rs"]);
    assert!(!rust.is_empty());
    assert_tidy(
        &rust
            .iter()
            .flat_map(|(file, text)| long_functions(file, text))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn typescript_functions_are_short() {
    let typescript = checkout::texts(&["web/"], &[".ts", ".tsx", ".mjs"]).into_iter();
    let typescript = typescript.filter(|(file, _)| !GENERATED.contains(&&**file));
    assert_tidy(
        &typescript
            .flat_map(|(file, text)| long_blocks(&file, &text))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn a_long_file_and_a_long_function_are_found() {
    assert_eq!(long_file("a.rs", &"\n".repeat(FILE)), None);
    assert!(long_file("a.rs", &"\n".repeat(FILE + 1)).is_some());
    let body = |lines: usize| format!("fn f() {{{}}}", "\n".repeat(lines - 1));
    assert!(long_functions("a.rs", &body(FUNCTION)).is_empty());
    assert_eq!(
        long_functions("a.rs", &body(FUNCTION + 1)),
        ["a.rs:1: f has 71 lines, of 70"]
    );
}
