use serde_json::json;

on_both! {
    fn what_cannot_be_sent_is_named(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}/messages", world.conversation);
        let before = desk.dump();
        for (body, field) in [
            (json!({}), "content"), (json!({"content": "  "}), "content"), (json!({"content": 5}), "content"),
            (json!({"content": "x".repeat(20_001)}), "content"), (json!({"content": "a\u{0}"}), "content"),
            (json!({"content": "x", "attachments": ["https://example.com/a.png"]}), "attachments"),
            (json!({"content": " ", "attachments": []}), "content"),
        ] {
            desk.post(&path, &world.agent.token, body).names(field);
        }
        desk.post("/conversations/x/messages", &world.agent.token, json!({"content": "x"})).refused(404, "not_found");
        let other = desk.world("Other");
        desk.post(&path, &other.owner.token, json!({"content": "x"})).refused(404, "not_found");
        assert!(desk.dump().starts_with(before.split("accounts:").next().unwrap()));
    }

    fn the_first_answer_stamps_the_first_response_once(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}/messages", world.conversation);
        desk.clock.advance(120);
        let sent = desk.post(&path, &world.agent.token, json!({"content": "It is."})).ok();
        assert_eq!(sent.body["sender_type"], "agent");
        assert_eq!(sent.body["sender_id"], world.agent.id.as_str());
        assert_eq!(sent.body["attachments"], json!([]));
        let first = sent.body["created_at"].clone();
        desk.clock.advance(60);
        desk.post(&path, &world.owner.token, json!({"content": "And cheap."})).ok();
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.agent.token).ok();
        assert_eq!(shown.body["first_response_at"], first);
        let contents: Vec<_> = shown.body["messages"].as_array().unwrap().iter().map(|m| m["content"].clone()).collect();
        assert_eq!(contents, ["Is the lantern back in stock?", "It is.", "And cheap."]);
        assert_eq!(shown.body["preview"]["content"], "And cheap.");
    }

    fn a_conversation_is_read_whole_or_in_pages(desk) {
        let world = desk.world("Acme");
        for n in 0..5 {
            desk.visitor_writes(&world.visitor, &format!("line {n}"));
        }
        let path = format!("/conversations/{}", world.conversation);
        let page = desk.get(&format!("{path}?limit=2"), &world.agent.token).ok();
        assert_eq!(page.body["messages"][1]["content"], "line 4");
        let next = page.headers["x-next-cursor"].to_str().unwrap();
        let before = desk.get(&format!("{path}?limit=2&cursor={next}"), &world.agent.token).ok();
        assert_eq!(before.body["messages"][1]["content"], "line 2");
        assert_eq!(desk.get(&path, &world.agent.token).ok().body["messages"].as_array().map(Vec::len), Some(6));
    }

    fn looking_takes_the_mark_of_news_away(desk) {
        let world = desk.world("Acme");
        let unread = || desk.get("/conversations", &world.agent.token).ok().body[0]["unread"].clone();
        assert_eq!(unread(), true);
        desk.clock.advance(1);
        desk.post(&format!("/conversations/{}/read", world.conversation), &world.agent.token, json!({})).ok();
        assert_eq!(unread(), false);
        desk.clock.advance(1);
        desk.visitor_writes(&world.visitor, "Hello?");
        assert_eq!(unread(), true);
    }
}
