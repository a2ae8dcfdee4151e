use serde_json::json;

on_both! {
    fn a_name_is_one_line_that_people_can_read(desk) {
        let ada = desk.person("Ada");
        let before = desk.dump();
        for name in ["", "  ", "a\nb", &"x".repeat(201)] {
            desk.patch("/auth/me", &ada.token, json!({"full_name": name})).names("full_name");
        }
        desk.patch("/auth/me", &ada.token, json!({})).names("full_name");
        assert_eq!(desk.dump(), before);
    }

    fn the_new_name_stands_everywhere_and_the_log_has_both(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}/messages", world.conversation);
        desk.post(&path, &world.agent.token, json!({"content": "Yes, it is."})).ok();
        let me = desk.patch("/auth/me", &world.agent.token, json!({"full_name": " Cyd Nilsson "})).ok();
        assert_eq!(me.body["user"]["full_name"], "Cyd Nilsson");
        assert_eq!(me.body["business"]["name"], "Acme");
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok();
        assert_eq!(shown.body["messages"][1]["sender_name"], "Cyd Nilsson");
        let log = desk.get("/audit?limit=1", &world.owner.token).ok();
        assert_eq!(log.text("/0/act"), "member.renamed");
        let entry = log.body[0].to_string();
        assert!(entry.contains("Acme Cyd") && entry.contains("Cyd Nilsson"), "{entry}");
    }

    fn the_same_name_again_is_no_change(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        desk.patch("/auth/me", &world.agent.token, json!({"full_name": "Acme Cyd"})).ok();
        assert_eq!(desk.dump(), before);
    }
}
