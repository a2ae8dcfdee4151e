use serde_json::json;

use crate::socket::Socket;

on_both! {
    fn only_the_owner_removes(desk) {
        let world = desk.world("Acme");
        let path = format!("/team/members/{}", world.agent_member);
        for token in [&world.admin.token, &world.agent.token] {
            let refusal = desk.delete(&path, token).refused(403, "not_permitted");
            assert!(refusal.text("/why/rule").contains("members.remove"));
        }
    }

    fn a_long_poll_of_somebody_removed_or_disabled_ends(desk) {
        let world = desk.world("Acme");
        let (admin, agent) = (Socket::open(desk, &world.admin.token), Socket::open(desk, &world.agent.token));
        std::thread::scope(|threads| {
            let polls = [threads.spawn(|| admin.has_ended("disabled")), threads.spawn(|| agent.has_ended("removed"))];
            let path = format!("/team/members/{}", world.admin_member);
            desk.patch(&path, &world.owner.token, json!({"agent_access": false})).ok();
            desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
            for poll in polls {
                poll.join().expect("the poll ends with its reason");
            }
        });
    }

    fn the_owner_can_never_be_removed(desk) {
        let world = desk.world("Acme");
        let owner = desk.get("/team/members", &world.owner.token).ok().text("/0/id");
        let before = desk.dump();
        let refusal = desk.delete(&format!("/team/members/{owner}"), &world.owner.token).refused(400, "owner_protected");
        assert!(!refusal.text("/why/text").is_empty());
        desk.delete(&format!("/team/members/{owner}"), &world.admin.token).refused(403, "not_permitted");
        assert_eq!(desk.dump(), before);
    }
}

in_both_rulebooks! {
    fn what_is_not_there_cannot_be_removed(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        let absent = "01a20186-439a-732b-9ed3-4dbbac5bdf0b";
        let unseen = desk.delete(&format!("/team/members/{}", other.agent_member), &world.owner.token).refused(404, "not_found");
        let nothing = desk.delete(&format!("/team/members/{absent}"), &world.owner.token).refused(404, "not_found");
        assert_eq!(unseen.body, nothing.body);
        desk.delete("/team/members/17", &world.owner.token).refused(404, "not_found");
        let by_account = format!("/team/members/{}", world.agent.id);
        desk.delete(&by_account, &world.owner.token).refused(404, "not_found");
    }

    fn an_heir_is_another_active_member(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        for heir in [other.agent.id.as_str(), world.agent.id.as_str(), "nobody", &world.admin_member] {
            let path = format!("/team/members/{}?heir={heir}", world.agent_member);
            let refusal = desk.delete(&path, &world.owner.token).refused(400, "invalid_heir").text("/detail");
            let says = match heir == world.agent.id {
                true => "Acme Cyd takes over the open conversations, and so cannot be one of those who hand them over.",
                false => {
                    "heir has to be the user_id of another active member of this workspace; leave it out, and the \
                     conversations go to the queue."
                }
            };
            assert_eq!(refusal, says);
        }
    }

    fn open_conversations_go_to_the_heir_and_finished_ones_lose_their_holder(desk, book) {
        let world = desk.world_in(book, "Acme");
        let second = desk.visitor_writes(&desk.visitor(&world.widget), "And a blanket?");
        for conversation in [&world.conversation, &second] {
            let path = format!("/team/assign/{conversation}?agent_id={}", world.agent.id);
            desk.post(&path, &world.owner.token, json!({})).ok();
        }
        desk.put(&format!("/conversations/{second}/resolve"), &world.agent.token, json!({})).ok();
        let path = format!("/team/members/{}?heir={}", world.agent_member, world.admin.id);
        assert_eq!(desk.delete(&path, &world.owner.token).ok().body["reassigned"], 1);
        let holder = |id: &str| desk.get(&format!("/conversations/{id}"), &world.owner.token).ok().body["assignee_id"].clone();
        assert_eq!(holder(&world.conversation), world.admin.id.as_str());
        assert_eq!(holder(&second), json!(null));
    }

    fn without_an_heir_they_go_back_to_the_queue(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
        desk.post(&path, &world.owner.token, json!({})).ok();
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok();
        assert_eq!(shown.body["assignee_id"], json!(null));
        let acts: Vec<_> = shown.body["acts"].as_array().unwrap().iter().map(|a| a["act"].as_str().unwrap()).collect();
        assert_eq!(acts, ["assigned", "unassigned"]);
    }

    fn access_has_ended_when_the_answer_arrives_and_only_here(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        desk.clock.advance(5);
        desk.invite(&other.owner, &world.agent, "agent");
        let login = desk.person("Side");
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        desk.get("/conversations", &world.agent.token).refused(401, "unauthenticated");
        desk.get("/auth/me", &login.token).ok();
        let members = desk.get("/team/members", &other.owner.token).ok();
        assert_eq!(members.body.as_array().map(Vec::len), Some(4), "the other workspace still has them");
    }

    fn a_session_in_another_workspace_goes_on(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        desk.clock.advance(5);
        desk.invite(&other.owner, &world.agent, "agent");
        desk.post("/auth/workspace", &world.agent.token, json!({"workspace_id": other.workspace})).ok();
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        assert_eq!(desk.get("/auth/me", &world.agent.token).ok().body["business"]["name"], "Other");
        let bearer = format!("Bearer {}", world.agent.token);
        let named = [("authorization", bearer.as_str()), ("x-deskbell-workspace", world.workspace.as_str())];
        desk.call("GET", "/conversations", &named, None).refused(404, "not_found");
    }

    fn somebody_removed_can_be_invited_again(desk, book) {
        let world = desk.world_in(book, "Acme");
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        let again = desk.invite(&world.owner, &world.agent, "agent");
        assert_ne!(again, world.agent_member);
    }
}
