//! What was done for somebody since they came: derived from how they came and what was chosen for them.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Person};
use crate::ways::domains::prove;

/// How the reader sees somebody's.
fn of(desk: &Desk, token: &str, member: &str) -> Value {
    let shown = desk.get(&format!("/team/members/{member}"), token).ok().body["onboarding"].clone();
    let list = desk.get("/team/members", token).ok();
    let listed = list
        .body
        .as_array()
        .expect("members")
        .iter()
        .find(|one| one["id"] == member);
    assert_eq!(
        listed.expect("on the list")["onboarding"],
        shown,
        "the list says the same"
    );
    shown
}

fn change(desk: &Desk, token: &str, member: &str, body: Value) -> Answer {
    desk.patch(&format!("/team/members/{member}"), token, body)
}

fn through_a_link(desk: &Desk, owner: &Person) -> String {
    let link = desk
        .post("/team/links", &owner.token, json!({"tier": "power"}))
        .ok()
        .text("/token");
    let person = desk.person("Lin");
    let joined = desk.post(&format!("/links/{link}/join"), &person.token, json!({})).ok();
    joined.text("/member_id")
}

fn kept(desk: &Desk, token: &str) -> Vec<String> {
    let log = desk.get("/audit?act=member", token).ok();
    let texts = log
        .body
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| entry["text"].as_str().expect("a text").to_owned());
    texts.filter(|text| text.contains("looked at")).collect()
}

on_both! {
    fn what_a_link_gives_is_chosen_for_nobody_until_somebody_does(desk) {
        let world = desk.world_in("organization", "Acme");
        let owner = &world.owner.token;
        let lin = through_a_link(desk, &world.owner);
        let open = json!({"way": "link", "done": ["invite"], "open": ["role", "tier"]});
        assert_eq!(of(desk, owner, &lin), open);
        assert_eq!(of(desk, &world.admin.token, &lin), open);
        assert_eq!(of(desk, &world.agent.token, &lin), Value::Null, "it is for the owner and admins");
        change(desk, &world.agent.token, &lin, json!({"role": "member"})).refused(403, "not_permitted");
        assert_eq!(of(desk, owner, &lin), open);
        // What they have stays: that is a choice too, and is written down once.
        change(desk, owner, &lin, json!({"role": "member"})).ok();
        change(desk, owner, &lin, json!({"role": "member"})).ok();
        assert_eq!(kept(desk, owner), ["Acme Ada looked at the role of Lin, and it stays Member."]);
        assert_eq!(of(desk, owner, &lin), json!({"way": "link", "done": ["invite", "role"], "open": ["tier"]}));
        change(desk, owner, &lin, json!({"tier": "basic"})).ok();
        assert_eq!(of(desk, owner, &lin), json!({"way": "link", "done": ["invite", "role", "tier"], "open": []}));
        change(desk, owner, &lin, json!({"tier": "basic"})).ok();
        assert_eq!(kept(desk, owner).len(), 1, "what was chosen is not chosen again by keeping it");
    }

    fn many_at_once_are_chosen_for_too(desk) {
        let world = desk.world_in("organization", "Acme");
        let lin = through_a_link(desk, &world.owner);
        let ask = json!({"act": "tier", "tier": "admin", "members": [lin], "preview": false});
        desk.post("/team/bulk", &world.owner.token, ask).ok();
        assert_eq!(of(desk, &world.owner.token, &lin)["open"], json!(["role"]));
    }

    fn an_invitation_chooses_both_and_may_bring_a_welcome(desk) {
        let world = desk.world_in("organization", "Acme");
        let owner = &world.owner.token;
        for (name, welcome, done) in [
            ("Eve", Some("Good to have you."), json!(["invite", "role", "tier", "welcome"])),
            ("Max", None, json!(["invite", "role", "tier"])),
        ] {
            let person = desk.person(name);
            let ask = json!({"emails": [person.email], "role": "member", "welcome": welcome});
            let id = desk.post("/team/invitations", owner, ask).ok().text("/results/0/invitation_id");
            desk.send_mails();
            let secret = desk.copied(owner, &id);
            let member = desk.accept(&person, &secret).ok().text("/member_id");
            assert_eq!(of(desk, owner, &member), json!({"way": "invitation", "done": done, "open": []}));
        }
    }

    fn in_a_support_team_an_invite_chooses_the_role_alone(desk) {
        let world = desk.world("Acme");
        let token = &world.owner.token;
        let open = json!({"way": "direct", "done": ["invite", "role"], "open": ["tier"]});
        assert_eq!(of(desk, token, &world.agent_member), open);
        assert_eq!(of(desk, &world.admin.token, &world.agent_member), open);
        let team = desk.get("/team/members", token).ok();
        assert_eq!(team.body[0]["onboarding"], Value::Null, "whoever made the workspace was not brought in");
        change(desk, &world.admin.token, &world.agent_member, json!({"tier": "basic"})).refused(403, "not_permitted");
        change(desk, token, &world.agent_member, json!({"tier": "power"})).ok();
        assert_eq!(of(desk, token, &world.agent_member)["open"], json!([]));
        assert_eq!(kept(desk, token), Vec::<String>::new());
    }
}

with_dns! {
    fn what_a_domain_gives_is_chosen_for_nobody_either(desk, server) {
        let world = desk.world_in("organization", "Acme");
        prove(desk, server, &world.owner, "firm.example");
        desk.patch("/workspace", &world.owner.token, json!({"auto_join": {"mode": "domain"}})).ok();
        let eve = desk.person_at("Eve", "firm.example");
        let joined = desk.post(&format!("/auth/offers/{}/join", world.workspace), &eve.token, json!({})).ok();
        assert_eq!(
            of(desk, &world.owner.token, &joined.text("/member_id")),
            json!({"way": "domain", "done": ["invite"], "open": ["role", "tier"]})
        );
    }
}
