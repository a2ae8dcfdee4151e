//! `POST /team/bulk/{id}/undo`: within ten minutes, and only what still stands.

use serde_json::{Value, json};

use super::bulk::{bulk, confirm, of, owner_of, shown};
use crate::desk::{Answer, Desk};

fn undo(desk: &Desk, token: &str, id: &str) -> Answer {
    desk.post(&format!("/team/bulk/{id}/undo"), token, json!({}))
}

/// What the undoing made of a member: the outcome, and why.
fn undone(answer: &Answer, member: &str) -> (String, String) {
    let results = answer.body["results"].as_array().expect("results");
    let row = results.iter().find(|row| row["member_id"] == member).expect("a row");
    let text = |key: &str| row["undo"][key].as_str().unwrap_or_default().to_owned();
    (text("outcome"), text("why"))
}

in_both_rulebooks! {
    fn what_still_stands_goes_back_and_the_rest_is_listed(desk, book) {
        let world = desk.world_in(book, "Acme");
        let [fay, gus] = ["Fay", "Gus"].map(|name| desk.invite(&world.owner, &desk.person(name), "agent"));
        let owner = &world.owner.token;
        let member = |id: &str| desk.get(&format!("/team/members/{id}"), owner).ok();
        let change = |id: &str, body: Value| desk.patch(&format!("/team/members/{id}"), owner, body).ok();
        change(&fay, json!({"tier": "admin"}));
        let everybody = [&world.agent_member, &world.admin_member, &fay, &gus];
        let done = bulk(desk, owner, json!({"act": "tier", "tier": "power", "members": everybody, "preview": false})).ok();
        assert_eq!(done.text("/undo_until"), desk.clock.now().plus_seconds(600).to_string());
        change(&world.agent_member, json!({"tier": "admin"}));
        desk.delete(&format!("/team/members/{gus}"), owner).ok();
        let back = undo(desk, owner, &done.text("/id")).ok();
        assert_eq!((back.text("/state"), &back.body["undo_until"]), ("undone".to_owned(), &Value::Null));
        assert_eq!((undone(&back, &fay).0, member(&fay).text("/tier")), ("done".to_owned(), "admin".to_owned()));
        assert_eq!((undone(&back, &world.admin_member).0, member(&world.admin_member).text("/tier")), ("done".to_owned(), "basic".to_owned()));
        let moved_on = "Somebody has changed it since; it stays as it is now.";
        assert_eq!(undone(&back, &world.agent_member), ("skipped".to_owned(), moved_on.to_owned()));
        assert_eq!(member(&world.agent_member).text("/tier"), "admin");
        assert_eq!(undone(&back, &gus), ("skipped".to_owned(), "They are not in this workspace any more.".to_owned()));
        let log = desk.get("/audit?act=bulk", owner).ok();
        assert_eq!(log.text("/0/text"), "Acme Ada has undone it: 2 people changed, 2 skipped, 0 failed.");
        assert_eq!(log.text("/1/text"), "Acme Ada began to undo what Acme Ada did to 4 people.");
        let before = desk.dump();
        assert_eq!(undo(desk, owner, &done.text("/id")).ok().body, back.body);
        assert_eq!(desk.dump(), before);
    }

    fn access_goes_back_unless_somebody_turned_it_meanwhile(desk, book) {
        let world = desk.world_in(book, "Acme");
        let fay = desk.invite(&world.owner, &desk.person("Fay"), "agent");
        let owner = &world.owner.token;
        let turn = |id: &str, on: bool| desk.patch(&format!("/team/members/{id}"), owner, json!({"agent_access": on})).ok();
        turn(&world.admin_member, false);
        let off = json!({"act": "disable", "filter": {}, "preview": false});
        let off = bulk(desk, owner, off).ok();
        assert_eq!(of(&off, &world.admin_member).1, "Their access is turned off already.");
        desk.clock.advance(1);
        turn(&fay, true);
        turn(&fay, false);
        let back = undo(desk, owner, &off.text("/id")).ok();
        assert_eq!(undone(&back, &world.agent_member).0, "done");
        assert_eq!(undone(&back, &fay).0, "skipped", "it is off, and not by this act");
        assert_eq!(undone(&back, &world.admin_member).0, "", "it never was done to them");
        desk.get("/conversations", &world.agent.token).ok();
        desk.get("/conversations", &world.admin.token).refused(403, "member_disabled");

        let leave = json!({"agent_access": false, "reason": "leave"});
        desk.patch(&format!("/team/members/{}", world.agent_member), owner, leave).ok();
        let on = bulk(desk, owner, json!({"act": "enable", "members": [world.agent_member], "preview": false})).ok();
        desk.get("/conversations", &world.agent.token).ok();
        undo(desk, owner, &on.text("/id")).ok();
        desk.get("/conversations", &world.agent.token).refused(403, "member_disabled");
        let member = desk.get(&format!("/team/members/{}", world.agent_member), owner).ok();
        assert_eq!(member.text("/disabled/reason"), "leave");
    }

    fn a_removal_that_is_called_off_with_the_access_is_named_before_and_after_and_when_it_is_undone(desk, book) {
        let world = desk.world_in(book, "Acme");
        let owner = &world.owner.token;
        let path = format!("/team/members/{}", world.agent_member);
        let plan = || desk.patch(&path, owner, json!({"agent_access": false, "remove_in_days": 30})).ok();
        plan();
        let ask = |preview: bool| json!({"act": "enable", "members": [world.agent_member], "preview": preview});
        let look = bulk(desk, owner, ask(true)).ok();
        let says = "The removal that is planned for 2026-03-31 is called off.";
        assert_eq!(of(&look, &world.agent_member), ("waiting".to_owned(), says.to_owned()));
        desk.delete(&format!("{path}/removal"), owner).ok();
        let skipped = confirm(desk, owner, &look.text("/id")).ok();
        let since = "Their removal was planned or called off since the list was made.";
        assert_eq!(of(&skipped, &world.agent_member), ("skipped".to_owned(), since.to_owned()));
        let on = bulk(desk, owner, ask(false)).ok();
        assert_eq!(of(&on, &world.agent_member), ("done".to_owned(), String::new()));
        assert_eq!(undone(&undo(desk, owner, &on.text("/id")).ok(), &world.agent_member), ("done".to_owned(), String::new()));
    }

    fn a_removal_that_was_called_off_is_planned_again_as_it_stood(desk, book) {
        let world = desk.world_in(book, "Acme");
        let fay = desk.person("Fay");
        desk.invite(&world.owner, &fay, "agent");
        let owner = &world.owner.token;
        let path = format!("/team/members/{}", world.agent_member);
        let plan = |days: u32| {
            let ask = json!({"agent_access": false, "remove_in_days": days, "heir": fay.id});
            desk.patch(&path, owner, ask).ok().body["removal"].clone()
        };
        let removal = || desk.get(&path, owner).ok().body["removal"].clone();
        let ask = json!({"act": "enable", "members": [world.agent_member], "preview": false});
        let planned = plan(30);
        assert_eq!(planned["heir"], fay.id);
        let on = bulk(desk, owner, ask.clone()).ok();
        let says = "The removal that is planned for 2026-03-31 is called off.";
        assert_eq!((of(&on, &world.agent_member), removal()), (("done".to_owned(), says.to_owned()), Value::Null));
        let back = undo(desk, owner, &on.text("/id")).ok();
        let again = "Their removal is planned for 2026-03-31 again.";
        assert_eq!(undone(&back, &world.agent_member), ("done".to_owned(), again.to_owned()));
        assert_eq!(removal(), planned);
    }

    fn a_removal_whose_time_has_come_meanwhile_is_listed_and_not_planned_again(desk, book) {
        let world = desk.world_in(book, "Acme");
        let owner = &world.owner.token;
        let path = format!("/team/members/{}", world.agent_member);
        desk.patch(&path, owner, json!({"agent_access": false, "remove_in_days": 1})).ok();
        desk.clock.advance(86_400 - 60);
        let ask = json!({"act": "enable", "members": [world.agent_member], "preview": false});
        let on = bulk(desk, owner, ask).ok();
        desk.clock.advance(60);
        let back = undo(desk, owner, &on.text("/id")).ok();
        let over = "The removal that was planned for 2026-03-02 is not planned again: that time has passed.";
        assert_eq!(undone(&back, &world.agent_member), ("done".to_owned(), over.to_owned()));
        let member = desk.get(&path, owner).ok();
        assert_eq!((&member.body["agent_access"], &member.body["removal"]), (&json!(false), &Value::Null));
    }

    fn a_removal_that_was_planned_since_is_not_called_off_by_undoing_what_turned_the_access_off(desk, book) {
        let world = desk.world_in(book, "Acme");
        let owner = &world.owner.token;
        let path = format!("/team/members/{}", world.agent_member);
        let ask = json!({"act": "disable", "members": [world.agent_member], "preview": false});
        let off = bulk(desk, owner, ask).ok();
        let planned = desk.patch(&path, owner, json!({"agent_access": false, "remove_in_days": 30})).ok();
        let back = undo(desk, owner, &off.text("/id")).ok();
        let stays = "Their removal was planned since; it stays so.";
        assert_eq!(undone(&back, &world.agent_member), ("skipped".to_owned(), stays.to_owned()));
        assert_eq!(desk.get(&path, owner).ok().body["removal"], planned.body["removal"]);
    }

    fn after_ten_minutes_and_before_it_was_done_nothing_is_undone(desk, book) {
        let world = desk.world_in(book, "Acme");
        let owner = &world.owner.token;
        let ask = |preview: bool| json!({"act": "tier", "tier": "power", "members": [world.agent_member], "preview": preview});
        let done = bulk(desk, owner, ask(false)).ok().text("/id");
        let look = bulk(desk, owner, ask(true)).ok().text("/id");
        undo(desk, owner, &look).refused(409, "not_done");
        desk.clock.advance(600);
        let before = desk.dump();
        undo(desk, owner, &done).refused(409, "too_late");
        assert_eq!(desk.dump(), before);
        let again = bulk(desk, owner, json!({"act": "tier", "tier": "basic", "filter": {"tier": "power"}, "preview": false})).ok();
        desk.clock.advance(599);
        assert_eq!(undone(&undo(desk, owner, &again.text("/id")).ok(), &world.agent_member).0, "done");
    }
}

on_both! {
    fn an_admin_undoes_only_where_they_stand_above(desk) {
        let world = desk.world_in("organization", "Acme");
        let everybody = [&world.agent_member, &world.admin_member, &owner_of(desk, &world)];
        let ask = json!({"act": "tier", "tier": "power", "members": everybody, "preview": false});
        let done = bulk(desk, &world.owner.token, ask).ok().text("/id");
        let back = undo(desk, &world.admin.token, &done).ok();
        assert_eq!(undone(&back, &world.agent_member).0, "done");
        let oneself = desk.patch(&format!("/team/members/{}", world.admin_member), &world.admin.token, json!({"tier": "basic"}));
        assert_eq!(undone(&back, &world.admin_member), ("skipped".to_owned(), oneself.text("/detail")));
        assert_eq!(shown(desk, &world.owner.token, &done).text("/made_by_name"), "Acme Ada");
    }
}
