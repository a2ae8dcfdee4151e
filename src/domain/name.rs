//! What a domain looks like, and which ones nobody can have for themselves.

use url::Host;

/// Characters of a domain, with room before it for the name of the record (RFC 1035).
const LONGEST: usize = 240;

/// Hosts of mailboxes that anybody can have. Whoever reads one of them belongs to no company by that.
const PUBLIC_MAIL: &[&str] = &[
    "126.com",
    "163.com",
    "aol.com",
    "fastmail.com",
    "fastmail.fm",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "hushmail.com",
    "icloud.com",
    "inbox.com",
    "laposte.net",
    "libero.it",
    "live.co.uk",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "pm.me",
    "posteo.de",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "qq.com",
    "rocketmail.com",
    "sapo.pt",
    "t-online.de",
    "tuta.com",
    "tuta.io",
    "tutanota.com",
    "tutanota.de",
    "web.de",
    "wp.pl",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.de",
    "yahoo.fr",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
    "zoho.com",
];

/// The one spelling that a domain is kept in: ASCII (RFC 5890), in lower case, without a dot at its end. Nothing where the
/// text is no domain with a dot in it.
pub(super) fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    let Ok(Host::Domain(host)) = Host::parse(text.strip_suffix('.').unwrap_or(text)) else {
        return None;
    };
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    (host.len() <= LONGEST && host.contains('.') && host.split('.').all(is_label)).then_some(host)
}

/// Checks that a text is a domain that one company can have.
///
/// # Errors
/// A sentence for the field.
pub(super) fn is_ownable(text: &str, (): &()) -> garde::Result {
    let Some(domain) = parse(text) else {
        return Err(garde::Error::new("Is no domain, as in example.com."));
    };
    if psl::domain_str(&domain).is_none() {
        return Err(garde::Error::new(
            "Is what domains of many owners end in. Name the one below it that is yours.",
        ));
    }
    if PUBLIC_MAIL.contains(&domain.as_str()) {
        return Err(garde::Error::new(
            "Anybody can have a mailbox there, so it says nothing of who belongs to your company.",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_has_one_spelling() {
        for (text, kept) in [
            (" Example.COM. ", Some("example.com")),
            ("münchen.example", Some("xn--mnchen-3ya.example")),
            ("sales.example.com", Some("sales.example.com")),
            ("localhost", None),
            ("192.0.2.1", None),
            ("example..com", None),
            ("-a.example.com", None),
            ("a_b.example.com", None),
            ("ada@example.com", None),
            ("example.com/x", None),
            ("a\0.example.com", None),
            ("", None),
        ] {
            assert_eq!(parse(text).as_deref(), kept, "{text:?}");
        }
        assert_eq!(parse(&format!("{}.com", "a.".repeat(200))), None);
    }

    #[test]
    fn nobody_owns_what_is_everybodys() {
        for (text, good) in [
            ("example.com", true),
            ("firm.co.uk", true),
            ("firm.example", true),
            ("co.uk", false),
            ("github.io", false),
            ("Gmail.com", false),
            ("googlemail.com", false),
        ] {
            assert_eq!(is_ownable(text, &()).is_ok(), good, "{text}");
        }
        assert!(PUBLIC_MAIL.is_sorted());
    }
}
