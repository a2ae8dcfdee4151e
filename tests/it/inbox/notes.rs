use serde_json::{Value, json};

use crate::desk::Desk;
use crate::socket::Socket;
use crate::world::World;

/// A word that stands in every note here and nowhere else.
const SECRET: &str = "chargeback";

fn path(world: &World) -> String {
    format!("/conversations/{}/messages", world.conversation)
}

fn note(desk: &Desk, world: &World, text: &str) -> Value {
    let body = json!({"content": format!("{SECRET}: {text}"), "private": true});
    desk.post(&path(world), &world.agent.token, body).ok().body
}

/// Everything that was told so far: event, audience and payload of each.
pub fn told(desk: &Desk) -> Vec<Value> {
    desk.wait(deskbell::live::deliver::deliver(&desk.app))
        .expect("it delivers");
    let rows = desk.app.store.read(|tx| {
        Box::pin(async move {
            let all = deskbell::sql!("select events from events order by workspace_id, seq");
            tx.all(all, deskbell::params![], |r| r.get::<String>(0)).await
        })
    });
    let rows = desk.wait(rows).expect("the log");
    let of_row = |row: String| serde_json::from_str::<Vec<Value>>(&row).expect("events");
    rows.into_iter().flat_map(of_row).collect()
}

/// What was told to visitors, word for word.
fn told_to_visitors(desk: &Desk) -> String {
    let is_for_them = |told: &Value| {
        let audience = told["audience"].as_str().expect("an audience");
        audience.starts_with("customer:") || audience.starts_with("visitors:")
    };
    let texts: Vec<_> = told(desk)
        .iter()
        .filter(|t| is_for_them(t))
        .map(Value::to_string)
        .collect();
    texts.join("\n")
}

on_both! {
    fn only_a_member_writes_one_and_it_has_to_say_something(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let body = json!({"content": "x", "private": true});
        let before = desk.dump();
        desk.post(&path(&world), &world.agent.token, json!({"content": " ", "private": true})).names("content");
        desk.post(&path(&world), &world.agent.token, json!({"content": "x", "private": "yes"})).names("private");
        desk.post(&path(&world), &world.visitor, body.clone()).refused(401, "unauthenticated");
        desk.post(&path(&world), &other.agent.token, body).refused(404, "not_found");
        assert_eq!(desk.dump(), before);
        // A visitor cannot make their own message one.
        let written = desk.post("/visitor/messages", &world.visitor, json!({"content": "Hello?", "private": true})).ok();
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.agent.token).ok();
        assert_eq!(shown.body["messages"][1]["id"], written.body["id"]);
        assert_eq!(shown.body["messages"][1]["private"], false);
    }

    fn members_see_it_and_the_conversation_stays_as_the_customer_knows_it(desk) {
        let world = desk.world("Acme");
        let shown = || desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok().body;
        let before = shown();
        desk.clock.advance(60);
        let written = note(desk, &world, "ask Ben first");
        assert_eq!((&written["private"], &written["sender_name"]), (&json!(true), &json!("Acme Cyd")));
        let after = shown();
        assert_eq!(after["messages"][1], written);
        for key in ["first_response_at", "unread", "customer_read_at", "preview", "status", "needs_handoff", "assignee_id"] {
            assert_eq!(after[key], before[key], "{key}");
        }
        assert_ne!(after["updated_at"], before["updated_at"]);
        desk.clock.advance(60);
        let answer = desk.post(&path(&world), &world.agent.token, json!({"content": "It is."})).ok();
        assert_eq!(shown()["first_response_at"], answer.body["created_at"]);
    }

    fn it_is_no_message_of_the_plans_month(desk) {
        let world = desk.world("Acme");
        let used = || desk.get("/billing/plan", &world.owner.token).ok().body["use"]["messages_this_month"].clone();
        note(desk, &world, "one");
        assert_eq!(used(), 0);
        desk.post(&path(&world), &world.agent.token, json!({"content": "It is."})).ok();
        assert_eq!(used(), 1);
    }

    fn it_reaches_the_members_room_and_no_other(desk) {
        let world = desk.world("Acme");
        let written = note(desk, &world, "one");
        let told: Vec<_> = told(desk).into_iter().filter(|t| t["payload"].to_string().contains(SECRET)).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!((&told[0]["event"], &told[0]["audience"]), (&json!("new_message"), &json!(format!("inbox:{}", world.workspace))));
        assert!(!told_to_visitors(desk).contains(written["id"].as_str().unwrap()));
    }

    fn no_byte_of_it_is_in_anything_that_a_visitor_gets(desk) {
        let world = desk.world("Acme");
        let other = desk.visitor(&world.widget);
        let history = |visitor: &str| desk.get("/visitor/conversation", visitor).ok().body;
        let (before, theirs) = (history(&world.visitor), history(&other));
        let told = told_to_visitors(desk);
        let mut ids = Vec::new();
        for n in 0..3 {
            desk.clock.advance(1);
            ids.push(note(desk, &world, &format!("number {n}"))["id"].as_str().unwrap().to_owned());
            // Not one key of the history moves, nor does anything else that they may ask for.
            assert_eq!(history(&world.visitor), before);
            assert_eq!(history(&other), theirs);
        }
        assert_eq!(told_to_visitors(desk), told, "a note told a visitor something");
        let mut heard = String::new();
        for (method, path, body) in [
            ("GET", "/visitor/conversation".to_owned(), None),
            ("POST", "/visitor/messages".to_owned(), Some(json!({"content": "Hello?"}))),
            ("POST", "/visitor/read".to_owned(), None),
            ("PATCH", "/visitor".to_owned(), Some(json!({"name": "Ines"}))),
            ("POST", format!("/conversations/{}/handoff", world.conversation), Some(json!({"reason": "user_requested"}))),
            ("GET", "/visitor/conversation".to_owned(), None),
            ("GET", format!("/widget/{}", world.widget), None),
        ] {
            let bearer = format!("Bearer {}", world.visitor);
            let text = body.map(|b| b.to_string());
            heard += &desk.call(method, &path, &[("authorization", &bearer)], text.as_deref()).ok().body.to_string();
        }
        heard += &told_to_visitors(desk);
        assert!(heard.contains("Hello?"), "{heard}");
        for secret in ids.iter().map(String::as_str).chain([SECRET]) {
            assert!(!heard.contains(secret), "{secret} in {heard}");
        }
    }

    fn a_file_of_it_reaches_no_visitor_neither_one_who_listens_nor_one_who_comes_back(desk) {
        let world = desk.world("Acme");
        let listening = Socket::with(desk, &json!({"visitor": world.visitor}));
        let away = Socket::with(desk, &json!({"visitor": world.visitor}));
        away.close();
        let door = format!("/conversations/{}/upload?name=ledger.txt", world.conversation);
        let file = desk.upload(&door, &world.agent.token, b"what she owes").ok().text("/id");
        let body = json!({"content": format!("{SECRET}: see the file"), "private": true, "attachments": [file]});
        let written = desk.post(&path(&world), &world.agent.token, body).ok();
        assert_eq!(written.body["attachments"][0]["name"], "ledger.txt");
        let alone = desk.upload(&door, &world.agent.token, b"what she owes").ok().text("/id");
        desk.post(&path(&world), &world.agent.token, json!({"content": "", "private": true, "attachments": [alone]})).ok();
        // They come back saying where they stood, as a member may: nothing is told again to a visitor.
        let back = Socket::with(desk, &json!({"visitor": world.visitor, "after": 0}));
        desk.post(&path(&world), &world.agent.token, json!({"content": "On its way."})).ok();
        let mut got = listening.hears_until("On its way.");
        got += &back.hears_until("On its way.");
        got += &desk.get("/visitor/conversation", &world.visitor).ok().body.to_string();
        got += &told_to_visitors(desk);
        assert_eq!(got.matches("On its way.").count(), 4, "{got}");
        for secret in [SECRET, "ledger", &written.text("/id"), &file, &alone] {
            assert!(!got.contains(secret), "{secret} in {got}");
        }
        for id in [&file, &alone] {
            assert_eq!(desk.download(&format!("/visitor/attachments/{id}"), &world.visitor).status, 404);
        }
    }

    fn what_the_visitor_has_seen_is_never_a_note(desk) {
        let world = desk.world("Acme");
        let answer = desk.post(&path(&world), &world.agent.token, json!({"content": "It is."})).ok();
        note(desk, &world, "after the answer");
        let (workspace, conversation) = (world.workspace.clone(), world.conversation.clone());
        let newest = desk.app.store.read(move |tx| Box::pin(async move {
            deskbell::inbox::mark_read::newest_of(tx, &workspace, &conversation, "agent").await
        }));
        assert_eq!(desk.wait(newest).unwrap(), Some(answer.text("/id")));
    }
}
