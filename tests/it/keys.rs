//! `/workspace/keys`: what a program may do by a key, in whose name, and when no more.

use std::sync::atomic::{AtomicBool, Ordering};

use deskbell::limits;
use serde_json::{Value, json};

use crate::desk::{Answer, Desk};
use crate::socket::Socket;
use crate::world::World;

/// Asks what the key may change, and changes it: the workspace's name.
fn rename(desk: &Desk, key: &str, name: &str) -> Answer {
    desk.patch("/workspace", key, json!({"name": name}))
}

/// Somebody's access, turned off or on.
fn access(desk: &Desk, world: &World, member: &str, on: bool) {
    let body = json!({"agent_access": on});
    desk.patch(&format!("/team/members/{member}"), &world.owner.token, body)
        .ok();
}

/// A workspace whose admin manages keys, and a key of theirs with their own role.
fn with_admins_key(desk: &Desk) -> (World, String) {
    let world = desk.world_in("organization", "Acme");
    let key = desk.key(&world.admin, "admin").1;
    (world, key)
}

fn names(list: &Value) -> Vec<&str> {
    let keys = list.as_array().expect("a list").iter();
    keys.map(|key| key["name"].as_str().expect("a name")).collect()
}

in_both_rulebooks! {
    fn a_key_is_made_shown_once_used_and_revoked(desk, book) {
        let world = desk.world_in(book, "Acme");
        let made = desk.make_key(&world.owner.token, " Nightly export ", "admin").ok();
        let (id, secret) = (made.text("/id"), made.text("/secret"));
        assert!(secret.starts_with("dbk_") && secret.len() == 47, "{secret}");
        assert_eq!((made.text("/name"), made.text("/role")), ("Nightly export".to_owned(), "admin".to_owned()));
        assert_eq!((made.text("/prefix"), made.text("/made_by_name")), (secret[..8].to_owned(), "Acme Ada".to_owned()));
        assert_eq!((&made.body["last_used_at"], &made.body["is_on"]), (&Value::Null, &json!(true)));
        let listed = desk.get("/workspace/keys", &world.owner.token).ok();
        assert_eq!((listed.text("/0/id"), &listed.body[0]["secret"]), (id.clone(), &Value::Null));
        assert!(!format!("{:?}", desk.dump()).contains(&secret[4..]), "only its hash is kept");

        desk.clock.advance(60);
        assert_eq!(rename(desk, &secret, "Renamed").ok().text("/name"), "Renamed");
        let now = desk.app.clock.now();
        while !desk.rows_of("keys").contains(&now.micros().to_string()) {
            std::thread::yield_now();
        }
        let listed = desk.get("/workspace/keys", &world.owner.token).ok();
        assert_eq!(listed.text("/0/last_used_at"), "2026-03-01T09:01:00.000000Z");

        desk.delete(&format!("/workspace/keys/{id}"), &world.owner.token).ok();
        rename(desk, &secret, "Again").refused(401, "unauthenticated");
        desk.delete(&format!("/workspace/keys/{id}"), &world.owner.token).refused(404, "not_found");
        assert_eq!(desk.get("/workspace/keys", &world.owner.token).ok().body, json!([]));
    }

    fn whoever_manages_no_keys_neither_makes_nor_sees_nor_revokes_any(desk, book) {
        let world = desk.world_in(book, "Acme");
        let path = format!("/workspace/keys/{}", desk.key(&world.owner, "agent").0);
        let before = desk.dump();
        let refusal = desk.make_key(&world.agent.token, "Mine", "agent").refused(403, "not_permitted");
        assert_eq!(refusal.text("/why/rule"), format!("{book}/permissions/keys.manage"));
        desk.get("/workspace/keys", &world.agent.token).refused(403, "not_permitted");
        desk.delete(&path, &world.agent.token).refused(403, "not_permitted");
        for (body, field) in [
            (json!({"role": "admin"}), "name"),
            (json!({"name": "", "role": "admin"}), "name"),
            (json!({"name": "x".repeat(201), "role": "admin"}), "name"),
            (json!({"name": "two\nlines", "role": "admin"}), "name"),
            (json!({"name": "Mine"}), "role"),
            (json!({"name": "Mine", "role": "emperor"}), "role"),
        ] {
            desk.post("/workspace/keys", &world.owner.token, body).names(field);
        }
        assert_eq!(desk.dump(), before);
    }

    fn a_key_may_no_more_than_its_role_and_the_refusal_says_so(desk, book) {
        let world = desk.world_in(book, "Acme");
        let key = desk.key(&world.owner, "agent").1;
        desk.get("/conversations", &key).ok();
        let path = format!("/conversations/{}/messages", world.conversation);
        desk.post(&path, &key, json!({"content": "It is."})).ok();
        let before = desk.dump();
        let refusal = rename(desk, &key, "Mine").refused(403, "not_permitted");
        assert!(refusal.text("/why/text").contains("The role of this key is"), "{}", refusal.body);
        desk.delete(&format!("/team/members/{}", world.agent_member), &key).refused(403, "not_permitted");
        assert_eq!(desk.dump(), before);
    }

    fn a_key_does_nothing_with_an_account_and_opens_no_socket(desk, book) {
        let world = desk.world_in(book, "Acme");
        let (id, key) = desk.key(&world.owner, "owner");
        let before = desk.dump();
        let heir = format!("/team/leave?heir={}", world.agent.id);
        for (method, path, body) in [
            ("GET", "/auth/me", None),
            ("PATCH", "/auth/me", Some(json!({"full_name": "Eve"}))),
            ("GET", "/auth/sessions", None),
            ("DELETE", "/auth/sessions", None),
            ("POST", "/auth/logout", None),
            ("POST", "/auth/password", Some(json!({"current_password": "a guess", "password": "another password"}))),
            ("POST", "/auth/workspace", Some(json!({"workspace_id": world.workspace}))),
            ("POST", "/auth/business/create", Some(json!({"name": "Another"}))),
            ("POST", "/invitations/accept", Some(json!({"token": "di_guessed"}))),
            ("POST", heir.as_str(), None),
            ("POST", "/workspace/transfer", Some(json!({"member_id": world.admin_member}))),
            ("DELETE", "/workspace/transfer", None),
            ("POST", "/workspace/transfer/accept", Some(json!({"name": "Acme", "password": "a guess"}))),
            ("DELETE", "/workspace", Some(json!({"name": "Acme"}))),
            ("POST", "/workspace/restore", None),
            ("GET", "/workspace/keys", None),
            ("POST", "/workspace/keys", Some(json!({"name": "Child", "role": "agent"}))),
            ("DELETE", &format!("/workspace/keys/{id}"), None),
        ] {
            let bearer = format!("Bearer {key}");
            let text = body.map(|body| body.to_string());
            let answer = desk.call(method, path, &[("authorization", &bearer)], text.as_deref());
            let refusal = answer.refused(403, "not_for_keys");
            assert_eq!(refusal.text("/why/rule"), "deskbell/keys", "{method} {path}");
        }
        assert_eq!(desk.dump(), before);
        assert_eq!(Socket::refused(desk, &key), "not_for_keys");
    }

    fn a_key_is_of_one_workspace_and_dies_with_it(desk, book) {
        let (world, other) = (desk.world_in(book, "Acme"), desk.world_in(book, "Other"));
        let key = desk.key(&world.owner, "admin").1;
        let bearer = format!("Bearer {key}");
        let named = |id: &str| {
            desk.call("GET", "/workspace", &[("authorization", &bearer), ("x-deskbell-workspace", id)], None)
        };
        assert_eq!(named(&world.workspace).ok().text("/name"), "Acme");
        for elsewhere in [other.workspace.as_str(), "no id", ""] {
            named(elsewhere).refused(404, "not_found");
        }
        let token = format!("Bearer {}", world.owner.token);
        let body = json!({"name": "Acme"}).to_string();
        desk.call("DELETE", "/workspace", &[("authorization", &token)], Some(&body)).ok();
        desk.get("/workspace", &key).ok();
        desk.clock.advance(7 * 86_400);
        desk.get("/workspace", &key).refused(401, "unauthenticated");
    }

    fn what_is_no_key_is_nobody(desk, book) {
        let world = desk.world_in(book, "Acme");
        let (id, key) = desk.key(&world.owner, "admin");
        let cookie = format!("deskbell_session={key}");
        let shorter = &key[..key.len() - 1];
        for forged in ["dbk_", "dbk_guessed", shorter, &format!("{key}A"), &key[4..], &format!("db_{}", &key[4..]), &id] {
            desk.get("/workspace", forged).refused(401, "unauthenticated");
        }
        desk.call("GET", "/workspace", &[("cookie", &cookie)], None).refused(401, "unauthenticated");
        desk.post("/visitor/messages", &key, json!({"content": "hello"})).refused(401, "unauthenticated");
        desk.get("/workspace", &key).ok();
    }

    fn the_log_names_the_key_and_whoever_made_it_and_its_use_is_none_of_theirs(desk, book) {
        let world = desk.world_in(book, "Acme");
        let (id, key) = desk.key(&world.owner, "admin");
        let member = desk.get("/auth/me", &world.owner.token).ok().text("/member_id");
        let activity = format!("/team/members/{member}/activity");
        let last = || desk.get(&activity, &world.owner.token).ok().body["last_active_at"].clone();
        let before = last();
        desk.clock.advance(3600);
        rename(desk, &key, "Renamed").ok();
        let entry = desk.get("/audit?limit=1", &world.owner.token).ok();
        assert_eq!(entry.body[0]["key"], json!({"id": id, "name": "Nightly export"}));
        assert_eq!((entry.text("/0/actor"), entry.text("/0/actor_id")), ("Acme Ada".to_owned(), world.owner.id.clone()));
        assert_eq!(entry.text("/0/text"), "Acme Ada (API key Nightly export) changed the settings: name to Renamed.");
        assert_eq!(entry.text("/0/right"), format!("{book}/admin/workspace.update"));
        let found = desk.get("/audit?act=key.made&q=nightly", &world.owner.token).ok();
        assert_eq!(found.text("/0/text"), "Acme Ada made the API key Nightly export with the role Admin.");
        assert_eq!(found.body[0]["key"], Value::Null);
        assert_eq!(last(), before);
        rename(desk, &world.owner.token, "Acme").ok();
        assert_ne!(last(), before);
        desk.wait(deskbell::jobs::seal_all(&desk.app)).expect("sealed");
        let file = desk.get("/audit/export?act=workspace.changed", &world.owner.token).ok();
        let text = file.body.as_str().expect("a file");
        assert!(text.lines().any(|line| line.contains(",Nightly export,,workspace.changed,")), "{text}");
    }

    fn an_answer_that_is_kept_for_a_person_is_not_given_to_their_key(desk, book) {
        let world = desk.world_in(book, "Acme");
        let key = desk.key(&world.owner, "agent").1;
        let send = |token: &str, path: &str, body: &Value| {
            let bearer = format!("Bearer {token}");
            let headers = [("authorization", bearer.as_str()), ("idempotency-key", "once")];
            desk.call("POST", path, &headers, Some(&body.to_string()))
        };
        let tag = json!({"name": "Returns", "colour": "#7650FF"});
        let first = send(&world.owner.token, "/tags", &tag).ok();
        assert_eq!(send(&world.owner.token, "/tags", &tag).ok().text("/id"), first.text("/id"));
        send(&key, "/tags", &tag).refused(403, "not_permitted");
        // The secret of a key is answered once, to the first request alone.
        let ask = json!({"name": "Twice", "role": "admin"});
        let twice = || {
            let bearer = format!("Bearer {}", world.owner.token);
            let headers = [("authorization", bearer.as_str()), ("idempotency-key", "twice")];
            desk.call("POST", "/workspace/keys", &headers, Some(&ask.to_string())).ok()
        };
        let (made, repeated) = (twice(), twice());
        assert_eq!(made.text("/id"), repeated.text("/id"));
        assert!(made.body["secret"].is_string() && repeated.body["secret"].is_null());
        assert!(!desk.rows_of("replies").contains(&made.text("/secret")[4..]));
    }
}

on_both! {
    fn nobody_makes_a_key_that_may_more_than_they_do(desk) {
        let world = desk.world_in("organization", "Acme");
        let before = desk.dump();
        let refusal = desk.make_key(&world.admin.token, "Mine", "owner").refused(403, "not_permitted");
        assert_eq!(refusal.text("/why/rule"), "organization/giving");
        assert_eq!(desk.dump(), before);
        desk.make_key(&world.admin.token, "Mine", "admin").ok();
        desk.make_key(&world.owner.token, "Whole", "owner").ok();
    }

    fn a_demoted_makers_key_loses_what_they_lost_and_no_more(desk) {
        let (world, key) = with_admins_key(desk);
        rename(desk, &key, "Renamed").ok();
        let path = format!("/team/members/{}", world.admin_member);
        desk.patch(&path, &world.owner.token, json!({"role": "member"})).ok();
        let refusal = rename(desk, &key, "Again").refused(403, "not_permitted");
        assert!(refusal.text("/why/text").contains("The role of whoever made this key is Member."), "{}", refusal.body);
        desk.get("/conversations", &key).ok();
        desk.patch(&path, &world.owner.token, json!({"role": "admin"})).ok();
        rename(desk, &key, "Again").ok();
    }

    fn a_disabled_makers_key_does_nothing_until_their_access_is_back(desk) {
        let (world, key) = with_admins_key(desk);
        access(desk, &world, &world.admin_member, false);
        desk.get("/conversations", &key).refused(403, "member_disabled");
        rename(desk, &key, "Renamed").refused(403, "member_disabled");
        let listed = desk.get("/workspace/keys", &world.owner.token).ok();
        assert_eq!(listed.body[0]["is_on"], false);
        access(desk, &world, &world.admin_member, true);
        rename(desk, &key, "Renamed").ok();
    }

    fn whoever_leaves_or_is_removed_leaves_no_key_and_the_log_says_so(desk) {
        let (world, key) = with_admins_key(desk);
        desk.delete(&format!("/team/members/{}", world.admin_member), &world.owner.token).ok();
        desk.get("/conversations", &key).refused(401, "unauthenticated");
        assert_eq!(desk.get("/workspace/keys", &world.owner.token).ok().body, json!([]));
        let log = desk.get("/audit?act=key.ended", &world.owner.token).ok();
        assert_eq!(log.text("/0/text"), "The API key Nightly export ended with the membership of Acme Ben.");
        // And it does not come back with them.
        desk.invite(&world.owner, &world.admin, "admin");
        desk.get("/conversations", &key).refused(401, "unauthenticated");
        let token = desk.sign_in(&world.admin);
        let own = desk.make_key(&token, "Another", "member").ok().text("/secret");
        desk.get("/conversations", &own).ok();
        desk.post("/team/leave", &token, json!({})).ok();
        desk.get("/conversations", &own).refused(401, "unauthenticated");
    }

    fn a_key_of_somebody_who_stands_as_high_is_not_ones_to_revoke(desk) {
        let world = desk.world_in("organization", "Acme");
        let second = desk.person("Dan");
        desk.invite(&world.owner, &second, "admin");
        let (owners, bens) = (desk.key(&world.owner, "member").0, desk.key(&world.admin, "member").0);
        let before = desk.dump();
        let path = |id: &str| format!("/workspace/keys/{id}");
        desk.delete(&path(&owners), &world.admin.token).refused(400, "owner_protected");
        let refusal = desk.delete(&path(&bens), &second.token).refused(403, "not_permitted");
        assert_eq!(refusal.text("/why/rule"), "organization/standing");
        assert_eq!(desk.dump(), before);
        assert_eq!(desk.get("/workspace/keys", &second.token).ok().body.as_array().map(Vec::len), Some(2));
        desk.delete(&path(&bens), &world.owner.token).ok();
        desk.delete(&path(&owners), &world.owner.token).ok();
    }

    fn keys_survive_what_ends_sessions(desk) {
        let (world, key) = with_admins_key(desk);
        desk.delete("/auth/sessions", &world.admin.token).ok();
        desk.post("/auth/logout", &world.admin.token, json!({})).ok();
        desk.clock.advance(400 * 86_400);
        desk.get("/conversations", &key).ok();
    }

    fn a_role_that_goes_widens_no_key(desk) {
        let world = desk.world_in("organization", "Acme");
        let role = json!({"name": "Readers", "permissions": ["conversations.read"]});
        let role = desk.post("/workspace/roles", &world.owner.token, role).ok().text("/id");
        let key = desk.key(&world.admin, &role).1;
        desk.get("/conversations", &key).ok();
        desk.patch(&format!("/workspace/roles/{role}"), &world.owner.token, json!({"permissions": []})).ok();
        desk.get("/conversations", &key).refused(403, "not_permitted");
        let path = format!("/workspace/roles/{role}");
        desk.delete(&path, &world.owner.token).refused(409, "replacement_needed");
        desk.delete(&format!("{path}?replacement=member"), &world.owner.token).ok();
        desk.get("/conversations", &key).refused(401, "unauthenticated");
    }

    fn a_switch_that_lends_a_role_more_counts_when_it_takes_the_place_of_a_keys_own(desk) {
        let world = desk.world("Acme");
        let list = desk.get("/workspace/roles", &world.owner.token).ok().body;
        let admin = list.as_array().expect("a list").iter().find(|r| r["name"] == "Admin").expect("an admin");
        let twin = json!({"name": "Twins", "permissions": admin["permissions"]});
        for (lent, then) in [(false, 200), (true, 401)] {
            desk.patch("/workspace", &world.owner.token, json!({"admins_manage_agents": lent})).ok();
            let role = desk.post("/workspace/roles", &world.owner.token, twin.clone()).ok().text("/id");
            let key = desk.key(&world.owner, &role).1;
            desk.delete(&format!("/workspace/roles/{role}?replacement=admin"), &world.owner.token).ok();
            assert_eq!(desk.get("/workspace", &key).status, then);
        }
    }

    fn a_workspace_has_so_many_keys_and_no_more(desk) {
        let world = desk.world("Acme");
        for n in 0..limits::KEYS {
            desk.make_key(&world.owner.token, &format!("Key {n}"), "agent").ok();
        }
        let before = desk.dump();
        desk.make_key(&world.owner.token, "One more", "agent").refused(409, "too_many_keys");
        assert_eq!(desk.dump(), before);
        let listed = desk.get("/workspace/keys", &world.owner.token).ok();
        assert_eq!(names(&listed.body)[..2], ["Key 49", "Key 48"]);
    }

    fn from_the_answer_on_a_revoked_key_does_nothing_though_it_is_in_full_use(desk) {
        let world = desk.world("Acme");
        let (id, key) = desk.key(&world.owner, "admin");
        let is_over = AtomicBool::new(false);
        std::thread::scope(|threads| {
            let users: Vec<_> = (0..8)
                .map(|n| {
                    let (is_over, key) = (&is_over, &key);
                    threads.spawn(move || {
                        let mut done = 0;
                        loop {
                            let was_over = is_over.load(Ordering::SeqCst);
                            let answer = rename(desk, key, &format!("Acme {n}"));
                            match answer.status {
                                200 => assert!(!was_over, "it still works"),
                                _ => {
                                    answer.refused(401, "unauthenticated");
                                    return done;
                                }
                            }
                            done += 1;
                        }
                    })
                })
                .collect();
            while desk.get("/workspace", &world.owner.token).ok().text("/name") == "Acme" {
                std::thread::yield_now();
            }
            desk.delete(&format!("/workspace/keys/{id}"), &world.owner.token).ok();
            is_over.store(true, Ordering::SeqCst);
            let done: usize = users.into_iter().map(|user| user.join().expect("a user")).sum();
            assert!(done > 0);
        });
    }
}
