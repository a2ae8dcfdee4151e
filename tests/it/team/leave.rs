use serde_json::{Value, json};

use crate::desk::PASSWORD;
use crate::socket::Socket;

in_both_rulebooks! {
    fn the_owner_stays(desk, book) {
        let world = desk.world_in(book, "Acme");
        let before = desk.dump();
        let refusal = desk.post("/team/leave", &world.owner.token, json!({})).refused(400, "owner_protected");
        assert!(refusal.text("/why/text").starts_with("The owner does not leave"), "{}", refusal.body);
        assert_eq!(desk.dump(), before);
    }

    fn an_heir_is_another_active_member(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        let before = desk.dump();
        for heir in [other.agent.id.as_str(), world.agent.id.as_str(), "nobody"] {
            desk.post(&format!("/team/leave?heir={heir}"), &world.agent.token, json!({})).refused(400, "invalid_heir");
        }
        assert_eq!(desk.dump(), before);
    }

    fn whoever_leaves_is_out_and_their_conversations_go_to_the_queue(desk, book) {
        let world = desk.world_in(book, "Acme");
        let assign = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
        desk.post(&assign, &world.owner.token, json!({})).ok();
        let program = desk.sign_in(&world.agent);
        let socket = Socket::open(desk, &program);
        let left = desk.post("/team/leave", &world.agent.token, json!({})).ok();
        assert_eq!(left.text("/message"), "You have left Acme.");
        socket.has_ended("removed");
        desk.get("/auth/me", &program).refused(401, "unauthenticated");
        let me = desk.get("/auth/me", &world.agent.token).ok();
        assert_eq!(me.body["business"], Value::Null);
        desk.get("/conversations", &world.agent.token).refused(400, "no_workspace");
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok();
        assert_eq!(shown.body["assignee_id"], Value::Null);
        let log = desk.get("/audit?limit=1", &world.owner.token).ok();
        assert_eq!((log.text("/0/act").as_str(), log.text("/0/right").as_str()), ("member.left", "deskbell/oneself"));
        assert_eq!(log.text("/0/actor_id"), world.agent.id);
    }

    fn an_heir_gets_the_open_conversations(desk, book) {
        let world = desk.world_in(book, "Acme");
        let assign = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
        desk.post(&assign, &world.owner.token, json!({})).ok();
        desk.post(&format!("/team/leave?heir={}", world.admin.id), &world.agent.token, json!({})).ok();
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok();
        assert_eq!(shown.body["assignee_id"], world.admin.id.as_str());
    }

    fn leaving_one_workspace_leaves_the_others_alone(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        desk.clock.advance(1);
        desk.invite(&other.owner, &world.agent, "agent");
        let there = desk.sign_in(&world.agent);
        desk.post("/auth/workspace", &there, json!({"workspace_id": other.workspace})).ok();
        desk.post("/team/leave", &world.agent.token, json!({})).ok();
        desk.get("/conversations", &there).ok();
        let me = desk.get("/auth/me", &world.agent.token).ok();
        assert_eq!(me.body["business"]["id"], other.workspace.as_str());
    }

    fn whoever_left_can_be_invited_again(desk, book) {
        let world = desk.world_in(book, "Acme");
        desk.post("/team/leave", &world.agent.token, json!({})).ok();
        desk.invite(&world.owner, &world.agent, "agent");
        let body = json!({"email": world.agent.email, "password": PASSWORD}).to_string();
        let token = desk.call("POST", "/auth/login", &[], Some(&body)).ok().text("/access_token");
        desk.get("/conversations", &token).ok();
    }
}
