//! `/team/archive` and `/team/archives`: what was somebody's own waits 30 days for them, and then goes.

use deskbell::archive::parts::PARTS;
use deskbell::archive::purge::purge_due;
use deskbell::limits;
use serde_json::{Value, json};

use crate::desk::{Desk, PASSWORD, Person};
use crate::world::World;

const DAY: i64 = 86_400;

fn keep_view(desk: &Desk, token: &str, name: &str) -> Value {
    let body = json!({"name": name, "filter": {"status": "open"}});
    desk.post("/views", token, body).ok().body
}

/// Removes the agent of the world, who has these views; answers the views as they were.
fn remove_with(desk: &Desk, world: &World, views: &[&str]) -> Value {
    for name in views {
        keep_view(desk, &world.agent.token, name);
    }
    let were = desk.get("/views", &world.agent.token).ok().body;
    desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token)
        .ok();
    were
}

/// Takes the agent in again; answers a new session of theirs.
fn again(desk: &Desk, world: &World) -> String {
    let owner = Person {
        token: desk.sign_in(&world.owner),
        ..world.owner.clone()
    };
    desk.invite(&owner, &world.agent, "agent");
    desk.sign_in(&world.agent)
}

fn offered(desk: &Desk, token: &str) -> Value {
    desk.get("/team/archive", token).ok().body["archive"].clone()
}

fn purge(desk: &Desk) {
    desk.wait(purge_due(&desk.app)).expect("it purges");
}

/// Whether anything of this person is in an archive, in whatever column.
fn is_kept(desk: &Desk, person: &Person) -> bool {
    ["archives", "archived_parts", "views"]
        .iter()
        .any(|table| desk.rows_of(table).contains(&person.id))
}

in_both_rulebooks! {
    fn what_was_theirs_is_offered_back_and_taken(desk, book) {
        let world = desk.world_in(book, "Acme");
        let were = remove_with(desk, &world, &["Open ones", "Mine"]);
        assert!(!desk.rows_of("views").contains(&world.agent.id), "nothing of theirs stays where it stood");
        let token = again(desk, &world);
        assert_eq!(desk.get("/views", &token).ok().body, json!([]));
        let offer = offered(desk, &token);
        assert_eq!(offer["parts"], json!([{"part": "views", "count": 2}]));
        assert_eq!(offer["role"], if book == "support" { "agent" } else { "member" });
        // Nobody else is offered it, and nobody else takes it.
        assert_eq!(offered(desk, &world.owner.token), Value::Null);
        let before = desk.dump();
        desk.post("/team/archive/restore", &world.owner.token, json!({})).refused(409, "nothing_archived");
        desk.delete("/team/archive", &world.owner.token).refused(409, "nothing_archived");
        assert_eq!(desk.dump(), before);

        let restored = desk.post("/team/archive/restore", &token, json!({})).ok();
        assert_eq!(restored.body["restored"], json!([{"part": "views", "count": 2}]));
        assert_eq!(desk.get("/views", &token).ok().body, were);
        assert_eq!(offered(desk, &token), Value::Null);
        desk.post("/team/archive/restore", &token, json!({})).refused(409, "nothing_archived");
        let log = desk.get("/audit?limit=1", &world.owner.token).ok();
        assert_eq!(log.body[0]["text"], "Acme Cyd brought back what was theirs here.");
    }

    fn whoever_does_without_it_leaves_nothing_behind(desk, book) {
        let world = desk.world_in(book, "Acme");
        remove_with(desk, &world, &["Mine"]);
        let token = again(desk, &world);
        desk.delete("/team/archive", &token).ok();
        assert!(!is_kept(desk, &world.agent));
        assert_eq!(offered(desk, &token), Value::Null);
        let log = desk.get("/audit?limit=1", &world.owner.token).ok();
        assert_eq!(log.body[0]["act"], "archive.declined");
    }

    fn whoever_left_finds_it_too_and_where_they_go_again_it_is_added_up(desk, book) {
        let world = desk.world_in(book, "Acme");
        keep_view(desk, &world.agent.token, "First");
        desk.post("/team/leave", &world.agent.token, json!({})).ok();
        let token = again(desk, &world);
        keep_view(desk, &token, "Second");
        desk.post("/team/leave", &token, json!({})).ok();
        let token = again(desk, &world);
        assert_eq!(offered(desk, &token)["parts"][0]["count"], 2);
        desk.post("/team/archive/restore", &token, json!({})).ok();
        let views = desk.get("/views", &token).ok().body;
        assert_eq!((&views[0]["name"], &views[1]["name"]), (&json!("First"), &json!("Second")));
    }

    fn after_thirty_days_it_goes_and_the_log_says_so(desk, book) {
        let world = desk.world_in(book, "Acme");
        remove_with(desk, &world, &["Mine"]);
        desk.clock.advance(30 * DAY - 1);
        purge(desk);
        assert!(is_kept(desk, &world.agent));
        let token = again(desk, &world);
        assert_eq!(offered(desk, &token)["parts"][0]["count"], 1);
        desk.clock.advance(1);
        // It is over to the second, whenever the job comes.
        assert_eq!(offered(desk, &token), Value::Null);
        desk.post("/team/archive/restore", &token, json!({})).refused(409, "nothing_archived");
        purge(desk);
        assert!(!is_kept(desk, &world.agent));
        let log = desk.get("/audit?act=archive", &desk.sign_in(&world.owner)).ok();
        assert_eq!(log.body.as_array().map(Vec::len), Some(1));
        assert_eq!(log.body[0]["text"], "What was kept of Acme Cyd was purged, 30 days after they went.");
        purge(desk);
        let again = desk.get("/audit?act=archive", &desk.sign_in(&world.owner)).ok();
        assert_eq!(again.body.as_array().map(Vec::len), Some(1));
    }

    fn what_is_due_does_not_live_on_in_what_is_archived_next(desk, book) {
        let world = desk.world_in(book, "Acme");
        remove_with(desk, &world, &["Old"]);
        again(desk, &world);
        desk.clock.advance(30 * DAY);
        // Nothing has come by to purge it, and they are taken out again.
        let members = desk.get("/team/members", &desk.sign_in(&world.owner)).ok();
        let mut members = members.body.as_array().expect("a list").iter();
        let member = members.find(|m| m["user_id"] == world.agent.id.as_str()).expect("they are here")["id"].clone();
        keep_view(desk, &desk.sign_in(&world.agent), "New");
        desk.delete(&format!("/team/members/{}", member.as_str().expect("an id")), &desk.sign_in(&world.owner)).ok();
        assert_eq!(offered(desk, &again(desk, &world))["parts"], json!([{"part": "views", "count": 1}]));
        let log = desk.get("/audit?act=archive.purged", &desk.sign_in(&world.owner)).ok();
        assert_eq!(log.body[0]["before"]["views"], 1, "{}", log.body);
    }

    fn whoever_invites_sees_who_was_here(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        remove_with(desk, &world, &["Mine"]);
        let by_admin = desk.get("/team/archives", &world.admin.token);
        assert_eq!(by_admin.status, if book == "support" { 403 } else { 200 });
        let list = desk.get("/team/archives", &world.owner.token).ok().body;
        assert_eq!(list.as_array().map(Vec::len), Some(1));
        assert_eq!(list[0]["email"], world.agent.email.as_str());
        assert_eq!(list[0]["name"], "Acme Cyd");
        assert_eq!(list[0]["archive"]["parts"], json!([{"part": "views", "count": 1}]));
        assert_eq!(desk.get("/team/archives", &other.owner.token).ok().body, json!([]));
        // Whoever is here again is no former member.
        let token = again(desk, &world);
        assert_eq!(desk.get("/team/archives", &world.owner.token).ok().body, json!([]));
        desk.get("/team/archives", &token).refused(403, "not_permitted");
    }

    fn more_than_fits_is_refused_and_waits_on(desk, book) {
        let world = desk.world_in(book, "Acme");
        remove_with(desk, &world, &["Mine"]);
        let token = again(desk, &world);
        let full: Vec<String> = (0..limits::VIEWS).map(|n| format!("View {n}")).collect();
        let ids: Vec<_> = full.iter().map(|name| keep_view(desk, &token, name)["id"].clone()).collect();
        let before = desk.dump();
        desk.post("/team/archive/restore", &token, json!({})).refused(409, "too_many_views");
        assert_eq!(desk.dump(), before);
        desk.delete(&format!("/views/{}", ids[0].as_str().expect("an id")), &token).ok();
        desk.post("/team/archive/restore", &token, json!({})).ok();
    }

    fn nothing_is_kept_of_a_deleted_account(desk, book) {
        let world = desk.world_in(book, "Acme");
        remove_with(desk, &world, &["Mine"]);
        let body = json!({"password": PASSWORD}).to_string();
        let bearer = format!("Bearer {}", desk.sign_in(&world.agent));
        desk.call("DELETE", "/auth/me", &[("authorization", &bearer)], Some(&body)).ok();
        assert!(!is_kept(desk, &world.agent));
        assert_eq!(desk.get("/team/archives", &world.owner.token).ok().body, json!([]));
    }

    fn a_purge_keeps_what_was_archived_anew_since(desk, book) {
        let world = desk.world_in(book, "Acme");
        remove_with(desk, &world, &["Mine"]);
        desk.clock.advance(29 * DAY);
        let token = again(desk, &world);
        desk.post("/team/leave", &token, json!({})).ok();
        desk.clock.advance(2 * DAY);
        purge(desk);
        assert!(is_kept(desk, &world.agent));
    }
}

/// Tables that name a workspace and an account, and hold no part of a person's own.
const NOT_THEIR_OWN: [(&str, &str); 6] = [
    ("members", "the membership itself"),
    ("archives", "the archive itself"),
    ("archived_parts", "the archive itself"),
    (
        "activity",
        "what was done here, which the workspace's retention decides about",
    ),
    ("link_uses", "who came by a link: the workspace's history"),
    ("visits", "who visited as a platform admin: the workspace's history"),
];

#[test]
fn every_table_of_peoples_own_belongs_to_a_part() {
    let schema = include_str!("../../../migrations/sqlite.sql");
    let tables: Vec<_> = schema.split("CREATE TABLE ").skip(1).collect();
    assert!(tables.len() > 40, "the schema reads otherwise by now");
    let mut found = 0;
    for table in tables {
        let (name, columns) = table.split_once(" (").expect("a table");
        let columns = columns.split(';').next().expect("its columns");
        if !(columns.contains("workspace_id text not null") && columns.contains("\n    account_id text not null")) {
            continue;
        }
        found += 1;
        let is_part = PARTS.iter().any(|part| part.tables.contains(&name));
        let is_other = NOT_THEIR_OWN.iter().any(|(other, _)| *other == name);
        assert!(
            is_part != is_other,
            "`{name}`: is it a part of what is a person's own? Say so in src/archive/parts.rs"
        );
    }
    assert!(found > NOT_THEIR_OWN.len());
}
