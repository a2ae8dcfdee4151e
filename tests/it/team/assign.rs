//! Two documented doors, one rule (decisions 18, 22, 26).

use serde_json::json;

use crate::desk::{Answer, Desk};

fn both(desk: &Desk, conversation: &str, agent: &str, token: &str) -> [Answer; 2] {
    [
        desk.post(
            &format!("/team/assign/{conversation}?agent_id={agent}"),
            token,
            json!({}),
        ),
        desk.put(
            &format!("/conversations/{conversation}/assign/{agent}"),
            token,
            json!({}),
        ),
    ]
}

in_both_rulebooks! {
    fn an_agent_may_not_assign(desk, book) {
        let world = desk.world_in(book, "Acme");
        for answer in both(desk, &world.conversation, &world.agent.id, &world.agent.token) {
            let refusal = answer.refused(403, "not_permitted");
            assert!(refusal.text("/why/rule").contains("conversations.assign"));
        }
    }

    fn a_conversation_out_of_reach_is_404_before_anything_else(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        for conversation in [other.conversation.as_str(), "01a20186-439a-732b-9ed3-4dbbac5bdf0b", "x"] {
            for token in [&world.agent.token, &world.owner.token] {
                for answer in both(desk, conversation, "nobody", token) {
                    answer.refused(404, "not_found");
                }
            }
        }
    }

    fn the_assignee_has_to_be_an_active_member(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        let eve = desk.person("Eve");
        for agent in [&other.agent.id, &eve.id, &world.agent_member] {
            for answer in both(desk, &world.conversation, agent, &world.admin.token) {
                answer.refused(400, "not_a_member");
            }
        }
        let path = format!("/team/assign/{}", world.conversation);
        desk.post(&path, &world.admin.token, json!({})).names("agent_id");
    }

    fn owners_and_admins_give_it_to_anybody_whatever_their_status(desk, book) {
        let world = desk.world_in(book, "Acme");
        let [first, second] = both(desk, &world.conversation, &world.agent.id, &world.admin.token);
        assert_eq!(first.ok().body, json!({"message": "Conversation assigned successfully"}));
        assert_eq!(second.ok().body, json!({"assignee_id": world.agent.id}));
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.agent.token).ok();
        assert_eq!(shown.body["assignee_id"], world.agent.id.as_str());
        assert_eq!(shown.body["acts"].as_array().map(Vec::len), Some(1), "twice the same is one act");
        let mine = desk.get(&format!("/conversations?assignee_id={}", world.agent.id), &world.agent.token).ok();
        assert_eq!(mine.body.as_array().map(Vec::len), Some(1));
    }

    fn it_goes_back_to_the_queue(desk, book) {
        let world = desk.world_in(book, "Acme");
        both(desk, &world.conversation, &world.agent.id, &world.owner.token);
        let path = format!("/conversations/{}/assignee", world.conversation);
        desk.delete(&path, &world.agent.token).refused(403, "not_permitted");
        assert_eq!(desk.delete(&path, &world.admin.token).ok().body, json!({"assignee_id": null}));
        let queue = desk.get("/conversations?unassigned=true", &world.agent.token).ok();
        assert_eq!(queue.body.as_array().map(Vec::len), Some(1));
    }
}
