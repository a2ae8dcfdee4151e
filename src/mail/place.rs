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
