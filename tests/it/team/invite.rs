use serde_json::json;

on_both! {
    fn free_holds_nobody_and_says_what_would(desk) {
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        desk.workspace(&ada, "Acme");
        let before = desk.dump();
        let refusal = desk.post(&format!("/team/invite?email={}", ben.email), &ada.token, json!({}))
            .refused(402, "limit_exceeded");
        assert_eq!(refusal.body["error"], "limit_exceeded");
        assert_eq!(refusal.body["plan"], "Free");
        assert_eq!(refusal.body["feature"], "agents");
        assert_eq!(refusal.body["current"], 0);
        assert_eq!(refusal.body["limit"], 0);
        assert!(refusal.text("/message").contains("Mini"), "{}", refusal.body);
        assert!(refusal.text("/why/rule").contains("plans/free/agents"), "{}", refusal.body);
        assert_eq!(desk.dump(), before);
    }

    fn only_the_owner_invites_and_a_refusal_says_why(desk) {
        let world = desk.world("Acme");
        desk.person("Eve");
        for token in [&world.admin.token, &world.agent.token] {
            let before = desk.dump();
            let refusal = desk.post("/team/invite?email=eve@example.com", token, json!({})).refused(403, "not_permitted");
            assert!(refusal.text("/why/rule").contains("members.invite"), "{}", refusal.body);
            assert_eq!(refusal.body["why"]["who"][0], "Owner");
            assert_eq!(desk.dump(), before);
        }
    }

    fn the_codes_keep_their_order(desk) {
        let world = desk.world("Acme");
        desk.person("Eve");
        let invite = |query: &str, token: &str| desk.post(&format!("/team/invite{query}"), token, json!({}));
        invite("?email=nobody", &world.agent.token).names("email");
        invite("", &world.agent.token).names("email");
        for role in ["owner", "boss", "Agent", ""] {
            invite(&format!("?email=eve@example.com&role={role}"), &world.owner.token).refused(400, "invalid_role");
        }
        invite("?email=nobody@example.com", &world.agent.token).refused(403, "not_permitted");
        invite("?email=nobody@example.com", &world.owner.token).refused(404, "no_such_account");
        invite(&format!("?email={}", world.agent.email), &world.owner.token).refused(400, "already_member");
        invite(&format!("?email={}", world.owner.email), &world.owner.token).refused(400, "already_member");
    }

    fn the_invited_are_in_at_once_with_the_role_that_was_meant(desk) {
        let (ada, ben, cyd) = (desk.person("Ada"), desk.person("Ben"), desk.person("Cyd"));
        desk.workspace(&ada, "Acme");
        desk.plan(&ada, "mini");
        let done = desk.post("/team/invite?email=BEN@example.com", &ada.token, json!({})).ok();
        assert_eq!(done.keys(""), ["message", "team_member_id"]);
        assert_eq!(done.body["message"], "Agent ben@example.com invited successfully");
        let done = desk.post("/team/invite?email=cyd@example.com&role=admin", &ada.token, json!({})).ok();
        assert_eq!(done.body["message"], "Admin cyd@example.com invited successfully");
        for (person, role) in [(&ben, "agent"), (&cyd, "admin")] {
            let me = desk.get("/auth/me", &person.token).ok();
            assert_eq!(me.body["team_role"], role);
            assert_eq!(me.body["status"], "offline");
        }
    }
}
