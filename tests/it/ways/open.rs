//! `PATCH /workspace {auto_join}`: which ways are open, and what each gives.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk};

fn set(desk: &Desk, token: &str, auto_join: Value) -> Answer {
    desk.patch("/workspace", token, json!({"auto_join": auto_join}))
}

on_both! {
    fn a_support_team_has_no_such_setting(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        for mode in ["off", "domain", "link", "both"] {
            let refusal = set(desk, &world.owner.token, json!({"mode": mode})).refused(403, "way_closed");
            assert_eq!(refusal.text("/why/rule"), "support/joining");
        }
        set(desk, &world.owner.token, json!({"link": {"tier": "basic"}})).refused(403, "way_closed");
        assert_eq!(desk.get("/workspace", &world.owner.token).ok().body["auto_join"], json!(null));
        assert_eq!(desk.dump(), before);
    }

    fn nobody_opens_a_way_that_gives_more_than_it_may(desk) {
        let world = desk.world_in("organization", "Acme");
        let before = desk.dump();
        set(desk, &world.agent.token, json!({"mode": "both"})).refused(403, "not_permitted");
        for way in ["domain", "link"] {
            for token in [&world.owner.token, &world.admin.token] {
                let refusal = set(desk, token, json!({way: {"role": "admin"}})).refused(403, "gives_standing");
                assert_eq!(refusal.text("/why/rule"), format!("organization/joining/{way}"));
                set(desk, token, json!({way: {"tier": "admin"}})).refused(403, "gives_standing");
                set(desk, token, json!({way: {"role": "owner"}})).refused(403, "not_permitted");
            }
            set(desk, &world.owner.token, json!({way: {"role": "agent"}})).names(&format!("auto_join.{way}.role"));
            set(desk, &world.owner.token, json!({way: {"tier": "gold"}})).names(&format!("auto_join.{way}.tier"));
            set(desk, &world.owner.token, json!({way: {"role": ""}})).names(&format!("auto_join.{way}.role"));
        }
        set(desk, &world.owner.token, json!({"mode": "open"})).names("auto_join.mode");
        // All of a request, or nothing.
        let both = json!({"name": "Mine", "auto_join": {"link": {"role": "admin"}}});
        desk.patch("/workspace", &world.owner.token, both).refused(403, "gives_standing");
        assert_eq!(desk.dump(), before);
    }

    fn what_is_left_out_stays_and_the_log_says_what_changed(desk) {
        let world = desk.world_in("organization", "Acme");
        let shown = desk.get("/workspace", &world.agent.token).ok().body["auto_join"].clone();
        let plain = json!({"role": "member", "tier": "basic"});
        assert_eq!(shown, json!({"mode": "link", "domain": plain, "link": plain}));
        let after = set(desk, &world.admin.token, json!({"mode": "both", "domain": {"tier": "power"}})).ok();
        let power = json!({"role": "member", "tier": "power"});
        assert_eq!(after.body["auto_join"], json!({"mode": "both", "domain": power, "link": plain}));
        set(desk, &world.admin.token, json!({"mode": "both"})).ok();
        let log = desk.get("/audit?act=workspace", &world.owner.token).ok();
        assert_eq!(log.text("/0/text"), "Acme Ben changed the settings: auto join to both, domain tier to power.");
        assert_eq!(log.text("/1/text"), "Acme Ada made the workspace Acme.");
    }

    fn off_closes_links_too(desk) {
        let world = desk.world_in("organization", "Acme");
        let link = desk.link(&world).1;
        let path = format!("/links/{link}/join");
        for mode in ["off", "domain"] {
            set(desk, &world.owner.token, json!({"mode": mode})).ok();
            let eve = desk.person(&format!("Eve {mode}"));
            desk.post(&path, &eve.token, json!({})).refused(403, "way_closed");
            desk.post("/team/links", &world.owner.token, json!({})).refused(403, "way_closed");
        }
        set(desk, &world.owner.token, json!({"mode": "link"})).ok();
        desk.post(&path, &desk.person("Eve").token, json!({})).ok();
    }

    fn a_link_that_lets_nobody_in_says_why(desk) {
        let world = desk.world_in("organization", "Acme");
        let owner = &world.owner.token;
        let role = json!({"name": "Guests", "permissions": []});
        let guests = desk.post("/workspace/roles", owner, role).ok().text("/id");
        let made = desk.post("/team/links", owner, json!({"role": guests, "max_uses": 1})).ok();
        let path = format!("/links/{}", made.text("/token"));
        let says = |is_open: bool, why: Value| {
            let listed = desk.get("/team/links", owner).ok().body[0].clone();
            let seen = desk.call("GET", &path, &[], None).ok().body;
            for shown in [listed, seen] {
                assert_eq!((&shown["is_open"], &shown["why"]), (&json!(is_open), &why));
            }
        };
        says(true, Value::Null);
        set(desk, owner, json!({"mode": "domain"})).ok();
        says(false, json!("The workspace is not open for links now."));
        set(desk, owner, json!({"mode": "link"})).ok();
        let role = format!("/workspace/roles/{guests}");
        desk.patch(&role, owner, json!({"permissions": ["members.invite"]})).ok();
        says(false, json!("The role that it gives has changed."));
        desk.post(&format!("{path}/join"), &desk.person("Eve").token, json!({})).refused(409, "link_over");
        desk.patch(&role, owner, json!({"permissions": []})).ok();
        desk.post(&format!("{path}/join"), &desk.person("Fay").token, json!({})).ok();
        says(false, json!("As many people as it is for have come by it."));
    }

    fn a_link_gives_what_the_workspace_says_where_it_names_nothing(desk) {
        let world = desk.world_in("organization", "Acme");
        let role = json!({"name": "Guests", "permissions": []});
        let guests = desk.post("/workspace/roles", &world.owner.token, role).ok().text("/id");
        set(desk, &world.owner.token, json!({"link": {"role": guests, "tier": "power"}, "domain": {"role": guests}})).ok();
        let made = desk.post("/team/links", &world.admin.token, json!({})).ok();
        assert_eq!((made.text("/role"), made.text("/tier")), (guests.clone(), "power".to_owned()));

        // The role goes: links and settings follow, and none of them ever gives a role that is not there.
        let path = format!("/workspace/roles/{guests}");
        let before = desk.dump();
        desk.delete(&path, &world.owner.token).refused(409, "replacement_needed");
        assert_eq!(desk.dump(), before);
        desk.delete(&format!("{path}?replacement=member"), &world.owner.token).ok();
        let auto_join = desk.get("/workspace", &world.owner.token).ok().body["auto_join"].clone();
        assert_eq!((&auto_join["link"]["role"], &auto_join["domain"]["role"]), (&json!("member"), &json!("member")));
        assert_eq!(auto_join["link"]["tier"], "power");
        let path = format!("/links/{}/join", made.text("/token"));
        let came = desk.post(&path, &desk.person("Eve").token, json!({})).ok();
        assert_eq!(came.text("/role"), "member");
    }

    fn a_role_that_a_way_gives_is_replaced_by_none_with_standing(desk) {
        let world = desk.world_in("organization", "Acme");
        let role = json!({"name": "Guests", "permissions": []});
        let guests = desk.post("/workspace/roles", &world.owner.token, role).ok().text("/id");
        set(desk, &world.owner.token, json!({"link": {"role": guests}, "domain": {"role": guests}})).ok();
        let link = desk.post("/team/links", &world.owner.token, json!({})).ok().text("/token");
        desk.delete(&format!("/workspace/roles/{guests}?replacement=admin"), &world.owner.token).ok();
        let auto_join = desk.get("/workspace", &world.owner.token).ok().body["auto_join"].clone();
        assert_eq!((&auto_join["link"]["role"], &auto_join["domain"]["role"]), (&json!("member"), &json!("member")));
        desk.post(&format!("/links/{link}/join"), &desk.person("Eve").token, json!({})).refused(409, "link_over");
    }
}
