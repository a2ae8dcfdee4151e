//! Malformed input to any route is a clear 4xx, and changes nothing.

use serde_json::Value;

use crate::desk::{Desk, Kind};
use crate::world::World;

/// Every route of the document with a path that leads somewhere.
fn routes(world: &World) -> Vec<(String, String)> {
    let document = serde_json::to_value(deskbell::routes::openapi()).expect("JSON");
    let mut out = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        let path = path
            .trim_start_matches("/api/v1")
            .replace("{conversation_id}", &world.conversation)
            .replace("{member_id}", &world.agent_member)
            .replace("{agent_id}", &world.agent.id)
            .replace("{widget_id}", &world.widget);
        for method in methods.as_object().expect("methods").keys() {
            out.push((method.to_uppercase(), path.clone()));
        }
    }
    out
}

/// Bodies that fit no route which takes one.
const BODIES: [&str; 8] = [
    "",
    "{",
    "[]",
    "null",
    "\"text\"",
    "{\"a\":1}}",
    "{\"\\u0000\":1}",
    "\u{fffd}",
];

/// Routes that take no body, or whose every field may be missing.
const TAKE_ANYTHING: [&str; 15] = [
    "/workspace/restore",
    "/auth/logout",
    "/team/leave",
    "/verify/send",
    "/visitors",
    "/read",
    "/resolve",
    "/close",
    "/assign/",
    "/upload",
    "/secrets",
    "/resend",
    "}/link",
    "/team/links",
    "/links/",
];

fn takes_a_body(method: &str, path: &str) -> bool {
    method != "GET"
        && method != "DELETE"
        && !TAKE_ANYTHING.iter().any(|t| path.contains(t))
        && !path.contains("/team/invite")
}

#[test]
fn no_route_takes_nonsense_and_none_leaves_a_trace_of_it() {
    let desk = Desk::start(Kind::Sqlite);
    let world = desk.world("Acme");
    let before = desk.dump();
    for (method, path) in routes(&world).iter().filter(|(m, p)| takes_a_body(m, p)) {
        let token = if path.starts_with("/visitor") {
            &world.visitor
        } else {
            &world.owner.token
        };
        let bearer = format!("Bearer {token}");
        for body in BODIES {
            let answer = desk.call(method, path, &[("authorization", &bearer)], Some(body));
            let is_clear = (400..500).contains(&answer.status) && answer.body["code"].is_string();
            assert!(is_clear, "{method} {path} {body:?}: {} {}", answer.status, answer.body);
            let names_a_field = answer.status != 422 || answer.body["errors"][0]["field"].is_string();
            assert!(names_a_field, "{method} {path} {body:?}: {}", answer.body);
        }
    }
    assert_eq!(desk.dump(), before);
}

#[test]
fn a_path_that_names_nothing_is_404() {
    let desk = Desk::start(Kind::Sqlite);
    let world = desk.world("Acme");
    for nonsense in [
        "x",
        "%00",
        "' or 1=1 --",
        "01a20186-439a-732b-9ed3-4dbbac5bdf0b",
        "..",
        "%ff",
    ] {
        let nonsense = nonsense.replace(' ', "%20");
        for (method, path) in [
            ("GET", "/conversations/"),
            ("DELETE", "/team/members/"),
            ("GET", "/customers/"),
            ("DELETE", "/channels/"),
            ("GET", "/widget/"),
        ] {
            let bearer = format!("Bearer {}", world.owner.token);
            let answer = desk.call(
                method,
                &format!("{path}{nonsense}"),
                &[("authorization", &bearer)],
                None,
            );
            let expected: &[u16] = if nonsense == ".." || nonsense == "%ff" {
                &[400, 404, 405, 200]
            } else {
                &[404]
            };
            assert!(
                expected.contains(&answer.status),
                "{method} {path}{nonsense}: {} {}",
                answer.status,
                answer.body
            );
        }
    }
    assert_eq!(desk.get("/nowhere", &world.owner.token).status, 404);
    desk.post("/auth/me", &world.owner.token, Value::Null)
        .refused(405, "method_not_allowed");
}

#[test]
fn a_body_over_a_mebibyte_is_413_and_readable() {
    let desk = Desk::start(Kind::Sqlite);
    let world = desk.world("Acme");
    let body = format!("{{\"content\":\"{}\"}}", "x".repeat(3 * 1024 * 1024));
    let path = format!("/conversations/{}/messages", world.conversation);
    let bearer = format!("Bearer {}", world.agent.token);
    desk.call("POST", &path, &[("authorization", &bearer)], Some(&body))
        .refused(413, "too_large");
    desk.call("POST", &path, &[], Some(&body))
        .refused(401, "unauthenticated");
}

/// A list of the right values in the right order would fill the fields one after the other.
#[test]
fn a_list_is_no_body_even_where_its_values_would_fit() {
    let desk = Desk::start(Kind::Sqlite);
    let world = desk.world("Acme");
    let bearer = format!("Bearer {}", world.agent.token);
    let path = format!("/conversations/{}/handoff", world.conversation);
    let answer = desk.call("POST", &path, &[("authorization", &bearer)], Some(" [\"complex\"]"));
    assert_eq!(answer.body["errors"][0]["field"], "body");
    answer.refused(422, "invalid");
}

#[test]
fn a_field_out_of_bounds_has_one_reason_in_a_sentence() {
    let desk = Desk::start(Kind::Sqlite);
    let world = desk.world("Acme");
    let reason = |path: &str, body: Option<&str>| {
        let bearer = format!("Bearer {}", world.agent.token);
        let method = if body.is_some() { "POST" } else { "GET" };
        let answer = desk.call(method, path, &[("authorization", &bearer)], body);
        answer.body["errors"].clone()
    };
    let handoff = format!("/conversations/{}/handoff", world.conversation);
    for (path, body, field, message) in [
        ("/conversations/?limit=1000", None, "limit", "Has to be at most 200."),
        ("/conversations/?page=x", None, "page", "Has to be a whole number."),
        ("/search?q=", None, "q", "Is too short: at least 1."),
        (
            handoff.as_str(),
            Some("{\"reason\":\"\"}"),
            "reason",
            "Has to be 1 to 200 characters on one line.",
        ),
    ] {
        let expected = serde_json::json!([{"field": field, "message": message}]);
        assert_eq!(reason(path, body), expected, "{path}");
    }
}

#[test]
fn a_cursor_that_no_page_gave_is_named_by_every_list() {
    let desk = Desk::start(Kind::Sqlite);
    let world = desk.world("Acme");
    let messages = format!("/conversations/{}", world.conversation);
    let whole = desk.get("/audit", &world.owner.token).ok();
    let shouted = whole.body[0]["id"].as_str().expect("an id").to_uppercase();
    for path in [
        "/audit",
        "/team/members",
        "/team/invitations",
        "/conversations",
        &messages,
    ] {
        for cursor in ["zzz", "", "~", shouted.as_str()] {
            desk.get(&format!("{path}?cursor={cursor}"), &world.owner.token)
                .names("cursor");
        }
    }
}
