//! Every page under `docs/` can be reached from another page, and no link leads nowhere.

use std::path::{Component, Path, PathBuf};

use crate::{assert_tidy, checkout};

/// Paths from the root that a page links to, with the line of the link. Web addresses and anchors are left alone.
fn links(file: &str, text: &str) -> Vec<(usize, String)> {
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let mut found = Vec::new();
    let mut fenced = false;
    for (at, line) in text.lines().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        let targets = line
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split([')', ' ', '#']).next());
        let local =
            targets.filter(|target| !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:"));
        found.extend(
            local
                .filter(|_| !fenced)
                .map(|target| (at + 1, normal(&folder.join(target)))),
        );
    }
    found
}

fn normal(path: &Path) -> String {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts.to_string_lossy().into_owned()
}

fn pages() -> Vec<(String, String)> {
    checkout::texts(&[""], &[".md"])
}

#[test]
fn links_lead_somewhere() {
    let dead = |(file, text): &(String, String)| {
        let dead = links(file, text)
            .into_iter()
            .filter(|(_, target)| !checkout::root().join(target).exists());
        dead.map(|(line, target)| format!("{file}:{line}: there is no {target}"))
            .collect::<Vec<_>>()
    };
    assert_tidy(&pages().iter().flat_map(dead).collect::<Vec<_>>());
}

#[test]
fn every_document_is_linked_from_another() {
    let of_page = |(file, text): &(String, String)| {
        let targets = links(file, text).into_iter().map(|(_, target)| target);
        targets.filter(|target| target != file).collect::<Vec<_>>()
    };
    let linked: Vec<String> = pages().iter().flat_map(of_page).collect();
    let lost = checkout::files()
        .into_iter()
        .filter(|file| file.starts_with("docs/") && !linked.contains(file));
    assert_tidy(
        &lost
            .map(|file| format!("{file}: no page links to it"))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn links_are_read_from_where_they_stand() {
    let text = "[a](b.md#part) and ![c](../images/d.png \"title\")\n```\n[no](no.md)\n```\n[w](https://example.org) [e](#here)";
    let expected = [(1, "docs/x/b.md".to_owned()), (1, "docs/images/d.png".to_owned())];
    assert_eq!(links("docs/x/page.md", text), expected);
}
