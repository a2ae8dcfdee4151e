//! Every route × every kind of caller, in both rulebooks. The outcomes stand in `callers.txt` (`support`) and
//! `callers_organization.txt`, one row a route, and are reviewed as a diff; `DESKBELL_TEST_WRITE_CALLERS=1` writes them
//! anew. A route that the table lacks, or that is gone, fails. Whoever is refused is told so in the one form of errors, with
//! the reason where it is a rule, and has changed nothing.

mod around;
mod asked;

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::json;

use around::around;
use asked::{ask, invitee};

use crate::desk::{Answer, Desk, Kind};
use crate::world::World;

const KINDS: [&str; 16] = [
    "nobody", "account", "visitor", "agent", "admin", "owner", "stranger", "second", "removed", "k-agent", "k-admin",
    "k-owner", "platform", "visit", "disabled", "invited",
];

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
    const POWER: [usize; 16] = [0, 8, 14, 1, 15, 12, 2, 7, 6, 9, 13, 3, 10, 4, 11, 5];
    let around = around(desk, book, number);
    let mut found = vec![0; KINDS.len()];
    let is_refused = |kind: &usize| expected.get(*kind).is_some_and(|status| *status >= 400);
    let (refused, allowed): (Vec<_>, Vec<_>) = POWER.into_iter().partition(is_refused);
    let mut act = |kind: usize| {
        // The agent, who came first, has ended it.
        if route == "DELETE /workspace/transfer" && KINDS[kind] == "owner" {
            nominate(desk, &around.world);
        }
        if route == "POST /team/invite" && KINDS[kind] == "owner" && book == "support" {
            around.free_a_seat(desk);
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
