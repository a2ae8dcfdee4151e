//! Every route × every kind of caller. The outcomes stand in `callers.txt`, one row a route, and are reviewed as a diff;
//! `DESKBELL_TEST_WRITE_CALLERS=1` writes it anew. A route that the table lacks, or that is gone, fails.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::desk::{Desk, Kind};
use crate::world::World;

const KINDS: [&str; 9] = [
    "nobody", "account", "visitor", "agent", "admin", "owner", "stranger", "second", "removed",
];

/// A workspace, and one caller of every kind around it.
struct Around {
    world: World,
    account: String,
    stranger: String,
    second: String,
    removed: String,
    other_workspace: String,
    channel: String,
    customer: String,
    finished: String,
}

fn around(desk: &Desk, n: usize) -> Around {
    let world = desk.world(&format!("W{n}"));
    let other = desk.person(&format!("Stranger {n}"));
    let other_workspace = desk.workspace(&other, "Other");
    desk.plan(&other, "pro");
    let second = desk.person(&format!("Second {n}"));
    desk.invite(&world.owner, &second, "agent");
    desk.clock.advance(1);
    desk.invite(&other, &second, "agent");
    let removed = desk.person(&format!("Removed {n}"));
    let member = desk.invite(&world.owner, &removed, "agent");
    desk.delete(&format!("/team/members/{member}"), &world.owner.token).ok();
    let list = desk.get("/conversations", &world.owner.token).ok();
    let channel = list.text("/0/channel_id");
    let customer = list.text("/0/customer_id");
    Around {
        account: desk.person(&format!("Bare {n}")).token,
        stranger: other.token,
        second: second.token,
        removed: removed.token,
        other_workspace,
        channel,
        customer,
        finished: format!("invitee{n}@example.com"),
        world,
    }
}

/// A request that succeeds for whoever may make it.
fn body_for(route: &str, around: &Around) -> Option<Value> {
    Some(match route {
        "POST /auth/register" => {
            json!({"email": around.finished, "full_name": "New", "password": "a long password"})
        }
        "POST /auth/login" => json!({"email": "nobody@example.com", "password": "a long password"}),
        "POST /auth/business/create" => json!({"name": "Another"}),
        "POST /auth/workspace" => json!({"workspace_id": around.world.workspace}),
        "PATCH /team/members/{member_id}" => json!({"role": "admin"}),
        "PATCH /team/status" => json!({"status": "away"}),
        "POST /conversations" => json!({"business_id": around.world.workspace}),
        "PATCH /conversations/{conversation_id}" => json!({"status": "pending"}),
        "POST /conversations/{conversation_id}/messages" => json!({"content": "hello"}),
        "POST /conversations/{conversation_id}/handoff" => json!({"reason": "complex_issue"}),
        "POST /customers" => json!({"name": "Ines"}),
        "POST /channels" => json!({"type": "widget", "config": {"domain": "b.example"}}),
        "PATCH /channels/{channel_id}" => json!({"is_active": true}),
        "POST /widget/create" => json!({"domain": "c.example"}),
        "PATCH /widget/{widget_id}" => json!({"name": "Shop"}),
        "PUT /billing/plan" => json!({"plan": "pro"}),
        "POST /visitor/messages" => json!({"content": "hello"}),
        "PATCH /visitor" => json!({"name": "Ines"}),
        _ => return None,
    })
}

fn path_for(desk: &Desk, route: &str, path: &str, around: &Around, n: usize) -> String {
    let world = &around.world;
    let query = match route {
        "POST /team/invite" => {
            let invitee = desk.person(&format!("Invitee {n}"));
            format!("?email={}", invitee.email)
        }
        "POST /team/assign/{conversation_id}" => format!("?agent_id={}", world.agent.id),
        "GET /billing/checkout-url" => "?plan=mini".to_owned(),
        _ => String::new(),
    };
    path.replace("{conversation_id}", &world.conversation)
        .replace("{member_id}", &world.agent_member)
        .replace("{agent_id}", &world.agent.id)
        .replace("{widget_id}", &world.widget)
        .replace("{channel_id}", &around.channel)
        .replace("{customer_id}", &around.customer)
        + &query
}

fn outcome(desk: &Desk, route: &str, kind: &str, n: usize) -> u16 {
    let around = around(desk, n);
    let (method, path) = route.split_once(' ').expect("a route");
    let path = path_for(desk, route, path, &around, n);
    let world = &around.world;
    let token = match kind {
        "nobody" => None,
        "account" => Some(&around.account),
        "visitor" => Some(&world.visitor),
        "agent" => Some(&world.agent.token),
        "admin" => Some(&world.admin.token),
        "owner" => Some(&world.owner.token),
        "stranger" => Some(&around.stranger),
        "second" => Some(&around.second),
        _ => Some(&around.removed),
    };
    let bearer = token.map(|t| format!("Bearer {t}"));
    let mut headers = Vec::new();
    if let Some(bearer) = &bearer {
        headers.push(("authorization", bearer.as_str()));
    }
    // Somebody who is in both workspaces, acting in the other one.
    if kind == "second" {
        headers.push(("x-deskbell-workspace", around.other_workspace.as_str()));
    }
    let body = body_for(route, &around).map(|b| b.to_string());
    desk.call(method, &path, &headers, body.as_deref()).status
}

fn routes() -> Vec<String> {
    let document = serde_json::to_value(deskbell::routes::openapi()).expect("JSON");
    let mut out = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            out.push(format!(
                "{} {}",
                method.to_uppercase(),
                path.trim_start_matches("/api/v1")
            ));
        }
    }
    out.sort_by_key(|r| r.split_once(' ').map(|(m, p)| (p.to_owned(), m.to_owned())));
    out
}

fn table(desk: &Desk) -> String {
    let mut out = format!("{:<55}", "route");
    for kind in KINDS {
        let _ = write!(out, "{kind:>9}");
    }
    out.push('\n');
    let mut n = 0;
    for route in routes() {
        let _ = write!(out, "{route:<55}");
        for kind in KINDS {
            n += 1;
            let _ = write!(out, "{:>9}", outcome(desk, &route, kind, n));
        }
        out.push('\n');
    }
    out
}

fn check(kind: Kind) {
    let desk = Desk::start(kind);
    let found = table(&desk);
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/callers.txt");
    if std::env::var_os("DESKBELL_TEST_WRITE_CALLERS").is_some() {
        std::fs::write(file, &found).expect("the table can be written");
    }
    let expected = std::fs::read_to_string(file).expect("there is a table");
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "a route came or went");
}

#[test]
fn the_table_of_routes_and_callers_holds_on_sqlite() {
    check(Kind::Sqlite);
}

#[test]
fn the_table_of_routes_and_callers_holds_on_postgres() {
    check(Kind::Postgres);
}
