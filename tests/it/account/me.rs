use serde_json::json;

on_both! {
    fn nobody_is_401_whatever_they_hold(desk) {
        desk.call("GET", "/auth/me", &[], None).refused(401, "unauthenticated");
        desk.get("/auth/me", "db_guessed").refused(401, "unauthenticated");
        desk.call("GET", "/auth/me", &[("authorization", "Basic eDp5")], None).refused(401, "unauthenticated");
    }

    fn an_account_without_a_workspace_is_somebody_all_the_same(desk) {
        let ada = desk.person("Ada");
        let me = desk.get("/auth/me", &ada.token).ok();
        assert_eq!(me.body["business"], json!(null));
        assert_eq!(me.body["team_role"], json!(null));
        assert_eq!(me.body["onboarding_complete"], false);
        assert_eq!(me.body["permissions"], json!([]));
    }

    fn a_member_sees_workspace_role_and_rights(desk) {
        let world = desk.world("Acme");
        let me = desk.get("/auth/me", &world.agent.token).ok();
        assert_eq!(me.body["business"]["name"], "Acme");
        assert_eq!(me.body["team_role"], "agent");
        assert_eq!(me.body["status"], "offline");
        let rights = me.body["permissions"].as_array().expect("a list");
        assert!(rights.contains(&json!("conversations.handle")));
        assert!(!rights.contains(&json!("members.invite")));
        assert_eq!(me.body["workspaces"][0]["role"], "agent");
    }
}
