//! Words that have no place in what we keep: promises to finish later, and places of somebody's own machine.
//!
//! They are written in two halves here, so that this file passes too.

use crate::{assert_tidy, checkout};

/// The word, and what to do instead.
const BANNED: [(&str, &str); 6] = [
    (
        concat!("TO", "DO"),
        "finish it, or leave it out and write it into the tracker",
    ),
    (
        concat!("FIX", "ME"),
        "finish it, or leave it out and write it into the tracker",
    ),
    (
        concat!("XX", "X:"),
        "finish it, or leave it out and write it into the tracker",
    ),
    (concat!("todo", "!("), "a program that stops there is not done"),
    (concat!("unimplemented", "!("), "a program that stops there is not done"),
    (concat!("/wo", "rk/"), "nobody else has that folder"),
];

/// Made by package managers, in their own words; `locks.rs` looks at them.
const LOCKS: [&str; 2] = ["package-lock.json", "Cargo.lock"];

const BINARY: [&str; 7] = [".png", ".jpg", ".ico", ".woff", ".woff2", ".gz", ".br"];

fn banned(file: &str, text: &str) -> Vec<String> {
    let per_line = |(at, line): (usize, &str)| {
        let words = BANNED.iter().filter(|(word, _)| line.contains(word));
        words
            .map(|(word, instead)| format!("{file}:{}: {word}: {instead}", at + 1))
            .collect::<Vec<_>>()
    };
    text.lines().enumerate().flat_map(per_line).collect()
}

#[test]
fn nothing_is_left_for_later() {
    let texts = checkout::files().into_iter();
    let texts = texts.filter(|file| !LOCKS.iter().chain(&BINARY).any(|ending| file.ends_with(ending)));
    assert_tidy(
        &texts
            .flat_map(|file| banned(&file, &checkout::read(&file)))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn a_banned_word_is_found_where_it_stands() {
    for (word, _) in BANNED {
        let found = banned("a.rs", &format!("fine\n// {word} later"));
        assert!(found.len() == 1 && found[0].starts_with("a.rs:2: "), "{found:?}");
    }
}
