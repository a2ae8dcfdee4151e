use serde_json::{Value, json};

use crate::desk::Desk;
use crate::world::World;

impl Desk {
    /// Lets the index catch up.
    pub fn index(&self) {
        while !self
            .rows_of("(select id from search_waiting)")
            .trim_end()
            .ends_with(':')
        {
            self.wait(deskbell::search::index::index(&self.app))
                .expect("it indexes");
        }
    }
}

fn find(desk: &Desk, token: &str, query: &str) -> Value {
    let q: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
    desk.get(&format!("/search?q={q}"), token).ok().body
}

/// What a search shows, in a few words: customers by name, conversations by the beginning of what was found.
fn shown(found: &Value) -> Vec<String> {
    let texts = |list: &str, pointer: &str| -> Vec<String> {
        let rows = found[list].as_array().unwrap().iter();
        rows.map(|row| row.pointer(pointer).and_then(Value::as_str).unwrap().to_owned())
            .collect()
    };
    let mut out = texts("customers", "/name");
    out.extend(texts("conversations", "/match/excerpt"));
    out
}

/// What people write, each in a conversation of its own; from the oldest.
const SAID: [&str; 7] = [
    "Wo ist meine Bestellung aus der Hauptstraße 5?",
    "La crème brûlée était froide",
    "My ORDER #A-1042 never came, please refund it",
    "Is the naïve approach in the café's WiFi safe?",
    "東京タワーの写真を送ります",
    "Zażółć gęślą jaźń",
    "my order came, thank you",
];

/// A query, and what it finds: customers first, then messages, the latest first.
const QUERIES: [(&str, &[&str]); 24] = [
    ("hauptstrasse", &[SAID[0]]),
    ("HAUPTSTRASSE", &[SAID[0]]),
    ("Hauptstraße", &[SAID[0]]),
    ("haupt", &[SAID[0]]),
    ("straße", &[]),
    ("creme brulee", &[SAID[1]]),
    ("Brûlée crème", &[SAID[1]]),
    ("cre\u{300}me", &[SAID[1]]),
    ("creme order", &[]),
    ("order", &[SAID[6], SAID[2]]),
    ("ord", &[SAID[6], SAID[2]]),
    ("order never", &[SAID[2]]),
    ("#A-1042", &[SAID[2]]),
    ("1042", &[SAID[2]]),
    ("naive cafe", &[SAID[3]]),
    ("東京", &[SAID[4]]),
    ("タワー", &[SAID[4]]),
    ("zazolc gesla", &[SAID[5]]),
    ("jazn", &[SAID[5]]),
    ("møl", &["Jørgen Møller"]),
    ("jorgen@example.com", &["Jørgen Møller"]),
    ("cust 77", &["Jørgen Møller"]),
    ("… 🔔 !", &[]),
    ("or' OR 1=1 * \" & | ! : ( )", &[SAID[2]]),
];

fn written(desk: &Desk) -> World {
    let world = desk.world("Acme");
    for text in SAID {
        desk.clock.advance(1);
        desk.visitor_writes(&desk.visitor(&world.widget), text);
    }
    let customer = json!({"name": "Jørgen Møller", "email": "jorgen@example.com", "external_id": "cust-77"});
    desk.post("/customers", &world.agent.token, customer).ok();
    desk.index();
    world
}

on_both! {
    fn only_members_search_and_only_their_own(desk) {
        let (world, other) = (written(desk), desk.world("Other"));
        desk.index();
        desk.get("/search?q=order", "db_guessed").refused(401, "unauthenticated");
        desk.get("/search?q=order", &world.visitor).refused(401, "unauthenticated");
        desk.get("/search?q=order", &desk.person("Bare").token).refused(400, "no_workspace");
        for query in ["", "?q=", "?limit=5"] {
            desk.get(&format!("/search{query}"), &world.agent.token).names("q");
        }
        desk.get("/search?q=order&limit=51", &world.agent.token).names("limit");
        assert_eq!(find(desk, &other.agent.token, "order"), json!({"customers": [], "conversations": []}));
        assert_eq!(shown(&find(desk, &other.agent.token, "lantern")), ["Is the lantern back in stock?"]);
    }

    fn each_query_finds_what_it_should_and_nothing_else(desk) {
        let world = written(desk);
        for (query, expected) in QUERIES {
            assert_eq!(shown(&find(desk, &world.agent.token, query)), expected, "{query}");
        }
    }

    fn a_conversation_is_shown_once_with_its_latest_message_that_fits(desk) {
        let world = written(desk);
        desk.clock.advance(1);
        let path = format!("/conversations/{}/messages", world.conversation);
        let note = json!({"content": "The lantern order waits for customs", "private": true});
        let note = desk.post(&path, &world.agent.token, note).ok();
        desk.index();
        let found = find(desk, &world.owner.token, "lantern");
        assert_eq!(found["conversations"].as_array().map(Vec::len), Some(1));
        let hit = &found["conversations"][0];
        assert_eq!(hit["id"], world.conversation.as_str());
        assert_eq!(hit["match"], json!({
            "message_id": note.body["id"], "excerpt": "The lantern order waits for customs", "private": true,
        }));
        let limited = desk.get("/search?q=order&limit=2", &world.agent.token).ok();
        assert_eq!(shown(&limited.body), ["The lantern order waits for customs", SAID[6]]);
    }

    fn a_file_is_found_by_its_name_and_a_customer_by_their_new_one(desk) {
        let world = written(desk);
        desk.visitor_sends(&world.visitor, "Rechnung_2026.pdf", b"%PDF-1.7");
        desk.patch("/visitor", &world.visitor, json!({"name": "Ines"})).ok();
        desk.index();
        assert_eq!(shown(&find(desk, &world.agent.token, "rechnung")), ["Rechnung_2026.pdf"]);
        assert_eq!(shown(&find(desk, &world.agent.token, "ines")), ["Ines"]);
        desk.patch("/visitor", &world.visitor, json!({"name": "Nessa"})).ok();
        desk.index();
        assert_eq!(shown(&find(desk, &world.agent.token, "ines")), [""; 0]);
        assert_eq!(shown(&find(desk, &world.agent.token, "nessa")), ["Nessa"]);
    }

    fn a_conversation_with_many_hits_does_not_hide_the_others(desk) {
        let world = desk.world("Acme");
        let other = desk.visitor_writes(&desk.visitor(&world.widget), "a lantern");
        for n in 0..450 {
            desk.visitor_writes(&world.visitor, &format!("lantern {n}"));
        }
        desk.index();
        let found = find(desk, &world.agent.token, "lantern");
        let ids: Vec<_> = found["conversations"].as_array().unwrap().iter().map(|c| c["id"].clone()).collect();
        assert_eq!(ids, [json!(world.conversation), json!(other)]);
    }

    fn what_was_written_before_there_was_an_index_is_found_once_the_job_has_run(desk) {
        let world = written(desk);
        // As an upgrade leaves it: everything waits, nothing is indexed.
        let workspace = world.workspace.clone();
        let emptied = desk.app.store.write(move |tx| Box::pin(async move {
            tx.run(deskbell::sql!("delete from search_docs where workspace_id = $1"), deskbell::params![&workspace]).await?;
            deskbell::search::mark::everything(tx, &workspace).await
        }));
        desk.wait(emptied).expect("it is empty");
        assert_eq!(shown(&find(desk, &world.agent.token, "order")), [""; 0]);
        desk.index();
        for (query, expected) in QUERIES {
            assert_eq!(shown(&find(desk, &world.agent.token, query)), expected, "{query}");
        }
    }
}
