use serde_json::{Value, json};

fn count(body: &Value) -> usize {
    body.as_array().map(Vec::len).expect("a list")
}

in_both_rulebooks! {
    fn only_themselves_and_those_above_them_see_where_somebody_is_signed_in(desk, book) {
        let world = desk.world_in(book, "Acme");
        let owner = desk.get("/team/members", &world.owner.token).ok().text("/0/id");
        let of = |member: &str, token: &str| desk.get(&format!("/team/members/{member}/sessions"), token);
        for (member, token, status) in [
            (&world.agent_member, &world.agent, 200),
            (&world.agent_member, &world.admin, 200),
            (&world.agent_member, &world.owner, 200),
            (&world.admin_member, &world.admin, 200),
            (&world.admin_member, &world.owner, 200),
            (&owner, &world.owner, 200),
            (&world.admin_member, &world.agent, 403),
            (&owner, &world.agent, 403),
            (&owner, &world.admin, 403),
        ] {
            let answer = of(member, &token.token);
            assert_eq!(answer.status, status, "{}: {}", token.email, answer.body);
        }
        let eve = desk.person("Eve");
        let second_admin = desk.invite(&world.owner, &eve, "admin");
        of(&second_admin, &world.admin.token).refused(403, "not_permitted");
        let other = desk.world_in(book, "Other");
        of(&other.agent_member, &world.owner.token).refused(404, "not_found");
        of("x", &world.agent.token).refused(404, "not_found");
    }

    fn sessions_in_another_workspace_are_not_shown(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        desk.clock.advance(1);
        desk.invite(&other.owner, &world.agent, "agent");
        let there = desk.sign_in(&world.agent);
        desk.post("/auth/workspace", &there, json!({"workspace_id": other.workspace})).ok();
        let path = format!("/team/members/{}/sessions", world.agent_member);
        let seen = desk.get(&path, &world.owner.token).ok();
        assert_eq!(count(&seen.body), 1);
        assert_eq!(seen.body[0]["current"], false);
        assert_eq!(count(&desk.get("/auth/sessions", &world.agent.token).ok().body), 2);
        assert_eq!(desk.get(&path, &world.agent.token).ok().body[0]["current"], true);
    }
}
