//! Files of people: what a look says of each row, and what becomes of it.

use deskbell::import::create::PIECE;
use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind};

fn outcomes(answer: &Answer) -> Vec<(i64, String)> {
    let rows = answer.body["rows"].as_array().expect("rows").iter();
    rows.map(|row| {
        (
            row["line"].as_i64().expect("a line"),
            row["outcome"].as_str().expect("a word").to_owned(),
        )
    })
    .collect()
}

fn run(desk: &Desk) {
    desk.wait(deskbell::import::run::run_due(&desk.app)).expect("it runs");
}

fn confirm(desk: &Desk, token: &str, id: &str, existing: &str) -> Answer {
    desk.post(
        &format!("/team/imports/{id}/confirm"),
        token,
        json!({"existing": existing}),
    )
}

fn shown(desk: &Desk, token: &str, id: &str) -> Answer {
    desk.get(&format!("/team/imports/{id}"), token).ok()
}

fn waiting(desk: &Desk, token: &str) -> Vec<Value> {
    let list = desk.get("/team/invitations?only=waiting", token).ok();
    list.body.as_array().cloned().unwrap_or_default()
}

const FILE: &str = "ACCESS_TIER;Email;role\r\n\
    power;Dana@Example.com;Admin\r\n\
    ;\"eli@example.com\";\r\n\
    basic;eli@example.com;member\r\n\
    basic;nobody;member\r\n\
    basic;gus@example.com;support\r\n\
    gold;hana@example.com;member\r\n\
    power;acme.cyd@example.com;admin\r\n\
    ;acme.ada@example.com;admin\r\n\
    basic;old@example.com;member\r\n\
    basic;kim@example.com;owner\r\n";

on_both! {
    fn a_look_says_of_each_row_what_would_become_of_it_and_invites_nobody(desk) {
        let world = desk.world_in("organization", "Acme");
        desk.invitation(&world.owner.token, "old@example.com", "member");
        let before = waiting(desk, &world.owner.token);
        let look = desk.sheet(&world.admin.token, FILE).ok();
        let expected = [
            (2, "invite"), (3, "invite"), (4, "duplicate"), (5, "bad_address"), (6, "unknown_role"), (7, "unknown_tier"),
            (8, "update"), (9, "skip"), (10, "renew"), (11, "unknown_role"),
        ];
        assert_eq!(outcomes(&look), expected.map(|(line, outcome)| (line, outcome.to_owned())));
        assert_eq!((look.text("/state"), &look.body["total"]), ("preview".to_owned(), &json!(10)));
        let row = &look.body["rows"][1];
        assert_eq!((&row["email"], &row["role"], &row["tier"]), (&json!("eli@example.com"), &json!("member"), &json!("basic")));
        assert_eq!(look.body["rows"][0]["role"], "admin");
        run(desk);
        assert_eq!(waiting(desk, &world.owner.token), before);
    }

    fn a_corrected_file_takes_the_place_of_the_look_before_it_and_of_nothing_that_was_confirmed(desk) {
        let world = desk.world_in("organization", "Acme");
        let elsewhere = desk.world_in("organization", "Elsewhere");
        let token = &world.owner.token;
        let first = desk.sheet(token, FILE).ok().text("/id");
        let corrects = |id: &str| format!("/team/imports?replaces={id}");
        desk.sheet_to(&corrects("nonsense"), token, FILE).names("replaces");
        desk.sheet_to(&corrects(&first), &elsewhere.owner.token, FILE).ok();
        desk.sheet_to(&corrects(&first), token, "no address").refused(422, "invalid");
        shown(desk, token, &first);
        let second = desk.sheet_to(&corrects(&first), token, "email\ndana@example.com\n").ok().text("/id");
        confirm(desk, token, &first, "skip").refused(404, "not_found");
        confirm(desk, token, &second, "skip").ok();
        desk.sheet_to(&corrects(&second), token, FILE).ok();
        run(desk);
        assert_eq!(shown(desk, token, &second).body["done"], 1);
    }

    fn a_confirmed_file_is_worked_through_once_and_its_failed_rows_come_back_as_a_file(desk) {
        let world = desk.world_in("organization", "Acme");
        desk.invitation(&world.owner.token, "old@example.com", "member");
        let id = desk.sheet(&world.owner.token, FILE).ok().text("/id");
        confirm(desk, &world.agent.token, &id, "skip").refused(403, "not_permitted");
        desk.get(&format!("/team/imports/{id}"), &world.agent.token).refused(403, "not_permitted");
        confirm(desk, &world.owner.token, &id, "maybe").names("existing");
        assert_eq!(confirm(desk, &world.owner.token, &id, "update").ok().text("/state"), "running");
        confirm(desk, &world.owner.token, &id, "skip").ok();
        run(desk);
        let done = shown(desk, &world.owner.token, &id);
        assert_eq!((done.text("/state"), &done.body["done"], &done.body["failed"]), ("done".to_owned(), &json!(6), &json!(4)));
        let invited: Vec<_> = waiting(desk, &world.owner.token).iter().map(|i| i["email"].as_str().unwrap().to_owned()).collect();
        assert_eq!(invited, ["eli@example.com", "dana@example.com", "old@example.com"]);
        let cyd = desk.get(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        assert_eq!((cyd.text("/role"), cyd.text("/tier")), ("admin".to_owned(), "power".to_owned()));
        let file = desk.get(&format!("/team/imports/{id}/failed.csv"), &world.owner.token).ok();
        let text = file.body.as_str().unwrap();
        assert!(text.starts_with("email,role,access_tier,why\nnobody,member,basic,"), "{text}");
        assert_eq!(text.lines().count(), 5, "{text}");
        let corrected = text.replace("nobody,", "nobody@example.com,").replace("support", "member");
        let again = desk.sheet(&world.owner.token, &corrected).ok();
        assert_eq!(outcomes(&again)[..2], [(2, "invite".to_owned()), (3, "invite".to_owned())]);
        run(desk);
        assert_eq!(shown(desk, &world.owner.token, &id).body["done"], 6);
        let log = desk.get("/audit?act=import", &world.owner.token).ok();
        assert_eq!(log.text("/0/text"), "The file of Acme Ada is done: 6 rows went, 4 did not.");
    }

    fn members_stay_as_they_are_where_whoever_confirms_says_so(desk) {
        let world = desk.world_in("organization", "Acme");
        let id = desk.sheet(&world.owner.token, FILE).ok().text("/id");
        confirm(desk, &world.owner.token, &id, "skip").ok();
        run(desk);
        let cyd = desk.get(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        assert_eq!((cyd.text("/role"), cyd.text("/tier")), ("member".to_owned(), "basic".to_owned()));
    }

    fn the_same_file_twice_invites_nobody_twice(desk) {
        let world = desk.world_in("organization", "Acme");
        let people: String = (0..30).map(|n| format!("p{n}@example.com\n")).collect();
        let file = format!("email\n{people}");
        for round in 0..2 {
            let look = desk.sheet(&world.owner.token, &file).ok();
            let expected = if round == 0 { "invite" } else { "renew" };
            assert!(outcomes(&look).iter().all(|(_, outcome)| outcome == expected), "{round}");
            confirm(desk, &world.owner.token, &look.text("/id"), "skip").ok();
            run(desk);
        }
        assert_eq!(waiting(desk, &world.owner.token).len(), 30);
    }

    fn whoever_loses_the_right_meanwhile_invites_nobody_more(desk) {
        let world = desk.world_in("organization", "Acme");
        let id = desk.sheet(&world.admin.token, "email\neve@example.com\n").ok().text("/id");
        confirm(desk, &world.admin.token, &id, "skip").ok();
        desk.delete(&format!("/team/members/{}", world.admin_member), &world.owner.token).ok();
        run(desk);
        let done = shown(desk, &world.owner.token, &id);
        assert_eq!((&done.body["done"], &done.body["failed"]), (&json!(0), &json!(1)));
        assert!(waiting(desk, &world.owner.token).is_empty());
    }

    fn what_is_no_file_of_people_is_refused_and_leaves_no_trace(desk) {
        let (world, support) = (desk.world_in("organization", "Acme"), desk.world("Help"));
        let before = desk.dump();
        for text in ["", "name,role\nx,y", "email\n"] {
            desk.sheet(&world.owner.token, text).names("body");
        }
        desk.sheet(&world.agent.token, "email\neve@example.com\n").refused(403, "not_permitted");
        desk.sheet(&support.owner.token, "email\neve@example.com\n").refused(403, "way_closed");
        assert_eq!(desk.dump(), before);
    }

    fn whom_only_somebody_above_may_renew_is_named_and_holds_nobody_up(desk) {
        let world = desk.world_in("organization", "Acme");
        let (owner, greeter) = (&world.owner.token, &world.agent.token);
        let role = desk.post("/workspace/roles", owner, json!({"name": "Greeters", "permissions": ["members.invite"]}));
        let member = format!("/team/members/{}", world.agent_member);
        let greeters = role.ok().text("/id");
        desk.patch(&member, owner, json!({"role": greeters})).ok();
        desk.invitation(owner, "boss@example.com", "admin");
        let file = "email,role\nnew@example.com,greeters\nboss@example.com,greeters\nlast@example.com,greeters\n";
        let look = desk.sheet(greeter, file).ok();
        let expected = [(2, "invite"), (3, "unknown_role"), (4, "invite")].map(|(line, word)| (line, word.to_owned()));
        assert_eq!(outcomes(&look), expected);
        assert!(look.text("/rows/1/why").starts_with("They are invited already, as Admin. "), "{}", look.body);
        let id = look.text("/id");
        confirm(desk, greeter, &id, "skip").ok();
        run(desk);
        let done = shown(desk, greeter, &id);
        assert_eq!((done.text("/state"), &done.body["done"], &done.body["failed"]), ("done".to_owned(), &json!(2), &json!(1)));
        let ask = json!({"emails": ["boss@example.com, eve@example.com"], "role": greeters});
        let typed = desk.post("/team/invitations", greeter, ask).ok();
        assert_eq!([typed.text("/results/0/outcome"), typed.text("/results/1/outcome")], ["member", "invited"]);
        assert_eq!(typed.text("/results/0/why"), look.text("/rows/1/why"));
    }

    fn a_workspace_whose_week_is_over_holds_up_nobodys_file(desk) {
        let [gone, other] = ["Gone", "Other"].map(|name| desk.world_in("organization", name));
        let upload = |world: &crate::world::World| {
            let id = desk.sheet(&world.owner.token, "email\neve@example.com\n").ok().text("/id");
            confirm(desk, &world.owner.token, &id, "skip").ok();
            id
        };
        upload(&gone);
        let (bearer, body) = (format!("Bearer {}", gone.owner.token), json!({"name": "Gone"}).to_string());
        desk.call("DELETE", "/workspace", &[("authorization", &bearer)], Some(&body)).ok();
        desk.clock.advance(7 * 86_400);
        let owner = desk.sign_in(&other.owner);
        let id = desk.sheet(&owner, "email\neve@example.com\n").ok().text("/id");
        confirm(desk, &owner, &id, "skip").ok();
        run(desk);
        assert_eq!(shown(desk, &owner, &id).text("/state"), "done");
    }
}

with_mail! {
    fn the_mails_of_a_file_follow(desk, server) {
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        let id = desk.sheet(&ada.token, "email\neve@example.com\nfay@example.com\n").ok().text("/id");
        desk.send_mails();
        assert!(server.asked().is_empty());
        confirm(desk, &ada.token, &id, "skip").ok();
        run(desk);
        desk.send_mails();
        assert_eq!(server.asked(), ["eve@example.com", "fay@example.com"]);
    }
}

#[test]
fn a_file_goes_on_where_a_stop_interrupted_it() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::start(kind);
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        let rows = 2 * PIECE + 500;
        let people: String = (0..rows).map(|n| format!("p{n}@example.com\n")).collect();
        let id = desk.sheet(&ada.token, &format!("email\n{people}")).ok().text("/id");
        confirm(&desk, &ada.token, &id, "skip").ok();
        // Each of these is what a server does before it stops.
        for worked in [PIECE, 2 * PIECE, rows] {
            desk.wait(deskbell::import::run::one_piece(&desk.app)).expect("a piece");
            let now = desk.get(&format!("/team/imports/{id}?rows=none"), &ada.token).ok();
            assert_eq!(
                (&now.body["done"], &now.body["rows"]),
                (&json!(worked), &json!([])),
                "{kind:?}"
            );
        }
        run(&desk);
        assert_eq!(shown(&desk, &ada.token, &id).text("/state"), "done");
        assert_eq!(desk.rows_of("mails").matches("example.com").count(), rows);
    }
}
