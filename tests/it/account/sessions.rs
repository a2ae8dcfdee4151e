//! Decisions 19 and 25: sessions, their lifetime, and the workspace they are in.

use serde_json::json;

const DAY: i64 = 86_400;

on_both! {
    fn an_unused_session_ends_after_14_days(desk) {
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        desk.clock.advance(14 * DAY);
        desk.get("/auth/me", &ada.token).ok();
        desk.clock.advance(1);
        desk.get("/auth/me", &ben.token).refused(401, "unauthenticated");
    }

    fn the_first_act_after_a_quiet_hour_is_done_and_counts_as_use(desk) {
        let ada = desk.person("Ada");
        desk.clock.advance(13 * DAY);
        desk.post("/auth/business/create", &ada.token, json!({"name": "Acme"})).ok();
        note_used(desk);
        desk.clock.advance(13 * DAY);
        desk.get("/auth/me", &ada.token).ok();
    }

    fn every_session_ends_after_90_days_however_often_it_is_used(desk) {
        let ada = desk.person("Ada");
        for _ in 0..9 {
            desk.clock.advance(10 * DAY);
            desk.get("/auth/me", &ada.token).ok();
            note_used(desk);
        }
        desk.clock.advance(1);
        desk.get("/auth/me", &ada.token).refused(401, "unauthenticated");
    }

    fn a_request_acts_in_the_workspace_that_it_names_and_never_in_another(desk) {
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        let first = desk.workspace(&ada, "First");
        let second = desk.workspace(&ada, "Second");
        let elsewhere = desk.workspace(&ben, "Elsewhere");
        let named = |id: &str| {
            let bearer = format!("Bearer {}", ada.token);
            desk.call("GET", "/auth/me", &[("authorization", &bearer), ("x-deskbell-workspace", id)], None)
        };
        assert_eq!(desk.get("/auth/me", &ada.token).ok().body["business"]["id"], second.as_str());
        assert_eq!(named(&first).ok().body["business"]["id"], first.as_str());
        for out_of_reach in [elsewhere.as_str(), "01a20186-439a-732b-9ed3-4dbbac5bdf0b", "no id", ""] {
            named(out_of_reach).refused(404, "not_found");
        }
        desk.post("/auth/workspace", &ada.token, json!({"workspace_id": first})).ok();
        assert_eq!(desk.get("/auth/me", &ada.token).ok().body["business"]["id"], first.as_str());
        desk.post("/auth/workspace", &ada.token, json!({"workspace_id": elsewhere})).refused(404, "no_such_workspace");
    }

    fn a_token_from_before_an_invite_works_after_it_and_an_invite_elsewhere_moves_nothing(desk) {
        let (ada, ben, cyd) = (desk.person("Ada"), desk.person("Ben"), desk.person("Cyd"));
        let first = desk.workspace(&ada, "First");
        desk.plan(&ada, "mini");
        desk.get("/team/members", &cyd.token).refused(400, "no_workspace");
        desk.invite(&ada, &cyd, "agent");
        desk.get("/team/members", &cyd.token).ok();
        desk.workspace(&ben, "Second");
        desk.plan(&ben, "mini");
        desk.clock.advance(5);
        desk.invite(&ben, &cyd, "agent");
        assert_eq!(desk.get("/auth/me", &cyd.token).ok().body["business"]["id"], first.as_str());
    }

    fn a_cookie_writes_only_from_the_dashboards_own_pages(desk) {
        let body = json!({"email": "a@example.com", "full_name": "A", "password": "a long password", "session": "cookie"});
        let origin = ("origin", desk.origin());
        let made = desk.call("POST", "/auth/register", &[origin], Some(&body.to_string())).ok();
        let cookie = made.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let cookie = ("cookie", cookie.as_str());
        let create = Some(r#"{"name":"Acme"}"#);
        desk.call("GET", "/auth/me", &[cookie], None).ok();
        desk.call("POST", "/auth/business/create", &[cookie], create).refused(403, "origin_refused");
        let foreign = ("origin", "https://evil.example");
        desk.call("POST", "/auth/business/create", &[cookie, foreign], create).refused(403, "origin_refused");
        desk.call("POST", "/auth/business/create", &[cookie, origin], create).ok();
        let gone = desk.call("POST", "/auth/logout", &[cookie, origin], None).ok();
        assert!(gone.headers["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
        desk.call("GET", "/auth/me", &[cookie], None).refused(401, "unauthenticated");
    }
}

/// The use of a session is noted beside the request that used it; the next write waits behind that note.
fn note_used(desk: &crate::desk::Desk) {
    let now = desk.app.clock.now();
    let noted = || {
        let micros = now.micros().to_string();
        desk.rows_of("sessions").contains(&micros)
    };
    while !noted() {
        std::thread::yield_now();
    }
}
