use serde_json::json;

on_both! {
    fn only_the_owner_changes_roles_and_never_their_own(desk) {
        let world = desk.world("Acme");
        let path = format!("/team/members/{}", world.agent_member);
        for token in [&world.admin.token, &world.agent.token] {
            desk.patch(&path, token, json!({"role": "admin"})).refused(403, "not_permitted");
        }
        let owner = desk.get("/team/members", &world.owner.token).ok().text("/0/id");
        let path = format!("/team/members/{owner}");
        desk.patch(&path, &world.owner.token, json!({"role": "agent"})).refused(400, "owner_protected");
    }

    fn nobody_becomes_owner_and_unknown_roles_are_refused(desk) {
        let world = desk.world("Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let before = desk.dump();
        desk.patch(&path, &world.owner.token, json!({"role": "boss"})).names("role");
        desk.patch(&path, &world.owner.token, json!({})).names("role");
        let refusal = desk.patch(&path, &world.owner.token, json!({"role": "owner"}));
        assert!(matches!(refusal.status, 400 | 403), "{}", refusal.body);
        assert!(!refusal.text("/why/text").is_empty());
        assert_eq!(desk.dump(), before);
    }

    fn a_new_role_counts_from_the_answer_on_and_the_session_stays(desk) {
        let world = desk.world("Acme");
        let assign = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
        desk.post(&assign, &world.admin.token, json!({})).ok();
        let path = format!("/team/members/{}", world.admin_member);
        let changed = desk.patch(&path, &world.owner.token, json!({"role": "agent"})).ok();
        assert_eq!(changed.body["role"], "agent");
        desk.post(&assign, &world.admin.token, json!({})).refused(403, "not_permitted");
        desk.get("/conversations", &world.admin.token).ok();
    }
}
