//! What a domain looks like, and which ones nobody can have for themselves.

use url::Host;

/// Characters of a domain, with room before it for the name of the record (RFC 1035).
const LONGEST: usize = 240;

/// Hosts of mailboxes that anybody can have. Whoever reads one of them belongs to no company by that.
const PUBLIC_MAIL: &[&str] = &[
    "10minutemail.com",
    "126.com",
    "163.com",
    "abv.bg",
    "alice.it",
    "aliyun.com",
    "aol.com",
    "arcor.de",
    "att.net",
    "bell.net",
    "bellsouth.net",
    "bigpond.com",
    "bk.ru",
    "bluewin.ch",
    "bol.com.br",
    "btinternet.com",
    "centrum.cz",
    "charter.net",
    "comcast.net",
    "cox.net",
    "daum.net",
    "duck.com",
    "earthlink.net",
    "email.cz",
    "email.it",
    "fastmail.com",
    "fastmail.fm",
    "foxmail.com",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "guerrillamail.com",
    "hanmail.net",
    "hey.com",
    "home.nl",
    "hushmail.com",
    "icloud.com",
    "inbox.com",
    "inbox.ru",
    "interia.pl",
    "internode.on.net",
    "kpnmail.nl",
    "laposte.net",
    "libero.it",
    "list.ru",
    "live.ca",
    "live.co.uk",
    "live.com",
    "live.com.au",
    "live.fr",
    "live.it",
    "live.nl",
    "mac.com",
    "mail.com",
    "mail.dk",
    "mail.ru",
    "mailbox.org",
    "mailinator.com",
    "me.com",
    "mozmail.com",
    "msn.com",
    "naver.com",
    "neuf.fr",
    "ntlworld.com",
    "numericable.fr",
    "o2.pl",
    "onet.pl",
    "online.no",
    "optusnet.com.au",
    "orange.fr",
    "planet.nl",
    "pm.me",
    "posteo.de",
    "privaterelay.appleid.com",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "qq.com",
    "rambler.ru",
    "rediffmail.com",
    "rocketmail.com",
    "rogers.com",
    "sapo.pt",
    "sbcglobal.net",
    "seznam.cz",
    "sfr.fr",
    "sharklasers.com",
    "shaw.ca",
    "simplelogin.com",
    "sina.com",
    "sky.com",
    "skynet.be",
    "sohu.com",
    "sympatico.ca",
    "t-online.de",
    "talktalk.net",
    "telenet.be",
    "telia.com",
    "terra.com.br",
    "tin.it",
    "tiscali.it",
    "trashmail.com",
    "tuta.com",
    "tuta.io",
    "tutanota.com",
    "tutanota.de",
    "ukr.net",
    "uol.com.br",
    "verizon.net",
    "videotron.ca",
    "virgilio.it",
    "virginmedia.com",
    "vodafonemail.de",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "xs4all.nl",
    "xtra.co.nz",
    "ya.ru",
    "yeah.net",
    "ymail.com",
    "yopmail.com",
    "ziggo.nl",
    "zoho.com",
    "zonnet.nl",
];

/// Providers that give mailboxes below many countries, as in `yahoo.es` and `yahoo.com.br`.
const PUBLIC_MAIL_ANYWHERE: &[&str] = &["gmx", "googlemail", "hotmail", "outlook", "yahoo", "yandex"];

/// Whether anybody can have a mailbox at a domain.
fn is_public_mail(domain: &str) -> bool {
    let of_country =
        |suffix: &str| suffix == "com" || suffix == "net" || suffix.rsplit('.').next().is_some_and(|s| s.len() == 2);
    let below = psl::suffix_str(domain).filter(|suffix| of_country(suffix));
    let name = below.and_then(|suffix| domain.strip_suffix(suffix)?.strip_suffix('.'));
    PUBLIC_MAIL.contains(&domain) || name.is_some_and(|name| PUBLIC_MAIL_ANYWHERE.contains(&name))
}

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
    if is_public_mail(&domain) {
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
            ("yahoo.es", false),
            ("hotmail.com.br", false),
            ("comcast.net", false),
            ("mailinator.com", false),
            ("yahoo.example.com", true),
            ("outlook.events", true),
            ("myyahoo.es", true),
        ] {
            assert_eq!(is_ownable(text, &()).is_ok(), good, "{text}");
        }
        assert!(PUBLIC_MAIL.is_sorted());
    }
}
