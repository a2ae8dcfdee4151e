//! The pages: what they may reach.

use crate::desk::{Desk, Kind};

fn policy(desk: &Desk) -> String {
    let page = ureq::get(format!("{}/", desk.origin()));
    let page = page
        .config()
        .http_status_as_error(false)
        .build()
        .call()
        .expect("an answer");
    let policy = page.headers().get("content-security-policy").expect("a policy");
    policy.to_str().expect("in ASCII").to_owned()
}

#[test]
fn a_page_connects_to_its_own_address_alone() {
    for (url, sockets) in [
        ("https://desk.example.com", "wss://desk.example.com"),
        ("https://desk.example.com:8443/", "wss://desk.example.com:8443"),
        ("http://desk.local:8080", "ws://desk.local:8080"),
    ] {
        let desk = Desk::with(Kind::Sqlite, |c| c.public_url = Some(url.into()));
        let policy = policy(&desk);
        let connects = policy.split("; ").find(|part| part.starts_with("connect-src"));
        assert_eq!(
            connects,
            Some(format!("connect-src 'self' {sockets}").as_str()),
            "{policy}"
        );
    }
}
