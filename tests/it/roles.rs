//! `/workspace/roles`: the roles that a workspace adds to those of its rulebook.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk};
use crate::races::at_once;
use crate::socket::Socket;

fn add(desk: &Desk, token: &str, name: &str, permissions: &[&str]) -> Answer {
    desk.post(
        "/workspace/roles",
        token,
        json!({"name": name, "permissions": permissions}),
    )
}

fn give(desk: &Desk, token: &str, member: &str, role: &str) -> Answer {
    desk.patch(&format!("/team/members/{member}"), token, json!({"role": role}))
}

/// The role of this name, as the list has it.
fn listed(desk: &Desk, token: &str, name: &str) -> Value {
    let list = desk.get("/workspace/roles", token).ok();
    let found = list.body.as_array().expect("a list").iter().find(|r| r["name"] == name);
    found.cloned().unwrap_or_default()
}

in_both_rulebooks! {
    fn only_the_owner_adds_changes_and_removes_them(desk, book) {
        let world = desk.world_in(book, "Acme");
        let role = add(desk, &world.owner.token, "Greeters", &["members.invite"]).ok().text("/id");
        let path = format!("/workspace/roles/{role}");
        let before = desk.dump();
        for token in [&world.admin.token, &world.agent.token] {
            for answer in [
                add(desk, token, "Mine", &["members.invite"]),
                desk.patch(&path, token, json!({"permissions": ["members.remove"]})),
                desk.delete(&path, token),
            ] {
                assert!(answer.refused(403, "not_permitted").text("/why/rule").contains("roles.manage"));
            }
        }
        assert_eq!(desk.dump(), before);
    }

    fn billing_ownership_deletion_advisors_and_unknown_words_cannot_be_picked(desk, book) {
        let world = desk.world_in(book, "Acme");
        let before = desk.dump();
        let never = ["billing.manage", "ownership.transfer", "workspace.delete", "advisors.manage", "roles.manage"];
        for word in never.into_iter().chain(["members.everything", "assistant.query", ""]) {
            add(desk, &world.owner.token, "Mine", &["members.invite", word]).names("permissions[1]");
        }
        desk.post("/workspace/roles", &world.owner.token, json!({"name": " ", "permissions": []})).names("name");
        desk.post("/workspace/roles", &world.owner.token, json!({"name": "Mine"})).names("permissions");
        for taken in ["Admin", "admin", " OWNER "] {
            add(desk, &world.owner.token, taken, &[]).refused(409, "role_taken");
        }
        assert_eq!(desk.dump(), before);
        add(desk, &world.owner.token, "Mine", &[]).ok();
        add(desk, &world.owner.token, "MINE", &[]).refused(409, "role_taken");
    }

    fn a_role_of_ones_own_gives_what_was_picked_and_a_right_taken_away_is_gone_with_the_answer(desk, book) {
        let world = desk.world_in(book, "Acme");
        let picked = ["conversations.read", "conversations.handle", "channels.manage"];
        let role = add(desk, &world.owner.token, "Night shift", &picked).ok();
        assert_eq!((&role.body["own"], &role.body["leads"]), (&json!(true), &json!(false)));
        let id = role.text("/id");
        let given = give(desk, &world.owner.token, &world.agent_member, &id).ok();
        assert_eq!(given.body["role"], id.as_str());
        let me = desk.get("/auth/me", &world.agent.token).ok();
        assert_eq!(me.body["team_role"], id.as_str());
        desk.post("/widget/create", &world.agent.token, json!({"domain": "night.example"})).ok();
        let refusal = desk.post("/customers", &world.agent.token, json!({"name": "Ines"})).refused(403, "not_permitted");
        assert!(refusal.text("/why/text").contains("Your role is Night shift."), "{}", refusal.body);
        assert_eq!(listed(desk, &world.agent.token, "Night shift")["members"], 1);
        let path = format!("/workspace/roles/{id}");
        desk.patch(&path, &world.owner.token, json!({"permissions": ["conversations.read"]})).ok();
        desk.post("/widget/create", &world.agent.token, json!({"domain": "two.example"})).refused(403, "not_permitted");
        desk.get("/conversations", &world.agent.token).ok();
        desk.patch(&path, &world.owner.token, json!({"name": "Readers", "permissions": []})).ok();
        desk.get("/conversations", &world.agent.token).refused(403, "not_permitted");
        let log = desk.get("/audit?q=night", &world.owner.token).ok();
        let texts: Vec<_> = log.body.as_array().unwrap().iter().map(|e| e["text"].as_str().unwrap()).collect();
        let was = if book == "support" { "Agent" } else { "Member" };
        let moved = format!("Acme Ada changed Acme Cyd from {was} to Night shift.");
        assert!(texts.contains(&moved.as_str()), "{texts:?}");
        assert!(texts.contains(&"Acme Ada added the role Night shift."), "{texts:?}");
    }

    fn a_socket_hears_of_conversations_only_as_long_as_the_role_reads_them(desk, book) {
        let world = desk.world_in(book, "Acme");
        let id = add(desk, &world.owner.token, "Readers", &["conversations.read"]).ok().text("/id");
        give(desk, &world.owner.token, &world.agent_member, &id).ok();
        let socket = Socket::open(desk, &world.agent.token);
        desk.visitor_writes(&world.visitor, "Before");
        socket.hears("Before");
        desk.patch(&format!("/workspace/roles/{id}"), &world.owner.token, json!({"permissions": []})).ok();
        desk.visitor_writes(&world.visitor, "Between");
        desk.patch(&format!("/workspace/roles/{id}"), &world.owner.token, json!({"permissions": ["conversations.read"]})).ok();
        desk.visitor_writes(&world.visitor, "After");
        socket.hears_but_not("After", "Between");
    }

    fn standing_holds_for_them_and_nobody_gives_more_than_they_hold(desk, book) {
        let world = desk.world_in(book, "Acme");
        let chief = add(desk, &world.owner.token, "Chiefs", &["members.remove", "members.change_role"]).ok();
        assert_eq!(chief.body["leads"], true);
        let (chief, plain) = (chief.text("/id"), add(desk, &world.owner.token, "Plain", &[]).ok().text("/id"));
        let second = desk.person("Second");
        let second = desk.invite(&world.owner, &second, "agent");
        give(desk, &world.owner.token, &world.agent_member, &chief).ok();
        let before = desk.dump();
        for member in [&world.admin_member, &world.agent_member] {
            desk.delete(&format!("/team/members/{member}"), &world.agent.token).refused(403, "not_permitted");
        }
        give(desk, &world.agent.token, &second, "admin").refused(403, "not_permitted");
        give(desk, &world.agent.token, &second, "nobody").names("role");
        assert_eq!(desk.dump(), before);
        if book == "organization" {
            let refusal = desk.delete(&format!("/team/members/{}", world.agent_member), &world.admin.token);
            assert_eq!(refusal.refused(403, "not_permitted").body["why"]["rule"], "organization/standing");
        }
        give(desk, &world.agent.token, &second, &plain).ok();
        desk.delete(&format!("/team/members/{second}"), &world.agent.token).ok();
    }

    fn whoever_has_a_role_that_goes_gets_its_replacement_in_the_same_step(desk, book) {
        let world = desk.world_in(book, "Acme");
        let role = add(desk, &world.owner.token, "Night shift", &["channels.manage"]).ok().text("/id");
        give(desk, &world.owner.token, &world.agent_member, &role).ok();
        let remove = |query: &str| desk.delete(&format!("/workspace/roles/{role}{query}"), &world.owner.token);
        let before = desk.dump();
        let refused = remove("").refused(409, "replacement_needed").body;
        assert_eq!(refused["members"], 1);
        assert_eq!(refused["detail"], "The role Night shift is still that of 1 person. Say which one takes its place.");
        for wrong in ["owner", "nobody", role.as_str()] {
            remove(&format!("?replacement={wrong}")).refused(400, "invalid_replacement");
        }
        for path in ["admin", "17"] {
            desk.delete(&format!("/workspace/roles/{path}"), &world.owner.token).refused(404, "not_found");
        }
        assert_eq!(desk.dump(), before);
        assert_eq!(remove("?replacement=admin").ok().body["members"], 1);
        assert_eq!(desk.get("/auth/me", &world.agent.token).ok().body["team_role"], "admin");
        desk.get("/workspace", &world.agent.token).ok();
        give(desk, &world.owner.token, &world.agent_member, &role).names("role");
        let log = desk.get("/audit?act=role.removed", &world.owner.token).ok();
        assert_eq!(log.body[0]["text"], "Acme Ada removed the role Night shift. 1 person has the role Admin now.");
        let unused = add(desk, &world.owner.token, "Unused", &[]).ok().text("/id");
        desk.delete(&format!("/workspace/roles/{unused}"), &world.owner.token).ok();
    }

    fn what_a_role_was_answered_with_can_be_sent_back_with_one_more(desk, book) {
        let world = desk.world_in(book, "Acme");
        let role = add(desk, &world.owner.token, "Readers", &["conversations.read"]).ok();
        let (path, mut held) = (format!("/workspace/roles/{}", role.text("/id")), role.body["permissions"].clone());
        let before = desk.dump();
        let same = desk.patch(&path, &world.owner.token, json!({"permissions": held})).ok();
        assert_eq!((&same.body["permissions"], desk.dump()), (&held, before));
        held.as_array_mut().expect("a list").push(json!("channels.manage"));
        let more = desk.patch(&path, &world.owner.token, json!({"permissions": held})).ok().body;
        assert_eq!(more["permissions"].as_array().map(Vec::len), held.as_array().map(Vec::len));
    }

    fn a_key_gets_a_role_in_the_place_of_another_that_may_no_more_and_the_log_says_so(desk, book) {
        let world = desk.world_in(book, "Acme");
        let role = add(desk, &world.owner.token, "Readers", &["conversations.read"]).ok().text("/id");
        let less = add(desk, &world.owner.token, "Guests", &[]).ok().text("/id");
        let key = desk.key(&world.owner, &role).1;
        let path = format!("/workspace/roles/{role}");
        let refused = desk.delete(&path, &world.owner.token).refused(409, "replacement_needed").body;
        assert_eq!(refused["detail"], "The role Readers is still that of 1 API key. Say which one takes its place.");
        desk.delete(&format!("{path}?replacement={less}"), &world.owner.token).ok();
        assert_eq!(desk.get("/workspace/keys", &world.owner.token).ok().body[0]["role"], less.as_str());
        desk.get("/conversations", &key).refused(403, "not_permitted");
        let log = desk.get("/audit?act=role.removed", &world.owner.token).ok();
        assert_eq!(log.body[0]["text"], "Acme Ada removed the role Readers. 1 API key has the role Guests now.");
    }

    fn a_key_ends_where_the_role_in_the_place_of_its_own_may_more(desk, book) {
        let world = desk.world_in(book, "Acme");
        let role = add(desk, &world.owner.token, "Readers", &["conversations.read"]).ok().text("/id");
        let (_, key) = desk.key(&world.owner, &role);
        desk.get("/conversations", &key).ok();
        desk.delete(&format!("/workspace/roles/{role}?replacement=admin"), &world.owner.token).ok();
        desk.get("/conversations", &key).refused(401, "unauthenticated");
        assert_eq!(desk.get("/workspace/keys", &world.owner.token).ok().body, json!([]));
        let said = |act: &str| desk.get(&format!("/audit?act={act}"), &world.owner.token).ok().text("/0/text");
        assert_eq!(said("role.removed"), "Acme Ada removed the role Readers. 1 API key is ended.");
        let ended = said("key.ended");
        assert!(ended.starts_with("The API key ") && ended.ends_with(" of Acme Ada ended with the role Readers."), "{ended}");
    }

    fn whoever_may_remove_a_role_sees_before_what_that_touches_and_which_ones_may_more(desk, book) {
        let world = desk.world_in(book, "Acme");
        let role = add(desk, &world.owner.token, "Readers", &["conversations.read"]).ok().text("/id");
        let less = add(desk, &world.owner.token, "Guests", &[]).ok().text("/id");
        desk.key(&world.owner, &role);
        give(desk, &world.owner.token, &world.agent_member, &role).ok();
        let removal = listed(desk, &world.owner.token, "Readers")["removal"].clone();
        assert_eq!([&removal["keys"], &removal["invitations"], &removal["links"], &removal["ways"]], [1, 0, 0, 0]);
        let wider: Vec<_> = removal["wider"].as_array().expect("a list").iter().map(|id| id.as_str().unwrap()).collect();
        assert!(wider.contains(&"admin") && !wider.contains(&less.as_str()) && !wider.contains(&"owner"), "{wider:?}");
        assert_eq!(listed(desk, &world.admin.token, "Readers")["removal"], Value::Null);
        assert_eq!(listed(desk, &world.owner.token, "Admin")["removal"], Value::Null);
    }

    fn a_role_that_is_given_while_it_goes_is_held_by_nobody_afterwards(desk, book) {
        let world = desk.world_in(book, "Acme");
        for round in 0..8 {
            let role = add(desk, &world.owner.token, &format!("Role {round}"), &[]).ok().text("/id");
            let (desk, token, member) = (&desk, &world.owner.token, world.agent_member.as_str());
            let (role, path) = (role.as_str(), format!("/workspace/roles/{role}?replacement=admin"));
            let path = path.as_str();
            let outcome = at_once(vec![
                Box::new(move || desk.delete(path, token)),
                Box::new(move || give(desk, token, member, role)),
            ]);
            assert!(!outcome.keys().any(|answer| answer.starts_with('5')), "round {round}: {outcome:?}");
            let now = desk.get("/auth/me", &world.agent.token).ok();
            assert_ne!(now.body["team_role"], role, "round {round}: {outcome:?}");
        }
    }

    fn there_is_room_for_so_many_and_another_workspace_has_its_own(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        let mut made = Vec::new();
        let last = loop {
            match add(desk, &world.owner.token, &format!("Role {}", made.len()), &[]) {
                answer if answer.status == 200 => made.push(answer.text("/id")),
                answer => break answer,
            }
        };
        last.refused(409, "too_many_roles");
        assert_eq!(made.len(), 13);
        let theirs = desk.get("/workspace/roles", &other.owner.token).ok();
        assert_eq!(theirs.body.as_array().map(Vec::len), Some(3));
        desk.delete(&format!("/workspace/roles/{}", made[0]), &other.owner.token).refused(404, "not_found");
        give(desk, &other.owner.token, &other.agent_member, &made[0]).names("role");
    }

    fn the_document_says_who_may_do_what_and_who_has_it(desk, book) {
        let world = desk.world_in(book, "Acme");
        desk.patch("/auth/me", &world.agent.token, json!({"full_name": "=HYPERLINK(1) | *Cyd*"})).ok();
        let role = add(desk, &world.owner.token, "=Night|shift", &["channels.manage"]).ok().text("/id");
        give(desk, &world.owner.token, &world.agent_member, &role).ok();
        desk.get("/workspace/roles/document", &world.agent.token).refused(403, "not_permitted");
        desk.get("/workspace/roles/document?format=pdf", &world.owner.token).names("format");
        let page = desk.get("/workspace/roles/document", &world.admin.token).ok();
        assert!(page.headers["content-disposition"].to_str().unwrap().contains("roles-and-tiers.md"));
        let text = page.body.as_str().unwrap();
        assert!(text.starts_with("# Roles and tiers of Acme\n"), "{text}");
        assert!(text.contains("=Night\\|shift"), "{text}");
        assert!(text.contains("| =HYPERLINK(1) \\| \\*Cyd\\* |"), "{text}");
        assert!(text.contains("| Schedule tasks | – | ✓ | ✓ |"), "{text}");
        // By role for the first two of four, and by the largest tier.
        assert!(text.contains("| Manage data policies | ✓ | ✓ | – | – |"), "{text}");
        assert!(text.contains("| Manage data policies | – | – | ✓ |"), "{text}");
        let sheet = desk.get("/workspace/roles/document?format=csv", &world.admin.token).ok();
        let rows: Vec<_> = sheet.body.as_str().unwrap().lines().map(str::to_owned).collect();
        assert!(rows[0].starts_with("name,email,role,tier,agent_access,members.read,"), "{rows:?}");
        let at = rows[0].split(',').position(|head| head == "channels.manage").unwrap();
        let cyd = rows.iter().find(|row| row.contains("HYPERLINK")).unwrap();
        assert!(cyd.starts_with("'=HYPERLINK(1) | *Cyd*,"), "{cyd}");
        assert!(cyd.contains(",'=Night|shift,Basic,on,"), "{cyd}");
        assert_eq!(cyd.split(',').nth(at), Some("yes"));
        assert!(rows[0].contains(",assistant.configure,policies.manage,analytics.read,assistant.query,"), "{}", rows[0]);
        assert_eq!(rows.len(), 4);
    }
}
