use deskbell::config::Toggle;
use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind};

fn sign_up(desk: &Desk, email: &str) -> String {
    let body = json!({"email": email, "full_name": "Ada", "password": "a long password"});
    desk.call("POST", "/auth/register", &[], Some(&body.to_string()))
        .ok()
        .text("/access_token")
}

fn login(desk: &Desk, email: &str, password: &str, from: &str) -> Answer {
    let body = json!({"email": email, "password": password}).to_string();
    desk.call("POST", "/auth/login", &[("x-forwarded-for", from)], Some(&body))
}

on_both! {
    fn an_unknown_address_and_a_wrong_password_look_the_same(desk) {
        sign_up(desk, "ada@example.com");
        let wrong = login(desk, "ada@example.com", "not this one", "").refused(401, "wrong_credentials");
        let unknown = login(desk, "eve@example.com", "not this one", "").refused(401, "wrong_credentials");
        assert_eq!(wrong.body, unknown.body);
    }

    fn a_missing_field_is_named(desk) {
        desk.call("POST", "/auth/login", &[], Some(r#"{"email":"ada@example.com"}"#)).names("password");
        desk.call("POST", "/auth/login", &[], Some(r#"{"password":"x"}"#)).names("email");
        desk.call("POST", "/auth/login", &[], Some("{")).names("body");
    }

    fn the_right_password_gives_a_bearer_token(desk) {
        sign_up(desk, "ada@example.com");
        let answer = login(desk, " ADA@example.com", "a long password", "").ok();
        assert_eq!(answer.keys(""), ["access_token", "token_type"]);
        assert_eq!(answer.body["token_type"], "bearer");
        desk.get("/auth/me", &answer.text("/access_token")).ok();
    }
}

fn guarded() -> Desk {
    Desk::with(Kind::Sqlite, |c| {
        c.rate_limits = Toggle::On;
        c.trusted_proxies = vec!["127.0.0.0/8".parse().expect("a network")];
    })
}

#[test]
fn ten_failures_of_an_account_from_an_address_pause_that_pair_alone() {
    let desk = guarded();
    let token = sign_up(&desk, "ada@example.com");
    sign_up(&desk, "ben@example.com");
    for _ in 0..10 {
        login(&desk, "ada@example.com", "no", "203.0.113.7").refused(401, "wrong_credentials");
    }
    let paused =
        login(&desk, "ada@example.com", "a long password", "203.0.113.7").refused(429, "too_many_failed_sign_ins");
    assert_eq!(paused.headers["retry-after"], "900");
    login(&desk, "ada@example.com", "a long password", "203.0.113.8").ok();
    login(&desk, "ben@example.com", "a long password", "203.0.113.7").ok();
    desk.get("/auth/me", &token).ok();
    desk.clock.advance(900);
    login(&desk, "ada@example.com", "a long password", "203.0.113.7").ok();
}

#[test]
fn sign_ins_that_succeed_never_count() {
    let desk = guarded();
    sign_up(&desk, "ada@example.com");
    for _ in 0..12 {
        login(&desk, "ada@example.com", "a long password", "203.0.113.7").ok();
    }
    let narrow = Desk::with(Kind::Sqlite, |c| {
        c.rate_limits = Toggle::On;
        c.failed_sign_ins_per_address = 3;
    });
    sign_up(&narrow, "ada@example.com");
    for _ in 0..5 {
        login(&narrow, "ada@example.com", "a long password", "").ok();
    }
}

#[test]
fn of_many_tries_at_once_no_more_are_answered_than_one_after_the_other() {
    let desk = guarded();
    sign_up(&desk, "ada@example.com");
    let codes: Vec<Value> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..30)
            .map(|_| scope.spawn(|| login(&desk, "ada@example.com", "no", "203.0.113.7").body["code"].clone()))
            .collect();
        tries.into_iter().map(|t| t.join().expect("an answer")).collect()
    });
    assert_eq!(codes.iter().filter(|code| *code == "wrong_credentials").count(), 10);
    assert_eq!(
        codes.iter().filter(|code| *code == "too_many_failed_sign_ins").count(),
        20
    );
}

#[test]
fn an_address_counts_in_every_form_in_which_a_proxy_writes_it() {
    for forms in [
        [
            "203.0.113.7",
            "203.0.113.7:50123",
            "::ffff:203.0.113.7",
            "203.0.113.7, ::ffff:127.0.0.1",
        ],
        ["2001:db8::7", "[2001:db8::7]", "[2001:db8::8]:443", "2001:DB8:0:0:1::9"],
    ] {
        let desk = guarded();
        sign_up(&desk, "ada@example.com");
        for n in 0..10 {
            login(&desk, "ada@example.com", "no", forms[n % 4]).refused(401, "wrong_credentials");
        }
        for form in forms {
            login(&desk, "ada@example.com", "a long password", form).refused(429, "too_many_failed_sign_ins");
        }
    }
}

#[test]
fn what_stands_before_something_unreadable_is_the_clients_own_word() {
    let desk = guarded();
    sign_up(&desk, "ada@example.com");
    for n in 0..10 {
        let from = format!("203.0.113.{n}, unknown");
        login(&desk, "ada@example.com", "no", &from).refused(401, "wrong_credentials");
    }
    login(&desk, "ada@example.com", "a long password", "198.51.100.1, unknown")
        .refused(429, "too_many_failed_sign_ins");
}

#[test]
fn a_hundred_failures_an_hour_pause_an_address_and_a_64_is_one_address() {
    let desk = guarded();
    sign_up(&desk, "ada@example.com");
    for n in 0..100 {
        let from = format!("2001:db8:1:2::{n:x}");
        login(&desk, &format!("nobody{n}@example.com"), "no", &from).refused(401, "wrong_credentials");
    }
    login(&desk, "ada@example.com", "a long password", "2001:db8:1:2:ffff::1").refused(429, "too_many_failed_sign_ins");
    login(&desk, "ada@example.com", "a long password", "2001:db8:1:3::1").ok();
}

#[test]
fn a_forwarded_address_counts_only_from_a_trusted_proxy() {
    let desk = Desk::with(Kind::Sqlite, |c| c.rate_limits = Toggle::On);
    sign_up(&desk, "ada@example.com");
    let outcomes: Vec<Value> = (0..11)
        .map(|n| login(&desk, "ada@example.com", "no", &format!("203.0.113.{n}")).body["code"].clone())
        .collect();
    assert_eq!(outcomes[10], "too_many_failed_sign_ins");
}
