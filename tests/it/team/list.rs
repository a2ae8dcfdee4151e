on_both! {
    fn a_member_has_the_documented_keys_and_what_the_page_shows_beside_them(desk) {
        let world = desk.world("Acme");
        let members = desk.get("/team/members", &world.agent.token).ok();
        assert_eq!(members.body.as_array().map(Vec::len), Some(3));
        assert_eq!(
            members.keys("/0"),
            [
                "activity", "agent_access", "avatar_url", "connected", "disabled", "email", "id", "invited_at", "is_active",
                "is_verified", "last_active_at", "name", "onboarding", "removal", "role", "status", "tier", "user_id",
            ]
        );
        assert_eq!(members.body[0]["role"], "owner");
        assert_eq!(members.body[0]["connected"], false);
    }

    fn the_list_can_be_paged(desk) {
        let world = desk.world("Acme");
        let first = desk.get("/team/members?limit=2", &world.owner.token).ok();
        assert_eq!(first.body.as_array().map(Vec::len), Some(2));
        let next = first.headers["x-next-cursor"].to_str().unwrap();
        let rest = desk.get(&format!("/team/members?limit=2&cursor={next}"), &world.owner.token).ok();
        assert_eq!(rest.body[0]["user_id"], world.agent.id.as_str());
        assert!(!rest.headers.contains_key("x-next-cursor"));
        desk.get("/team/members?limit=0", &world.owner.token).names("limit");
    }
}
