//! The words of each mail, as plain text and as simple HTML. Nothing in them is fetched from anywhere.

use super::{Letter, monthly, place};

/// A mail in words.
#[derive(Debug)]
pub struct Text {
    /// One line.
    pub subject: String,
    greeting: String,
    before: Vec<String>,
    link: Button,
    after: Vec<String>,
    origin: String,
}

/// What a letter's words need beside it.
pub struct About<'a> {
    /// The name to greet by; none where the address is not confirmed, because anybody may have typed it.
    pub name: Option<&'a str>,
    /// The server's public address.
    pub origin: &'a str,
    /// The link that was made for it.
    pub link: Option<&'a str>,
}

/// A name on one line: what is put between words never begins a header or a paragraph of its own.
pub(super) fn line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

const NOT_YOU: &str = "If that was not you, set a new password at once: somebody else can sign in with yours.";
const IGNORE: &str = "If you did not ask for this, ignore this mail. Nothing changes.";

impl Text {
    /// The words of a letter.
    #[must_use]
    pub fn of(letter: &Letter, about: &About<'_>) -> Text {
        let (subject, before, link, after) = words(letter, about);
        Text {
            subject,
            greeting: about
                .name
                .map_or("Hello,".to_owned(), |name| format!("Hello {},", line(name))),
            before,
            link,
            after,
            origin: about.origin.to_owned(),
        }
    }

    /// To somebody whose address another person wanted for an account of their own.
    #[must_use]
    pub fn address_taken(about: &About<'_>) -> Text {
        Text {
            subject: "Your address was asked for".to_owned(),
            greeting: about.name.map_or("Hello,".to_owned(), |name| format!("Hello {},", line(name))),
            before: vec![
                "Somebody wanted to use this address for another account. It has an account already, so nothing changed."
                    .to_owned(),
            ],
            link: None,
            after: vec!["If that was you, sign in with this address instead.".to_owned()],
            origin: about.origin.to_owned(),
        }
    }

    /// For readers of plain text.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut parts = vec![self.greeting.clone()];
        parts.extend(self.before.iter().cloned());
        parts.extend(self.link.iter().map(|(label, url)| format!("{label}:\n{url}")));
        parts.extend(self.after.iter().cloned());
        parts.push(format!("-- \nDeskbell at {}", self.origin));
        parts.join("\n\n") + "\n"
    }

    /// For everybody else.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = String::from(
            "<!doctype html><html lang=\"en\"><body style=\"font-family:sans-serif;font-size:16px;line-height:1.5\">",
        );
        let mut paragraph = |inner: &str| out.push_str(&format!("<p>{inner}</p>\n"));
        paragraph(&escaped(&self.greeting));
        self.before.iter().for_each(|text| paragraph(&escaped(text)));
        if let Some((label, url)) = &self.link {
            let url = escaped(url);
            paragraph(&format!(
                "<a href=\"{url}\">{}</a><br><small>{url}</small>",
                escaped(label)
            ));
        }
        self.after.iter().for_each(|text| paragraph(&escaped(text)));
        paragraph(&format!("<small>Deskbell at {}</small>", escaped(&self.origin)));
        out + "</body></html>\n"
    }
}

/// A button: what it says, and where it leads.
pub(super) type Button = Option<(&'static str, String)>;

/// Subject, what stands before the button, the button, and what stands behind it.
pub(super) type Words = (String, Vec<String>, Button, Vec<String>);

/// What stands in a letter, between the greeting and the foot.
fn words(letter: &Letter, about: &About<'_>) -> Words {
    let link = |label: &'static str| about.link.map(|url| (label, url.to_owned()));
    let dashboard = |label: &'static str, path: &str| Some((label, format!("{}{path}", about.origin)));
    let general = |label| dashboard(label, "/settings/general");
    match letter {
        Letter::Reset => reset(link("Set a new password")),
        Letter::Confirm => confirm(link("Confirm this address")),
        Letter::ConfirmNew => confirm_new(link("Use this address")),
        Letter::AddressChanged { to } => address_changed(to),
        Letter::PasswordChanged => password_changed(dashboard("Set a new password", "/forgot")),
        Letter::Invited { workspace, by, role } => place::invited(workspace, by, role, dashboard("Open it", "/")),
        Letter::NewAdmin {
            workspace,
            person,
            role,
            by,
            member_id,
        } => {
            let page = dashboard("See the person", &format!("/team/{member_id}"));
            place::new_admin(workspace, person, role, by, page)
        }
        Letter::OwnershipOffered { workspace, by } => place::offered(workspace, by, general("Look at it")),
        Letter::OwnershipNominated { workspace, to } => place::nominated(workspace, to, general("Look at it")),
        Letter::OwnershipMoved {
            workspace,
            from,
            to,
            role,
        } => place::moved(workspace, from, to, role, dashboard("Open it", "/")),
        Letter::Invitation {
            workspace,
            by,
            role,
            welcome,
            until,
            ..
        } => place::invitation(
            (workspace, by, role, until),
            welcome.as_deref(),
            link("Accept the invitation"),
        ),
        Letter::WorkspaceDeleted { workspace, day } => place::deleted(workspace, day, general("Keep the audit log")),
        Letter::DomainCode {
            workspace, domain, by, ..
        } => place::domain_code(workspace, domain, by, about.link),
        Letter::DomainLost { workspace, domain, why } => {
            place::domain_lost(workspace, domain, why, dashboard("Look at it", "/settings/joining"))
        }
        Letter::WorkspaceGone { workspace } => place::gone(workspace),
        Letter::Visit {
            workspace,
            by,
            email,
            reason,
            until,
            asks,
        } => place::visit(
            (workspace, &format!("{} ({})", line(by), email)),
            (reason, until),
            *asks,
            general("Look at it"),
        ),
        Letter::Monthly(of) => {
            let page = dashboard("Open the report", "/settings/reports");
            monthly::words(of, about.name.is_some(), page)
        }
        Letter::AccountDeleted => account_deleted(),
    }
}

fn reset(link: Button) -> Words {
    (
        "Set a new password".to_owned(),
        vec!["Somebody asked to set a new password for your account.".to_owned()],
        link,
        vec!["The link works once, for one hour.".to_owned(), IGNORE.to_owned()],
    )
}

fn confirm(link: Button) -> Words {
    (
        "Confirm your address".to_owned(),
        vec!["An account was made with this address. Confirm that it is yours.".to_owned()],
        link,
        vec!["The link works once, for 24 hours.".to_owned(), IGNORE.to_owned()],
    )
}

fn address_changed(to: &str) -> Words {
    (
        "Your address was changed".to_owned(),
        vec![format!(
            "Your account now has the address {}. You sign in with that one.",
            line(to)
        )],
        None,
        vec!["If that was not you, tell the owner of your workspace at once.".to_owned()],
    )
}

fn password_changed(link: Button) -> Words {
    (
        "Your password was changed".to_owned(),
        vec!["The password of your account was changed. You are signed out everywhere else.".to_owned()],
        link,
        vec![NOT_YOU.to_owned()],
    )
}

fn account_deleted() -> Words {
    (
        "Your account was deleted".to_owned(),
        vec!["Your account is gone, and with it your password, your picture and this address.".to_owned()],
        None,
        vec!["What you wrote to customers stays with the workspaces, under your name.".to_owned()],
    )
}

fn confirm_new(link: Button) -> Words {
    (
        "Confirm your new address".to_owned(),
        vec!["You wanted to use this address for your account. Until you confirm it, the old one stays.".to_owned()],
        link,
        vec!["The link works once, for 24 hours.".to_owned(), IGNORE.to_owned()],
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABOUT: About<'static> = About {
        name: Some("Ada"),
        origin: "https://desk.example.com",
        link: Some("https://desk.example.com/reset?token=dl_x"),
    };

    #[test]
    fn a_reset_reads_like_this() {
        let text = Text::of(&Letter::Reset, &ABOUT);
        assert_eq!(text.subject, "Set a new password");
        assert_eq!(
            text.plain(),
            "Hello Ada,\n\nSomebody asked to set a new password for your account.\n\nSet a new password:\n\
             https://desk.example.com/reset?token=dl_x\n\nThe link works once, for one hour.\n\n\
             If you did not ask for this, ignore this mail. Nothing changes.\n\n-- \nDeskbell at https://desk.example.com\n"
        );
    }

    #[test]
    fn a_name_is_never_markup_and_never_a_second_line() {
        let letter = Letter::Invited {
            workspace: "Acme\r\nBcc: eve@example.com".into(),
            by: "<img src=x onerror=alert(1)>".into(),
            role: "Agent".into(),
        };
        let text = Text::of(&letter, &ABOUT);
        assert_eq!(text.subject, "You are in Acme Bcc: eve@example.com now");
        assert!(text.html().contains("&lt;img src=x onerror=alert(1)&gt; added you"));
        assert!(!text.html().contains("<img"));
    }

    #[test]
    fn nothing_is_fetched_from_anywhere() {
        for letter in [
            Letter::Reset,
            Letter::Confirm,
            Letter::ConfirmNew,
            Letter::PasswordChanged,
            Letter::AccountDeleted,
        ] {
            let html = Text::of(&letter, &ABOUT).html();
            for word in ["<img", "<link", "<script", "url(", "src="] {
                assert!(!html.contains(word), "{word} in {html}");
            }
        }
    }
}
