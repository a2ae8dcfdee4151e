//! A rulebook of the operator's own works without a new build.

use serde_json::json;

use crate::desk::{Desk, Kind, START};
use crate::socket::Socket;

fn studio() -> String {
    include_str!("../../rulebooks/support.toml")
        .replace("name = \"support\"", "name = \"studio\"")
        .replace("\"agent\"", "\"helper\"")
        .replace("\"admin\", \"helper\"", "\"lead\", \"helper\"")
        .replace("\"owner\", \"admin\"", "\"owner\", \"lead\"")
        .replace(
            "name = \"admin\"\nlabel = \"Admin\"\npeople",
            "name = \"lead\"\nlabel = \"Lead\"\npeople",
        )
        .replace("role = \"admin\"", "role = \"lead\"")
        .replace("label = \"Agent\"", "label = \"Helper\"")
        .replace("name = \"free\"\nlabel = \"Free\"", "name = \"tiny\"\nlabel = \"Tiny\"")
        .replace("plan = \"free\"", "plan = \"tiny\"")
        .replace("agents = 0", "agents = 1")
        .replacen("messages_per_month = \"unlimited\"", "messages_per_month = 2", 1)
}

fn with_studio(folder: &std::path::Path) -> impl FnOnce(&mut deskbell::config::Config) + use<> {
    std::fs::write(folder.join("studio.toml"), studio()).expect("a file");
    let folder = folder.to_owned();
    move |config| config.rulebooks = Some(folder)
}

#[test]
fn a_third_rulebook_brings_its_own_roles_plans_and_limits() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let folder = tempfile::tempdir().expect("a folder");
        let desk = Desk::with(kind, with_studio(folder.path()));
        let (ada, ben, cyd) = (desk.person("Ada"), desk.person("Ben"), desk.person("Cyd"));
        let made = desk
            .post(
                "/auth/business/create",
                &ada.token,
                json!({"name": "S", "rulebook": "studio"}),
            )
            .ok();
        assert_eq!(made.body["business"]["rulebook"], "studio");
        desk.post(
            &format!("/team/invite?email={}&role=agent", ben.email),
            &ada.token,
            json!({}),
        )
        .refused(400, "invalid_role");
        let done = desk
            .post(&format!("/team/invite?email={}", ben.email), &ada.token, json!({}))
            .ok();
        assert_eq!(done.body["message"], "Helper ben@example.com invited successfully");
        let full = desk
            .post(&format!("/team/invite?email={}", cyd.email), &ada.token, json!({}))
            .refused(402, "limit_exceeded");
        assert_eq!((&full.body["plan"], &full.body["limit"]), (&json!("Tiny"), &json!(1)));

        let open = json!({"business_id": made.body["business"]["id"], "initial_message": "1"});
        let conversation = desk.post("/conversations", &ben.token, open).ok().text("/id");
        let path = format!("/conversations/{conversation}/messages");
        desk.post(&path, &ben.token, json!({"content": "2"})).ok();
        let limit = desk
            .post(&path, &ben.token, json!({"content": "3"}))
            .refused(429, "message_limit");
        let (_, next_month) = START.month();
        assert_eq!(
            limit.headers["retry-after"],
            next_month.seconds_since(START).to_string().as_str()
        );
        assert!(limit.text("/why/rule").contains("messages_per_month"));
        desk.clock.advance(next_month.seconds_since(START));
        let token = desk.sign_in(&ben);
        desk.post(&path, &token, json!({"content": "3"})).ok();
        let plan = desk.get("/billing/plan", &token).ok();
        assert_eq!(plan.body["use"]["messages_this_month"], 1);
    }
}

#[test]
fn whoever_may_not_read_conversations_hears_of_none() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let folder = tempfile::tempdir().expect("a folder");
        let text = studio().replace(
            "\"conversations.read\" = [\"owner\", \"lead\", \"helper\"]",
            "\"conversations.read\" = [\"owner\", \"lead\"]",
        );
        let with = with_studio(folder.path());
        std::fs::write(folder.path().join("studio.toml"), text).expect("a file");
        let desk = Desk::with(kind, with);
        let (ada, ben, cyd) = (desk.person("Ada"), desk.person("Ben"), desk.person("Cyd"));
        let make = json!({"name": "S", "rulebook": "studio"});
        let made = desk.post("/auth/business/create", &ada.token, make).ok();
        desk.put("/billing/plan", &ada.token, json!({"plan": "mini"})).ok();
        for (person, role) in [(&ben, "helper"), (&cyd, "lead")] {
            let path = format!("/team/invite?email={}&role={role}", person.email);
            desk.post(&path, &ada.token, json!({})).ok();
        }
        let (at_ben, at_cyd) = (Socket::open(&desk, &ben.token), Socket::open(&desk, &cyd.token));
        let say = |words: &str, status: &str| {
            let open = json!({"business_id": made.body["business"]["id"], "initial_message": words});
            desk.post("/conversations", &ada.token, open).ok();
            desk.patch("/team/status", &ada.token, json!({"status": status})).ok();
        };
        say("first words", "live");
        at_ben.hears_but_not("\"live\"", "conversation");
        at_cyd.hears("first words");

        let give = |to: &str, role: &str| {
            let members = desk.get("/team/members", &ada.token).ok().body;
            let member = members.as_array().expect("members").iter().find(|m| m["user_id"] == to);
            let path = format!(
                "/team/members/{}",
                member.expect("a member")["id"].as_str().expect("an id")
            );
            desk.patch(&path, &ada.token, json!({"role": role})).ok();
        };
        give(&cyd.id, "helper");
        give(&ben.id, "lead");
        say("second words", "away");
        at_ben.hears("second words");
        at_cyd.hears_but_not("\"away\"", "second words");
    }
}

#[test]
fn a_workspace_whose_rulebook_is_missing_stops_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = tempfile::tempdir().expect("a folder");
    let path = data.path().to_owned();
    let rules = with_studio(folder.path());
    let desk = Desk::with(Kind::Sqlite, |config| {
        rules(config);
        config.data.clone_from(&path);
    });
    let ada = desk.person("Ada");
    desk.post(
        "/auth/business/create",
        &ada.token,
        json!({"name": "Studio Nine", "rulebook": "studio"}),
    )
    .ok();
    drop(desk);
    let refusal = Desk::try_with(Kind::Sqlite, |config| config.data = path)
        .err()
        .expect("a refusal");
    assert!(
        refusal.contains("Studio Nine") && refusal.contains("studio"),
        "{refusal}"
    );
}

#[test]
fn a_bad_rulebook_stops_the_start_with_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(
        folder.path().join("bad.toml"),
        studio().replace("\"members.read\"", "\"members.rade\""),
    )
    .expect("a file");
    let path = folder.path().to_owned();
    let refusal = Desk::try_with(Kind::Sqlite, |c| c.rulebooks = Some(path))
        .err()
        .expect("a refusal");
    assert!(
        refusal.contains("bad.toml:") && refusal.contains("members.rade"),
        "{refusal}"
    );
}

#[test]
fn anybody_may_read_the_rules_first() {
    let desk = Desk::start(Kind::Sqlite);
    let books = desk.call("GET", "/rulebooks", &[], None).ok();
    assert_eq!(books.body[0]["name"], "support");
    assert_eq!(books.body[0]["differences"].as_array().map(Vec::len), Some(3));
}
