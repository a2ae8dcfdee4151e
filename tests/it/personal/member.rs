use deskbell::archive::parts::PARTS;
use deskbell::archive::purge::purge_due;
use deskbell::jobs::seal_all;
use deskbell::live::deliver::deliver;
use serde_json::{Value, json};

use super::customer::erase;
use super::needle::listen;
use crate::desk::{Desk, PASSWORD, Person};
use crate::world::World;

/// What belongs to the login, and is the person's own to delete.
const LOGIN: [&str; 1] = ["accounts"];

fn of(person: &Person) -> String {
    format!("/team/people/{}", person.id)
}

/// Somebody works here, leaves their name wherever one can stand, and is removed. Answers them.
fn worked_here(desk: &Desk, world: &World, book: &str, name: &str) -> Person {
    let owner = &world.owner.token;
    let person = desk.person(name);
    if book == "organization" {
        desk.invitation(owner, &person.email, "admin");
        let sheet = format!("email\n{}\n", person.email);
        desk.sheet(owner, &sheet).ok();
    }
    let member = desk.invite(&world.owner, &person, "admin");
    let messages = format!("/conversations/{}/messages", world.conversation);
    desk.post(&messages, &person.token, json!({"content": "It is back."}))
        .ok();
    let note = json!({"content": format!("Ask {name} or {}", person.email), "private": true});
    desk.post(&messages, &world.agent.token, note).ok();
    desk.post(
        &format!("/team/assign/{}?agent_id={}", world.conversation, person.id),
        owner,
        json!({}),
    )
    .ok();
    desk.post("/views", &person.token, json!({"name": "Mine", "filter": {}}))
        .ok();
    desk.post(
        "/tags",
        owner,
        json!({"name": format!("For {name}"), "colour": "#7650FF"}),
    )
    .ok();
    desk.patch(
        "/auth/me",
        &person.token,
        json!({"full_name": format!("{name} Junior")}),
    )
    .ok();
    let change = json!({"act": "tier", "tier": "power", "members": [member], "preview": false});
    desk.post("/team/bulk", owner, change).ok();
    desk.wait(deskbell::bulk::run::run_due(&desk.app)).expect("it runs");
    if book == "organization" {
        let link = desk.post("/team/links", &person.token, json!({})).ok();
        desk.invitation(&person.token, "asked@example.com", "member");
        desk.delete(&format!("/team/links/{}", link.text("/id")), owner).ok();
    }
    desk.send_mails();
    desk.delete(&format!("/team/members/{member}"), owner).ok();
    desk.wait(deliver(&desk.app)).expect("it delivers");
    desk.wait(deskbell::search::index::index(&desk.app))
        .expect("it indexes");
    person
}

in_both_rulebooks! {
    fn whoever_is_here_is_removed_first_and_the_owner_never(desk, book) {
        let world = desk.world_in(book, "Acme");
        let owner = &world.owner.token;
        let stranger = desk.person("Stranger");
        let before = desk.dump();
        let refusal = erase(desk, owner, &of(&world.agent), "Acme Cyd").refused(409, "still_member");
        assert_eq!(refusal.text("/why/rule"), "deskbell/erasure");
        desk.get(&format!("{}/erasure", of(&world.agent)), owner).refused(409, "still_member");
        erase(desk, owner, &of(&world.owner), "Acme Ada").refused(400, "owner_protected");
        erase(desk, owner, &of(&stranger), "Stranger").refused(404, "not_found");
        for token in [&world.admin.token, &world.agent.token] {
            erase(desk, token, &of(&world.agent), "Acme Cyd").refused(403, "not_permitted");
            desk.get("/team/former", token).refused(403, "not_permitted");
        }
        // Whoever is here has a right to what is held about them as well.
        let held = desk.get(&format!("{}/personal-data", of(&world.agent)), owner).ok();
        assert_eq!(held.text("/name"), "Acme Cyd");
        assert_eq!(desk.get("/team/former", owner).ok().body, json!([]));
        desk.delete(&format!("/team/members/{}", world.agent_member), owner).ok();
        let left = desk.dump();
        erase(desk, owner, &of(&world.agent), "Cyd").names("name");
        assert_eq!(desk.dump(), left);
        assert_ne!(before, left);
    }

    fn of_an_erased_member_nothing_is_found_in_the_workspace(desk, book) {
        listen();
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        let name = format!("Nadel Wirt{book}");
        desk.wait(seal_all(&desk.app)).expect("it seals");
        let person = worked_here(desk, &world, book, &name);
        desk.wait(seal_all(&desk.app)).expect("it seals");
        desk.invite(&other.owner, &person, "agent");
        let token = desk.sign_in(&person);
        let theirs = format!("/conversations/{}/messages", other.conversation);
        desk.post(&theirs, &token, json!({"content": "Elsewhere too."})).ok();
        let email = person.email.as_str();
        let former = desk.get("/team/former", &world.owner.token).ok();
        assert_eq!(former.body[0]["email"], email);
        let held = desk.get(&format!("{}/personal-data", of(&person)), &world.owner.token).ok();
        for part in ["messages", "activity", "archived_parts", "audit", "bulk_acts_met", "conversation_history"] {
            assert_ne!(held.body["held"][part], json!([]), "{part}");
        }
        let preview = desk.get(&format!("{}/erasure", of(&person)), &world.owner.token).ok();
        assert_eq!(preview.text("/name"), format!("{name} Junior"));

        erase(desk, &world.owner.token, &of(&person), &format!("{name} Junior")).ok();
        desk.wait(deskbell::search::index::index(&desk.app)).expect("it indexes");
        desk.wait(seal_all(&desk.app)).expect("it seals");
        desk.wait(deskbell::admin::check(&desk.app, None)).expect("the logs are whole");
        // The other workspace has its own: its rows are told by its id.
        for words in [email.to_owned(), name.to_lowercase()] {
            for table in desk.tables_of_tenants() {
                let rows = desk.rows_of(&table).to_lowercase();
                let found: Vec<_> = rows.lines().filter(|r| r.contains(&words) && !r.contains(&other.workspace)).collect();
                assert!(found.is_empty(), "{table}: {found:?}");
            }
        }
        desk.get(&of(&person), &world.owner.token).refused(404, "not_found");
        desk.get(&format!("{}/personal-data", of(&person)), &world.owner.token).refused(404, "not_found");
        assert_eq!(desk.get("/team/former", &world.owner.token).ok().body, json!([]));
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok();
        let said = shown.body["messages"].as_array().expect("messages");
        let kept = said.iter().find(|m| m["content"] == "It is back.").expect("the answer");
        assert_eq!((&kept["sender_name"], kept["sender_id"] == person.id.as_str()), (&Value::Null, false));
        assert!(said.iter().any(|m| m["content"] == "Ask Erased person or Erased person"), "{said:?}");
        let log = desk.get("/audit?q=erased%20removed", &world.owner.token).ok();
        let text = log.text("/0/text");
        assert!(text.contains("erased on 2026-03-01 by Acme Ada"), "{text}");
        // Elsewhere they go on.
        let there = desk.get(&format!("/conversations/{}", other.conversation), &other.owner.token).ok();
        assert!(there.body.to_string().contains(&format!("{name} Junior")), "{}", there.body);
        desk.get("/conversations", &token).ok();
    }

    fn of_a_deleted_account_not_even_the_name_is_left(desk, book) {
        listen();
        let world = desk.world_in(book, "Acme");
        let name = format!("Deleted Nadel{book}");
        let person = worked_here(desk, &world, book, &name);
        let body = json!({"password": PASSWORD}).to_string();
        let bearer = format!("Bearer {}", desk.sign_in(&person));
        desk.call("DELETE", "/auth/me", &[("authorization", &bearer)], Some(&body)).ok();
        desk.send_mails();
        assert!(desk.places_with(&name.to_lowercase()).iter().any(|place| LOGIN.contains(&place.as_str())));
        erase(desk, &world.owner.token, &of(&person), &format!("{name} Junior")).ok();
        desk.wait(deskbell::search::index::index(&desk.app)).expect("it indexes");
        let left: Vec<_> = desk.places_with(&name.to_lowercase());
        assert_eq!(left, Vec::<String>::new());
        let left: Vec<_> = desk.places_with(&person.email);
        assert_eq!(left, Vec::<String>::new());
    }

    fn whoever_deletes_their_account_after_they_were_erased_leaves_no_name_either(desk, book) {
        listen();
        let world = desk.world_in(book, "Acme");
        let name = format!("Late Nadel{book}");
        let person = worked_here(desk, &world, book, &name);
        erase(desk, &world.owner.token, &of(&person), &format!("{name} Junior")).ok();
        let body = json!({"password": PASSWORD}).to_string();
        let bearer = format!("Bearer {}", desk.sign_in(&person));
        desk.call("DELETE", "/auth/me", &[("authorization", &bearer)], Some(&body)).ok();
        desk.send_mails();
        assert_eq!(desk.places_with(&name.to_lowercase()), Vec::<String>::new());
    }

    fn what_is_a_persons_own_goes_the_whole_way(desk, book) {
        let world = desk.world_in(book, "Acme");
        let leave = |desk: &Desk| {
            let token = desk.sign_in(&world.agent);
            desk.post("/views", &token, json!({"name": "Mine", "filter": {}})).ok();
            let owner = desk.sign_in(&world.owner);
            // Whoever is here is handed what is theirs where it stands, part by part.
            let held = desk.get(&format!("{}/personal-data", of(&world.agent)), &owner).ok();
            for part in PARTS {
                assert_ne!(held.body["held"][part.name], json!([]), "{}", part.name);
            }
            assert_eq!(held.text("/held/views/0/name"), "Mine");
            let members = desk.get("/team/members", &owner).ok().body;
            let member = members.as_array().expect("members").iter().find(|m| m["user_id"] == world.agent.id.as_str());
            desk.delete(&format!("/team/members/{}", member.expect("Cyd")["id"].as_str().expect("an id")), &owner).ok();
        };
        let back = |desk: &Desk| {
            let owner = Person { token: desk.sign_in(&world.owner), ..world.owner.clone() };
            desk.invite(&owner, &world.agent, "agent");
            desk.sign_in(&world.agent)
        };
        // Archived, offered, and after its days purged.
        leave(desk);
        let token = back(desk);
        assert_eq!(desk.get("/team/archive", &token).ok().body["archive"]["parts"], json!([{"part": "views", "count": 1}]));
        leave(desk);
        desk.clock.advance(31 * 86_400);
        desk.wait(purge_due(&desk.app)).expect("it purges");
        // Archived again: it is in the export, and an erasure takes it.
        back(desk);
        leave(desk);
        let owner = desk.sign_in(&world.owner);
        let held = desk.get(&format!("{}/personal-data", of(&world.agent)), &owner).ok();
        assert_eq!(held.text("/held/archived_parts/0/items/0/name"), "Mine");
        erase(desk, &owner, &of(&world.agent), "Acme Cyd").ok();
        for table in ["archives", "archived_parts", "views"] {
            assert!(!desk.rows_of(table).contains(&world.agent.id), "{table}");
        }
    }
}
