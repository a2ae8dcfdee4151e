//! Links that whoever holds one comes in by: what they give, for how long, for how many, and for whom not.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Person};
use crate::mail_server::token_in;

const DAY: i64 = 86_400;
const ROUNDS: usize = 10;

fn link(desk: &Desk, token: &str, body: Value) -> Answer {
    desk.post("/team/links", token, body)
}

fn join(desk: &Desk, person: &Person, secret: &str) -> Answer {
    desk.post(&format!("/links/{secret}/join"), &person.token, json!({}))
}

on_both! {
    fn in_a_support_team_nobody_makes_a_link(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        let refusal = link(desk, &world.owner.token, json!({})).refused(403, "way_closed");
        assert_eq!(refusal.text("/why/rule"), "support/joining");
        link(desk, &world.agent.token, json!({})).refused(403, "not_permitted");
        assert_eq!(desk.get("/team/links", &world.owner.token).ok().body, json!([]));
        assert_eq!(desk.dump(), before);
    }

    fn a_link_never_gives_a_role_with_standing_nor_a_tier_with_permissions(desk) {
        let world = desk.world_in("organization", "Acme");
        let before = desk.dump();
        for token in [&world.owner.token, &world.admin.token] {
            let refusal = link(desk, token, json!({"role": "admin"})).refused(403, "gives_standing");
            assert!(refusal.text("/why/text").contains("Admin"), "{}", refusal.body);
            link(desk, token, json!({"tier": "admin"})).refused(403, "gives_standing");
            link(desk, token, json!({"role": "owner"})).refused(403, "not_permitted");
        }
        link(desk, &world.agent.token, json!({})).refused(403, "not_permitted");
        desk.get("/team/links", &world.agent.token).refused(403, "not_permitted");
        for (body, field) in [
            (json!({"role": "agent"}), "role"),
            (json!({"tier": "gold"}), "tier"),
            (json!({"max_uses": 0}), "max_uses"),
            (json!({"expires_at": "tomorrow"}), "expires_at"),
            (json!({"expires_at": "2026-03-01T09:00:00Z"}), "expires_at"),
        ] {
            link(desk, &world.owner.token, body).names(field);
        }
        assert_eq!(desk.dump(), before);
    }

    fn whoever_holds_a_link_comes_in_and_is_named_beside_it(desk) {
        let world = desk.world_in("organization", "Acme");
        let made = link(desk, &world.admin.token, json!({"tier": "power", "max_uses": 5})).ok();
        let secret = made.text("/token");
        assert_eq!(made.text("/url"), format!("{}/join?link={secret}", desk.origin()));
        assert!(!format!("{:?}", desk.dump()).contains(&secret[3..]), "only its hash is kept");
        let seen = desk.call("GET", &format!("/links/{secret}"), &[], None).ok().body;
        let is = json!({
            "workspace_id": world.workspace, "workspace": "Acme", "logo_url": null, "role": "Member", "is_open": true,
            "why": null, "confirmed_only": false
        });
        assert_eq!(seen, is);
        let eve = desk.person("Eve");
        let done = join(desk, &eve, &secret).ok();
        assert_eq!((done.text("/role"), done.text("/tier")), ("member".to_owned(), "power".to_owned()));
        assert_eq!(desk.get("/auth/me", &eve.token).ok().text("/team_role"), "member");
        join(desk, &eve, &secret).refused(400, "already_member");
        let list = desk.get("/team/links", &world.owner.token).ok();
        assert_eq!((&list.body[0]["used"], &list.body[0]["token"]), (&json!(1), &json!(null)));
        assert_eq!(list.text("/0/people/0/name"), "Eve");
        let log = desk.get("/audit?act=member.joined", &world.owner.token).ok();
        assert_eq!(log.text("/0/text"), "Eve joined as Member, by a link.");
    }

    fn a_link_is_over_by_time_by_uses_and_when_it_is_ended(desk) {
        let world = desk.world_in("organization", "Acme");
        let people: Vec<_> = (0..3).map(|n| desk.person(&format!("P{n}"))).collect();
        let timed = link(desk, &world.owner.token, json!({"expires_at": "2026-03-02T09:00:00Z"})).ok().text("/token");
        let counted = link(desk, &world.owner.token, json!({"max_uses": 1})).ok().text("/token");
        let ended = link(desk, &world.owner.token, json!({})).ok();
        join(desk, &people[0], &counted).ok();
        join(desk, &people[1], &counted).refused(409, "link_over");
        desk.clock.advance(DAY - 1);
        join(desk, &people[1], &timed).ok();
        desk.clock.advance(1);
        join(desk, &people[2], &timed).refused(409, "link_over");
        let path = format!("/team/links/{}", ended.text("/id"));
        desk.delete(&path, &world.agent.token).refused(403, "not_permitted");
        desk.delete(&path, &world.admin.token).ok();
        desk.delete(&path, &world.admin.token).refused(404, "not_found");
        join(desk, &people[2], &ended.text("/token")).refused(409, "link_over");
        let seen = desk.call("GET", &format!("/links/{}", ended.text("/token")), &[], None).ok();
        assert_eq!(seen.body["is_open"], false);
        join(desk, &people[2], "dk_guessed").refused(404, "not_found");
    }

    fn a_link_whose_role_becomes_more_than_a_link_may_give_says_so_before_anybody_comes(desk) {
        let world = desk.world_in("organization", "Acme");
        let owner = &world.owner.token;
        let role = desk.post("/workspace/roles", owner, json!({"name": "Readers", "permissions": []})).ok().text("/id");
        let made = link(desk, owner, json!({"role": role})).ok();
        let look = || desk.call("GET", &format!("/links/{}", made.text("/token")), &[], None).ok().body;
        assert_eq!((&look()["is_open"], &desk.get("/team/links", owner).ok().body[0]["is_open"]), (&json!(true), &json!(true)));
        desk.patch(&format!("/workspace/roles/{role}"), owner, json!({"permissions": ["members.invite"]})).ok();
        assert_eq!(look()["why"], "The role that it gives has changed.");
        assert_eq!(desk.get("/team/links", owner).ok().body[0]["is_open"], false);
        join(desk, &desk.person("Eve"), &made.text("/token")).refused(409, "link_over");
        desk.delete(&format!("/workspace/roles/{role}?replacement=admin"), owner).ok();
        assert_eq!(desk.get("/team/links", owner).ok().body, json!([]));
        assert_eq!(look()["why"], "It was ended by whoever looks after the team.");
        let log = desk.get("/audit?act=role.removed", owner).ok();
        assert_eq!(log.text("/0/text"), "Acme Ada removed the role Readers. 1 link is ended.");
    }

    fn somebody_who_was_removed_comes_back_by_invitation_alone(desk) {
        let world = desk.world_in("organization", "Acme");
        let secret = link(desk, &world.owner.token, json!({})).ok().text("/token");
        let eve = desk.person("Eve");
        let member = join(desk, &eve, &secret).ok().text("/member_id");
        desk.delete(&format!("/team/members/{member}"), &world.owner.token).ok();
        let eve = Person { token: desk.sign_in(&eve), ..eve };
        let before = desk.dump();
        join(desk, &eve, &secret).refused(403, "removed_here");
        assert_eq!(desk.dump(), before);
        let invited = desk.copied(&world.owner.token, &desk.invitation(&world.owner.token, &eve.email, "member"));
        desk.accept(&eve, &invited).ok();
        desk.post("/team/leave", &eve.token, json!({})).ok();
        join(desk, &eve, &secret).ok();
    }

    fn the_uses_of_a_link_hold_in_a_race(desk) {
        let world = desk.world_in("organization", "Acme");
        for round in 0..ROUNDS {
            let secret = link(desk, &world.owner.token, json!({"max_uses": 2})).ok().text("/token");
            let people: Vec<_> = (0..4).map(|n| desk.person(&format!("R{round} {n}"))).collect();
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let running: Vec<_> = people
                    .iter()
                    .map(|person| scope.spawn(|| join(desk, person, &secret).status))
                    .collect();
                running.into_iter().map(|r| r.join().expect("no panic")).collect()
            });
            let count = |status: u16| statuses.iter().filter(|s| **s == status).count();
            assert_eq!((count(200), count(409)), (2, 2), "round {round}: {statuses:?}");
            let list = desk.get("/team/links", &world.owner.token).ok();
            assert_eq!(list.body[0]["used"], 2, "round {round}");
        }
    }
}

with_mail! {
    fn where_mails_reach_people_only_a_confirmed_address_comes_by_a_link(desk, server) {
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        let secret = link(desk, &ada.token, json!({})).ok().text("/token");
        let body = json!({"email": "eve@example.com", "full_name": "Eve", "password": "a long password"}).to_string();
        let token = desk.call("POST", "/auth/register", &[], Some(&body)).ok().text("/access_token");
        let path = format!("/links/{secret}/join");
        desk.post(&path, &token, json!({})).refused(403, "not_confirmed");
        desk.send_mails();
        let confirm = token_in(&server.to("eve@example.com")[0].raw);
        desk.call("POST", "/auth/verify", &[], Some(&json!({"token": confirm}).to_string())).ok();
        desk.post(&path, &token, json!({})).ok();
    }
}
