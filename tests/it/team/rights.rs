use serde_json::{Value, json};

use crate::desk::Answer;

/// The line of one act.
fn line(page: &Answer, act: &str) -> Value {
    let lines = page.body["rights"].as_array().expect("lines");
    lines.iter().find(|l| l["act"] == act).expect(act).clone()
}

on_both! {
    fn ones_own_page_is_for_everybody_and_that_of_others_for_owner_and_admins(desk) {
        let world = desk.world("Acme");
        let (his, hers) = (&world.agent_member, &world.admin_member);
        for tab in ["rights", "activity", "sessions"] {
            let answer = desk.get(&format!("/team/members/{hers}/{tab}"), &world.agent.token);
            assert_eq!(
                answer.body["detail"],
                "Only the owner and admins may look at the rights, activity and sessions of somebody else. Your role is Agent."
            );
            answer.refused(403, "not_permitted");
        }
        desk.get("/team/members/17/rights", &world.owner.token).refused(404, "not_found");
        desk.get(&format!("/team/members/{his}/rights"), &world.agent.token).ok();
        desk.get(&format!("/team/members/{his}/rights"), &world.admin.token).ok();
        desk.get(&format!("/team/members/{hers}/rights"), &world.owner.token).ok();
    }

    fn every_line_says_which_rule_decides_and_who_can_change_it(desk) {
        let world = desk.world("Acme");
        let page = desk.get(&format!("/team/members/{}/rights", world.agent_member), &world.owner.token).ok();
        let invite = line(&page, "members.invite");
        assert_eq!(invite["allowed"], false);
        assert_eq!(invite["why"]["rule"], "support/permissions/members.invite");
        assert_eq!(invite["why"]["who"], json!(["Owner"]));
        assert_eq!(invite["why"]["text"], "Only the owner may invite team members. Their role is Agent.");
        let handle = line(&page, "conversations.handle");
        assert_eq!(handle["allowed"], true);
        assert_eq!(handle["why"]["text"], "Agent holds it by role.");
        for line in page.body["rights"].as_array().unwrap() {
            assert!(line["why"]["link"].as_str().unwrap().starts_with('/'), "{line}");
            assert!(!line["label"].as_str().unwrap().is_empty());
        }
    }

    fn whoever_looks_at_themselves_is_spoken_to(desk) {
        let world = desk.world("Acme");
        let page = desk.get(&format!("/team/members/{}/rights", world.agent_member), &world.agent.token).ok();
        let invite = line(&page, "members.invite");
        assert_eq!(invite["why"]["text"], "Only the owner may invite team members. Your role is Agent.");
    }

    fn the_switch_shows_on_an_admins_page_and_counts_at_once(desk) {
        let world = desk.world("Acme");
        let page = || desk.get(&format!("/team/members/{}/rights", world.admin_member), &world.owner.token).ok();
        assert_eq!(line(&page(), "members.remove")["allowed"], false);
        assert_eq!(line(&page(), "members.remove")["why"]["link"], "/settings/general", "where the switch is");
        desk.patch("/workspace", &world.owner.token, json!({"admins_manage_agents": true})).ok();
        let remove = line(&page(), "members.remove");
        assert_eq!(remove["allowed"], true);
        assert_eq!(remove["why"]["rule"], "support/switches/admins_manage_agents");
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.admin.token).ok();
    }

    fn whoever_is_disabled_may_do_nothing(desk) {
        let world = desk.world("Acme");
        let path = format!("/team/members/{}", world.agent_member);
        desk.patch(&path, &world.owner.token, json!({"agent_access": false})).ok();
        let page = desk.get(&format!("{path}/rights"), &world.owner.token).ok();
        for line in page.body["rights"].as_array().unwrap() {
            assert_eq!(line["allowed"], false);
            assert_eq!(line["why"]["rule"], "support/disabled");
            let text = "Their access to this workspace is turned off. Nothing of theirs is lost.";
            assert_eq!(line["why"]["text"], text);
        }
    }
}
