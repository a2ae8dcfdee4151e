//! Who may invite whom, as what; and what becomes of each address.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind};

/// What became of each address.
fn outcomes(answer: &Answer) -> Vec<(String, String)> {
    let rows = answer.body["results"].as_array().expect("results").iter();
    rows.map(|row| {
        let text = |key: &str| row[key].as_str().expect("a text").to_owned();
        (text("email"), text("outcome"))
    })
    .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
        .collect()
}

on_both! {
    fn in_a_support_team_nobody_is_invited_by_mail_and_the_answer_says_how_people_join(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        let invite = |token: &str| desk.post("/team/invitations", token, json!({"emails": ["eve@example.com"]}));
        let refusal = invite(&world.owner.token).refused(403, "way_closed");
        assert_eq!(refusal.text("/why/rule"), "support/joining");
        invite(&world.agent.token).refused(403, "not_permitted");
        assert_eq!(desk.get("/team/invitations", &world.owner.token).ok().body, json!([]));
        assert_eq!(desk.dump(), before);
    }

    fn owners_and_admins_invite_and_members_neither_invite_nor_look(desk) {
        let world = desk.world_in("organization", "Acme");
        let before = desk.dump();
        let invite = |token: &str, role: &str| {
            desk.post("/team/invitations", token, json!({"emails": ["eve@example.com"], "role": role}))
        };
        let refusal = invite(&world.agent.token, "member").refused(403, "not_permitted");
        assert!(refusal.text("/why/rule").ends_with("permissions/members.invite"), "{}", refusal.body);
        desk.get("/team/invitations", &world.agent.token).refused(403, "not_permitted");
        for token in [&world.owner.token, &world.admin.token] {
            invite(token, "owner").refused(403, "not_permitted");
        }
        assert_eq!(desk.dump(), before);
        assert_eq!(outcomes(&invite(&world.admin.token, "admin").ok()), pairs(&[("eve@example.com", "invited")]));
        assert_eq!(outcomes(&invite(&world.owner.token, "member").ok()), pairs(&[("eve@example.com", "renewed")]));
        let list = desk.get("/team/invitations?only=waiting", &world.admin.token).ok();
        assert_eq!(list.body.as_array().map(Vec::len), Some(1));
        assert_eq!((&list.body[0]["role"], &list.body[0]["tier"]), (&json!("member"), &json!("basic")));
        assert_eq!(list.body[0]["invited_by_name"], "Acme Ada");
    }

    fn what_cannot_be_taken_is_named_and_invites_nobody(desk) {
        let world = desk.world_in("organization", "Acme");
        let before = desk.dump();
        let ask = |body: Value| desk.post("/team/invitations", &world.owner.token, body);
        let one = || json!(["eve@example.com"]);
        ask(json!({})).names("emails");
        ask(json!({"emails": []})).names("emails");
        ask(json!({"emails": [" ,;\n"]})).names("emails");
        ask(json!({"emails": "eve@example.com"})).names("emails");
        let many: Vec<_> = (0..501).map(|n| format!("p{n}@example.com")).collect();
        ask(json!({"emails": [many.join(",")]})).names("emails");
        ask(json!({"emails": one(), "role": "agent"})).names("role");
        ask(json!({"emails": one(), "tier": "gold"})).names("tier");
        ask(json!({"emails": one(), "welcome": "look at https://evil.example"})).names("welcome");
        ask(json!({"emails": one(), "welcome": "x".repeat(1_001)})).names("welcome");
        let hidden = ask(json!({"emails": one(), "welcome": "sign in at \u{202e}moc.live"}));
        assert!(hidden.names("welcome").body.to_string().contains("U+202E"));
        assert_eq!(desk.dump(), before);
    }

    fn many_addresses_in_any_form_each_get_their_own_answer(desk) {
        let world = desk.world_in("organization", "Acme");
        desk.invitation(&world.owner.token, "old@example.com", "member");
        let pasted = format!(
            "Eve <EVE@example.com>, \"Grey, Fay\" <fay@example.com>;{}\nold@example.com eve@example.com, nobody",
            world.agent.email
        );
        let answer = desk.post("/team/invitations", &world.owner.token, json!({"emails": [pasted, "gus@example.com"]})).ok();
        assert_eq!(
            outcomes(&answer),
            pairs(&[
                ("eve@example.com", "invited"),
                ("fay@example.com", "invited"),
                (&world.agent.email, "member"),
                ("old@example.com", "renewed"),
                ("nobody", "invalid"),
                ("gus@example.com", "invited"),
            ])
        );
        for (row, is_told) in [(0, false), (2, true), (4, true)] {
            assert_eq!(answer.body["results"][row]["why"].is_string(), is_told, "{}", answer.body);
            assert_eq!(answer.body["results"][row]["invitation_id"].is_null(), is_told, "{}", answer.body);
        }
    }

    fn what_it_gives_can_be_changed_while_it_waits_and_it_can_be_taken_back(desk) {
        let world = desk.world_in("organization", "Acme");
        let eve = desk.person("Eve");
        let id = desk.invitation(&world.owner.token, &eve.email, "member");
        let path = format!("/team/invitations/{id}");
        let change = |token: &str, body: Value| desk.patch(&path, token, body);
        let before = desk.dump();
        change(&world.owner.token, json!({})).names("role");
        change(&world.owner.token, json!({"role": "agent"})).names("role");
        change(&world.owner.token, json!({"tier": "gold"})).names("tier");
        change(&world.owner.token, json!({"role": "owner"})).refused(403, "not_permitted");
        change(&world.agent.token, json!({"role": "member"})).refused(403, "not_permitted");
        desk.delete(&path, &world.agent.token).refused(403, "not_permitted");
        assert_eq!(desk.dump(), before);
        let changed = change(&world.admin.token, json!({"role": "admin", "tier": "power"})).ok();
        assert_eq!((&changed.body["role"], &changed.body["tier"]), (&json!("admin"), &json!("power")));
        let secret = desk.copied(&world.owner.token, &id);
        desk.delete(&path, &world.admin.token).ok();
        desk.delete(&path, &world.admin.token).ok();
        desk.accept(&eve, &secret).refused(409, "invitation_over");
        change(&world.owner.token, json!({"role": "member"})).refused(409, "invitation_over");
        desk.post(&format!("{path}/resend"), &world.owner.token, json!({})).refused(409, "invitation_over");
        desk.post(&format!("{path}/link"), &world.owner.token, json!({})).refused(409, "invitation_over");
        let again = desk.invitation(&world.owner.token, &eve.email, "member");
        assert_ne!(again, id);
        let list = desk.get("/team/invitations", &world.owner.token).ok();
        let states: Vec<_> = list.body.as_array().unwrap().iter().map(|i| i["state"].as_str().unwrap()).collect();
        assert_eq!(states[..2], ["sent", "revoked"]);
        let log = desk.get("/audit?act=invitation", &world.owner.token).ok();
        let texts: Vec<_> = log.body.as_array().unwrap().iter().map(|e| e["text"].as_str().unwrap()).collect();
        assert_eq!(
            texts[..5],
            [
                "Acme Ada invited eve@example.com as Member.",
                "Acme Ben took back the invitation of eve@example.com.",
                "Acme Ada copied the link of the invitation of eve@example.com.",
                "Acme Ben changed the invitation of eve@example.com: role to Admin, tier to Power.",
                "Acme Ada invited eve@example.com as Member.",
            ]
        );
    }

    fn the_list_is_read_in_pages(desk) {
        let world = desk.world_in("organization", "Acme");
        let many: Vec<_> = (0..5).map(|n| format!("p{n}@example.com")).collect();
        desk.post("/team/invitations", &world.owner.token, json!({"emails": many})).ok();
        let (mut seen, mut path) = (Vec::new(), "/team/invitations?only=waiting&limit=2".to_owned());
        for _ in 0..3 {
            let page = desk.get(&path, &world.owner.token).ok();
            seen.extend(page.body.as_array().unwrap().iter().map(|i| i["email"].as_str().unwrap().to_owned()));
            match page.headers.get("x-next-cursor") {
                Some(next) => path = format!("/team/invitations?only=waiting&limit=2&cursor={}", next.to_str().unwrap()),
                None => break,
            }
        }
        let expected: Vec<_> = many.into_iter().rev().collect();
        assert_eq!(seen, expected);
        desk.get("/team/invitations?limit=0", &world.owner.token).names("limit");
        desk.get("/team/invitations?only=some", &world.owner.token).names("only");
    }

    fn one_workspace_never_reaches_the_invitations_of_another(desk) {
        let (acme, other) = (desk.world_in("organization", "Acme"), desk.world_in("organization", "Other"));
        let id = desk.invitation(&other.owner.token, "eve@example.com", "member");
        let before = desk.dump();
        let path = format!("/team/invitations/{id}");
        desk.patch(&path, &acme.owner.token, json!({"role": "admin"})).refused(404, "not_found");
        desk.delete(&path, &acme.owner.token).refused(404, "not_found");
        for act in ["resend", "link"] {
            desk.post(&format!("{path}/{act}"), &acme.owner.token, json!({})).refused(404, "not_found");
        }
        let list = desk.get("/team/invitations?only=waiting", &acme.owner.token).ok();
        assert_eq!(list.body, json!([]));
        assert_eq!(desk.dump(), before);
    }
}

#[test]
fn a_workspace_mails_so_many_invitations_a_day_and_no_more() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::with(kind, |c| {
            c.rate_limits = deskbell::config::Toggle::On;
            c.invitations_per_day = 3;
        });
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        let invite = |emails: Value| desk.post("/team/invitations", &ada.token, json!({"emails": emails}));
        invite(json!(["a@example.com", "b@example.com"])).ok();
        let before = desk.dump();
        let refusal = invite(json!(["c@example.com", "d@example.com"])).refused(429, "too_many_invitations");
        // 15 hours are left of the day.
        assert_eq!(refusal.headers["retry-after"], "54000");
        assert_eq!(desk.dump(), before, "either all are invited or nobody is");
        let id = invite(json!(["c@example.com"])).ok().text("/results/0/invitation_id");
        let resend = || desk.post(&format!("/team/invitations/{id}/resend"), &ada.token, json!({}));
        resend().refused(429, "too_many_invitations");
        desk.clock.advance(54_000);
        resend().ok();
        let other = desk.person("Other");
        desk.workspace_in("organization", &other, "Other");
        desk.post("/team/invitations", &other.token, json!({"emails": ["a@example.com"]}))
            .ok();
    }
}
