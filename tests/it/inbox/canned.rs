use serde_json::json;

on_both! {
    fn agents_read_them_and_owner_and_admins_write_them(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let reply = json!({"shortcut": "hours", "title": "Opening hours", "content": "We open at nine."});
        let made = desk.post("/canned-replies", &world.admin.token, reply.clone()).ok();
        let path = format!("/canned-replies/{}", made.text("/id"));
        let before = desk.dump();
        desk.post("/canned-replies", &world.agent.token, reply.clone()).refused(403, "not_permitted");
        desk.patch(&path, &world.agent.token, json!({"title": "x"})).refused(403, "not_permitted");
        desk.delete(&path, &world.agent.token).refused(403, "not_permitted");
        desk.patch(&path, &other.owner.token, json!({"title": "x"})).refused(404, "not_found");
        desk.delete(&path, &other.owner.token).refused(404, "not_found");
        desk.post("/canned-replies", &world.owner.token, reply).refused(400, "shortcut_taken");
        for (field, value) in [("shortcut", json!("Two words")), ("shortcut", json!("")), ("title", json!("")), ("content", json!(" "))] {
            let mut body = json!({"shortcut": "x", "title": "x", "content": "x"});
            body[field] = value;
            desk.post("/canned-replies", &world.owner.token, body).names(field);
        }
        assert_eq!(desk.dump(), before);
        assert_eq!(desk.get("/canned-replies", &world.agent.token).ok().body, json!([made.body]));
        assert_eq!(desk.get("/canned-replies", &other.agent.token).ok().body, json!([]));
    }

    fn a_change_and_a_removal_stand_in_the_audit_with_before_and_after(desk) {
        let world = desk.world("Acme");
        let reply = json!({"shortcut": "hours", "title": "Opening hours", "content": "We open at nine."});
        let made = desk.post("/canned-replies", &world.admin.token, reply.clone()).ok();
        let path = format!("/canned-replies/{}", made.text("/id"));
        desk.clock.advance(60);
        let changed = desk.patch(&path, &world.admin.token, json!({"content": "We open at ten."})).ok();
        assert_eq!(changed.body["created_at"], made.body["created_at"]);
        assert_ne!(changed.body["updated_at"], made.body["updated_at"]);
        desk.patch(&path, &world.admin.token, json!({})).ok();
        desk.delete(&path, &world.owner.token).ok();
        desk.delete(&path, &world.owner.token).refused(404, "not_found");
        let log = desk.get("/audit?limit=3", &world.owner.token).ok();
        assert_eq!(log.body[0]["act"], "canned_reply.removed");
        assert_eq!(log.body[0]["text"], "Acme Ada removed the canned reply hours.");
        assert_eq!((&log.body[1]["before"], &log.body[1]["after"]["content"]), (&reply, &json!("We open at ten.")));
        assert_eq!(log.body[2]["act"], "canned_reply.created");
    }
}
