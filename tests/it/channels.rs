use serde_json::{Value, json};

on_both! {
    fn only_the_owner_manages_channels_and_everybody_sees_them(desk) {
        let world = desk.world("Acme");
        for token in [&world.admin.token, &world.agent.token] {
            desk.post("/widget/create", token, json!({"domain": "b.example"})).refused(403, "not_permitted");
            desk.post("/channels/", token, json!({"type": "widget", "config": {"domain": "b.example"}})).refused(403, "not_permitted");
            let channels = desk.get("/channels/", token).ok();
            assert_eq!(channels.keys("/0"), ["business_id", "config", "created_at", "id", "is_active", "name", "type"]);
        }
    }

    fn free_has_one_channel_and_only_the_widget(desk) {
        let ada = desk.person("Ada");
        desk.workspace(&ada, "Acme");
        let locked = desk.post("/channels", &ada.token, json!({"type": "email", "config": {}})).refused(402, "feature_locked");
        assert_eq!(locked.body["error"], "feature_locked");
        assert_eq!(locked.body["plan"], "Free");
        assert_eq!(locked.body["feature"], "integrations");
        assert!(locked.body["message"].is_string());
        desk.widget(&ada, "a.example");
        let full = desk.post("/widget/create", &ada.token, json!({"domain": "b.example"})).refused(402, "limit_exceeded");
        assert_eq!((&full.body["feature"], &full.body["current"], &full.body["limit"]), (&json!("channels"), &json!(1), &json!(1)));
    }

    fn a_kind_that_this_server_lacks_is_refused_after_the_plan(desk) {
        let world = desk.world("Acme");
        for kind in ["email", "whatsapp", "telegram", "instagram", "x", "sms"] {
            desk.post("/channels", &world.owner.token, json!({"type": kind, "config": {}})).refused(422, "channel_not_available");
        }
        desk.post("/channels", &world.owner.token, json!({"type": "pigeon", "config": {}})).names("type");
        desk.post("/channels", &world.owner.token, json!({"type": "widget"})).names("config");
        desk.post("/channels", &world.owner.token, json!({"type": "webchat", "config": {}})).names("config");
        let made = desk.post("/channels", &world.owner.token, json!({"type": "webchat", "config": {"domain": "b.example"}})).ok();
        assert_eq!(made.body["type"], "widget");
    }

    fn a_widget_has_the_documented_defaults(desk) {
        let ada = desk.person("Ada");
        let workspace = desk.workspace(&ada, "Acme");
        let made = desk.post("/widget/create", &ada.token, json!({"domain": "https://www.Acme.com/shop"})).ok();
        let expected = json!({
            "domain": "acme.com", "name": "Deskbell", "welcome_heading": "Hi there!", "primary_color": "#7650FF",
            "show_online_badge": true, "logo_url": null, "config": {}, "business_id": workspace,
        });
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&made.body[key], value, "{key}");
        }
        let shown = desk.call("GET", &format!("/widget/{}", made.text("/id")), &[], None).ok();
        assert_eq!(shown.body, made.body, "the same for everybody");
        let channels = desk.get("/channels", &ada.token).ok();
        assert_eq!(channels.body[0]["config"], json!({"widget_id": made.body["id"]}));
    }

    fn a_domain_has_one_widget_in_a_workspace(desk) {
        let world = desk.world("Acme");
        desk.post("/widget/create", &world.owner.token, json!({"domain": "http://shop.example:8080"})).refused(400, "domain_taken");
        let other = desk.world("Other");
        assert_ne!(other.widget, world.widget);
    }

    fn what_is_wrong_with_a_widget_is_named(desk) {
        let world = desk.world("Acme");
        for (field, value) in [
            ("domain", json!("no host")), ("domain", json!("")), ("primary_color", json!("red")), ("name", json!("")),
            ("logo_url", json!("javascript:alert(1)")), ("welcome_heading", json!("x".repeat(201))),
            ("show_online_badge", json!("yes")), ("config", json!({"a": "x".repeat(10_001)})), ("config", json!([])),
        ] {
            let mut body = json!({"domain": "b.example"});
            body[field] = value;
            desk.post("/widget/create", &world.owner.token, body).names(field);
        }
    }

    fn an_admin_changes_how_a_widget_looks_and_an_agent_does_not(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let path = format!("/widget/{}", world.widget);
        desk.patch(&path, &world.agent.token, json!({"name": "Shop"})).refused(403, "not_permitted");
        desk.patch(&path, &other.owner.token, json!({"name": "Shop"})).refused(404, "not_found");
        let after = desk.patch(&path, &world.admin.token, json!({"name": "Shop", "show_online_badge": false})).ok();
        assert_eq!((&after.body["name"], &after.body["show_online_badge"]), (&json!("Shop"), &json!(false)));
        assert_eq!(after.body["welcome_heading"], "Hi there!");
    }

    fn a_channel_that_is_off_lets_nobody_in(desk) {
        let world = desk.world("Acme");
        let channel = desk.get("/channels", &world.owner.token).ok().text("/0/id");
        let path = format!("/channels/{channel}");
        desk.patch(&path, &world.owner.token, json!({"type": "email"})).names("type");
        desk.patch(&path, &world.owner.token, json!({"config": {"widget_id": "other"}})).names("config");
        assert_eq!(desk.patch(&path, &world.owner.token, json!({"is_active": false})).ok().body["is_active"], false);
        desk.post("/visitor/messages", &world.visitor, json!({"content": "hello?"})).refused(401, "unauthenticated");
        desk.call("POST", &format!("/widget/{}/visitors", world.widget), &[], None).refused(404, "not_found");
        desk.patch(&path, &world.owner.token, json!({"is_active": true})).ok();
        desk.post("/visitor/messages", &world.visitor, json!({"content": "hello?"})).ok();
    }

    fn a_removed_channel_leaves_its_conversations(desk) {
        let world = desk.world("Acme");
        let channel = desk.get("/channels", &world.owner.token).ok().text("/0/id");
        desk.delete(&format!("/channels/{channel}"), &world.owner.token).ok();
        desk.delete(&format!("/channels/{channel}"), &world.owner.token).refused(404, "not_found");
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.agent.token).ok();
        assert_eq!(shown.body["channel_id"], Value::Null);
        assert_eq!(shown.body["messages"].as_array().map(Vec::len), Some(1));
    }
}
