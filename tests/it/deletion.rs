//! `DELETE /workspace` and `POST /workspace/restore`: a week to change one's mind, then nothing is left.

use deskbell::store::TABLES;
use deskbell::workspace::purge::purge_due;
use serde_json::{Value, json};

use crate::desk::{Answer, Desk};
use crate::mail_server::read;
use crate::socket::Socket;
use crate::world::World;

const WEEK: i64 = 7 * 86_400;
/// The minute in which requests that began before may end.
const GRACE: i64 = 60;

fn delete(desk: &Desk, token: &str, name: &str) -> Answer {
    let (bearer, body) = (format!("Bearer {token}"), json!({"name": name}).to_string());
    desk.call("DELETE", "/workspace", &[("authorization", &bearer)], Some(&body))
}

fn purge(desk: &Desk) {
    desk.wait(purge_due(&desk.app)).expect("it purges");
}

/// Where nothing of a support team can stand: its people do not come in by themselves.
const OF_ORGANIZATIONS: [&str; 7] = [
    "invitations",
    "invitation_days",
    "join_links",
    "link_uses",
    "imports",
    "import_pieces",
    "domains",
];

/// Something in each of these.
fn bring_in(desk: &Desk, world: &World) {
    let owner = &world.owner.token;
    desk.invitation(owner, "invited@example.com", "member");
    desk.sheet(owner, "email\nlisted@example.com\n").ok();
    let link = desk.post("/team/links", owner, json!({})).ok().text("/token");
    let person = desk.person(&format!("Lin{}", &world.workspace[30..]));
    desk.post(&format!("/links/{link}/join"), &person.token, json!({})).ok();
    let members = desk.get("/team/members", owner).ok().body;
    let list = members.as_array().expect("members");
    let member = list.iter().find(|m| m["user_id"] == person.id.as_str()).expect("Lin");
    desk.delete(
        &format!("/team/members/{}", member["id"].as_str().expect("an id")),
        owner,
    )
    .ok();
}

/// Something in every part of the workspace.
fn fill(desk: &Desk, world: &World, book: &str) {
    if book == "organization" {
        bring_in(desk, world);
    }
    let named = desk.furnish(world);
    let tag = &named.iter().find(|(name, _)| *name == "{tag_id}").expect("a tag").1;
    let tags = format!("/conversations/{}/tags", world.conversation);
    desk.put(&tags, &world.owner.token, json!({"tags": [tag]})).ok();
    let path = format!("/conversations/{}/messages", world.conversation);
    desk.post(&path, &world.agent.token, json!({"content": "It is."})).ok();
    let keep = json!({"conversations": 90, "activity": null, "audit": null});
    desk.patch("/workspace", &world.owner.token, json!({"retention": keep}))
        .ok();
    let gone = desk.person(&format!("Gone{}", &world.workspace[30..]));
    let member = desk.invite(&world.owner, &gone, "agent");
    desk.post("/views", &gone.token, json!({"name": "Mine", "filter": {}}))
        .ok();
    desk.delete(&format!("/team/members/{member}"), &world.owner.token).ok();
    let spare = desk
        .post("/customers", &world.owner.token, json!({"name": "Spare"}))
        .ok();
    let (bearer, body) = (
        format!("Bearer {}", world.owner.token),
        json!({"name": "Spare"}).to_string(),
    );
    let path = format!("/customers/{}/personal-data", spare.text("/id"));
    desk.call("DELETE", &path, &[("authorization", &bearer)], Some(&body))
        .ok();
    let visitor = desk.platform_admin(&format!("{} Visitor", world.name));
    desk.visit(&visitor, &world.workspace, "running");
    desk.on_visit(&visitor.token, &world.workspace, ("GET", "/workspace"), None)
        .ok();
    desk.wait(deskbell::search::index::index(&desk.app))
        .expect("it indexes");
}

/// Tables that hold the id, in whatever column.
fn tables_with(desk: &Desk, id: &str) -> Vec<String> {
    let tables = TABLES.iter().filter(|table| desk.rows_of(table).contains(id));
    tables.map(|table| (*table).to_owned()).collect()
}

in_both_rulebooks! {
    fn only_the_owner_deletes_and_types_the_name(desk, book) {
        let world = desk.world_in(book, "Acme");
        let before = desk.dump();
        for token in [&world.admin.token, &world.agent.token] {
            let refusal = delete(desk, token, "Acme").refused(403, "not_permitted");
            assert!(refusal.text("/why/rule").contains("workspace.delete"), "{}", refusal.body);
            desk.post("/workspace/restore", token, json!({})).refused(403, "not_permitted");
        }
        delete(desk, &world.owner.token, "acme").names("name");
        delete(desk, &world.owner.token, "").names("name");
        desk.post("/workspace/restore", &world.owner.token, json!({})).refused(409, "not_deleted");
        assert_eq!(desk.dump(), before);
    }

    fn the_name_is_typed_as_it_looks(desk, book) {
        let world = desk.world_in(book, "Acme");
        let owner = &world.owner.token;
        for (kept, typed) in [("Acme   Tents", "Acme Tents"), ("Acme\u{ad} Tents\u{a0}& Co", "Acme Tents & Co")] {
            desk.patch("/workspace", owner, json!({"name": kept})).ok();
            delete(desk, owner, "AcmeTents").names("name");
            delete(desk, owner, typed).ok();
            desk.post("/workspace/restore", owner, json!({})).ok();
        }
        desk.patch("/workspace", owner, json!({"name": "\u{200b}\u{feff}"})).names("name");
    }

    fn for_a_week_it_goes_on_and_the_owner_can_restore_it(desk, book) {
        let world = desk.world_in(book, "Acme");
        let socket = Socket::open(desk, &world.agent.token);
        let deleted = delete(desk, &world.owner.token, "Acme").ok();
        assert_eq!(deleted.body["deletion"]["by"], "Acme Ada");
        socket.hears("\"what\":\"deletion\"");
        let again = delete(desk, &world.owner.token, "Acme").ok();
        assert_eq!(again.body["deletion"], deleted.body["deletion"]);
        desk.clock.advance(WEEK - 1);
        purge(desk);
        let agent = desk.sign_in(&world.agent);
        assert_eq!(desk.get("/workspace", &agent).ok().body["deletion"], deleted.body["deletion"]);
        desk.get("/conversations", &agent).ok();
        let owner = desk.sign_in(&world.owner);
        let restored = desk.post("/workspace/restore", &owner, json!({})).ok();
        assert_eq!(restored.body["deletion"], Value::Null);
        desk.clock.advance(WEEK);
        purge(desk);
        desk.get("/workspace", &desk.sign_in(&world.agent)).ok();
        let log = desk.get("/audit?act=workspace&limit=2", &desk.sign_in(&world.owner)).ok();
        assert_eq!(log.body[0]["text"], "Acme Ada restored the workspace Acme.");
        assert_eq!(log.body[1]["text"], "Acme Ada deleted the workspace Acme.");
    }

    fn then_no_table_and_no_folder_holds_anything_of_it(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        fill(desk, &world, book);
        fill(desk, &other, book);
        desk.invite(&other.owner, &world.agent, "agent");
        if book == "organization" {
            let body = json!({"member_id": world.admin_member});
            desk.post("/workspace/transfer", &world.owner.token, body).ok();
        }
        let folder = |id: &str| desk.folder().join("files").join(id);
        assert!(folder(&world.workspace).exists());
        delete(desk, &world.owner.token, "Acme").ok();
        let before = tables_with(desk, &world.workspace);
        let tenants = desk.tables_of_tenants();
        assert!(tenants.len() > 20 && tenants.iter().all(|table| TABLES.contains(&table.as_str())), "{tenants:?}");
        let empty = ["outbox", "transfers", "search_waiting", "identities"];
        let of_others = |t: &str| book == "support" && OF_ORGANIZATIONS.contains(&t);
        let unfilled: Vec<_> = tenants
            .iter()
            .filter(|t| !before.contains(t) && !empty.contains(&t.as_str()) && !of_others(t))
            .collect();
        assert!(unfilled.is_empty(), "nothing of the workspace stood in {unfilled:?}");

        desk.clock.advance(WEEK);
        let owner = desk.sign_in(&world.owner);
        // Already before it is purged, nobody is in it any more.
        desk.get("/workspace", &owner).refused(400, "no_workspace");
        desk.get("/visitor/conversation", &world.visitor).refused(401, "unauthenticated");
        desk.clock.advance(GRACE);
        purge(desk);
        assert_eq!(tables_with(desk, &world.workspace), Vec::<String>::new());
        for table in &tenants {
            assert!(!desk.rows_of(table).contains(&world.conversation), "{table}");
        }
        assert!(!folder(&world.workspace).exists() && folder(&other.workspace).exists());
        desk.call("GET", &format!("/widget/{}", world.widget), &[], None).refused(404, "not_found");
        assert_eq!(desk.get("/auth/me", &owner).ok().body["workspaces"], json!([]));

        // The other one, and whoever was in both, goes on.
        let agent = desk.sign_in(&world.agent);
        assert_eq!(desk.get("/auth/me", &agent).ok().body["business"]["name"], "Other");
        let path = format!("/conversations/{}", other.conversation);
        let shown = desk.get(&path, &desk.sign_in(&other.owner)).ok();
        assert_eq!(shown.body["messages"].as_array().map(Vec::len), Some(3));
    }
}

on_both! {
    fn a_purge_that_was_stopped_goes_on_where_it_stood(desk) {
        let world = desk.world("Acme");
        fill(desk, &world, "support");
        delete(desk, &world.owner.token, "Acme").ok();
        desk.clock.advance(WEEK + GRACE);
        // As far as a server came that was stopped in between.
        let id = world.workspace.clone();
        let begun = desk.app.store.write(move |tx| {
            Box::pin(async move {
                for statement in [
                    deskbell::sql!("delete from conversation_tags where workspace_id = $1"),
                    deskbell::sql!("delete from messages where workspace_id = $1"),
                ] {
                    tx.run(statement, deskbell::params![&id]).await?;
                }
                Ok(())
            })
        });
        desk.wait(begun).expect("a beginning");
        purge(desk);
        purge(desk);
        assert_eq!(tables_with(desk, &world.workspace), Vec::<String>::new());
    }
}

with_mail! {
    fn the_owner_is_mailed_how_to_keep_the_log_and_when_it_is_over(desk, server) {
        let world = desk.world("Acme");
        delete(desk, &world.owner.token, "Acme").ok();
        desk.send_mails();
        let mail = read(&server.to(&world.owner.email)[0].raw);
        assert_eq!(mail.subject, "You deleted Acme");
        assert!(mail.plain.contains("Until 2026-03-08 (UTC) Acme goes on"), "{}", mail.plain);
        assert!(mail.plain.contains("Keep the audit log"), "{}", mail.plain);
        desk.get("/audit/export?format=jsonl", &world.owner.token).ok();
        desk.clock.advance(WEEK + GRACE);
        purge(desk);
        desk.send_mails();
        let last = server.to(&world.owner.email).pop().expect("a mail");
        assert_eq!(read(&last.raw).subject, "Acme is gone");
    }
}
