//! `POST /workspace/transfer`, `…/accept` and `DELETE`: ownership moves by nominating, accepting, and one swap.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, PASSWORD};
use crate::mail_server::read;
use crate::races::at_once;
use crate::world::World;

const ORGANIZATION: &str = "organization";

fn nominate(desk: &Desk, token: &str, member: &str) -> Answer {
    desk.post("/workspace/transfer", token, json!({"member_id": member}))
}

fn accept(desk: &Desk, token: &str, name: &str) -> Answer {
    let body = json!({"name": name, "password": PASSWORD});
    desk.post("/workspace/transfer/accept", token, body)
}

fn withdraw(desk: &Desk, token: &str) -> Answer {
    desk.delete("/workspace/transfer", token)
}

/// The roles of the team by member, and how many own it.
fn owners(desk: &Desk, token: &str) -> Vec<String> {
    let team = desk.get("/team/members", token).ok();
    let members = team.body.as_array().expect("members").iter();
    let owners = members.filter(|m| m["role"] == "owner");
    owners
        .map(|m| m["user_id"].as_str().expect("an id").to_owned())
        .collect()
}

fn pending(desk: &Desk, token: &str) -> Value {
    desk.get("/workspace", token).ok().body["transfer"].clone()
}

fn own_membership(desk: &Desk, world: &World) -> String {
    desk.get("/auth/me", &world.owner.token).ok().text("/member_id")
}

on_both! {
    fn in_support_ownership_is_fixed(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        for token in [&world.owner.token, &world.admin.token, &world.agent.token] {
            for answer in [
                nominate(desk, token, &world.admin_member), accept(desk, token, "Acme"), withdraw(desk, token),
            ] {
                let refusal = answer.refused(403, "not_permitted");
                assert_eq!(refusal.body["why"]["rule"], "support/ownership");
            }
        }
        assert_eq!(desk.dump(), before);
    }

    fn only_the_owner_nominates_and_only_whom_can_own(desk) {
        let world = desk.world_in(ORGANIZATION, "Acme");
        let other = desk.world_in(ORGANIZATION, "Other");
        let off = desk.person("Off");
        let off = desk.invite(&world.owner, &off, "agent");
        desk.patch(&format!("/team/members/{off}"), &world.owner.token, json!({"agent_access": false})).ok();
        let before = desk.dump();
        for token in [&world.admin.token, &world.agent.token] {
            let refusal = nominate(desk, token, &world.admin_member).refused(403, "not_permitted");
            assert_eq!(refusal.body["why"]["who"], json!(["Owner"]));
        }
        desk.post("/workspace/transfer", &world.owner.token, json!({})).names("member_id");
        for nobody in ["17", other.admin_member.as_str()] {
            nominate(desk, &world.owner.token, nobody).refused(404, "no_such_member");
        }
        for cannot in [off, own_membership(desk, &world)] {
            nominate(desk, &world.owner.token, &cannot).refused(409, "cannot_own");
        }
        assert_eq!(desk.dump(), before);
        nominate(desk, &world.owner.token, &world.agent_member).ok();
        nominate(desk, &world.owner.token, &world.admin_member).refused(409, "transfer_pending");
    }

    fn whoever_accepts_types_the_name_and_the_password_and_both_change_places(desk) {
        let world = desk.world_in(ORGANIZATION, "Acme");
        nominate(desk, &world.owner.token, &world.agent_member).ok();
        assert_eq!(pending(desk, &world.owner.token)["name"], "Acme Cyd");
        assert_eq!(pending(desk, &world.agent.token)["member_id"], world.agent_member.as_str());
        assert_eq!(pending(desk, &world.admin.token), Value::Null);
        let before = desk.dump();
        for token in [&world.owner.token, &world.admin.token] {
            accept(desk, token, "Acme").refused(404, "no_transfer");
        }
        accept(desk, &world.agent.token, "acme").names("name");
        let wrong = json!({"name": "Acme", "password": "not the password"});
        desk.post("/workspace/transfer/accept", &world.agent.token, wrong).names("password");
        desk.post("/workspace/transfer/accept", &world.agent.token, json!({})).names("name");
        assert_eq!(desk.dump(), before);
        accept(desk, &world.agent.token, "Acme").ok();
        assert_eq!(owners(desk, &world.admin.token), [world.agent.id.as_str()]);
        let me = desk.get("/auth/me", &world.owner.token).ok();
        assert_eq!(me.body["team_role"], "admin");
        assert_eq!(pending(desk, &world.agent.token), Value::Null);
        // What was the owner's alone is gone with the answer, and the new owner has it.
        nominate(desk, &world.owner.token, &world.admin_member).refused(403, "not_permitted");
        desk.put("/billing/plan", &world.owner.token, json!({"plan": "team"})).refused(403, "not_permitted");
        let path = format!("/team/members/{}", me.text("/member_id"));
        desk.patch(&path, &world.agent.token, json!({"role": "member"})).ok();
        accept(desk, &world.agent.token, "Acme").refused(404, "no_transfer");
        let log = desk.get("/audit?act=ownership", &world.agent.token).ok();
        let texts: Vec<_> = log.body.as_array().unwrap().iter().map(|e| e["text"].as_str().unwrap()).collect();
        assert_eq!(texts, [
            "Acme Ada handed the workspace over to Acme Cyd.", "Acme Ada nominated Acme Cyd to own the workspace.",
        ]);
        assert_eq!(log.body[0]["right"], "deskbell/nominated");
    }

    fn it_ends_after_a_day_and_when_either_changes_their_mind(desk) {
        let world = desk.world_in(ORGANIZATION, "Acme");
        withdraw(desk, &world.owner.token).refused(404, "no_transfer");
        nominate(desk, &world.owner.token, &world.agent_member).ok();
        withdraw(desk, &world.admin.token).refused(404, "no_transfer");
        withdraw(desk, &world.agent.token).ok();
        accept(desk, &world.agent.token, "Acme").refused(404, "no_transfer");
        nominate(desk, &world.owner.token, &world.agent_member).ok();
        withdraw(desk, &world.owner.token).ok();
        nominate(desk, &world.owner.token, &world.agent_member).ok();
        desk.clock.advance(24 * 3600 - 1);
        assert_eq!(pending(desk, &world.agent.token)["name"], "Acme Cyd");
        desk.clock.advance(1);
        accept(desk, &world.agent.token, "Acme").refused(404, "no_transfer");
        assert_eq!(pending(desk, &world.owner.token), Value::Null);
        nominate(desk, &world.owner.token, &world.admin_member).ok();
        accept(desk, &world.admin.token, "Acme").ok();
        assert_eq!(owners(desk, &world.agent.token), [world.admin.id.as_str()]);
    }

    fn it_ends_when_the_nominated_is_disabled_removed_or_leaves(desk) {
        let world = desk.world_in(ORGANIZATION, "Acme");
        let path = format!("/team/members/{}", world.agent_member);
        let ended = || desk.get("/audit?act=ownership.nomination_ended", &world.owner.token).ok().body.as_array().unwrap().len();
        nominate(desk, &world.owner.token, &world.agent_member).ok();
        desk.patch(&path, &world.admin.token, json!({"agent_access": false})).ok();
        desk.patch(&path, &world.admin.token, json!({"agent_access": true})).ok();
        accept(desk, &world.agent.token, "Acme").refused(404, "no_transfer");
        assert_eq!(ended(), 1);
        nominate(desk, &world.owner.token, &world.agent_member).ok();
        desk.delete(&path, &world.admin.token).ok();
        assert_eq!((pending(desk, &world.owner.token), ended()), (Value::Null, 2));
        nominate(desk, &world.owner.token, &world.admin_member).ok();
        desk.post("/team/leave", &world.admin.token, json!({})).ok();
        assert_eq!((pending(desk, &world.owner.token), ended()), (Value::Null, 3));
        assert_eq!(owners(desk, &world.owner.token), [world.owner.id.as_str()]);
    }

    fn accepting_beside_removal_withdrawal_and_itself_equals_one_after_the_other(desk) {
        let world = desk.world_in(ORGANIZATION, "Acme");
        for round in 0..8 {
            let (eve, token) = (desk.person(&format!("Eve {round}")), &world.owner.token);
            let member = desk.invite(&world.owner, &eve, "admin");
            nominate(desk, token, &member).ok();
            let (desk, eve, path) = (&desk, &eve.token, format!("/team/members/{member}"));
            let path = path.as_str();
            let other: Box<dyn FnOnce() -> Answer + Send + '_> = match round % 4 {
                0 => Box::new(move || desk.delete(path, token)),
                1 => Box::new(move || desk.patch(path, token, json!({"role": "member"}))),
                2 => Box::new(move || withdraw(desk, token)),
                _ => Box::new(move || desk.patch(path, token, json!({"agent_access": false}))),
            };
            let outcome = at_once(vec![
                Box::new(move || accept(desk, eve, "Acme")),
                Box::new(move || accept(desk, eve, "Acme")),
                other,
            ]);
            let now = owners(desk, &world.agent.token);
            assert_eq!(now.len(), 1, "round {round}: {outcome:?}");
            assert!(!outcome.keys().any(|answer| answer.starts_with('5')), "round {round}: {outcome:?}");
            assert!(outcome.get("200 ok").is_none_or(|times| *times <= 2), "round {round}: {outcome:?}");
            if now != [world.owner.id.clone()] {
                let back = desk.get("/team/members", eve).ok();
                let first = back.body.as_array().unwrap().iter().find(|m| m["user_id"] == world.owner.id.as_str());
                nominate(desk, eve, first.expect("still here")["id"].as_str().unwrap()).ok();
                accept(desk, token, "Acme").ok();
            }
        }
    }
}

with_mail! {
    fn both_are_mailed_when_it_begins_and_when_it_has_moved(desk, server) {
        let world = desk.world_in(ORGANIZATION, "Acme");
        nominate(desk, &world.owner.token, &world.agent_member).ok();
        accept(desk, &world.agent.token, "Acme").ok();
        desk.send_mails();
        let subjects = |email: &str| server.to(email).iter().map(|mail| read(&mail.raw).subject).collect::<Vec<_>>();
        let mut owner = subjects(&world.owner.email);
        owner.sort();
        assert_eq!(owner, ["Acme Cyd owns Acme now", "You nominated Acme Cyd to own Acme"]);
        let mut next = subjects(&world.agent.email);
        next.sort();
        assert_eq!(next, ["Acme Ada wants you to own Acme", "Acme Cyd owns Acme now"]);
    }

    fn where_mail_is_set_up_the_nominated_has_to_have_confirmed_their_address(desk, server) {
        let world = desk.world_in(ORGANIZATION, "Acme");
        let body = json!({"email": "ben@example.com", "full_name": "Ben", "password": PASSWORD}).to_string();
        let made = desk.call("POST", "/auth/register", &[], Some(&body)).ok();
        let ben = crate::desk::Person {
            id: made.text("/id"),
            email: "ben@example.com".into(),
            token: made.text("/access_token"),
        };
        let member = desk.invite(&world.owner, &ben, "agent");
        nominate(desk, &world.owner.token, &member).refused(409, "cannot_own");
        desk.send_mails();
        assert!(!server.to("ben@example.com").is_empty());
    }
}
