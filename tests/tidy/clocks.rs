//! Invariant 7: clock, ids and randomness come from the app. Clippy refuses the direct calls; these tests hold that
//! nobody talks clippy out of it.

use crate::{assert_tidy, checkout, tokens};

/// The lint that carries the bans.
const LINT: &str = "disallowed_methods";

/// The only files that may allow themselves a direct call.
const SOURCES: [&str; 2] = ["src/clock.rs", "src/id.rs"];

/// Programs outside the server that time something and decide nothing by it.
const MEASUREMENTS: [&str; 1] = ["crates/rulebook/examples/decide_speed.rs"];

/// Folders with a `clippy.toml` of their own: programs that time things and decide nothing.
const TIMERS: [&str; 2] = ["xtask/clippy.toml", "bench/clippy.toml"];

/// Calls that must be banned in the server, its crates and its tests.
const BANNED: [&str; 9] = [
    "std::time::SystemTime::now",
    "std::time::Instant::now",
    "jiff::Timestamp::now",
    "jiff::Zoned::now",
    "uuid::Uuid::now_v7",
    "uuid::Uuid::new_v4",
    "getrandom::fill",
    "std::thread::sleep",
    "tokio::time::sleep",
];

fn allowances(file: &str, text: &str) -> Vec<String> {
    let words = tokens::words(&tokens::parse(file, text));
    let allowed = words.iter().filter(|word| word.text == LINT);
    allowed
        .map(|word| format!("{file}:{}: only {} may allow {LINT}", word.line, SOURCES.join(" and ")))
        .collect()
}

#[test]
fn only_the_clock_and_the_ids_ask_the_machine() {
    let rust = checkout::texts(&["src/", "crates/", "tests/", "build.rs"], &[".rs"]);
    let others = rust
        .into_iter()
        .filter(|(file, _)| !SOURCES.iter().chain(&MEASUREMENTS).any(|known| known == file));
    assert_tidy(
        &others
            .flat_map(|(file, text)| allowances(&file, &text))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn clippy_refuses_every_direct_call() {
    let config = checkout::read("clippy.toml");
    let missing = BANNED.iter().filter(|call| !config.contains(&format!("\"{call}\"")));
    assert_tidy(
        &missing
            .map(|call| format!("clippy.toml does not ban {call}"))
            .collect::<Vec<_>>(),
    );
    let manifest = checkout::read("Cargo.toml");
    assert!(!manifest.contains(LINT), "Cargo.toml changes the level of {LINT}");
}

#[test]
fn no_other_folder_replaces_the_bans() {
    let configs = checkout::files()
        .into_iter()
        .filter(|file| file.ends_with("clippy.toml") && file != "clippy.toml");
    let unknown = configs.filter(|file| !TIMERS.contains(&&**file));
    assert_tidy(
        &unknown
            .map(|file| format!("{file} would replace the bans of the root"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn an_allowance_elsewhere_is_found() {
    assert_eq!(
        allowances("src/jobs.rs", "#[allow(clippy::disallowed_methods)]\nfn f() {}").len(),
        1
    );
    assert_eq!(
        allowances("src/jobs.rs", "#![expect(clippy::disallowed_methods)]").len(),
        1
    );
    assert!(allowances("src/jobs.rs", "// disallowed_methods\nfn f() {}").is_empty());
}
