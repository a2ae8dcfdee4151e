use serde_json::json;

on_both! {
    fn a_workspace_needs_an_account_a_name_and_a_known_rulebook(desk) {
        desk.call("POST", "/auth/business/create", &[], Some("{}")).refused(401, "unauthenticated");
        let ada = desk.person("Ada");
        let before = desk.dump();
        desk.post("/auth/business/create", &ada.token, json!({})).names("name");
        desk.post("/auth/business/create", &ada.token, json!({"name": " "})).names("name");
        desk.post("/auth/business/create", &ada.token, json!({"name": "A", "rulebook": "anarchy"})).names("rulebook");
        assert_eq!(desk.dump(), before);
    }

    fn whoever_makes_it_owns_it_on_the_free_plan_and_is_offline(desk) {
        let ada = desk.person("Ada");
        let me = desk.post("/auth/business/create", &ada.token, json!({"name": "Harbour & Pine", "team_size": "1-10"})).ok();
        assert_eq!(me.body["team_role"], "owner");
        assert_eq!(me.body["onboarding_complete"], true);
        assert_eq!(me.body["business"]["team_size"], "1-10");
        assert_eq!(me.body["business"]["rulebook"], "support");
        assert_eq!(me.body["status"], "offline");
        assert_eq!(desk.get("/billing/plan", &ada.token).ok().body["plan"], "free");
        assert_eq!(desk.get("/channels/", &ada.token).ok().body, json!([]));
    }
}
