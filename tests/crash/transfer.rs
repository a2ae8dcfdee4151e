//! Ownership goes back and forth while the server is killed: there is exactly one owner afterwards, every move that was
//! answered is in the log, and at most one more, which was being answered.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::Server;

const PASSWORD: &str = "a long password";

/// Somebody with an account, and their membership once they have one.
struct Person {
    id: String,
    token: String,
    member: String,
}

fn text(value: &Value, key: &str) -> String {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("no {key} in {value}"))
        .to_owned()
}

fn person(server: &Server, name: &str) -> Person {
    let body = json!({"email": format!("{name}@example.com"), "full_name": name, "password": PASSWORD});
    let made = server.post("/auth/register", "", &body).expect("a new account");
    Person {
        id: text(&made, "id"),
        token: text(&made, "access_token"),
        member: String::new(),
    }
}

/// A rulebook as `organization` is, in which people join at once.
fn rulebooks(folder: &Path) -> String {
    let text = include_str!("../../rulebooks/organization.toml")
        .replace("name = \"organization\"", "name = \"moving\"")
        .replace("joining = [\"invitation\"", "joining = [\"direct\", \"invitation\"");
    std::fs::write(folder.join("moving.toml"), text).expect("a file");
    folder.display().to_string()
}

fn pair(server: &Server) -> [Person; 2] {
    let (mut ada, mut ben) = (person(server, "ada"), person(server, "ben"));
    let body = json!({"name": "Crash", "rulebook": "moving"});
    let made = server
        .post("/auth/business/create", &ada.token, &body)
        .expect("a workspace");
    ada.member = text(&made, "member_id");
    let invited = server.post("/team/invite?email=ben@example.com", &ada.token, &json!({}));
    ben.member = text(&invited.expect("a member"), "team_member_id");
    [ada, ben]
}

/// Moves the ownership once; answers whether the server lived to say so.
fn move_once(server: &Server, from: &Person, to: &Person) -> bool {
    let nominated = server.post("/workspace/transfer", &from.token, &json!({"member_id": to.member}));
    let accept = json!({"name": "Crash", "password": PASSWORD});
    nominated.is_some() && server.post("/workspace/transfer/accept", &to.token, &accept).is_some()
}

/// Who owns the workspace: the place in the pair. Panics unless it is exactly one.
fn owner(server: &Server, people: &[Person; 2]) -> usize {
    let team = server.get("/team/members", &people[0].token);
    let members = team.as_array().expect("members").iter();
    let owners: Vec<_> = members
        .filter(|m| m["role"] == "owner")
        .map(|m| text(m, "user_id"))
        .collect();
    assert_eq!(owners.len(), 1, "{team}");
    people.iter().position(|p| p.id == owners[0]).expect("one of the two")
}

/// Most entries of the log in one answer.
const PAGE: usize = 200;

/// How often it was moved, by the log.
fn moves_logged(server: &Server, owner: &Person) -> usize {
    let (mut moves, mut before) = (0, String::new());
    loop {
        let path = format!("/audit?act=ownership.moved&limit={PAGE}{before}");
        let page = server.get(&path, &owner.token);
        let page = page.as_array().expect("entries");
        moves += page.len();
        match page.last() {
            Some(last) if page.len() == PAGE => before = format!("&cursor={}", text(last, "id")),
            _ => return moves,
        }
    }
}

/// Moves it back and forth until the server is killed; answers how often it was answered.
fn kill_while_moving(server: Server, people: &[Person; 2], mut holder: usize, moves: usize) -> usize {
    let done = AtomicUsize::new(0);
    let pid = server.process.id().to_string();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while move_once(&server, &people[holder], &people[1 - holder]) {
                holder = 1 - holder;
                done.fetch_add(1, Ordering::SeqCst);
            }
        });
        while done.load(Ordering::SeqCst) < moves {
            std::thread::yield_now();
        }
        let killed = Command::new("kill").args(["-9", &pid]).status().expect("kill runs");
        assert!(killed.success());
    });
    server.kill();
    done.into_inner()
}

fn check(settings: &[(&str, &str)]) {
    let (folder, books) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let books = rulebooks(books.path());
    let settings = [&[("DESKBELL_RULEBOOKS", books.as_str())], settings].concat();
    let mut server = Server::start_with(folder.path(), &settings);
    let people = pair(&server);
    let mut moved = 0;
    let rounds = std::env::var("DESKBELL_PROVE_KILLS").map_or(3, |n| n.parse().expect("a number"));
    for round in 0..rounds {
        // A nomination that a kill left behind.
        let before = owner(&server, &people);
        let _none = ureq::delete(server.url("/workspace/transfer"))
            .header("authorization", format!("Bearer {}", people[before].token))
            .call();
        let answered = kill_while_moving(server, &people, before, 1 + round % 4);
        server = Server::start_with(folder.path(), &settings);
        let now = owner(&server, &people);
        let logged = moves_logged(&server, &people[now]);
        assert!(
            (moved + answered..=moved + answered + 1).contains(&logged),
            "round {round}: {answered} answered after {moved}, and {logged} in the log"
        );
        assert_eq!(
            now,
            logged % 2,
            "round {round}: the owner is not whom the last move made one"
        );
        moved = logged;
    }
    server.kill();
}

#[test]
fn a_kill_leaves_exactly_one_owner_on_sqlite() {
    check(&[]);
}

#[test]
fn a_kill_leaves_exactly_one_owner_on_postgres() {
    let url = std::env::var("DESKBELL_TEST_POSTGRES")
        .expect("no PostgreSQL for this test: run it with `cargo xtask test`, which starts one");
    let name = format!("crash_{}", std::process::id());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls)
            .await
            .expect("it answers");
        tokio::spawn(connection);
        client
            .batch_execute(&format!("create database {name}"))
            .await
            .expect("a database");
    });
    let mut own = url::Url::parse(&url).expect("a URL");
    own.set_path(&name);
    check(&[("DESKBELL_DATABASE_URL", own.as_str())]);
}
