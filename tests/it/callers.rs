//! Every route × every kind of caller, in both rulebooks. The outcomes stand in `callers.txt` (`support`) and
//! `callers_organization.txt`, one row a route, and are reviewed as a diff; `DESKBELL_TEST_WRITE_CALLERS=1` writes them anew. A route that the table lacks, or that is gone, fails. Whoever is refused
//! is told so in the one form of errors, with the reason where it is a rule, and has changed nothing.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind, PASSWORD, PICTURE};
use crate::world::World;

const KINDS: [&str; 12] = [
    "nobody", "account", "visitor", "agent", "admin", "owner", "stranger", "second", "removed", "k-agent", "k-admin",
    "k-owner",
];

/// A workspace, and one caller of every kind around it.
struct Around {
    book: String,
    world: World,
    account: String,
    stranger: String,
    second: String,
    removed: String,
    /// Of the owner's, with the roles of an agent, an admin and an owner.
    keys: [String; 3],
    other_workspace: String,
    named: Vec<(&'static str, String)>,
    /// What only one of these takes away, so that the others find theirs.
    own: BTreeMap<&'static str, Vec<(&'static str, String)>>,
}

fn around(desk: &Desk, book: &str, n: usize) -> Around {
    let world = desk.world_in(book, &format!("W{n}"));
    let other = desk.person(&format!("Stranger {n}"));
    let other_workspace = desk.workspace_in(book, &other, "Other");
    if book == "support" {
        desk.plan(&other, "pro");
    }
    let second = desk.person(&format!("Second {n}"));
    let second_member = desk.invite(&world.owner, &second, "agent");
    desk.clock.advance(1);
    desk.invite(&other, &second, "agent");
    let removed = desk.person(&format!("Removed {n}"));
    let member = desk.invite(&world.owner, &removed, "agent");
    desk.delete(&format!("/team/members/{member}"), &world.owner.token).ok();
    Around {
        book: book.to_owned(),
        account: desk.person(&format!("Bare {n}")).token,
        stranger: other.token,
        second: second.token,
        removed: removed.token,
        keys: ["agent", "admin", "owner"].map(|role| desk.key(&world.owner, role).1),
        other_workspace,
        named: desk.furnish(&world),
        own: ["admin", "k-agent", "k-admin", "k-owner"]
            .map(|kind| {
                (
                    kind,
                    own(desk, &world, kind, &theirs(desk, book, &world, kind, &second_member)),
                )
            })
            .into(),
        world,
    }
}

/// Somebody whom only they remove. In a support team, where seats are few, only one of them may.
fn theirs(desk: &Desk, book: &str, world: &World, kind: &str, second: &str) -> String {
    if book == "support" || !["k-admin", "k-owner"].contains(&kind) {
        return second.to_owned();
    }
    let person = desk.person(&format!("Theirs {kind} {}", world.name));
    desk.invite(&world.owner, &person, "agent")
}

fn own(desk: &Desk, world: &World, kind: &str, member: &str) -> Vec<(&'static str, String)> {
    let made = |path: &str, body| desk.post(path, &world.owner.token, body).ok();
    let view = made("/views", json!({"name": "Theirs", "filter": {}})).text("/id");
    if kind == "k-agent" {
        return vec![("{view_id}", view)];
    }
    let widget = made("/widget/create", json!({"domain": format!("the-{kind}s.example")})).text("/id");
    let channels = desk.get("/channels", &world.owner.token).ok();
    let mut channels = channels.body.as_array().expect("a list").iter();
    let channel = channels.find(|c| c["config"]["widget_id"] == widget.as_str());
    let channel = channel.expect("the widget's")["id"].as_str().expect("an id").to_owned();
    let secret = made(&format!("/widget/{widget}/secrets"), json!({})).text("/id");
    let tag = made("/tags", json!({"name": format!("Of {kind}"), "colour": "#7650FF"}));
    let canned = json!({"shortcut": format!("of-{kind}"), "title": "x", "content": "x"});
    let mut out = vec![
        ("{tag_id}", tag.text("/id")),
        ("{canned_reply_id}", made("/canned-replies", canned).text("/id")),
        ("{member_id}", member.to_owned()),
        ("{channel_id}", channel),
        ("{widget_id}", widget),
        ("{secret_id}", secret),
        ("{link_id}", desk.link(world).0),
        ("{domain}", another_domain(desk, world, kind)),
    ];
    if kind != "admin" {
        let role = json!({"name": format!("Of {kind}"), "permissions": []});
        out.push(("{role_id}", made("/workspace/roles", role).text("/id")));
        out.push(("{view_id}", view));
    }
    out
}

/// Another domain. A support team has none.
fn another_domain(desk: &Desk, world: &World, kind: &str) -> String {
    let domain = format!("{kind}-{}.example", world.workspace);
    desk.post("/workspace/domains", &world.owner.token, json!({"domain": domain}));
    domain
}

/// Somebody to invite.
fn invitee(n: usize) -> String {
    format!("Invitee {n}")
}

/// A request that succeeds for whoever may make it.
fn body_for(route: &str, around: &Around, n: usize) -> Option<Value> {
    Some(match route {
        "POST /auth/register" => {
            json!({"email": format!("new{n}@example.com"), "full_name": "New", "password": "a long password"})
        }
        "POST /auth/login" => json!({"email": "nobody@example.com", "password": "a long password"}),
        "PATCH /auth/me" => json!({"full_name": "New"}),
        "DELETE /auth/me" => json!({"password": PASSWORD}),
        "POST /auth/password" => json!({"current_password": PASSWORD, "password": "another password"}),
        "POST /auth/email" => json!({"email": format!("moved{n}@example.com"), "password": PASSWORD}),
        "POST /auth/reset" => json!({"email": "nobody@example.com"}),
        "POST /auth/reset/confirm" => json!({"token": "dl_guessed", "password": "a long password"}),
        "POST /auth/verify" => json!({"token": "dl_guessed"}),
        "DELETE /workspace" => json!({"name": around.world.name}),
        "POST /workspace/keys" => json!({"name": "Another", "role": "admin"}),
        "POST /workspace/roles" => json!({"name": format!("Role {n}"), "permissions": ["members.invite"]}),
        "PATCH /workspace/roles/{role_id}" => json!({"name": format!("Role {n}")}),
        "POST /workspace/transfer" => json!({"member_id": around.world.admin_member}),
        "POST /workspace/transfer/accept" => json!({"name": around.world.name, "password": PASSWORD}),
        "POST /auth/business/create" => json!({"name": "Another"}),
        "POST /auth/workspace" => json!({"workspace_id": around.world.workspace}),
        "PATCH /team/members/{member_id}" => json!({"role": "admin"}),
        "PATCH /workspace" => json!({"name": "Renamed"}),
        "POST /team/invitations" => json!({"emails": [format!("invited{n}@example.com")]}),
        "PATCH /team/invitations/{invitation_id}" => json!({"tier": "power"}),
        "POST /team/links" => json!({}),
        "POST /workspace/domains" => json!({"domain": format!("new{n}.example")}),
        "POST /team/imports/{import_id}/confirm" => json!({"existing": "skip"}),
        "POST /team/bulk" => {
            json!({"act": "tier", "tier": "power", "members": [around.world.agent_member], "preview": true})
        }
        "POST /invitations/look" | "POST /invitations/accept" => json!({"token": "di_guessed"}),
        "PATCH /team/status" => json!({"status": "away"}),
        "POST /conversations" => json!({"business_id": around.world.workspace}),
        "PATCH /conversations/{conversation_id}" => json!({"status": "pending"}),
        "POST /conversations/{conversation_id}/messages" => json!({"content": "hello"}),
        "POST /conversations/{conversation_id}/handoff" => json!({"reason": "complex_issue"}),
        "POST /conversations/{conversation_id}/upload" | "POST /visitor/upload" => json!("one lantern"),
        "POST /customers" => json!({"name": "Ines"}),
        "POST /channels" => json!({"type": "widget", "config": {"domain": format!("b{n}.example")}}),
        "PATCH /channels/{channel_id}" => json!({"is_active": true}),
        "POST /widget/create" => json!({"domain": format!("c{n}.example")}),
        "PATCH /widget/{widget_id}" => json!({"name": "Shop"}),
        "PUT /billing/plan" if around.book == "organization" => json!({"plan": "team"}),
        "PUT /billing/plan" => json!({"plan": "pro"}),
        "POST /tags" => json!({"name": format!("Tag {n}"), "colour": "#7650FF"}),
        "PATCH /tags/{tag_id}" => json!({"colour": "#00aa00"}),
        "PUT /conversations/{conversation_id}/tags" => json!({"tags": []}),
        "POST /conversations/{conversation_id}/snooze" => json!({"until": null}),
        "POST /canned-replies" => json!({"shortcut": format!("reply-{n}"), "title": "A reply", "content": "Hello"}),
        "PATCH /canned-replies/{canned_reply_id}" => json!({"title": "Another"}),
        "POST /views" => json!({"name": "Open ones", "filter": {"status": "open"}}),
        "POST /visitor/messages" => json!({"content": "hello"}),
        "PATCH /visitor" => json!({"name": "Ines"}),
        _ => return None,
    })
}

fn path_for(route: &str, path: &str, around: &Around, n: usize) -> String {
    let world = &around.world;
    let query = match route {
        "POST /team/invite" => format!("?email={}@example.com", invitee(n).replace(' ', ".").to_lowercase()),
        "POST /team/assign/{conversation_id}" => format!("?agent_id={}", world.agent.id),
        "GET /billing/checkout-url" if around.book == "organization" => "?plan=team".to_owned(),
        "GET /billing/checkout-url" => "?plan=mini".to_owned(),
        "GET /search" => "?q=lantern".to_owned(),
        "POST /conversations/{conversation_id}/upload" | "POST /visitor/upload" => "?name=list.txt".to_owned(),
        _ => String::new(),
    };
    let named = around.named.iter();
    named.fold(path.to_owned(), |path, (parameter, id)| path.replace(parameter, id)) + &query
}

fn ask(desk: &Desk, around: &Around, route: &str, kind: &str, n: usize) -> Answer {
    let (method, path) = route.split_once(' ').expect("a route");
    let own = around.own.get(kind).into_iter().flatten();
    let path = own.fold(path.to_owned(), |path, (parameter, id)| path.replace(parameter, id));
    let path = path_for(route, &path, around, n);
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
        "k-agent" => Some(&around.keys[0]),
        "k-admin" => Some(&around.keys[1]),
        "k-owner" => Some(&around.keys[2]),
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
    let body = match route {
        "PUT /auth/me/picture" => Some(PICTURE.to_owned()),
        "POST /team/imports" => Some("email\nnew@example.com\n".to_owned()),
        _ => body_for(route, around, n).map(|b| b.to_string()),
    };
    desk.call(method, &path, &headers, body.as_deref())
}

#[track_caller]
fn assert_says_why(answer: &Answer, what: &str) {
    let kind = answer.headers.get("content-type").and_then(|v| v.to_str().ok());
    assert_eq!(kind, Some("application/problem+json"), "{what}");
    assert_eq!(answer.body["status"], answer.status, "{what}: {}", answer.body);
    assert!(answer.body["code"].is_string(), "{what}: {}", answer.body);
    if answer.status == 403 {
        assert!(answer.body["why"]["rule"].is_string(), "{what}: {}", answer.body);
        assert!(answer.body["why"]["text"].is_string(), "{what}: {}", answer.body);
        assert!(!answer.body["why"]["who"][0].is_null(), "{what}: {}", answer.body);
    }
}

/// The outcomes of one route, in the order of `KINDS`. Those whom `expected` refuses go first, so that one look at the
/// database tells whether any of them changed it; then the others, those with the fewest rights first.
fn row(desk: &Desk, book: &str, route: &str, number: usize, expected: &[u16]) -> Vec<u16> {
    const POWER: [usize; 12] = [0, 8, 1, 2, 7, 6, 9, 3, 10, 4, 11, 5];
    let around = around(desk, book, number);
    let mut found = vec![0; KINDS.len()];
    let is_refused = |kind: &usize| expected.get(*kind).is_some_and(|status| *status >= 400);
    let (refused, allowed): (Vec<_>, Vec<_>) = POWER.into_iter().partition(is_refused);
    let mut act = |kind: usize| {
        // The agent, who came first, has ended it.
        if route == "DELETE /workspace/transfer" && KINDS[kind] == "owner" {
            nominate(desk, &around.world);
        }
        let answer = ask(desk, &around, route, KINDS[kind], number * 20 + kind);
        if answer.status >= 400 {
            assert_says_why(&answer, &format!("{route} as {}", KINDS[kind]));
        }
        found[kind] = answer.status;
    };
    // Whom an invite names has to be there before the look.
    if route == "POST /team/invite" {
        for kind in 0..KINDS.len() {
            desk.person(&invitee(number * 20 + kind));
        }
    }
    if route.contains("/workspace/transfer") && route != "POST /workspace/transfer" {
        nominate(desk, &around.world);
    }
    // What can be undone was done.
    if route == "POST /team/bulk/{bulk_id}/undo" {
        let look = around
            .named
            .iter()
            .find(|(name, _)| *name == "{bulk_id}")
            .expect("a look");
        desk.post(
            &format!("/team/bulk/{}/confirm", look.1),
            &around.world.owner.token,
            json!({}),
        )
        .ok();
    }
    // What an earlier row left to the jobs must not be done between the two looks.
    desk.send_mails();
    desk.wait(deskbell::import::run::run_due(&desk.app)).expect("it runs");
    desk.send_mails();
    let before = desk.dump();
    refused.into_iter().for_each(&mut act);
    let after = desk.dump();
    allowed.into_iter().for_each(&mut act);
    let as_expected = found.iter().zip(expected).all(|(found, expected)| found == expected);
    assert!(
        !as_expected || before == after,
        "{route}: somebody refused has changed something"
    );
    found
}

/// The agent is the one whom the owner wants to own the workspace, where that is possible.
fn nominate(desk: &Desk, world: &World) {
    let body = json!({"member_id": world.agent_member});
    desk.post("/workspace/transfer", &world.owner.token, body);
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

/// The statuses of each route, as they stand in the table.
fn expected(table: &str) -> BTreeMap<String, Vec<u16>> {
    let rows = table.lines().skip(1).map(|line| {
        let (route, statuses) = line.split_at(WIDTH.min(line.len()));
        let statuses = statuses
            .split_whitespace()
            .map(|status| status.parse().expect("a status"));
        (route.trim().to_owned(), statuses.collect())
    });
    rows.collect()
}

/// Characters of the column of routes.
const WIDTH: usize = 55;

fn table(desk: &Desk, book: &str, expected: &BTreeMap<String, Vec<u16>>) -> String {
    let mut out = format!("{:<WIDTH$}", "route");
    for kind in KINDS {
        let _ = write!(out, "{kind:>9}");
    }
    out.push('\n');
    for (number, route) in routes().iter().enumerate() {
        let _ = write!(out, "{route:<WIDTH$}");
        for status in row(
            desk,
            book,
            route,
            number,
            expected.get(route).map_or(&[], Vec::as_slice),
        ) {
            let _ = write!(out, "{status:>9}");
        }
        out.push('\n');
    }
    out
}

fn check(kind: Kind, book: &str) {
    let name = match book {
        "support" => "callers.txt",
        _ => "callers_organization.txt",
    };
    let file = format!("{}/tests/it/{name}", env!("CARGO_MANIFEST_DIR"));
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let found = table(&Desk::start(kind), book, &expected(&kept));
    if std::env::var_os("DESKBELL_TEST_WRITE_CALLERS").is_some() {
        std::fs::write(&file, &found).expect("the table can be written");
        return;
    }
    let only_in = |one: &str, other: &str| -> Vec<String> {
        let others: Vec<_> = other.lines().collect();
        one.lines()
            .filter(|line| !others.contains(line))
            .map(str::to_owned)
            .collect()
    };
    let (new, gone) = (only_in(&found, &kept), only_in(&kept, &found));
    assert!(
        found == kept,
        "the table says\n{}\nand the server\n{}",
        gone.join("\n"),
        new.join("\n")
    );
}

#[test]
fn the_table_of_routes_and_callers_holds_on_sqlite() {
    check(Kind::Sqlite, "support");
}

#[test]
fn the_table_of_routes_and_callers_holds_on_postgres() {
    check(Kind::Postgres, "support");
}

#[test]
fn the_table_of_routes_and_callers_of_an_organization_holds_on_sqlite() {
    check(Kind::Sqlite, "organization");
}

#[test]
fn the_table_of_routes_and_callers_of_an_organization_holds_on_postgres() {
    check(Kind::Postgres, "organization");
}
