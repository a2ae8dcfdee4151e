//! The pages that may use a widget. Source: decisions 22 and 34. An Origin check keeps strangers' pages from borrowing a
//! widget; it is no security boundary, because a program can send any Origin.

/// The bare host of what somebody typed (`https://www.Acme.com/shop` is `acme.com`), or nothing where it is none.
#[must_use]
pub fn host(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let address = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("http://{typed}")
    };
    let url = url::Url::parse(&address).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() {
        return None;
    }
    let host = url.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty() && host.len() <= 253).then(|| host.to_owned())
}

/// Whether a page of this `Origin` may use the widget of `domain`: the host itself and its `www.`, any port.
#[must_use]
pub fn allows(domain: &str, origin: &str) -> bool {
    let Ok(url) = url::Url::parse(origin) else { return false };
    url.host_str()
        .is_some_and(|h| h == domain || h.strip_prefix("www.") == Some(domain))
}

#[cfg(test)]
mod tests {
    use super::{allows, host};

    #[test]
    fn a_domain_is_kept_as_its_bare_host() {
        for (typed, kept) in [
            ("https://example.com", Some("example.com")),
            ("http://www.Example.com:8080/shop?a=b", Some("example.com")),
            ("acme.com", Some("acme.com")),
            ("localhost:3000", Some("localhost")),
            ("127.0.0.1", Some("127.0.0.1")),
            ("bücher.example", Some("xn--bcher-kva.example")),
            ("", None),
            ("not a host", None),
            ("ftp://example.com", None),
            ("https://user@example.com", None),
        ] {
            assert_eq!(host(typed).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn a_widget_works_on_its_host_and_its_www_on_any_port() {
        for (domain, origin, good) in [
            ("acme.com", "https://acme.com", true),
            ("acme.com", "http://www.acme.com:8080", true),
            ("acme.com", "https://shop.acme.com", false),
            ("acme.com", "https://evilacme.com", false),
            ("acme.com", "http://localhost", false),
            ("localhost", "http://localhost:5173", true),
            ("acme.com", "null", false),
        ] {
            assert_eq!(allows(domain, origin), good, "{domain} {origin}");
        }
    }
}
