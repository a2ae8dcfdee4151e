use serde_json::json;

on_both! {
    fn a_status_is_one_of_four(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}", world.conversation);
        for body in [json!({}), json!({"status": "gone"}), json!({"status": null})] {
            desk.patch(&path, &world.agent.token, body).names("status");
        }
    }

    fn resolving_and_closing_twice_is_no_error(desk) {
        let world = desk.world("Acme");
        for (verb, key, already) in [
            ("resolve", "resolved_at", "Already resolved"),
            ("close", "closed_at", "Already closed"),
        ] {
            let path = format!("/conversations/{}/{verb}", world.conversation);
            assert_eq!(desk.put(&path, &world.agent.token, json!({})).ok().keys(""), [key]);
            assert_eq!(desk.put(&path, &world.agent.token, json!({})).ok().body, json!({"detail": already}));
        }
        desk.put("/conversations/x/resolve", &world.agent.token, json!({})).refused(404, "not_found");
    }

    fn any_conversation_is_opened_again(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}", world.conversation);
        for status in ["pending", "resolved", "closed", "open"] {
            let shown = desk.patch(&path, &world.agent.token, json!({"status": status})).ok();
            assert_eq!(shown.body["status"], status);
            assert_eq!(shown.body["resolved_at"].is_string(), status == "resolved");
            assert_eq!(shown.body["closed_at"].is_string(), status == "closed");
        }
        let shown = desk.get(&path, &world.agent.token).ok();
        let acts: Vec<_> = shown.body["acts"].as_array().unwrap().iter().map(|a| a["act"].clone()).collect();
        assert_eq!(acts, ["pending", "resolved", "closed", "reopened"]);
        assert_eq!(shown.body["acts"][0]["by_name"], "Acme Cyd");
    }

    fn a_member_asks_for_a_person_and_dealing_with_it_ends_that(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}", world.conversation);
        desk.post(&format!("{path}/handoff"), &world.agent.token, json!({"reason": "complex_issue"})).ok();
        assert_eq!(desk.get("/team/pending-handoffs", &world.owner.token).ok().body[0]["handoff_reason"], "complex_issue");
        desk.put(&format!("{path}/resolve"), &world.agent.token, json!({})).ok();
        assert_eq!(desk.get("/team/pending-handoffs", &world.owner.token).ok().body, json!([]));
    }
}
