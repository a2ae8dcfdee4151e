//! A forgotten password: one answer for every address, a link that works once, and everybody else is out.

use deskbell::config::Toggle;
use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind};
use crate::mail_server::{MailServer, read, token_in};
use crate::socket::Socket;

const HOUR: i64 = 3600;

fn post(desk: &Desk, path: &str, body: &Value) -> Answer {
    desk.call("POST", path, &[], Some(&body.to_string()))
}

fn sign_up(desk: &Desk) -> String {
    let body = json!({"email": "ada@example.com", "full_name": "Ada", "password": "the old password"});
    post(desk, "/auth/register", &body).ok().text("/access_token")
}

fn sign_in(desk: &Desk, password: &str) -> Answer {
    post(
        desk,
        "/auth/login",
        &json!({"email": "ada@example.com", "password": password}),
    )
}

/// Asks for a link and reads it from the mail.
fn link(desk: &Desk, server: &MailServer) -> String {
    post(desk, "/auth/reset", &json!({"email": "Ada@Example.com"})).ok();
    desk.send_mails();
    let mail = server.to("ada@example.com").pop().expect("a mail");
    assert_eq!(read(&mail.raw).subject, "Set a new password");
    token_in(&mail.raw)
}

fn confirm(desk: &Desk, token: &str) -> Answer {
    post(
        desk,
        "/auth/reset/confirm",
        &json!({"token": token, "password": "the new password"}),
    )
}

with_mail! {
    fn every_address_gets_the_same_answer_and_only_an_account_gets_a_mail(desk, server) {
        desk.person("Ada");
        let known = post(desk, "/auth/reset", &json!({"email": "ada@example.com"})).ok();
        let unknown = post(desk, "/auth/reset", &json!({"email": "eve@example.com"})).ok();
        assert_eq!(known.body, unknown.body);
        // The request itself does the same for both: one row, before anybody has looked for an account.
        let rows = desk.rows_of("(select recipient, account_id, letter from mails)");
        assert!(!rows.contains(&desk.rows_of("(select id from accounts)").replace("(select id from accounts):\n", "")));
        desk.send_mails();
        assert_eq!(server.asked(), ["ada@example.com"]);
        assert!(!desk.rows_of("mails").contains("eve@example.com"));
    }

    fn a_link_that_was_never_made_is_refused_and_changes_nothing(desk, server) {
        let token = sign_up(desk);
        let confirmation = token_in(&{ desk.send_mails(); server.to("ada@example.com").remove(0) }.raw);
        let before = desk.dump();
        for guess in ["x", "dl_guessed", confirmation.as_str(), token.as_str()] {
            confirm(desk, guess).refused(404, "no_such_link");
        }
        post(desk, "/auth/reset/confirm", &json!({"token": "x", "password": "short"})).names("password");
        post(desk, "/auth/reset/confirm", &json!({"token": "", "password": "the new password"})).names("token");
        assert_eq!(desk.dump(), before);
    }

    fn a_link_works_for_an_hour(desk, server) {
        sign_up(desk);
        let (first, second) = (link(desk, server), link(desk, server));
        assert_ne!(first, second);
        desk.clock.advance(HOUR - 1);
        confirm(desk, &first).ok();
        let late = link(desk, server);
        desk.clock.advance(HOUR);
        confirm(desk, &late).refused(404, "no_such_link");
    }

    fn a_link_works_once_and_takes_the_others_with_it(desk, server) {
        sign_up(desk);
        let (first, second) = (link(desk, server), link(desk, server));
        confirm(desk, &second).ok();
        confirm(desk, &second).refused(404, "no_such_link");
        confirm(desk, &first).refused(404, "no_such_link");
    }

    fn of_requests_with_one_link_at_once_exactly_one_succeeds(desk, server) {
        sign_up(desk);
        for _ in 0..5 {
            let token = link(desk, server);
            let (desk, token) = (&desk, token.as_str());
            let mut outcomes: Vec<u16> = std::thread::scope(|scope| {
                let running: Vec<_> = (0..4).map(|_| scope.spawn(move || confirm(desk, token).status)).collect();
                running.into_iter().map(|one| one.join().expect("no panic")).collect()
            });
            outcomes.sort_unstable();
            assert_eq!(outcomes, [200, 404, 404, 404]);
        }
    }

    fn the_new_password_counts_and_everybody_else_is_out(desk, server) {
        let old = sign_up(desk);
        let socket = Socket::open(desk, &old);
        let token = link(desk, server);
        assert_eq!(desk.get("/auth/me", &old).ok().body["user"]["is_verified"], false);
        let new = confirm(desk, &token).ok();
        assert_eq!(new.keys(""), ["access_token", "token_type"]);
        socket.has_ended("signed_out");
        desk.get("/auth/me", &old).refused(401, "unauthenticated");
        let me = desk.get("/auth/me", &new.text("/access_token")).ok();
        assert_eq!(me.body["user"]["is_verified"], true);
        sign_in(desk, "the old password").refused(401, "wrong_credentials");
        sign_in(desk, "the new password").ok();
        desk.send_mails();
        let notice = server.to("ada@example.com").pop().expect("a mail");
        assert_eq!(read(&notice.raw).subject, "Your password was changed");
    }

    fn a_sign_in_with_the_old_password_at_the_same_time_does_not_outlive_the_reset(desk, server) {
        sign_up(desk);
        for round in 0..5 {
            let (old, new) = (format!("password {round}"), format!("password {}", round + 1));
            let ask = |token: &str, password: &str| json!({"token": token, "password": password});
            post(desk, "/auth/reset/confirm", &ask(&link(desk, server), &old)).ok();
            let token = link(desk, server);
            let (desk, old, body) = (&desk, old.as_str(), ask(&token, &new));
            let signed_in = std::thread::scope(|scope| {
                let one = scope.spawn(move || sign_in(desk, old));
                post(desk, "/auth/reset/confirm", &body).ok();
                one.join().expect("no panic")
            });
            match signed_in.status {
                200 => drop(desk.get("/auth/me", &signed_in.text("/access_token")).refused(401, "unauthenticated")),
                _ => drop(signed_in.refused(401, "wrong_credentials")),
            }
        }
    }
}

#[test]
fn five_links_an_hour_for_an_address_known_or_not() {
    let desk = Desk::with(Kind::Sqlite, |c| c.rate_limits = Toggle::On);
    sign_up(&desk);
    for email in ["ada@example.com", "eve@example.com"] {
        for _ in 0..5 {
            post(&desk, "/auth/reset", &json!({"email": email})).ok();
        }
        let refusal =
            post(&desk, "/auth/reset", &json!({"email": email.to_uppercase()})).refused(429, "too_many_mails");
        assert_eq!(refusal.headers["retry-after"], "3600");
    }
    desk.clock.advance(HOUR);
    post(&desk, "/auth/reset", &json!({"email": "ada@example.com"})).ok();
}

#[test]
fn a_cookie_is_given_only_to_the_dashboards_own_pages() {
    let server = MailServer::start();
    let desk = Desk::with_mail(Kind::Sqlite, &server);
    sign_up(&desk);
    let body = json!({"token": link(&desk, &server), "password": "the new password", "session": "cookie"}).to_string();
    let path = "/auth/reset/confirm";
    desk.call("POST", path, &[], Some(&body)).names("session");
    desk.call("POST", path, &[("origin", "https://evil.example")], Some(&body))
        .names("session");
    let answer = desk.call("POST", path, &[("origin", desk.origin())], Some(&body)).ok();
    assert_eq!(answer.body, json!({"access_token": null, "token_type": "cookie"}));
    assert!(answer.headers["set-cookie"].to_str().unwrap().contains("HttpOnly"));
}
