//! The monthly report in words.

use serde::{Deserialize, Serialize};

use super::text::{Button, Words, line};

/// What the report says, as it was on its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Monthly {
    /// The workspace's name.
    pub workspace: String,
    /// The day of it by the workspace's clocks, as in `2026-03-01`.
    pub day: String,
    /// How many there are of what.
    pub people: MonthlyPeople,
    /// The first of those who do not use it, each with when they last did.
    pub inactive: Vec<String>,
    /// The first addresses that were invited and have not come.
    pub never_came: Vec<String>,
    /// The first of those who stand above others, each with their role.
    pub leaders: Vec<String>,
    /// The first of those who use nothing of what their tier adds, each with the tier.
    #[serde(default)]
    pub unused_tiers: Vec<String>,
    /// The first keys that nothing uses, each with who made it.
    pub unused_keys: Vec<String>,
    /// Where the audit log ends, as the operator's command prints it; nothing before the first entry is sealed.
    pub head: Option<String>,
    /// The seal in it.
    pub seal: Option<String>,
}

/// How many there are of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthlyPeople {
    /// All of them.
    pub members: usize,
    /// Within 7 days.
    pub active: usize,
    /// 7 days, up to 30.
    pub idle: usize,
    /// 30 days and more, or never.
    pub inactive: usize,
    /// Whose access is off.
    pub disabled: usize,
    /// Invitations that wait.
    pub invited: usize,
    /// Who stands above others.
    pub leaders: usize,
    /// Who uses nothing of what their tier adds.
    #[serde(default)]
    pub unused_tiers: usize,
    /// Keys that nothing uses.
    pub unused_keys: usize,
}

/// The first names of a part, and how many more there are.
fn part(title: &str, names: &[String], all: usize, none: &str) -> String {
    if all == 0 {
        return format!("{title}: {none}.");
    }
    let mut names: Vec<String> = names.iter().map(|name| line(name)).collect();
    if all > names.len() {
        names.push(format!("and {} more", all - names.len()));
    }
    format!("{title}: {}.", names.join(", "))
}

fn counts(of: &Monthly) -> String {
    let people = &of.people;
    let members = match people.members {
        1 => "1 person is".to_owned(),
        many => format!("{many} people are"),
    };
    let invited = match people.invited {
        1 => "1 was invited and has not come".to_owned(),
        many => format!("{many} were invited and have not come"),
    };
    format!(
        "{members} in {}: {} active in the last 7 days, {} idle for 7 days and more, {} inactive for 30 days and more or \
         since ever. Agent Access is off for {}, and {invited}.",
        line(&of.workspace),
        people.active,
        people.idle,
        people.inactive,
        people.disabled
    )
}

fn names(of: &Monthly) -> [String; 5] {
    let people = &of.people;
    [
        part("Inactive", &of.inactive, people.inactive, "nobody"),
        part("Invited and not here", &of.never_came, people.invited, "nobody"),
        part("Who stands above others", &of.leaders, people.leaders, "nobody"),
        part(
            "Who used nothing of what their tier adds for 30 days",
            &of.unused_tiers,
            people.unused_tiers,
            "nobody",
        ),
        part(
            "Keys that no program used for 30 days",
            &of.unused_keys,
            people.unused_keys,
            "none",
        ),
    ]
}

fn head(of: &Monthly) -> Vec<String> {
    let (Some(head), Some(seal)) = (&of.head, &of.seal) else {
        return vec!["Nothing of the audit log is sealed yet.".to_owned()];
    };
    vec![
        "The audit log ends in this line:".to_owned(),
        line(head),
        format!(
            "Keep this mail where nobody who runs the server can change it. With the line they can show you later that no \
             entry up to it was changed or taken out: deskbell admin audit verify --head {seal}"
        ),
        "It shows nothing about what was never written, nor about entries after it.".to_owned(),
    ]
}

/// To the owner. Who is meant by name is for an address that is confirmed: one that is not may be a stranger's.
pub(super) fn words(of: &Monthly, is_confirmed: bool, page: Button) -> Words {
    let mut before = vec![counts(of)];
    match is_confirmed {
        true => before.extend(names(of)),
        false => before.push("Who they are stands on the page; confirm your address to read it here too.".to_owned()),
    }
    let mut after = head(of);
    after.push("You get this on the first of each month. Settings, Reports switches it off.".to_owned());
    let subject = format!("Audit report of {}, {}", line(&of.workspace), of.day);
    (subject, before, page, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_names_the_first_and_counts_the_rest() {
        let names = ["Ada".to_owned(), "Ben\r\nBcc: eve@example.com".to_owned()];
        assert_eq!(part("Inactive", &[], 0, "nobody"), "Inactive: nobody.");
        assert_eq!(
            part("Inactive", &names, 2, "nobody"),
            "Inactive: Ada, Ben Bcc: eve@example.com."
        );
        assert_eq!(part("Inactive", &names[..1], 4, "nobody"), "Inactive: Ada, and 3 more.");
    }
}
