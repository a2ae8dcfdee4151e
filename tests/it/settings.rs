//! `GET` and `PATCH /workspace`: its settings, and the switches of its rulebook.

use serde_json::json;

on_both! {
    fn an_agent_reads_an_admin_changes_and_only_the_owner_switches(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        desk.patch("/workspace", &world.agent.token, json!({"name": "Mine"})).refused(403, "not_permitted");
        let refusal = desk.patch("/workspace", &world.admin.token, json!({"admins_manage_agents": true}));
        assert!(refusal.refused(403, "not_permitted").text("/why/rule").contains("workspace.switch"));
        desk.patch("/workspace", &world.admin.token, json!({"name": "Mine", "admins_manage_agents": true}))
            .refused(403, "not_permitted");
        assert_eq!(desk.dump(), before);
        assert_eq!(desk.get("/workspace", &world.agent.token).ok().body["name"], "Acme");
        desk.patch("/workspace", &world.admin.token, json!({"name": "Harbour & Pine"})).ok();
        assert_eq!(desk.get("/workspace", &world.agent.token).ok().body["name"], "Harbour & Pine");
        assert_eq!(desk.get("/auth/me", &world.agent.token).ok().body["business"]["name"], "Harbour & Pine");
    }

    fn a_setting_that_cannot_be_taken_is_named_and_nothing_changes(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        let ask = |body| desk.patch("/workspace", &world.owner.token, body);
        ask(json!({})).names("body");
        ask(json!({"name": " "})).names("name");
        ask(json!({"website": "x".repeat(501)})).names("website");
        for bad in ["javascript:alert(1)", "data:text/html,x", "ftp://shop.example", "a shop", "ada@shop.example"] {
            ask(json!({"website": bad})).names("website");
        }
        ask(json!({"logo_url": "http://shop.example/logo.png"})).names("logo_url");
        ask(json!({"time_zone": "Mars/Olympus"})).names("time_zone");
        ask(json!({"admins_manage_agents": "yes"})).names("admins_manage_agents");
        ask(json!({"switches": {"anarchy": true}})).names("switches.anarchy");
        assert_eq!(desk.dump(), before);
    }

    fn what_is_left_out_stays_and_an_empty_text_takes_away(desk) {
        let world = desk.world("Acme");
        let ask = |body| desk.patch("/workspace", &world.owner.token, body).ok();
        ask(json!({"website": "shop.example", "logo_url": "https://shop.example/logo.png", "time_zone": "Europe/Lisbon"}));
        let after = ask(json!({"website": ""}));
        assert_eq!(after.body["website"], json!(null));
        assert_eq!(after.body["logo_url"], "https://shop.example/logo.png");
        assert_eq!(after.body["time_zone"], "Europe/Lisbon");
        let log = desk.get("/audit?act=workspace.changed", &world.owner.token).ok();
        assert_eq!(log.body[0]["changes"], json!([{"field": "website", "before": "shop.example", "after": null}]));
        assert_eq!(log.body[0]["text"], "Acme Ada changed the settings: website to nothing.");
    }

    fn with_the_switch_on_admins_manage_agents_and_never_admins(desk) {
        let world = desk.world("Acme");
        let dan = desk.person("Dan");
        let invite = |role: &str| desk.post(&format!("/team/invite?email={}&role={role}", dan.email), &world.admin.token, json!({}));
        invite("agent").refused(403, "not_permitted");
        let on = desk.patch("/workspace", &world.owner.token, json!({"admins_manage_agents": true})).ok();
        assert_eq!(on.body["admins_manage_agents"], true);
        assert_eq!(on.body["switches"][0]["on"], true);
        invite("admin").refused(403, "not_permitted");
        let member = invite("agent").ok().text("/team_member_id");
        desk.delete(&format!("/team/members/{member}"), &world.admin.token).ok();
        let eve = desk.person("Eve");
        let admin = desk.invite(&world.owner, &eve, "admin");
        desk.delete(&format!("/team/members/{admin}"), &world.admin.token).refused(403, "not_permitted");
        desk.patch("/workspace", &world.owner.token, json!({"switches": {"admins_manage_agents": false}})).ok();
        invite("agent").refused(403, "not_permitted");
        let log = desk.get("/audit?act=workspace.switched", &world.owner.token).ok();
        assert_eq!(log.body.as_array().unwrap().len(), 2);
    }
}
