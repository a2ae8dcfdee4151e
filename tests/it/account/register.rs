use deskbell::config::SignUp;
use serde_json::json;

use crate::desk::{Desk, Kind};

fn ada() -> serde_json::Value {
    json!({"email": "Ada@Example.com", "full_name": "Ada Lindgren", "password": "a long password"})
}

fn register(desk: &Desk, body: &serde_json::Value) -> crate::desk::Answer {
    desk.call("POST", "/auth/register", &[], Some(&body.to_string()))
}

on_both! {
    fn an_address_has_one_account_in_whatever_case(desk) {
        register(desk, &ada()).ok();
        let before = desk.dump();
        let mut again = ada();
        again["email"] = json!("ada@EXAMPLE.com");
        register(desk, &again).refused(400, "email_registered");
        assert_eq!(desk.dump(), before);
    }

    fn what_is_missing_or_wrong_is_named(desk) {
        for (field, value) in [
            ("email", json!("ada")), ("email", json!(null)), ("email", json!(7)), ("full_name", json!("  ")),
            ("full_name", json!("a\nb")), ("password", json!("1234567")), ("password", json!("x".repeat(1025))),
            ("full_name", json!("a\u{0}b")),
        ] {
            let mut body = ada();
            body[field] = value;
            register(desk, &body).names(field);
            body.as_object_mut().unwrap().remove(field);
            register(desk, &body).names(field);
        }
        assert!(!desk.dump().contains("example.com"));
    }

    fn somebody_new_is_signed_in_and_not_confirmed(desk) {
        let answer = register(desk, &ada()).ok();
        assert_eq!(answer.body["email"], "ada@example.com");
        assert_eq!(answer.body["is_verified"], false);
        assert_eq!(answer.body["is_google_account"], false);
        assert_eq!(answer.body["token_type"], "bearer");
        let token = answer.text("/access_token");
        assert_eq!(desk.get("/auth/me", &token).ok().body["user"]["full_name"], "Ada Lindgren");
    }

    fn neither_password_nor_token_is_kept(desk) {
        let token = register(desk, &ada()).ok().text("/access_token");
        let kept = desk.dump() + &desk.rows_of("sessions");
        assert!(kept.contains("$argon2id$"));
        assert!(!kept.contains("a long password") && !kept.contains(&token));
    }
}

#[test]
fn a_cookie_is_given_only_to_the_dashboards_own_pages() {
    let desk = Desk::start(Kind::Sqlite);
    let mut body = ada();
    body["session"] = json!("cookie");
    register(&desk, &body).names("session");
    let origin = [("origin", desk.origin())];
    let answer = desk
        .call("POST", "/auth/register", &origin, Some(&body.to_string()))
        .ok();
    assert_eq!(answer.body["access_token"], json!(null));
    let cookie = answer.headers["set-cookie"].to_str().expect("a text");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
}

#[test]
fn the_operator_closes_sign_up_or_keeps_it_to_domains() {
    let closed = Desk::with(Kind::Sqlite, |c| c.sign_up = SignUp::Closed);
    let refusal = register(&closed, &ada()).refused(403, "sign_up_closed");
    assert!(refusal.text("/why/who/0").contains("operator"));
    let own = Desk::with(Kind::Sqlite, |c| {
        c.sign_up = SignUp::Domains(vec!["example.com".into()])
    });
    register(&own, &ada()).ok();
    let mut other = ada();
    other["email"] = json!("eve@elsewhere.example");
    register(&own, &other).refused(403, "sign_up_closed");
}
