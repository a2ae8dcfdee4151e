use deskbell::jobs::seal_all;
use deskbell::live::deliver::deliver;
use deskbell::personal::finish::finish_due;
use serde_json::{Value, json};

use super::needle::listen;
use crate::desk::{Answer, Desk};
use crate::world::World;

pub fn erase(desk: &Desk, token: &str, path: &str, name: &str) -> Answer {
    let (bearer, body) = (format!("Bearer {token}"), json!({"name": name}).to_string());
    let headers = [("authorization", bearer.as_str())];
    desk.call("DELETE", &format!("{path}/personal-data"), &headers, Some(&body))
}

fn customer(desk: &Desk, world: &World) -> String {
    let path = format!("/conversations/{}", world.conversation);
    desk.get(&path, &world.owner.token).ok().text("/customer_id")
}

/// The customer of the world says who they are, in every way that there is, and others say it too.
fn known_as(desk: &Desk, world: &World, name: &str, email: &str) {
    let owner = &world.owner.token;
    let who = json!({"name": name, "email": email, "fields": {"mail": email}, "page": format!("https://shop.example/?m={email}")});
    desk.patch("/visitor", &world.visitor, who).ok();
    desk.visitor_writes(&world.visitor, &format!("I am {name}, {email}."));
    desk.visitor_sends(&world.visitor, &format!("{email}.txt"), email.as_bytes());
    let ours = format!("/conversations/{}", world.conversation);
    for (private, content) in [(false, format!("Dear {name}")), (true, format!("It is {email} again"))] {
        let body = json!({"content": content, "private": private});
        let bearer = format!("Bearer {}", world.agent.token);
        let headers = [
            ("authorization", bearer.as_str()),
            ("idempotency-key", if private { "note" } else { "reply" }),
        ];
        desk.call("POST", &format!("{ours}/messages"), &headers, Some(&body.to_string()))
            .ok();
    }
    let other = desk.visitor(&world.widget);
    desk.visitor_writes(&other, &format!("My neighbour {name} ({email}) has the same lantern."));
    desk.post(
        "/canned-replies",
        owner,
        json!({"shortcut": "near", "title": name, "content": format!("Ask {email}")}),
    )
    .ok();
    desk.post("/tags", owner, json!({"name": name, "colour": "#7650FF"}))
        .ok();
    desk.post("/views", owner, json!({"name": format!("Of {name}"), "filter": {}}))
        .ok();
    desk.wait(deliver(&desk.app)).expect("it delivers");
    desk.wait(deskbell::search::index::index(&desk.app))
        .expect("it indexes");
    desk.wait(seal_all(&desk.app)).expect("it seals");
}

in_both_rulebooks! {
    fn only_the_owner_in_person_erases_and_types_the_name(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        let path = format!("/customers/{}", customer(desk, &world));
        let (_, key) = desk.key(&world.owner, "owner");
        let before = desk.dump();
        for token in [&world.admin.token, &world.agent.token] {
            erase(desk, token, &path, "Visitor").refused(403, "not_permitted");
            desk.get(&format!("{path}/personal-data"), token).refused(403, "not_permitted");
            desk.get(&format!("{path}/erasure"), token).refused(403, "not_permitted");
        }
        erase(desk, &key, &path, "Visitor").refused(403, "not_for_keys");
        erase(desk, &other.owner.token, &path, "Visitor").refused(404, "not_found");
        erase(desk, &world.owner.token, &path, "visitor").names("name");
        erase(desk, &world.owner.token, &path, "").names("name");
        assert_eq!(desk.dump(), before);
        erase(desk, &world.owner.token, &path, "Visitor").ok();
        let after = desk.dump();
        erase(desk, &world.owner.token, &path, "Visitor").refused(409, "already_erased");
        assert_eq!(desk.dump(), after);
    }

    fn the_export_holds_what_others_wrote_and_the_preview_counts_it(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/customers/{}", customer(desk, &world));
        known_as(desk, &world, "Ines Ödegård", "ines@example.com");
        let data = desk.get(&format!("{path}/personal-data"), &world.owner.token).ok();
        let mentions = data.body["held"]["mentions"].as_array().expect("a part");
        let at = |place: &str| mentions.iter().filter(|row| row["where"] == place).collect::<Vec<_>>();
        for (place, text) in [
            ("messages", "My neighbour Ines Ödegård (ines@example.com) has the same lantern."),
            ("canned_replies.title", "Ines Ödegård"),
            ("canned_replies.content", "Ask ines@example.com"),
            ("tags.name", "Ines Ödegård"),
            ("views.name", "Of Ines Ödegård"),
        ] {
            assert!(at(place).iter().any(|row| row["text"] == text), "{place}: {mentions:?}");
        }
        assert_eq!(at("messages").len(), 1, "their own conversation is a part of its own: {mentions:?}");
        assert!(at("audit").iter().any(|row| row["act"] == "tag.created" && row["after"]["name"] == "Ines Ödegård"));
        let look = desk.get(&format!("{path}/erasure"), &world.owner.token).ok();
        let goes = look.body["goes"].as_array().expect("parts");
        assert!(goes.contains(&json!({"part": "mentions", "count": mentions.len()})), "{goes:?}");
        erase(desk, &world.owner.token, &path, "Ines Ödegård").ok();
        let data = desk.get(&format!("{path}/personal-data"), &world.owner.token).ok();
        assert_eq!(data.body["held"]["mentions"], json!([]));
    }

    fn of_an_erased_customer_nothing_is_found_anywhere(desk, book) {
        listen();
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        let (name, email) = (format!("Quilla Nadel{book}"), format!("quilla.{book}@nadel.example"));
        known_as(desk, &world, &name, &email);
        known_as(desk, &other, "Somebody Else", "else@example.com");
        let in_other = desk.get(&format!("/conversations/{}", other.conversation), &other.owner.token).ok().body;
        let path = format!("/customers/{}", customer(desk, &world));
        let places = desk.places_with(&email);
        for table in ["customers", "messages", "attachments", "canned_replies", "events", "replies"] {
            assert!(places.iter().any(|place| place == table), "{table} is missing in {places:?}");
        }
        let file = places.iter().find(|place| place.contains("files")).expect("a file").clone();
        let held = desk.get(&format!("{path}/personal-data"), &world.owner.token).ok();
        assert_eq!(held.text("/held/customer/0/email"), email);
        assert_eq!(held.body["held"]["messages"].as_array().map(Vec::len), Some(5));
        assert_eq!(held.body["held"]["files"].as_array().map(Vec::len), Some(1));
        assert_eq!(held.body["cut"], json!([]));
        let preview = desk.get(&format!("{path}/erasure"), &world.owner.token).ok();
        assert_eq!(preview.text("/name"), name);
        assert!(preview.body["goes"].as_array().expect("parts").contains(&json!({"part": "messages", "count": 5})));
        assert_eq!(preview.body["kept"].as_array().map(Vec::len), Some(3));

        let before = desk.get(&path, &world.owner.token).ok().body;
        assert_eq!((&before["erased_at"], &before["erased_by"]), (&Value::Null, &Value::Null));
        let erased = erase(desk, &world.owner.token, &path, &name).ok();
        desk.wait(deskbell::search::index::index(&desk.app)).expect("it indexes");
        desk.wait(seal_all(&desk.app)).expect("it seals");
        assert_eq!(desk.places_with(&email), Vec::<String>::new());
        assert_eq!(desk.places_with(&name.to_lowercase()), Vec::<String>::new());
        assert!(!std::path::Path::new(&file).exists());
        desk.get("/visitor/conversation", &world.visitor).refused(401, "unauthenticated");

        // What was there is there, and says nothing.
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok();
        assert_eq!(shown.body["status"], "closed");
        let said = shown.body["messages"].as_array().expect("messages");
        assert!(said.iter().all(|m| m["content"] == "This was erased." && m["attachments"] == json!([])), "{said:?}");
        assert_eq!(shown.body["customer"]["name"], Value::Null);
        // It says so itself, wherever the customer stands, and by whom on their own page; of nobody else.
        assert_eq!(shown.body["customer"]["erased_at"], erased.body["erased_at"]);
        let alone = desk.get(&path, &world.agent.token).ok();
        assert_eq!((alone.text("/erased_at"), alone.text("/erased_by")), (erased.text("/erased_at"), "Acme Ada".to_owned()));
        let listed = desk.get("/customers", &world.agent.token).ok().body;
        let marked = |c: &&Value| !c["erased_at"].is_null();
        assert_eq!(listed.as_array().map(|all| (all.len(), all.iter().filter(marked).count())), Some((2, 1)), "{listed}");
        let found = desk.get("/search?q=neighbour", &world.owner.token).ok();
        assert!(found.body.to_string().contains("neighbour Erased person (Erased person)"), "{}", found.body);
        let log = desk.get("/audit?act=customer", &world.owner.token).ok();
        assert_eq!(log.body[0]["text"], "Acme Ada erased the personal data of a customer.");
        let still = desk.get(&format!("/conversations/{}", other.conversation), &other.owner.token).ok().body;
        assert_eq!(still, in_other);
        desk.wait(deskbell::admin::check(&desk.app, None)).expect("the logs are whole");
    }
}

on_both! {
    fn files_that_a_stopped_server_left_go_when_it_starts_again(desk) {
        let world = desk.world("Acme");
        let email = "stopped@nadel.example";
        known_as(desk, &world, "Stopped Nadel", email);
        let folder = desk.folder().join("mail");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("kept.eml"), format!("To: {email}\n")).expect("a mail");
        // As far as a server came that was stopped right after the commit.
        let id = customer(desk, &world);
        let (books, workspace, owner) = (desk.app.books.clone(), world.workspace.clone(), world.owner.clone());
        let begun = desk.app.store.write(move |tx| {
            Box::pin(async move {
                let account = deskbell::access::Account {
                    id: owner.id, email: owner.email, full_name: "Acme Ada".into(), is_verified: true, avatar_url: None,
                };
                let me = deskbell::access::member_in(tx, &books, account, &workspace).await?.expect("the owner");
                let permit = me.permit::<deskbell::access::CustomersErase>(rulebook::Target::None)?;
                let found = deskbell::customer::by_id(tx, &workspace, &id).await?.expect("a customer");
                deskbell::personal::erase::customer(tx, &permit, found, "Stopped Nadel").await.map(|_| ())
            })
        });
        desk.wait(begun).expect("rows");
        let left = desk.places_with(email);
        assert!(left.iter().any(|p| p.contains("files")) && left.iter().any(|p| p.ends_with("kept.eml")), "{left:?}");
        desk.wait(finish_due(&desk.app)).expect("it goes on");
        assert_eq!(desk.places_with(email), Vec::<String>::new());
        desk.wait(finish_due(&desk.app)).expect("nothing is left to do");
    }
}
