//! Lock files pin what is built, and name no place of their own to fetch it from.

use crate::{assert_tidy, checkout};

/// Written in two halves, as in `words.rs`.
const HOSTS: [&str; 6] = [
    concat!("registry.npm", "js.org"),
    concat!("registry.yarn", "pkg.com"),
    concat!("pypi", ".org"),
    concat!("python", "hosted.org"),
    concat!("static.crates", ".io"),
    concat!("index.crates", ".io"),
];

const CRATES: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

fn npm(file: &str, text: &str) -> Vec<String> {
    let resolved = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim_start().starts_with("\"resolved\""));
    resolved
        .map(|(at, _)| {
            format!(
                "{file}:{}: says where it was fetched from; .npmrc leaves that out",
                at + 1
            )
        })
        .collect()
}

fn cargo(text: &str) -> Vec<String> {
    let sources = text
        .lines()
        .filter(|line| line.starts_with("source = ") && *line != CRATES);
    sources
        .map(|line| format!("Cargo.lock: {line}: only crates.io"))
        .collect()
}

fn hosts(file: &str, text: &str) -> Vec<String> {
    let named = HOSTS.iter().filter(|host| text.contains(*host));
    named
        .map(|host| format!("{file}: names {host}; which mirror is used is the machine's own affair"))
        .collect()
}

#[test]
fn npm_locks_name_no_host() {
    let locks = checkout::texts(&["web/"], &["package-lock.json"]);
    assert!(!locks.is_empty());
    assert_tidy(
        &locks
            .iter()
            .flat_map(|(file, text)| npm(file, text))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_npm_package_has_a_lock_and_leaves_hosts_out_of_it() {
    let files = checkout::files();
    let packages = files.iter().filter_map(|file| file.strip_suffix("package.json"));
    let beside = packages.flat_map(|folder| [".npmrc", "package-lock.json"].map(|name| format!("{folder}{name}")));
    assert_tidy(
        &beside
            .filter(|file| !files.contains(file))
            .map(|file| format!("{file} is missing"))
            .collect::<Vec<_>>(),
    );
    for (file, text) in checkout::texts(&["web/"], &[".npmrc"]) {
        assert!(
            text.contains("omit-lockfile-registry-resolved=true"),
            "{file} lets npm write hosts into the lock"
        );
    }
}

#[test]
fn crates_come_from_one_place() {
    assert_tidy(&cargo(&checkout::read("Cargo.lock")));
}

#[test]
fn no_file_names_a_registry() {
    let all = checkout::files().into_iter().filter(|file| !file.ends_with(".png"));
    assert_tidy(
        &all.flat_map(|file| hosts(&file, &checkout::read(&file)))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn a_host_in_a_lock_is_found() {
    assert_eq!(
        npm("package-lock.json", "{\n  \"resolved\": \"https://elsewhere/x.tgz\",\n").len(),
        1
    );
    assert_eq!(cargo("source = \"git+https://elsewhere/x\"\n").len(), 1);
    assert!(cargo(&format!("{CRATES}\n")).is_empty());
    assert_eq!(hosts("a.md", HOSTS[0]).len(), 1);
}
