//! The words of mails about somebody's place in a workspace.

use super::text::{Button, Words, line};

pub(super) fn invited(workspace: &str, by: &str, role: &str, page: Button) -> Words {
    (
        format!("You are in {} now", line(workspace)),
        vec![format!(
            "{} added you to {} as {}.",
            line(by),
            line(workspace),
            line(role)
        )],
        page,
        vec!["If you do not want to be in it, you can leave it on your own page.".to_owned()],
    )
}

/// To the owner.
pub(super) fn new_admin(workspace: &str, person: &str, role: &str, by: &str, page: Button) -> Words {
    (
        format!("{} is {} of {} now", line(person), line(role), line(workspace)),
        vec![format!(
            "{} gave {} the role {} in {}.",
            line(by),
            line(person),
            line(role),
            line(workspace)
        )],
        page,
        vec!["Only you can take it back.".to_owned()],
    )
}

/// To the nominated.
pub(super) fn offered(workspace: &str, by: &str, page: Button) -> Words {
    (
        format!("{} wants you to own {}", line(by), line(workspace)),
        vec![format!(
            "{} nominated you to own {}. You decide: nothing changes until you accept.",
            line(by),
            line(workspace)
        )],
        page,
        vec!["It is over after 24 hours, and when either of you changes their mind.".to_owned()],
    )
}

/// To the owner.
pub(super) fn nominated(workspace: &str, to: &str, page: Button) -> Words {
    (
        format!("You nominated {} to own {}", line(to), line(workspace)),
        vec![format!(
            "{} has 24 hours to accept. Until then you own {} and can withdraw it.",
            line(to),
            line(workspace)
        )],
        page,
        vec!["If that was not you, withdraw it and set a new password at once.".to_owned()],
    )
}

/// To both.
pub(super) fn moved(workspace: &str, from: &str, to: &str, role: &str, page: Button) -> Words {
    (
        format!("{} owns {} now", line(to), line(workspace)),
        vec![format!(
            "{} handed {} over to {}, and has the role {} now.",
            line(from),
            line(workspace),
            line(to),
            line(role)
        )],
        page,
        Vec::new(),
    )
}

/// To somebody who is asked to come in.
pub(super) fn invitation(
    (workspace, by, role, until): (&str, &str, &str, &str),
    welcome: Option<&str>,
    link: Button,
) -> Words {
    let mut before = vec![format!(
        "{} invites you to {} as {}.",
        line(by),
        line(workspace),
        line(role)
    )];
    if let Some(welcome) = welcome {
        before.push(format!("{} writes:", line(by)));
        // Each of their lines is marked, so that none reads as if the desk said it.
        let lines = welcome.lines().map(line).filter(|line| !line.is_empty());
        before.extend(lines.map(|line| format!("> {line}")));
    }
    let after = vec![
        format!("The link works once, until {until}, and for an account with this address alone."),
        "If you do not know who invites you, ignore this mail. Nothing changes.".to_owned(),
    ];
    (
        format!("{} invites you to {}", line(by), line(workspace)),
        before,
        link,
        after,
    )
}

/// To the owner.
pub(super) fn deleted(workspace: &str, day: &str, page: Button) -> Words {
    (
        format!("You deleted {}", line(workspace)),
        vec![
            format!(
                "Until {day} (UTC) {} goes on as it is, and you can restore it. Then all of it is gone for good, its audit \
                 log too.",
                line(workspace)
            ),
            "If you may have to show the log one day, keep it now: Settings, General, Keep the audit log.".to_owned(),
        ],
        page,
        vec!["If that was not you, restore the workspace there and set a new password at once.".to_owned()],
    )
}

/// To whoever owned it.
pub(super) fn gone(workspace: &str) -> Words {
    (
        format!("{} is gone", line(workspace)),
        vec![format!(
            "The week is over: nothing of {} is left on this server.",
            line(workspace)
        )],
        None,
        Vec::new(),
    )
}

/// To whoever reads the mail of a domain.
pub(super) fn domain_code(workspace: &str, domain: &str, by: &str, code: Option<&str>) -> Words {
    let Some(code) = code else {
        return domain_taken(workspace, domain, by);
    };
    (
        format!("{code} is the code for {}", line(domain)),
        vec![
            format!(
                "{} wants people at {} to be able to join {} by themselves.",
                line(by),
                line(domain),
                line(workspace)
            ),
            format!("This code shows that they read the mail of this address: {code}"),
        ],
        None,
        vec![
            "It works for an hour. If you do not know who asks, ignore this mail and give the code to nobody."
                .to_owned(),
        ],
    )
}

/// To the same mailbox, where a code would be in vain.
fn domain_taken(workspace: &str, domain: &str, by: &str) -> Words {
    let domain = line(domain);
    (
        format!("{domain} can't be proven by a code"),
        vec![
            format!(
                "{} wants people at {domain} to be able to join {} by themselves.",
                line(by),
                line(workspace)
            ),
            format!(
                "Another workspace of this server has proven {domain} by its DNS, and a domain is one workspace's. So there \
                 is no code for it."
            ),
        ],
        None,
        vec![
            "Ask whoever looks after the DNS of the domain which workspace that is. If you do not know who asks, ignore \
             this mail."
                .to_owned(),
        ],
    )
}

/// To the owner.
pub(super) fn domain_lost(workspace: &str, domain: &str, why: &str, page: Button) -> Words {
    let because = match why {
        "elsewhere" => "Another workspace of this server has proven it by its DNS.",
        "silence" => "For a week no name server answered for it.",
        _ => "Its TXT record is gone.",
    };
    (
        format!("{} is not proven any more", line(domain)),
        vec![
            format!("{because} So nobody new joins {} by it.", line(workspace)),
            "Everybody who is in stays in.".to_owned(),
        ],
        page,
        Vec::new(),
    )
}

/// To the owner.
pub(super) fn visit((workspace, by): (&str, &str), (reason, until): (&str, &str), asks: bool, page: Button) -> Words {
    let (workspace, by, reason) = (line(workspace), line(by), line(reason));
    let limits = "A visit sees and changes settings, people, channels and the audit log, and reads no conversations. Each \
                  page that it reads and each change stands in your audit log.";
    if asks {
        return (
            format!("A platform admin asks to come into {workspace}"),
            vec![
                format!("{by} helps the people of this server and asks to come into {workspace}: “{reason}”"),
                format!("Until you let them in, they do not see it. You can until {until}."),
            ],
            page,
            vec![limits.to_owned()],
        );
    }
    (
        format!("A platform admin is in {workspace}"),
        vec![
            format!("{by} helps the people of this server and has come into {workspace}: “{reason}”"),
            format!("The visit ends by itself at {until}, and you can end it before that."),
        ],
        page,
        vec![limits.to_owned()],
    )
}
