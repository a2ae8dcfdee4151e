//! What holds on every route of the OpenAPI document, whatever it does.

use serde_json::Value;

use crate::desk::{Answer, Desk};
use crate::world::World;

/// One operation of the document.
struct Route {
    method: String,
    path: String,
    takes_a_body: bool,
}

impl Route {
    fn parameters(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').filter(|part| part.starts_with('{'))
    }

    fn is(&self, route: &str) -> bool {
        route.split_once(' ') == Some((&self.method, &self.path))
    }

    fn is_public(&self) -> bool {
        PUBLIC.iter().any(|route| self.is(route))
    }

    /// The path with this value for each parameter.
    fn filled(&self, value: impl Fn(&str) -> String) -> String {
        let parts = self.path.split('/');
        let parts: Vec<_> = parts
            .map(|part| {
                if part.starts_with('{') {
                    value(part)
                } else {
                    part.to_owned()
                }
            })
            .collect();
        parts.join("/")
    }
}

/// Routes that ask for nobody.
const PUBLIC: [&str; 11] = [
    "GET /pictures/{picture_id}",
    "POST /auth/login",
    "POST /auth/register",
    "POST /auth/reset",
    "POST /auth/reset/confirm",
    "POST /auth/verify",
    "GET /rulebooks",
    "POST /invitations/look",
    "GET /links/{token}",
    "GET /widget/{widget_id}",
    "POST /widget/{widget_id}/visitors",
];

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

fn routes() -> Vec<Route> {
    let document = serde_json::to_value(deskbell::routes::openapi()).expect("JSON");
    let mut out = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            out.push(Route {
                method: method.to_uppercase(),
                path: path.trim_start_matches("/api/v1").to_owned(),
                takes_a_body: operation["requestBody"].is_object(),
            });
        }
    }
    assert!(out.len() > 40, "the document has only {} routes", out.len());
    out
}

/// A body that fits, so that nothing but the path is wrong.
fn body_for(route: &Route) -> Option<&'static str> {
    let bodies = [
        ("PATCH /team/members/{member_id}", r#"{"role":"admin"}"#),
        ("PATCH /conversations/{conversation_id}", r#"{"status":"pending"}"#),
        (
            "POST /conversations/{conversation_id}/messages",
            r#"{"content":"hello"}"#,
        ),
        (
            "POST /conversations/{conversation_id}/handoff",
            r#"{"reason":"complex_issue"}"#,
        ),
        ("POST /conversations/{conversation_id}/upload", "one lantern"),
        ("PUT /conversations/{conversation_id}/tags", r#"{"tags":[]}"#),
        ("POST /conversations/{conversation_id}/snooze", "{}"),
        ("POST /team/imports/{import_id}/confirm", r#"{"existing":"skip"}"#),
        ("PATCH /team/invitations/{invitation_id}", r#"{"tier":"power"}"#),
        ("PATCH /tags/{tag_id}", "{}"),
        ("PATCH /canned-replies/{canned_reply_id}", "{}"),
        ("PATCH /workspace/roles/{role_id}", r#"{"name":"Night shift"}"#),
        ("PATCH /channels/{channel_id}", r#"{"is_active":false}"#),
        ("PATCH /widget/{widget_id}", r#"{"name":"Shop"}"#),
        (
            "POST /platform/visits/{visit_id}/enter",
            r#"{"password":"a long password"}"#,
        ),
        ("DELETE /customers/{customer_id}/personal-data", r#"{"name":"Visitor"}"#),
        (
            "DELETE /team/people/{user_id}/personal-data",
            r#"{"name":"Acme Former"}"#,
        ),
    ];
    bodies.iter().find(|(name, _)| route.is(name)).map(|(_, body)| *body)
}

/// What stands in a path.
fn id_in(named: &[(&'static str, String)], parameter: &str) -> String {
    let found = named.iter().find(|(name, _)| *name == parameter);
    let found = found.unwrap_or_else(|| panic!("{parameter} is a new parameter: say in world.rs what stands for it"));
    found.1.clone()
}

fn as_owner(desk: &Desk, world: &World, route: &Route, path: &str) -> Answer {
    // On the visitor's own routes, as the visitor.
    let token = if path.starts_with("/visitor/") {
        &world.visitor
    } else {
        &world.owner.token
    };
    let bearer = format!("Bearer {token}");
    let query = match route.path.as_str() {
        "/team/assign/{conversation_id}" => format!("?agent_id={}", world.agent.id),
        "/conversations/{conversation_id}/upload" => "?name=list.txt".to_owned(),
        _ => String::new(),
    };
    let headers = [("authorization", bearer.as_str())];
    desk.call(&route.method, &format!("{path}{query}"), &headers, body_for(route))
}

/// Every refusal has the one form.
#[track_caller]
fn assert_problem(answer: &Answer, what: &str) {
    let kind = answer.headers.get("content-type").and_then(|v| v.to_str().ok());
    assert_eq!(kind, Some("application/problem+json"), "{what}: {}", answer.body);
    for key in ["type", "title", "detail", "code"] {
        assert!(answer.body[key].is_string(), "{what}: no {key} in {}", answer.body);
    }
    assert_eq!(answer.body["status"], answer.status, "{what}: {}", answer.body);
}

/// Names that are no id, as they stand in a path.
fn no_ids() -> Vec<String> {
    let names = [
        "x",
        "0",
        "%00",
        "%ff",
        "%27%20or%201%3D1%20--",
        "01a20186-439a-732b-9ed3-4dbbac5bdf0b",
    ];
    let mut out: Vec<_> = names.iter().map(|s| (*s).to_owned()).collect();
    out.push("01a20186439a732b9ed34dbbac5bdf0b".to_owned());
    out.push("9".repeat(2000));
    out
}

on_both! {
    fn somebody_unknown_is_401_before_path_query_and_body_are_looked_at(desk) {
        for route in routes().iter().filter(|r| !r.is_public()) {
            for token in [None, Some("Bearer db_guessed"), Some("Bearer dv_guessed"), Some("Bearer ")] {
                let path = route.filled(|_| "x".to_owned()) + "?limit=x&email=x&agent_id=x";
                let headers: Vec<_> = token.iter().map(|t| ("authorization", *t)).collect();
                let answer = desk.call(&route.method, &path, &headers, route.takes_a_body.then_some("{"));
                let what = format!("{} {} with {token:?}", route.method, route.path);
                assert_eq!((answer.status, &answer.body["code"]), (401, &Value::from("unauthenticated")), "{what}");
                assert_problem(&answer, &what);
                assert!(answer.headers.contains_key("www-authenticate"), "{what}");
            }
        }
    }

    fn a_slash_at_the_end_changes_nothing(desk) {
        for route in routes().iter().filter(|r| !r.is_public()) {
            let path = route.filled(|_| "x".to_owned());
            for end in ["/", "/?limit=1"] {
                let answer = desk.call(&route.method, &format!("{path}{end}"), &[], None);
                assert_eq!(answer.status, 401, "{} {path}{end}: {}", route.method, answer.body);
            }
        }
        let world = desk.world("Acme");
        desk.call("GET", "/rulebooks/", &[], None).ok();
        desk.call("GET", &format!("/widget/{}/", world.widget), &[], None).ok();
        desk.call("POST", &format!("/widget/{}/visitors/", world.widget), &[], None).ok();
        for path in ["/auth/login/", "/auth/register/"] {
            desk.call("POST", path, &[], Some("{}")).names("email");
        }
    }

    fn what_is_absent_malformed_or_another_workspaces_is_one_404(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let (ours, theirs) = (desk.furnish(&world), desk.furnish(&other));
        let nothing = desk.get("/conversations/x", &world.owner.token).refused(404, "not_found").body;
        let before = desk.dump();
        let mut tried = 0;
        for route in &routes() {
            for named in route.parameters() {
                // An assignee is looked up after the right to assign, and has the documented 400.
                let (status, code) = if named == "{agent_id}" { (400, "not_a_member") } else { (404, "not_found") };
                let mut names = no_ids();
                // A link's secret leads whoever holds it into another workspace.
                if !route.is_public() && named != "{token}" {
                    names.push(id_in(&theirs, named));
                }
                for name in names {
                    let path = route.filled(|p| if p == named { name.clone() } else { id_in(&ours, p) });
                    let answer = as_owner(desk, &world, route, &path);
                    let what = format!("{} {path}", route.method);
                    assert_eq!((answer.status, &answer.body["code"]), (status, &Value::from(code)), "{what}");
                    assert_problem(&answer, &what);
                    assert!(status != 404 || answer.body == nothing, "{what}: {}", answer.body);
                    tried += 1;
                }
            }
        }
        assert!(tried > 100, "only {tried} paths were tried");
        assert_eq!(desk.dump(), before);
    }

    fn a_method_that_a_path_does_not_take_is_405(desk) {
        let world = desk.world("Acme");
        let (routes, named) = (routes(), desk.furnish(&world));
        let before = desk.dump();
        for route in &routes {
            let path = route.filled(|p| id_in(&named, p));
            // `/widget/create` is also a name that `/widget/{widget_id}` matches, and other pairs like it.
            let takes = |method: &str| {
                routes.iter().any(|r| r.method == method && matches(&r.path, &route.path))
            };
            for method in METHODS.iter().filter(|m| !takes(m)) {
                let bearer = format!("Bearer {}", world.owner.token);
                let answer = desk.call(method, &path, &[("authorization", &bearer)], None);
                let what = format!("{method} {path}");
                assert_eq!((answer.status, &answer.body["code"]), (405, &Value::from("method_not_allowed")), "{what}");
                assert_problem(&answer, &what);
            }
        }
        assert_eq!(desk.dump(), before);
    }

    fn a_path_that_is_no_route_is_404_for_everybody(desk) {
        let world = desk.world("Acme");
        for path in ["", "/nowhere", "/team", "/auth", "/conversations/x/y/z", "/team/members/x/y", "/widget"] {
            for token in [world.owner.token.as_str(), "db_guessed"] {
                let answer = desk.get(path, token);
                assert_eq!(answer.status, 404, "{path}: {}", answer.body);
                assert_problem(&answer, path);
            }
        }
    }
}

/// Whether a path fits into a template: a parameter takes any one part.
fn matches(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len() && template.iter().zip(&path).all(|(t, p)| t == p || t.starts_with('{'))
}
