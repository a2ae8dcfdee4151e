//! `POST /team/bulk`: a look at what one act on many would do, and what becomes of each of them.

use deskbell::bulk::run;
use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind, Person};
use crate::races::at_once;
use crate::socket::Socket;
use crate::world::World;

pub fn bulk(desk: &Desk, token: &str, body: Value) -> Answer {
    desk.post("/team/bulk", token, body)
}

pub fn confirm(desk: &Desk, token: &str, id: &str) -> Answer {
    desk.post(&format!("/team/bulk/{id}/confirm"), token, json!({}))
}

pub fn shown(desk: &Desk, token: &str, id: &str) -> Answer {
    desk.get(&format!("/team/bulk/{id}"), token).ok()
}

/// What the answer says of a member: the outcome, and why.
pub fn of(answer: &Answer, member: &str) -> (String, String) {
    let results = answer.body["results"].as_array().expect("results");
    let row = results.iter().find(|row| row["member_id"] == member);
    let row = row.unwrap_or_else(|| panic!("{member} is not in {}", answer.body));
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    (text("outcome"), text("why"))
}

/// Names by outcome, in the order of the list.
fn by_outcome(answer: &Answer, outcome: &str) -> Vec<String> {
    let results = answer.body["results"].as_array().expect("results").iter();
    let found = results.filter(|row| row["outcome"] == outcome);
    found
        .map(|row| row["name"].as_str().unwrap_or_default().to_owned())
        .collect()
}

pub fn owner_of(desk: &Desk, world: &World) -> String {
    desk.get("/team/members", &world.owner.token).ok().text("/0/id")
}

/// So many more people in the workspace.
fn crowd(desk: &Desk, world: &World, n: usize) -> Vec<(Person, String)> {
    let people = (0..n).map(|n| desk.person(&format!("P{n} {}", &world.workspace[30..])));
    people
        .map(|person| {
            let member = desk.invite(&world.owner, &person, "agent");
            (person, member)
        })
        .collect()
}

in_both_rulebooks! {
    fn whoever_may_not_do_it_to_one_may_not_look_at_doing_it_to_many(desk, book) {
        let world = desk.world_in(book, "Acme");
        let look = json!({"act": "disable", "members": [world.agent_member], "preview": true});
        let id = bulk(desk, &world.owner.token, look.clone()).ok().text("/id");
        let before = desk.dump();
        for (act, right) in [("tier", "change_tier"), ("disable", "disable"), ("enable", "disable"), ("remove", "remove")] {
            let mut ask = json!({"act": act, "filter": {}, "preview": false});
            if act == "tier" {
                ask["tier"] = json!("power");
            }
            let refusal = bulk(desk, &world.agent.token, ask).refused(403, "not_permitted");
            assert!(refusal.text("/why/rule").contains(&format!("members.{right}")), "{act}: {}", refusal.body);
        }
        confirm(desk, &world.agent.token, &id).refused(403, "not_permitted");
        desk.get(&format!("/team/bulk/{id}"), &world.agent.token).refused(403, "not_permitted");
        desk.post(&format!("/team/bulk/{id}/undo"), &world.agent.token, json!({})).refused(403, "not_permitted");
        if book == "support" {
            bulk(desk, &world.admin.token, look).refused(403, "not_permitted");
        }
        assert_eq!(desk.dump(), before);
    }

    fn what_is_asked_is_one_thing_and_understood(desk, book) {
        let world = desk.world_in(book, "Acme");
        let other = desk.world_in(book, "Other");
        let before = desk.dump();
        let member = &world.agent_member;
        for (ask, wrong) in [
            (json!({"act": "fire", "members": [member], "preview": true}), "act"),
            (json!({"act": "disable", "members": [member]}), "preview"),
            (json!({"act": "disable", "preview": true}), "members"),
            (json!({"act": "disable", "members": [], "preview": true}), "members"),
            (json!({"act": "disable", "members": [member], "filter": {}, "preview": true}), "filter"),
            (json!({"act": "disable", "filter": {"acitvity": "idle"}, "preview": true}), "filter"),
            (json!({"act": "disable", "filter": {"activity": "lazy"}, "preview": true}), "filter"),
            (json!({"act": "tier", "members": [member], "preview": true}), "tier"),
            (json!({"act": "tier", "tier": "gold", "members": [member], "preview": true}), "tier"),
            (json!({"act": "disable", "tier": "power", "members": [member], "preview": true}), "tier"),
            (json!({"act": "enable", "heir": "queue", "members": [member], "preview": true}), "heir"),
            (json!({"act": "remove", "reason": "leave", "members": [member], "preview": true}), "reason"),
            (json!({"act": "disable", "members": vec!["x"; 10_001], "preview": true}), "members"),
        ] {
            let answer = bulk(desk, &world.owner.token, ask.clone());
            assert_eq!(answer.status, 422, "{ask}: {}", answer.body);
            assert!(answer.text("/errors/0/field").starts_with(wrong), "{ask}: {}", answer.body);
        }
        for (act, heir) in [("disable", &other.agent.id), ("remove", &other.agent.id), ("remove", &"queue".to_owned())] {
            let ask = json!({"act": act, "heir": heir, "members": [member], "preview": true});
            bulk(desk, &world.owner.token, ask).refused(400, "invalid_heir");
        }
        assert_eq!(desk.dump(), before);
    }

    fn whoever_takes_over_and_is_among_the_chosen_is_left_out_in_words_for_a_person(desk, book) {
        let world = desk.world_in(book, "Acme");
        for act in ["disable", "remove"] {
            let chosen = [&world.agent_member, &world.admin_member];
            let ask = json!({"act": act, "heir": world.agent.id, "members": chosen, "preview": true});
            let look = bulk(desk, &world.owner.token, ask).ok();
            let says = "Acme Cyd takes over the open conversations, and so cannot be one of those who hand them over.";
            assert_eq!(of(&look, &world.agent_member), ("skipped".to_owned(), says.to_owned()));
            assert_eq!(of(&look, &world.admin_member).0, "waiting");
        }
    }

    fn a_look_says_what_would_become_of_whom_in_the_words_of_the_act_alone(desk, book) {
        let world = desk.world_in(book, "Acme");
        let second = desk.person("Dee");
        let second = desk.invite(&world.owner, &second, "admin");
        let other = desk.world_in(book, "Other");
        let owner = owner_of(desk, &world);
        let off = desk.person("Eli");
        let off = desk.invite(&world.owner, &off, "agent");
        desk.patch(&format!("/team/members/{off}"), &world.owner.token, json!({"agent_access": false})).ok();
        if book == "support" {
            desk.patch("/workspace", &world.owner.token, json!({"admins_manage_agents": true})).ok();
        }
        let everybody = [&owner, &world.admin_member, &world.agent_member, &second, &off, &other.agent_member];
        let before = desk.rows_of("members");
        let ask = json!({"act": "disable", "members": everybody, "preview": true});
        let look = bulk(desk, &world.admin.token, ask).ok();
        assert_eq!((look.text("/state"), &look.body["total"]), ("preview".to_owned(), &json!(6)));
        assert_eq!(by_outcome(&look, "waiting"), ["Acme Cyd"]);
        assert_eq!(of(&look, &off).1, "Their access is turned off already.");
        for member in [&owner, &world.admin_member, &second] {
            let path = format!("/team/members/{member}");
            let alone = desk.patch(&path, &world.admin.token, json!({"agent_access": false}));
            assert_eq!(of(&look, member), ("skipped".to_owned(), alone.text("/detail")), "{member}");
        }
        assert_eq!(of(&look, &other.agent_member).0, "skipped");
        assert_eq!(desk.rows_of("members"), before);
        let kept = shown(desk, &world.admin.token, &look.text("/id"));
        assert_eq!(kept.body, look.body);
        desk.get(&format!("/team/bulk/{}", look.text("/id")), &other.owner.token).refused(404, "not_found");
    }

    fn people_are_found_by_what_they_have_in_common(desk, book) {
        let world = desk.world_in(book, "Acme");
        let eve = desk.person_at("Eve", "contractor.example");
        let eve_member = desk.invite(&world.owner, &eve, "agent");
        desk.post(&format!("/conversations/{}/messages", world.conversation), &world.agent.token, json!({"content": "Hm."})).ok();
        desk.patch(&format!("/team/members/{}", world.admin_member), &world.owner.token, json!({"tier": "power"})).ok();
        desk.patch(&format!("/team/members/{eve_member}"), &world.owner.token, json!({"agent_access": false})).ok();
        for (filter, expected) in [
            (json!({}), vec!["Acme Ada", "Acme Ben", "Acme Cyd", "Eve"]),
            (json!({"activity": "inactive"}), vec!["Acme Ben", "Eve"]),
            (json!({"activity": "active"}), vec!["Acme Ada", "Acme Cyd"]),
            (json!({"tier": "power"}), vec!["Acme Ben"]),
            (json!({"role": "admin"}), vec!["Acme Ben"]),
            (json!({"agent_access": false}), vec!["Eve"]),
            (json!({"text": "@Contractor.example"}), vec!["Eve"]),
            (json!({"text": "cyd", "tier": "basic"}), vec!["Acme Cyd"]),
            (json!({"text": "cyd", "tier": "power"}), vec![]),
        ] {
            let ask = json!({"act": "remove", "filter": filter, "preview": true});
            let look = bulk(desk, &world.owner.token, ask).ok();
            let names: Vec<_> = look.body["results"].as_array().unwrap().iter().map(|r| r["name"].clone()).collect();
            assert_eq!(json!(names), json!(expected), "{filter}");
        }
    }

    fn carried_out_it_is_for_each_as_it_is_for_one(desk, book) {
        let world = desk.world_in(book, "Acme");
        let assign = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
        desk.post(&assign, &world.owner.token, json!({})).ok();
        let socket = Socket::open(desk, &world.agent.token);
        let watcher = Socket::open(desk, &world.owner.token);
        let ask = json!({
            "act": "disable", "reason": "leave", "heir": world.admin.id, "filter": {"text": "cyd"}, "preview": false
        });
        let done = bulk(desk, &world.owner.token, ask).ok();
        assert_eq!((done.text("/state"), of(&done, &world.agent_member).0), ("done".to_owned(), "done".to_owned()));
        socket.has_ended("disabled");
        watcher.hears("\"bulk_progress\"");
        desk.get("/conversations", &world.agent.token).refused(403, "member_disabled");
        let member = desk.get(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        assert_eq!((member.text("/disabled/reason"), member.text("/disabled/by_name")), ("leave".to_owned(), "Acme Ada".to_owned()));
        let conversation = desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok();
        assert_eq!(conversation.text("/assignee_id"), world.admin.id);
        let log = desk.get("/audit?limit=3", &world.owner.token).ok();
        assert_eq!(log.text("/0/text"), "What Acme Ada began is done: 1 person changed, 0 skipped, 0 failed.");
        assert!(log.text("/1/text").starts_with("Acme Ada turned off the access of Acme Cyd."), "{}", log.body);
        assert_eq!(log.text("/1/right"), format!("{book}/owner/members.disable"));
        assert_eq!(log.text("/2/text"), "Acme Ada began to turn off the access of 1 person.");

        let on = json!({"act": "enable", "filter": {"agent_access": false}, "preview": false});
        assert_eq!(of(&bulk(desk, &world.owner.token, on).ok(), &world.agent_member).0, "done");
        desk.get("/conversations", &world.agent.token).ok();
        let tier = json!({"act": "tier", "tier": "power", "members": [world.agent_member], "preview": false});
        bulk(desk, &world.owner.token, tier).ok();
        assert_eq!(desk.get(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok().text("/tier"), "power");
    }

    fn who_changed_since_the_look_is_skipped_and_the_look_is_carried_out_once(desk, book) {
        let world = desk.world_in(book, "Acme");
        let [fay, gus, hal] = ["Fay", "Gus", "Hal"].map(|name| desk.invite(&world.owner, &desk.person(name), "agent"));
        let ask = json!({"act": "tier", "tier": "admin", "filter": {"tier": "basic"}, "preview": true});
        let look = bulk(desk, &world.owner.token, ask).ok();
        let owner = &world.owner.token;
        let path = |member: &str| format!("/team/members/{member}");
        desk.patch(&path(&fay), owner, json!({"tier": "power"})).ok();
        desk.patch(&path(&gus), owner, json!({"agent_access": false})).ok();
        desk.delete(&path(&hal), owner).ok();
        desk.patch(&path(&world.admin_member), owner, json!({"role": if book == "support" { "agent" } else { "member" }})).ok();
        let done = confirm(desk, owner, &look.text("/id")).ok();
        assert_eq!(by_outcome(&done, "done"), ["Acme Cyd"]);
        for (member, why) in [
            (&fay, "Their tier was changed"), (&gus, "Their access was turned on or off"),
            (&hal, "They are not in this workspace any more"), (&world.admin_member, "Their role was changed"),
        ] {
            let (outcome, said) = of(&done, member);
            assert!(outcome == "skipped" && said.starts_with(why), "{member}: {said}");
        }
        assert_eq!(desk.get(&path(&fay), owner).ok().text("/tier"), "power");
        let before = desk.dump();
        assert_eq!(confirm(desk, owner, &look.text("/id")).ok().body, done.body);
        assert_eq!(desk.dump(), before);
    }

    fn removed_people_are_out_and_one_heir_takes_over(desk, book) {
        let world = desk.world_in(book, "Acme");
        let fay = desk.person("Fay");
        let fay_member = desk.invite(&world.owner, &fay, "agent");
        let assign = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
        desk.post(&assign, &world.owner.token, json!({})).ok();
        let ask = json!({"act": "remove", "heir": fay.id, "members": [world.agent_member, fay_member], "preview": false});
        let done = bulk(desk, &world.owner.token, ask).ok();
        assert_eq!(by_outcome(&done, "done"), ["Acme Cyd"]);
        assert!(of(&done, &fay_member).1.starts_with("Fay takes over the open conversations"), "{}", done.body);
        desk.get("/auth/me", &world.agent.token).refused(401, "unauthenticated");
        let conversation = desk.get(&format!("/conversations/{}", world.conversation), &fay.token).ok();
        assert_eq!(conversation.text("/assignee_id"), fay.id);
        desk.post(&format!("/team/bulk/{}/undo", done.text("/id")), &world.owner.token, json!({})).refused(409, "not_undoable");
    }

    fn whoever_was_to_take_over_and_is_gone_since_is_named_and_nothing_is_done(desk, book) {
        let world = desk.world_in(book, "Acme");
        let (fay, gus) = (desk.person("Fay"), desk.person("Gus"));
        let (fay_member, gus_member) = (desk.invite(&world.owner, &fay, "agent"), desk.invite(&world.owner, &gus, "agent"));
        for (act, name, heir, member) in [("disable", "Fay", &fay, &fay_member), ("remove", "Gus", &gus, &gus_member)] {
            let ask = json!({"act": act, "heir": heir.id, "members": [world.agent_member], "preview": true});
            let look = bulk(desk, &world.owner.token, ask).ok();
            desk.delete(&format!("/team/members/{member}"), &world.owner.token).ok();
            let done = confirm(desk, &world.owner.token, &look.text("/id")).ok();
            let says = format!("{name} was to take over the open conversations, and is not at work in this workspace any more.");
            assert_eq!(of(&done, &world.agent_member), ("skipped".to_owned(), says));
        }
        desk.get("/conversations", &world.agent.token).ok();
    }

    fn at_the_same_time_as_a_single_act_the_end_is_one_order_or_the_other(desk, book) {
        let world = desk.world_in(book, "Acme");
        for round in 0..6 {
            let eve = desk.person(&format!("Eve {round}"));
            let member = desk.invite(&world.owner, &eve, "agent");
            let (desk, token, path) = (&desk, &world.owner.token, format!("/team/members/{member}"));
            let ask = json!({"act": "disable", "members": [member, world.agent_member], "preview": false});
            let (path, ask) = (path.as_str(), &ask);
            let counts = at_once(vec![
                Box::new(move || bulk(desk, token, ask.clone())),
                Box::new(move || desk.delete(path, token)),
            ]);
            assert_eq!(counts.get("200 ok"), Some(&2), "round {round}: {counts:?}");
            desk.get(path, token).refused(404, "not_found");
            let log = desk.get("/audit?act=bulk.done&limit=1", token).ok();
            assert!(log.text("/0/text").contains(" 0 failed"), "{}", log.body);
        }
    }

    fn two_at_once_are_one_after_the_other_or_one_is_told_to_wait(desk, book) {
        let world = desk.world_in(book, "Acme");
        for round in 0..6 {
            let tier = ["power", "basic"][round % 2];
            let (desk, token) = (&desk, &world.owner.token);
            let ask = &json!({"act": "tier", "tier": tier, "filter": {}, "preview": false});
            let counts = at_once(vec![
                Box::new(move || bulk(desk, token, ask.clone())),
                Box::new(move || bulk(desk, token, ask.clone())),
            ]);
            let told = counts.get("409 bulk_running").copied().unwrap_or_default();
            assert!(told < 2 && counts.get("200 ok") == Some(&(2 - told)), "round {round}: {counts:?}");
            assert_eq!(desk.get(&format!("/team/members/{}", world.agent_member), token).ok().text("/tier"), tier);
        }
    }
}

on_both! {
    fn people_whose_access_is_off_hold_their_seats_so_that_it_can_be_turned_on_in_a_full_plan(desk) {
        let world = desk.world("Acme");
        desk.plan(&world.owner, "mini");
        let off = json!({"act": "disable", "filter": {"role": "agent"}, "preview": false});
        bulk(desk, &world.owner.token, off).ok();
        let eve = desk.person("Eve");
        let invite = format!("/team/invite?email={}", eve.email);
        desk.post(&invite, &world.owner.token, json!({})).refused(402, "limit_exceeded");
        let on = json!({"act": "enable", "filter": {"role": "agent"}, "preview": false});
        assert_eq!(of(&bulk(desk, &world.owner.token, on).ok(), &world.agent_member).0, "done");
        let out = json!({"act": "remove", "filter": {"role": "agent"}, "preview": false});
        bulk(desk, &world.owner.token, out).ok();
        desk.post(&invite, &world.owner.token, json!({})).ok();
    }

    fn many_go_on_in_the_background_until_whoever_began_loses_the_right(desk) {
        let world = desk.world_in("organization", "Acme");
        let people = crowd(desk, &world, 30);
        let ask = json!({"act": "tier", "tier": "power", "filter": {"role": "member"}, "preview": false});
        let begun = bulk(desk, &world.admin.token, ask.clone()).ok();
        assert_eq!((begun.text("/state"), by_outcome(&begun, "waiting").len()), ("running".to_owned(), 6));
        let refusal = bulk(desk, &world.owner.token, ask).refused(409, "bulk_running");
        assert!(refusal.text("/detail").contains("Acme Ben"), "{}", refusal.body);
        desk.post(&format!("/team/bulk/{}/undo", begun.text("/id")), &world.owner.token, json!({})).refused(409, "not_done");
        desk.patch(&format!("/team/members/{}", world.admin_member), &world.owner.token, json!({"role": "member"})).ok();
        desk.wait(run::run_due(&desk.app)).expect("it runs");
        let done = shown(desk, &world.owner.token, &begun.text("/id"));
        assert_eq!((done.text("/state"), by_outcome(&done, "done").len()), ("done".to_owned(), 25));
        let last = &people[29].1;
        assert_eq!(of(&done, last), ("failed".to_owned(), "Acme Ben may not do this any more.".to_owned()));
        assert_eq!(desk.get(&format!("/team/members/{last}"), &world.owner.token).ok().text("/tier"), "basic");
    }

    fn a_new_look_takes_the_place_of_ones_own_earlier_one_and_none_is_kept_longer_than_a_day(desk) {
        let world = desk.world_in("organization", "Acme");
        let none = (desk.rows_of("bulks"), desk.rows_of("bulk_people"));
        let look = |token: &str| {
            bulk(desk, token, json!({"act": "remove", "filter": {}, "preview": true})).ok().text("/id")
        };
        let (first, other, second) = (look(&world.owner.token), look(&world.admin.token), look(&world.owner.token));
        confirm(desk, &world.owner.token, &first).refused(404, "not_found");
        for id in [&other, &second] {
            shown(desk, &world.owner.token, id);
        }
        desk.clock.advance(86_400 + 1);
        desk.wait(desk.app.store.write(|tx| Box::pin(deskbell::bulk::clear(tx)))).expect("cleared");
        assert_eq!((desk.rows_of("bulks"), desk.rows_of("bulk_people")), none);
    }
}

#[test]
fn many_go_on_where_a_stop_interrupted_them() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::start(kind);
        let world = desk.world_in("organization", "Acme");
        crowd(&desk, &world, 30);
        let ask = json!({"act": "tier", "tier": "power", "filter": {"role": "member"}, "preview": false});
        let id = bulk(&desk, &world.owner.token, ask).ok().text("/id");
        // Each of these is what a server does before it stops.
        for worked in 26..=31 {
            desk.wait(run::one_person(&desk.app, &world.workspace, &id))
                .expect("a person");
            let now = shown(&desk, &world.owner.token, &id);
            assert_eq!(by_outcome(&now, "done").len(), worked, "{kind:?}");
        }
        desk.wait(run::run_due(&desk.app)).expect("it runs");
        assert_eq!(shown(&desk, &world.owner.token, &id).text("/state"), "done");
        let log = desk
            .get("/audit?act=member.tier_changed&limit=200", &world.owner.token)
            .ok();
        assert_eq!(log.body.as_array().map(Vec::len), Some(31), "{kind:?}: nobody twice");
    }
}
