use serde_json::{Value, json};

use crate::desk::{Answer, Desk};

fn begin(desk: &Desk, widget: &str, origin: &str) -> Answer {
    desk.call(
        "POST",
        &format!("/widget/{widget}/visitors"),
        &[("origin", origin)],
        None,
    )
}

on_both! {
    fn a_widget_works_on_its_own_pages_only(desk) {
        let world = desk.world("Acme");
        for origin in ["https://evil.example", "https://sub.shop.example", "null", "http://localhost"] {
            let refusal = begin(desk, &world.widget, origin).refused(403, "origin_refused");
            assert!(refusal.text("/why/text").contains("shop.example"));
        }
        for origin in ["https://shop.example", "http://www.shop.example:8080", desk.origin()] {
            begin(desk, &world.widget, origin).ok();
        }
        begin(desk, "01a20186-439a-732b-9ed3-4dbbac5bdf0b", "https://shop.example").refused(404, "not_found");
    }

    fn a_token_of_one_kind_is_worth_nothing_as_the_other(desk) {
        let world = desk.world("Acme");
        desk.get("/conversations", &world.visitor).refused(401, "unauthenticated");
        desk.get("/auth/me", &world.visitor).refused(401, "unauthenticated");
        desk.get("/visitor/conversation", &world.owner.token).refused(401, "unauthenticated");
        desk.post("/visitor/messages", &world.owner.token, json!({"content": "x"})).refused(401, "unauthenticated");
    }

    fn a_visitor_sees_both_sides_and_nothing_of_the_teams_own(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}/messages", world.conversation);
        desk.post(&path, &world.agent.token, json!({"content": "It is."})).ok();
        desk.post(&format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id), &world.owner.token, json!({})).ok();
        let view = desk.get("/visitor/conversation", &world.visitor).ok();
        assert_eq!(view.body["conversation"]["messages"][1]["content"], "It is.");
        assert_eq!(view.body["conversation"]["messages"][1]["sender_name"], "Acme Cyd");
        assert_eq!(view.body["conversation"]["assignee"], json!({"name": "Acme Cyd"}));
        let text = view.body.to_string();
        for secret in [&world.agent.id, &world.owner.id, &world.agent.email, &world.workspace, &world.agent_member] {
            assert!(!text.contains(secret.as_str()), "{secret} in {text}");
        }
    }

    fn a_visitor_reaches_no_other_conversation(desk) {
        let world = desk.world("Acme");
        let other = desk.visitor(&world.widget);
        assert_eq!(desk.get("/visitor/conversation", &other).ok().body["conversation"], Value::Null);
        let path = format!("/conversations/{}/handoff", world.conversation);
        desk.post(&path, &other, json!({"reason": "user_requested"})).refused(404, "not_found");
    }

    fn writing_again_goes_on_reopens_or_begins_anew(desk) {
        let world = desk.world("Acme");
        assert_eq!(desk.visitor_writes(&world.visitor, "Hello?"), world.conversation);
        desk.put(&format!("/conversations/{}/resolve", world.conversation), &world.agent.token, json!({})).ok();
        assert_eq!(desk.visitor_writes(&world.visitor, "One more thing"), world.conversation);
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.agent.token).ok();
        assert_eq!((&shown.body["status"], &shown.body["resolved_at"]), (&json!("open"), &Value::Null));
        desk.put(&format!("/conversations/{}/close", world.conversation), &world.agent.token, json!({})).ok();
        let second = desk.visitor_writes(&world.visitor, "Another day");
        assert_ne!(second, world.conversation);
        let customer = shown.text("/customer_id");
        let customer = desk.get(&format!("/customers/{customer}"), &world.agent.token).ok();
        assert_eq!(customer.body["conversations"].as_array().map(Vec::len), Some(2));
    }

    fn two_first_messages_at_once_begin_one_conversation(desk) {
        let world = desk.world("Acme");
        for _ in 0..10 {
            let visitor = desk.visitor(&world.widget);
            let (a, b) = std::thread::scope(|scope| {
                let a = scope.spawn(|| desk.visitor_writes(&visitor, "a"));
                let b = scope.spawn(|| desk.visitor_writes(&visitor, "b"));
                (a.join().unwrap(), b.join().unwrap())
            });
            assert_eq!(a, b);
        }
    }

    fn a_visitor_says_who_they_are(desk) {
        let world = desk.world("Acme");
        desk.patch("/visitor", &world.visitor, json!({"email": "no address"})).names("email");
        desk.patch("/visitor", &world.visitor, json!({"name": "Ines"})).ok();
        let said = desk.patch("/visitor", &world.visitor, json!({"email": "Ines@Example.com"})).ok();
        assert_eq!(said.body, json!({"name": "Ines", "email": "ines@example.com"}));
        let list = desk.get("/conversations", &world.agent.token).ok();
        assert_eq!(list.body[0]["customer"]["name"], "Ines");
    }

    fn a_visitor_asks_for_a_person(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}/handoff", world.conversation);
        desk.post(&path, &world.visitor, json!({})).names("reason");
        let asked = desk.post(&path, &world.visitor, json!({"reason": "user_requested"})).ok();
        assert_eq!(asked.body, json!({"id": world.conversation, "needs_handoff": true, "handoff_reason": "user_requested"}));
        let waiting = desk.get("/team/pending-handoffs", &world.agent.token).ok();
        assert_eq!(waiting.keys("/0"), ["created_at", "customer_id", "handoff_reason", "id", "status"]);
        desk.post(&format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id), &world.owner.token, json!({})).ok();
        assert_eq!(desk.get("/team/pending-handoffs", &world.agent.token).ok().body, json!([]));
    }

    fn somebody_is_there_only_if_live_and_connected(desk) {
        let world = desk.world("Acme");
        let online = || desk.call("GET", &format!("/widget/{}", world.widget), &[], None).ok().body["online"].clone();
        assert_eq!(online(), false);
        desk.patch("/team/status", &world.agent.token, json!({"status": "live"})).ok();
        assert_eq!(online(), false, "live, but no client of theirs is connected");
        desk.app.live.presence().came(&world.workspace, &world.agent.id);
        assert_eq!(online(), true);
        desk.patch("/team/status", &world.agent.token, json!({"status": "away"})).ok();
        assert_eq!(online(), false);
    }
}

#[test]
fn a_visitor_writes_at_a_human_pace() {
    let desk = Desk::with(crate::desk::Kind::Sqlite, |c| {
        c.rate_limits = deskbell::config::Toggle::On;
        c.visitor_messages_per_minute = 3;
    });
    let world = desk.world("Acme");
    desk.visitor_writes(&world.visitor, "2");
    desk.visitor_writes(&world.visitor, "3");
    let pause = desk
        .post("/visitor/messages", &world.visitor, json!({"content": "4"}))
        .refused(429, "too_many_messages");
    assert_eq!(pause.headers["retry-after"], "60");
    desk.clock.advance(60);
    desk.visitor_writes(&world.visitor, "5");
}
