//! The page that people read says what the rulebooks say.

mod books;

use books::{organization, support};
use rulebook::{Act, permissions_markdown};

/// The cells of the row that begins with this text.
fn row<'a>(page: &'a str, what: &str) -> Vec<&'a str> {
    let start = format!("| {what} |");
    let line = page
        .lines()
        .find(|line| line.starts_with(&start))
        .unwrap_or_else(|| panic!("no row {what}"));
    line.trim_matches('|').split('|').map(str::trim).collect()
}

#[test]
fn the_matrix_is_on_the_page_with_the_line_of_each_row() {
    let page = permissions_markdown(&[&support()]);
    let line = |start: &str| {
        let text = include_str!("../../../rulebooks/support.toml");
        let at = text.lines().position(|line| line.starts_with(start)).expect(start) + 1;
        format!("[{at}](../rulebooks/support.toml#L{at})")
    };
    let invite = line("\"members.invite\"");
    assert_eq!(
        row(&page, "What"),
        ["What", "Permission", "Owner", "Admin", "Agent", "Line"]
    );
    assert_eq!(
        row(&page, "Invite team members"),
        ["Invite team members", "`members.invite`", "✓", "switch", "–", &invite]
    );
    let assign = line("\"conversations.assign\"");
    assert_eq!(
        row(&page, "Assign conversations"),
        ["Assign conversations", "`conversations.assign`", "✓", "✓", "–", &assign]
    );
    assert_eq!(
        row(&page, "Hand over ownership"),
        ["Hand over ownership", "`ownership.transfer`", "–", "–", "–", "–"]
    );
    let switch = line("name = \"admins_manage_agents\"");
    assert_eq!(row(&page, "Admins manage agents").last(), Some(&switch.as_str()));
}

#[test]
fn plans_and_tiers_are_on_the_page() {
    let page = permissions_markdown(&[&support()]);
    assert_eq!(
        row(&page, "People beside the owner"),
        ["People beside the owner", "`agents`", "0", "2", "5"]
    );
    assert_eq!(row(&page, "Channels"), ["Channels", "`channels`", "1", "3", "100"]);
    assert_eq!(
        row(&page, "Kinds of channel"),
        ["Kinds of channel", "`channel_kinds`", "widget", "all", "all"]
    );
    assert_eq!(
        row(&page, "Knowledge base articles"),
        ["Knowledge base articles", "`kb_articles`", "5", "25", "1000"]
    );
    assert_eq!(row(&page, "Messages a month")[2..], ["no limit"; 3]);
    assert_eq!(
        row(&page, "Schedule tasks"),
        ["Schedule tasks", "`assistant.schedule`", "–", "✓", "✓"]
    );
    assert_eq!(row(&page, "Manage data policies (or by role)")[2..], ["–", "–", "✓"]);
}

#[test]
fn every_act_has_its_row_in_every_rulebook() {
    let books = [support(), organization()];
    let page = permissions_markdown(&[&books[0], &books[1]]);
    for act in Act::ALL {
        let rows = page
            .lines()
            .filter(|line| line.starts_with('|') && line.contains(&format!("`{act}`")))
            .count();
        assert!(rows >= books.len(), "{act} has {rows} rows");
    }
    assert!(page.contains("## Rulebook `organization`: An organization"));
}
