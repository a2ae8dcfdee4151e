use deskbell::config::Toggle;
use serde_json::json;

use crate::desk::{Desk, Kind, PASSWORD};
use crate::mail_server::read;
use crate::socket::Socket;

with_mail! {
    fn a_wrong_password_changes_nothing_and_is_named(desk, server) {
        let ada = desk.person("Ada");
        let other = desk.sign_in(&ada);
        let before = desk.dump();
        let ask = |current: &str, new: &str| json!({"current_password": current, "password": new});
        desk.post("/auth/password", &ada.token, ask("not this one", "another password")).names("current_password");
        desk.post("/auth/password", &ada.token, ask(PASSWORD, "short")).names("password");
        desk.post("/auth/password", "db_guessed", ask(PASSWORD, "short")).refused(401, "unauthenticated");
        assert_eq!(desk.dump(), before);
        desk.get("/auth/me", &other).ok();
        desk.send_mails();
        assert!(server.asked().is_empty());
    }

    fn every_other_session_is_out_before_the_answer_and_this_one_stays(desk, server) {
        let ada = desk.person("Ada");
        desk.workspace(&ada, "Acme");
        let other = desk.sign_in(&ada);
        let (here, there) = (Socket::open(desk, &ada.token), Socket::open(desk, &other));
        let ask = json!({"current_password": PASSWORD, "password": "another password"});
        desk.post("/auth/password", &ada.token, ask).ok();
        there.has_ended("signed_out");
        desk.get("/auth/me", &other).refused(401, "unauthenticated");
        desk.get("/auth/me", &ada.token).ok();
        desk.patch("/auth/me", &ada.token, json!({"full_name": "Ada L"})).ok();
        here.hears("member_changed");
        let sign_in = |password: &str| {
            let body = json!({"email": ada.email, "password": password}).to_string();
            desk.call("POST", "/auth/login", &[], Some(&body))
        };
        sign_in(PASSWORD).refused(401, "wrong_credentials");
        sign_in("another password").ok();
        desk.send_mails();
        let mail = read(&server.to(&ada.email)[0].raw);
        assert_eq!(mail.subject, "Your password was changed");
    }

    fn a_link_from_before_sets_no_password_any_more(desk, server) {
        let ada = desk.person("Ada");
        desk.call("POST", "/auth/reset", &[], Some(&json!({"email": ada.email}).to_string())).ok();
        desk.send_mails();
        let token = crate::mail_server::token_in(&server.to(&ada.email)[0].raw);
        let ask = json!({"current_password": PASSWORD, "password": "another password"});
        desk.post("/auth/password", &ada.token, ask).ok();
        let body = json!({"token": token, "password": "a third password"}).to_string();
        desk.call("POST", "/auth/reset/confirm", &[], Some(&body)).refused(404, "no_such_link");
    }

    fn of_two_changes_at_once_the_second_finds_its_password_old(desk, _server) {
        for round in 0..3 {
            let ada = desk.person(&format!("Ada {round}"));
            let (desk, token) = (&desk, &ada.token);
            let change = move |to: &'static str| {
                desk.post("/auth/password", token, json!({"current_password": PASSWORD, "password": to})).status
            };
            let mut outcomes = std::thread::scope(|scope| {
                let one = scope.spawn(move || change("the first new one"));
                [change("the second new one"), one.join().expect("no panic")]
            });
            outcomes.sort_unstable();
            assert_eq!(outcomes, [200, 422], "round {round}");
        }
    }

    fn a_repeated_request_with_its_key_finds_its_answer(desk, _server) {
        let ada = desk.person("Ada");
        let body = json!({"current_password": PASSWORD, "password": "another password"}).to_string();
        let bearer = format!("Bearer {}", ada.token);
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", "change-1")];
        let first = desk.call("POST", "/auth/password", &headers, Some(&body)).ok();
        let again = desk.call("POST", "/auth/password", &headers, Some(&body)).ok();
        assert_eq!(first.body, again.body);
    }
}

#[test]
fn ten_wrong_passwords_pause_the_account_at_that_address() {
    let desk = Desk::with(Kind::Sqlite, |c| c.rate_limits = Toggle::On);
    let ada = desk.person("Ada");
    let ask = |current: &str| json!({"current_password": current, "password": "another password"});
    for _ in 0..10 {
        desk.post("/auth/password", &ada.token, ask("no"))
            .names("current_password");
    }
    desk.post("/auth/password", &ada.token, ask(PASSWORD))
        .refused(429, "too_many_failed_sign_ins");
    desk.clock.advance(900);
    desk.post("/auth/password", &ada.token, ask(PASSWORD)).ok();
}
