//! The rulebooks as a page to read: what `docs/permissions.md` holds.

use std::fmt::Write;

use crate::acts::Act;
use crate::model::{Limits, Quota, RoleId};
use crate::rulebook::Rulebook;

/// The text of `docs/permissions.md` for these rulebooks. Links to their lines, as seen from `docs/`.
pub fn permissions_markdown(books: &[&Rulebook]) -> String {
    let mut page = String::from(INTRODUCTION);
    for book in books {
        // Writing into a string cannot fail.
        let _ = write_book(&mut page, book);
    }
    page
}

const INTRODUCTION: &str = "\
# Who may do what

Generated from the rulebooks; a test fails when this page is stale. Each line names the line of the rulebook it stands on.

Asked in this order, the first \"no\" wins and is told with its reason:

1. Is the person's access turned on?
2. Does the role hold the permission (a switch may add some), or the tier the feature?
3. Is it done to the owner? Nobody acts on the owner.
4. Is it done to oneself? Nobody acts on themselves.
5. Does the person stand above the other? The owner stands above everybody; who may change members, the workspace or data
   policies stands above everybody else.
6. Would it give more than the giver holds, or a role that no invite gives?
7. Does the plan have it, and is there room?
";

type Written = std::fmt::Result;

fn write_book(page: &mut String, book: &Rulebook) -> Written {
    writeln!(page, "\n## Rulebook `{}`: {}\n", book.name(), book.title())?;
    for difference in book.differences() {
        writeln!(page, "- {difference}")?;
    }
    let ways: Vec<_> = book
        .ways_of_joining()
        .iter()
        .map(|way| format!("`{}`", way.name()))
        .collect();
    writeln!(page, "- Ways of joining: {}.", ways.join(", "))?;
    let (role, tier) = (book.role_info(book.default_role()), book.tier_info(book.default_tier()));
    let plan = book.plan_info(book.default_plan());
    writeln!(
        page,
        "- To begin with: role {}, tier {}, plan {}.",
        role.label, tier.label, plan.label
    )?;
    write_roles(page, book)?;
    write_matrix(page, book)?;
    write_switches(page, book)?;
    write_tiers(page, book)?;
    write_plans(page, book)
}

fn write_roles(page: &mut String, book: &Rulebook) -> Written {
    writeln!(
        page,
        "\n### Roles\n\n| Role | Name | Who it is | By invite | Line |\n|---|---|---|---|---|"
    )?;
    for (_, role) in book.roles() {
        let invitable = if role.invitable { "yes" } else { "no" };
        let line = link(book, role.line);
        writeln!(
            page,
            "| {} | `{}` | {} | {invitable} | {line} |",
            role.label, role.name, role.description
        )?;
    }
    Ok(())
}

fn write_matrix(page: &mut String, book: &Rulebook) -> Written {
    let labels: Vec<_> = book.roles().map(|(_, role)| role.label.as_str()).collect();
    writeln!(
        page,
        "\n### Permissions, by role\n\n| What | Permission | {} | Line |",
        labels.join(" | ")
    )?;
    writeln!(page, "|---|---|{}---|", ":-:|".repeat(labels.len()))?;
    for act in Act::ALL.iter().copied().filter(|act| !act.is_feature()) {
        let cells: Vec<_> = book.roles().map(|(id, _)| cell(book, id, act)).collect();
        let line = book
            .lines
            .iter()
            .find(|(listed, _)| *listed == act)
            .map_or("–".to_owned(), |(_, at)| link(book, *at));
        writeln!(page, "| {} | `{act}` | {} | {line} |", act.label(), cells.join(" | "))?;
    }
    Ok(())
}

fn cell(book: &Rulebook, role: RoleId, act: Act) -> &'static str {
    if book.role_info(role).permissions.contains(&act) {
        "✓"
    } else if book.lenders(role, act).next().is_some() {
        "switch"
    } else {
        "–"
    }
}

fn write_switches(page: &mut String, book: &Rulebook) -> Written {
    if book.switches().next().is_none() {
        return Ok(());
    }
    writeln!(
        page,
        "\n### Switches\n\nAll are off until somebody who may turns them on.\n"
    )?;
    writeln!(page, "| Switch | Name | What it does | Line |\n|---|---|---|---|")?;
    for (_, switch) in book.switches() {
        let line = link(book, switch.line);
        writeln!(
            page,
            "| {} | `{}` | {} | {line} |",
            switch.label, switch.name, switch.summary
        )?;
    }
    Ok(())
}

fn write_tiers(page: &mut String, book: &Rulebook) -> Written {
    let labels: Vec<_> = book.tiers().map(|(_, tier)| tier.label.as_str()).collect();
    writeln!(
        page,
        "\n### Features, by tier\n\n| What | Name | {} |",
        labels.join(" | ")
    )?;
    writeln!(page, "|---|---|{}", ":-:|".repeat(labels.len()))?;
    let by_tier = |act: &Act| act.is_feature() || book.tiers().any(|(_, tier)| tier.acts.contains(act));
    for act in Act::ALL.iter().copied().filter(by_tier) {
        let cells: Vec<_> = book
            .tiers()
            .map(|(_, tier)| if tier.acts.contains(&act) { "✓" } else { "–" })
            .collect();
        let also = if act.is_feature() { "" } else { " (or by role)" };
        writeln!(page, "| {}{also} | `{act}` | {} |", act.label(), cells.join(" | "))?;
    }
    let lines: Vec<_> = book.tiers().map(|(_, tier)| link(book, tier.line)).collect();
    writeln!(page, "| Line | | {} |", lines.join(" | "))
}

fn write_plans(page: &mut String, book: &Rulebook) -> Written {
    let labels: Vec<_> = book.plans().map(|(_, plan)| plan.label.as_str()).collect();
    writeln!(page, "\n### Plans\n\n| Limit | Name | {} |", labels.join(" | "))?;
    writeln!(page, "|---|---|{}", ":-:|".repeat(labels.len()))?;
    let mut row = |what: &str, name: &str, value: &dyn Fn(&Limits) -> String| {
        let cells: Vec<_> = book.plans().map(|(_, plan)| value(&plan.limits)).collect();
        writeln!(page, "| {what} | {name} | {} |", cells.join(" | "))
    };
    row("People beside the owner", "`agents`", &|limits| {
        counted(limits, Quota::Agents)
    })?;
    row("Channels", "`channels`", &|limits| counted(limits, Quota::Channels))?;
    row("Kinds of channel", "`channel_kinds`", &|limits| {
        limits
            .channel_kinds
            .as_ref()
            .map_or("all".to_owned(), |kinds| kinds.join(", "))
    })?;
    row("Knowledge base articles", "`kb_articles`", &|limits| {
        counted(limits, Quota::KbArticles)
    })?;
    row("Assistant answers by itself", "`assistant_auto_reply`", &|limits| {
        if limits.assistant_auto_reply {
            "yes".to_owned()
        } else {
            "no".to_owned()
        }
    })?;
    row("Messages a month", "`messages_per_month`", &|limits| {
        counted(limits, Quota::MessagesPerMonth)
    })?;
    let lines: Vec<_> = book.plans().map(|(_, plan)| link(book, plan.line)).collect();
    writeln!(page, "| Line | | {} |", lines.join(" | "))
}

fn counted(limits: &Limits, quota: Quota) -> String {
    limits
        .of(quota)
        .map_or("no limit".to_owned(), |limit| limit.to_string())
}

fn link(book: &Rulebook, line: usize) -> String {
    format!("[{line}](../{}#L{line})", book.file)
}
