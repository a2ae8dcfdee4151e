use serde_json::json;

on_both! {
    fn only_who_may_remove_may_disable_and_nobody_the_owner_or_themselves(desk) {
        let world = desk.world("Acme");
        let off = json!({"agent_access": false});
        let agent = format!("/team/members/{}", world.agent_member);
        let admin = format!("/team/members/{}", world.admin_member);
        let owner = desk.get("/team/members", &world.owner.token).ok().text("/0/id");
        let before = desk.dump();
        for token in [&world.admin.token, &world.agent.token] {
            let refusal = desk.patch(&agent, token, off.clone()).refused(403, "not_permitted");
            assert!(refusal.text("/why/rule").contains("members.disable"));
        }
        desk.patch(&format!("/team/members/{owner}"), &world.owner.token, off.clone()).refused(400, "owner_protected");
        desk.patch("/team/members/17", &world.owner.token, off.clone()).refused(404, "not_found");
        assert_eq!(desk.dump(), before);
        desk.patch("/workspace", &world.owner.token, json!({"admins_manage_agents": true})).ok();
        let before = desk.dump();
        desk.patch(&admin, &world.admin.token, off.clone()).refused(403, "not_permitted");
        assert_eq!(desk.dump(), before);
        desk.patch(&agent, &world.admin.token, off).ok();
    }

    fn nothing_works_until_it_is_on_again_and_the_seat_stays_held(desk) {
        let world = desk.world("Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let off = desk.patch(&path, &world.owner.token, json!({"agent_access": false, "reason": "leave"})).ok();
        assert_eq!(off.body["agent_access"], false);
        assert_eq!(off.body["is_active"], false);
        assert_eq!(off.body["disabled"]["reason"], "leave");
        assert_eq!(off.body["disabled"]["by_name"], "Acme Ada");
        for (method, path) in [("GET", "/conversations"), ("GET", "/team/members"), ("GET", "/workspace")] {
            let bearer = format!("Bearer {}", world.agent.token);
            desk.call(method, path, &[("authorization", &bearer)], None).refused(403, "member_disabled");
        }
        let again = desk.sign_in(&world.agent);
        desk.patch("/team/status", &again, json!({"status": "live"})).refused(403, "member_disabled");
        desk.post("/auth/workspace", &again, json!({"workspace_id": world.workspace})).refused(403, "member_disabled");
        let me = desk.get("/auth/me", &again).ok();
        assert_eq!(me.body["business"], json!(null));
        assert_eq!(me.body["permissions"], json!([]));
        assert_eq!(me.body["disabled"]["workspace"]["name"], "Acme");
        assert_eq!(me.body["disabled"]["ask"][0]["name"], "Acme Ada");
        assert_eq!(me.body["disabled"]["ask"].as_array().unwrap().len(), 1);
        let assign = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
        desk.post(&assign, &world.owner.token, json!({})).refused(400, "not_a_member");
        assert_eq!(desk.get("/billing/plan", &world.owner.token).ok().body["use"]["agents"], 2);

        let on = desk.patch(&path, &world.owner.token, json!({"agent_access": true})).ok();
        assert_eq!(on.body["disabled"], json!(null));
        desk.get("/conversations", &world.agent.token).ok();
        assert_eq!(desk.get("/auth/me", &again).ok().body["disabled"], json!(null));
        desk.post(&assign, &world.owner.token, json!({})).ok();
    }

    fn another_workspace_goes_on_as_it_was(desk) {
        let world = desk.world("Acme");
        let zoe = desk.person("Zoe");
        let other = desk.workspace(&zoe, "Other");
        desk.plan(&zoe, "pro");
        desk.clock.advance(1);
        desk.invite(&zoe, &world.agent, "agent");
        let path = format!("/team/members/{}", world.agent_member);
        desk.patch(&path, &world.owner.token, json!({"agent_access": false})).ok();
        // Without a chosen workspace, the oldest one where something works.
        let me = desk.get("/auth/me", &world.agent.token).ok();
        assert_eq!(me.body["business"]["id"], other.as_str());
        desk.get("/conversations", &world.agent.token).ok();
        let bearer = format!("Bearer {}", world.agent.token);
        let headers = [("authorization", bearer.as_str()), ("x-deskbell-workspace", world.workspace.as_str())];
        desk.call("GET", "/conversations", &headers, None).refused(403, "member_disabled");
        let me = desk.call("GET", "/auth/me", &headers, None).ok();
        assert_eq!(me.body["disabled"]["workspace"]["id"], world.workspace.as_str());
        assert_eq!(me.body["workspaces"].as_array().unwrap().len(), 1);
    }
}

in_both_rulebooks! {
    fn what_is_asked_is_one_thing_and_understood(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let before = desk.dump();
        let ask = |body| desk.patch(&path, &world.owner.token, body);
        ask(json!({"agent_access": false, "role": "admin"})).names("agent_access");
        ask(json!({"agent_access": true, "heir": "queue"})).names("heir");
        ask(json!({"agent_access": false, "reason": "because"})).names("reason");
        ask(json!({"agent_access": "off"})).names("agent_access");
        for heir in ["nobody", &world.agent.id, &world.admin_member] {
            ask(json!({"agent_access": false, "heir": heir})).refused(400, "invalid_heir");
        }
        assert_eq!(desk.dump(), before);
    }

    fn open_conversations_go_to_the_queue_a_colleague_or_stay_and_finished_ones_keep_their_name(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let finished = desk.visitor_writes(&desk.visitor(&world.widget), "And a blanket?");
        let give = |id: &str| {
            let path = format!("/team/assign/{id}?agent_id={}", world.agent.id);
            desk.post(&path, &world.owner.token, json!({})).ok();
        };
        give(&finished);
        desk.put(&format!("/conversations/{finished}/resolve"), &world.agent.token, json!({})).ok();
        let holder = |id: &str| desk.get(&format!("/conversations/{id}"), &world.owner.token).ok().body["assignee_id"].clone();
        for (heir, expected) in [
            (None, json!(null)),
            (Some("queue"), json!(null)),
            (Some("stay"), json!(world.agent.id)),
            (Some(world.admin.id.as_str()), json!(world.admin.id)),
        ] {
            give(&world.conversation);
            desk.patch(&path, &world.owner.token, json!({"agent_access": false, "heir": heir})).ok();
            assert_eq!(holder(&world.conversation), expected, "{heir:?}");
            assert_eq!(holder(&finished), json!(world.agent.id));
            desk.patch(&path, &world.owner.token, json!({"agent_access": true})).ok();
            assert_eq!(holder(&world.conversation), expected, "what was handed over does not come back");
        }
    }

    fn a_finished_conversation_that_goes_on_does_not_wait_for_whoever_is_off(desk, book) {
        let world = desk.world_in(book, "Acme");
        let member = format!("/team/members/{}", world.agent_member);
        let path = format!("/conversations/{}", world.conversation);
        let again = |status: &str| desk.patch(&path, &world.owner.token, json!({"status": status})).ok();
        for heir in ["queue", "stay", &world.admin.id] {
            for by_customer in [true, false] {
                let give = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
                desk.post(&give, &world.owner.token, json!({})).ok();
                again("resolved");
                desk.patch(&member, &world.owner.token, json!({"agent_access": false, "heir": heir})).ok();
                if by_customer {
                    desk.visitor_writes(&world.visitor, "It is broken again");
                } else {
                    again("pending");
                }
                let shown = desk.get(&path, &world.owner.token).ok();
                assert_eq!(shown.body["assignee_id"], json!(null), "{heir}");
                let last = shown.body["acts"].as_array().unwrap().last().unwrap().clone();
                assert_eq!((&last["act"], &last["by"], &last["to"]), (&json!("unassigned"), &json!(null), &json!(world.agent.id)));
                desk.patch(&member, &world.owner.token, json!({"agent_access": true})).ok();
            }
        }
        // Of somebody whose access is on, it stays.
        let give = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
        desk.post(&give, &world.owner.token, json!({})).ok();
        again("resolved");
        assert_eq!(again("open").body["assignee_id"], json!(world.agent.id));
    }

    fn a_second_time_is_no_change_and_both_are_in_the_audit_log(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        desk.patch(&path, &world.owner.token, json!({"agent_access": true})).ok();
        for _ in 0..2 {
            desk.patch(&path, &world.owner.token, json!({"agent_access": false})).ok();
        }
        desk.patch(&path, &world.owner.token, json!({"agent_access": true})).ok();
        let log = desk.get("/audit?act=member&limit=2", &world.owner.token).ok();
        let acts: Vec<_> = log.body.as_array().unwrap().iter().map(|e| e["act"].as_str().unwrap()).collect();
        assert_eq!(acts, ["member.enabled", "member.disabled"]);
    }

    fn a_disabled_person_can_be_removed(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        desk.patch(&path, &world.owner.token, json!({"agent_access": false})).ok();
        desk.delete(&path, &world.owner.token).ok();
        desk.get("/auth/me", &world.agent.token).refused(401, "unauthenticated");
    }
}
