use serde_json::json;

on_both! {
    fn somebody_without_a_workspace_has_no_status(desk) {
        let ada = desk.person("Ada");
        desk.patch("/team/status", &ada.token, json!({"status": "live"})).refused(400, "no_workspace");
    }
}

in_both_rulebooks! {
    fn anything_but_the_three_words_is_400(desk, book) {
        let world = desk.world_in(book, "Acme");
        for body in [json!({}), json!({"status": "busy"}), json!({"status": 3}), json!({"status": null})] {
            desk.patch("/team/status", &world.agent.token, body).refused(400, "invalid_status");
        }
    }

    fn everybody_sets_their_own_and_the_team_sees_it(desk, book) {
        let world = desk.world_in(book, "Acme");
        for (token, status) in [(&world.owner.token, "live"), (&world.admin.token, "away"), (&world.agent.token, "live")] {
            let set = desk.patch("/team/status", token, json!({"status": status})).ok();
            assert_eq!(set.body, json!({"status": status}));
        }
        let members = desk.get("/team/members", &world.agent.token).ok();
        let statuses: Vec<_> = members.body.as_array().unwrap().iter().map(|m| m["status"].clone()).collect();
        assert_eq!(statuses, ["live", "away", "live"]);
    }
}
