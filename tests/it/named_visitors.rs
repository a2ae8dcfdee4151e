use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::desk::{Answer, Desk};
use crate::world::World;

/// As a page's own server would: the fields sorted by name, without spaces. (`json!` of this program sorts them.)
fn signed(secret: &str, fields: &Value) -> Value {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key");
    mac.update(fields.to_string().as_bytes());
    let mut identity = fields.clone();
    identity["signature"] = json!(hex::encode(mac.finalize().into_bytes()));
    identity
}

fn ines() -> Value {
    json!({"email": "Ines@example.com", "expires_at": "2026-03-01T12:00:00Z", "id": "42", "name": "Inês \"Nessa\""})
}

fn secrets(world: &World) -> String {
    format!("/widget/{}/secrets", world.widget)
}

fn begin(desk: &Desk, world: &World, body: &Value) -> Answer {
    let path = format!("/widget/{}/visitors", world.widget);
    desk.call(
        "POST",
        &path,
        &[("origin", "https://shop.example")],
        Some(&body.to_string()),
    )
}

fn is_named(desk: &Desk, world: &World, identity: Value) -> bool {
    let begun = begin(desk, world, &json!({"identity": identity})).ok();
    begun.body["identified"].as_bool().expect("an answer")
}

/// The customer that a visitor's message is from.
fn customer(desk: &Desk, world: &World, begun: &Answer) -> Value {
    let conversation = desk.visitor_writes(&begun.text("/visitor_token"), "Hello");
    let shown = desk
        .get(&format!("/conversations/{conversation}"), &world.agent.token)
        .ok();
    shown.body["customer"].clone()
}

on_both! {
    fn the_owner_alone_sees_and_makes_secrets_and_there_are_two_at_most(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let before = desk.dump();
        for token in [&world.admin.token, &world.agent.token] {
            desk.get(&secrets(&world), token).refused(403, "not_permitted");
            desk.post(&secrets(&world), token, json!({})).refused(403, "not_permitted");
        }
        desk.get(&secrets(&world), &other.owner.token).refused(404, "not_found");
        desk.post(&secrets(&world), &other.owner.token, json!({})).refused(404, "not_found");
        assert_eq!(desk.dump(), before);
        let first = desk.post(&secrets(&world), &world.owner.token, json!({})).ok();
        let second = desk.post(&secrets(&world), &world.owner.token, json!({})).ok();
        desk.post(&secrets(&world), &world.owner.token, json!({})).refused(409, "two_secrets");
        let path = format!("{}/{}", secrets(&world), first.text("/id"));
        desk.delete(&path, &world.admin.token).refused(403, "not_permitted");
        assert_eq!(desk.get(&secrets(&world), &world.owner.token).ok().body, json!([first.body, second.body]));
        desk.delete(&path, &world.owner.token).ok();
        desk.delete(&path, &world.owner.token).refused(404, "not_found");
        assert_eq!(desk.get(&secrets(&world), &world.owner.token).ok().body, json!([second.body]));
        let log = desk.get("/audit?limit=3", &world.owner.token).ok();
        let acts: Vec<_> = log.body.as_array().unwrap().iter().map(|e| e["act"].clone()).collect();
        assert_eq!(acts, ["widget_secret.removed", "widget_secret.created", "widget_secret.created"]);
        assert!(!log.body.to_string().contains(&second.text("/secret")));
    }

    fn a_name_that_is_forged_stale_or_signed_for_too_long_is_an_anonymous_visitor(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let secret = desk.post(&secrets(&world), &world.owner.token, json!({})).ok().text("/secret");
        let theirs = desk.post(&secrets(&other), &other.owner.token, json!({})).ok().text("/secret");
        let with = |field: &str, value: Value| {
            let mut fields = ines();
            fields[field] = value;
            fields
        };
        let changed = |field: &str, value: Value| {
            let mut identity = signed(&secret, &ines());
            identity[field] = value;
            identity
        };
        for (identity, why) in [
            (signed(&theirs, &ines()), "another widget's secret"),
            (signed("", &ines()), "no secret"),
            (changed("id", json!("43")), "another id"),
            (changed("name", json!("Ada")), "another name"),
            (changed("name", Value::Null), "no name"),
            (changed("email", json!("ada@example.com")), "another address"),
            (changed("expires_at", json!("2026-03-01T12:00:01Z")), "a later end"),
            (changed("signature", json!("00")), "a short signature"),
            (changed("signature", json!("no hexadecimal")), "no signature"),
            (signed(&secret, &with("expires_at", json!("2026-03-01T09:00:00Z"))), "ended"),
            (signed(&secret, &with("expires_at", json!("2026-03-02T09:00:01Z"))), "for longer than a day"),
        ] {
            assert!(!is_named(desk, &world, identity), "{why}");
        }
        let customers = desk.get("/customers", &world.agent.token).ok();
        for row in customers.body.as_array().unwrap() {
            assert_eq!((&row["identified"], &row["external_id"], &row["name"]), (&json!(false), &Value::Null, &Value::Null));
        }
        assert!(is_named(desk, &world, signed(&secret, &ines())));
        assert!(is_named(desk, &world, signed(&secret, &with("expires_at", json!("2026-03-02T10:00:00+01:00")))));
    }

    fn a_malformed_name_is_named_and_nobody_begins(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        for (field, value) in [("id", json!("")), ("id", json!(42)), ("email", json!("x")), ("expires_at", json!("soon")), ("signature", json!(""))] {
            let mut identity = signed("x", &ines());
            identity[field] = value;
            begin(desk, &world, &json!({"identity": identity})).names(&format!("identity.{field}"));
        }
        begin(desk, &world, &json!({"page": "javascript:alert(1)"})).names("page");
        begin(desk, &world, &json!({"fields": {"plan": {"a": 1}}})).names("fields");
        begin(desk, &world, &json!({"fields": {"plan": "x".repeat(201)}})).names("fields");
        begin(desk, &world, &json!({"fields": {"x".repeat(41): "x"}})).names("fields");
        let many: serde_json::Map<_, _> = (0..21).map(|n| (n.to_string(), json!("x"))).collect();
        begin(desk, &world, &json!({"fields": many})).names("fields");
        assert_eq!(desk.dump(), before);
    }

    fn two_secrets_are_valid_while_one_replaces_the_other(desk) {
        let world = desk.world("Acme");
        let made = || desk.post(&secrets(&world), &world.owner.token, json!({})).ok();
        let (old, new) = (made(), made());
        for secret in [&old, &new] {
            assert!(is_named(desk, &world, signed(&secret.text("/secret"), &ines())));
        }
        desk.delete(&format!("{}/{}", secrets(&world), old.text("/id")), &world.owner.token).ok();
        assert!(!is_named(desk, &world, signed(&old.text("/secret"), &ines())));
        assert!(is_named(desk, &world, signed(&new.text("/secret"), &ines())));
    }

    fn the_same_id_is_the_same_customer_in_every_browser_and_of_the_same_workspace_only(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let secret = desk.post(&secrets(&world), &world.owner.token, json!({})).ok().text("/secret");
        let theirs = desk.post(&secrets(&other), &other.owner.token, json!({})).ok().text("/secret");
        let noted = desk.post("/customers", &world.agent.token, json!({"name": "I. from the shop", "external_id": "42"})).ok();
        let identity = json!({"identity": signed(&secret, &ines()), "fields": {"plan": "Pro", "seats": 5, "vip": true}, "page": "https://shop.example/cart"});
        let (first, second) = (begin(desk, &world, &identity).ok(), begin(desk, &world, &identity).ok());
        assert_ne!(first.body["visitor_token"], second.body["visitor_token"]);
        let known = customer(desk, &world, &first);
        assert_eq!(known["id"], noted.body["id"], "the one that the team had written down");
        assert_eq!(known["name"], "Inês \"Nessa\"");
        assert_eq!((&known["email"], &known["identified"]), (&json!("ines@example.com"), &json!(true)));
        assert_eq!(known["fields"], json!({"plan": "Pro", "seats": "5", "vip": "true"}));
        assert_eq!(known["page"], "https://shop.example/cart");
        assert_eq!(customer(desk, &world, &second)["id"], known["id"]);
        let view = desk.get("/visitor/conversation", &second.text("/visitor_token")).ok();
        assert_eq!(view.body["conversation"]["messages"].as_array().map(Vec::len), Some(2), "one conversation");
        let elsewhere = begin(desk, &other, &json!({"identity": signed(&theirs, &ines())})).ok();
        assert_ne!(customer(desk, &other, &elsewhere)["id"], known["id"]);
    }

    fn two_first_visits_at_once_are_one_customer(desk) {
        let world = desk.world("Acme");
        let secret = desk.post(&secrets(&world), &world.owner.token, json!({})).ok().text("/secret");
        for n in 0..5 {
            let mut fields = ines();
            fields["id"] = json!(format!("race-{n}"));
            let identity = json!({"identity": signed(&secret, &fields)});
            std::thread::scope(|scope| {
                for _ in 0..4 {
                    scope.spawn(|| assert_eq!(begin(desk, &world, &identity).ok().body["identified"], true));
                }
            });
            let rows = desk.rows_of(&format!("(select id from customers where external_id = 'race-{n}')"));
            assert_eq!(rows.lines().count(), 2, "{rows}");
        }
    }

    fn a_signed_name_is_nobody_elses_to_change_and_the_page_may_say_more(desk) {
        let world = desk.world("Acme");
        let secret = desk.post(&secrets(&world), &world.owner.token, json!({})).ok().text("/secret");
        let begun = begin(desk, &world, &json!({"identity": signed(&secret, &ines())})).ok();
        let token = begun.text("/visitor_token");
        let said = desk.patch("/visitor", &token, json!({"name": "Ada", "email": "ada@example.com", "fields": {"plan": "Free"}})).ok();
        assert_eq!(said.body, json!({"name": "Inês \"Nessa\"", "email": "ines@example.com"}));
        desk.patch("/visitor", &token, json!({"page": "https://shop.example/pay"})).ok();
        desk.patch("/visitor", &token, json!({"page": "ftp://shop.example"})).names("page");
        desk.patch("/visitor", &token, json!({"fields": {"a": []}})).names("fields");
        let known = customer(desk, &world, &begun);
        assert_eq!((&known["fields"], &known["page"]), (&json!({"plan": "Free"}), &json!("https://shop.example/pay")));
    }
}
