//! What people did: counted by the act, shown to themselves, the owner and admins.

use deskbell::{activity, import};
use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind, Person, START};
use crate::world::World;

const DAY: i64 = 86_400;

fn of(desk: &Desk, member: &str, reader: &Person) -> Answer {
    let token = desk.sign_in(reader);
    desk.get(&format!("/team/members/{member}/activity"), &token)
}

fn used(activity: &Answer) -> Value {
    let features = activity.body["features"].as_array().expect("features").iter();
    features
        .map(|f| (f["feature"].as_str().expect("a word").to_owned(), f["count"].clone()))
        .collect()
}

fn in_all(activity: &Answer) -> i64 {
    let days = activity.body["volume"].as_array().expect("days").iter();
    days.map(|day| day["count"].as_i64().expect("a count")).sum()
}

/// Each kind of act once, by the agent.
fn a_day_of_work(desk: &Desk, world: &World) {
    let (token, here) = (&world.agent.token, format!("/conversations/{}", world.conversation));
    desk.patch("/team/status", token, json!({"status": "live"})).ok();
    desk.post(&format!("{here}/messages"), token, json!({"content": "It is."}))
        .ok();
    desk.post(
        &format!("{here}/messages"),
        token,
        json!({"content": "She asked twice", "private": true}),
    )
    .ok();
    desk.post(&format!("{here}/handoff"), token, json!({"reason": "complex_issue"}))
        .ok();
    desk.post(&format!("{here}/snooze"), token, json!({})).ok();
    desk.put(&format!("{here}/resolve"), token, json!({})).ok();
    desk.post(
        "/customers",
        token,
        json!({"name": "Nora", "email": "nora@example.com"}),
    )
    .ok();
}

on_both! {
    fn every_act_counts_once_and_for_what_it_used(desk) {
        let world = desk.world("Acme");
        a_day_of_work(desk, &world);
        let seen = of(desk, &world.agent_member, &world.owner).ok();
        assert_eq!(
            used(&seen),
            json!({"availability": 1, "replies": 1, "notes": 1, "assignments": 1, "conversations": 2, "customers": 1})
        );
        assert_eq!(in_all(&seen), 7);
        let recent: Vec<&str> = seen.body["recent"].as_array().unwrap().iter().map(|a| a["what"].as_str().unwrap()).collect();
        assert_eq!(recent, ["customer_added", "resolved", "snoozed", "handoff", "note", "reply", "live"]);
        assert_eq!(seen.body["recent"][5]["conversation_id"], world.conversation.as_str());
        assert_eq!(seen.keys(""), ["features", "indicator", "last_active_at", "member_id", "name", "next", "recent", "volume"]);
    }

    fn what_an_admin_changes_counts_as_people_and_settings(desk) {
        let world = desk.world("Acme");
        let before = of(desk, &world.agent_member, &world.owner).ok();
        assert_eq!(before.body["last_active_at"], Value::Null, "to be invited is no act");
        let owners = desk.get("/team/members", &world.owner.token).ok();
        let mine = of(desk, &owners.text("/0/id"), &world.owner).ok();
        let audit = desk.get("/audit", &world.owner.token).ok();
        assert_eq!(in_all(&mine), audit.body.as_array().map_or(0, Vec::len) as i64, "each entry of the audit is an act");
        assert_eq!(used(&mine)["people"], 2, "two invitations");
    }

    fn what_a_job_does_later_in_somebodys_name_is_no_act_of_theirs(desk) {
        let world = desk.world_in("organization", "Acme");
        let mine = || in_all(&of(desk, &world.admin_member, &world.owner).ok());
        let look = desk.sheet(&world.admin.token, "email,role\ndana@example.com,member\neli@example.com,member\n").ok();
        let path = format!("/team/imports/{}/confirm", look.text("/id"));
        desk.post(&path, &world.admin.token, json!({"existing": "skip"})).ok();
        assert_eq!(mine(), 1, "the confirmation");
        desk.wait(import::run::run_due(&desk.app)).expect("it runs");
        let waiting = desk.get("/team/invitations?only=waiting", &world.owner.token).ok();
        assert_eq!(waiting.body.as_array().map(Vec::len), Some(2));
        assert_eq!(mine(), 1);
    }

    fn reading_a_refusal_and_a_repetition_are_no_acts(desk) {
        let world = desk.world("Acme");
        let here = format!("/conversations/{}", world.conversation);
        desk.get(&here, &world.agent.token).ok();
        desk.post(&format!("{here}/read"), &world.agent.token, json!({})).ok();
        desk.post(&format!("{here}/messages"), &world.agent.token, json!({"content": " "})).names("content");
        desk.put("/billing/plan", &world.agent.token, json!({"plan": "mini"})).refused(403, "not_permitted");
        assert_eq!(in_all(&of(desk, &world.agent_member, &world.owner).ok()), 0);
        let bearer = format!("Bearer {}", world.agent.token);
        let token = [("authorization", &*bearer), ("idempotency-key", "once"), ("content-type", "application/json")];
        desk.call("POST", &format!("{here}/messages"), &token, Some(r#"{"content":"It is."}"#)).ok();
        desk.call("POST", &format!("{here}/messages"), &token, Some(r#"{"content":"It is."}"#)).ok();
        assert_eq!(used(&of(desk, &world.agent_member, &world.owner).ok()), json!({"replies": 1}));
    }

    fn the_indicator_follows_the_last_act_in_the_list_too(desk) {
        let world = desk.world("Acme");
        a_day_of_work(desk, &world);
        for (days, indicator) in [(6, "active"), (7, "idle"), (29, "idle"), (30, "inactive")] {
            desk.clock.advance(START.plus_days(days).seconds_since(desk.clock.now()));
            let token = desk.sign_in(&world.owner);
            let members = desk.get("/team/members", &token).ok();
            assert_eq!(members.body[2]["activity"], indicator, "after {days} days");
            assert_eq!(members.text("/2/last_active_at"), START.to_string());
            assert_eq!(of(desk, &world.agent_member, &world.owner).ok().body["indicator"], indicator);
            assert_eq!(members.body[1]["activity"], "inactive", "who never did anything");
        }
    }

    fn ones_own_is_for_everybody_and_that_of_others_for_owner_and_admins(desk) {
        let world = desk.world("Acme");
        let (his, hers) = (&world.agent_member, &world.admin_member);
        of(desk, hers, &world.agent).refused(403, "not_permitted");
        of(desk, his, &world.agent).ok();
        of(desk, his, &world.admin).ok();
        desk.get("/team/activity", &world.agent.token).refused(403, "not_permitted");
        desk.get(&format!("/team/members/{his}/activity?days=0"), &world.owner.token).names("days");
        desk.get("/team/activity?days=61", &world.owner.token).names("days");
    }

    fn the_team_is_counted_day_by_day(desk) {
        let world = desk.world("Acme");
        a_day_of_work(desk, &world);
        desk.clock.advance(8 * DAY);
        let token = desk.sign_in(&world.owner);
        let seen = desk.get("/team/activity?days=10", &token).ok();
        let counts = |day: usize| ["active", "idle", "inactive"].map(|key| seen.body["days"][day][key].as_i64().unwrap());
        assert_eq!(seen.body["days"][0]["day"], "2026-02-28");
        assert_eq!(counts(0), [0, 0, 0], "nobody had joined");
        assert_eq!(counts(1), [2, 0, 1], "the admin never did anything");
        assert_eq!(counts(7), [2, 0, 1]);
        assert_eq!(counts(9), [0, 2, 1], "a week later");
        assert_eq!(seen.body["never"], 1);
    }

    fn a_day_is_one_of_the_workspaces_time_zone(desk) {
        let world = desk.world("Acme");
        desk.patch("/workspace", &world.owner.token, json!({"time_zone": "Asia/Tokyo"})).ok();
        desk.clock.advance(7 * 3600);
        a_day_of_work(desk, &world);
        let seen = of(desk, &world.agent_member, &world.owner).ok();
        let last = seen.body["volume"].as_array().unwrap().last().unwrap();
        assert_eq!(*last, json!({"day": "2026-03-02", "count": 7}), "one o'clock at night in Tokyo");
        assert_eq!(seen.body["volume"].as_array().map(Vec::len), Some(30));
    }

    fn old_acts_go_and_the_last_one_of_everybody_stays(desk) {
        let world = desk.world("Acme");
        a_day_of_work(desk, &world);
        desk.clock.advance(93 * DAY);
        desk.wait(desk.app.store.write(|tx| Box::pin(activity::clear(tx)))).expect("cleared");
        let token = desk.sign_in(&world.owner);
        let seen = desk.get(&format!("/team/members/{}/activity?days=90", world.agent_member), &token).ok();
        assert_eq!(seen.body["recent"].as_array().map(Vec::len), Some(1));
        assert_eq!(seen.body["recent"][0]["what"], "customer_added");
        assert_eq!(seen.text("/last_active_at"), START.to_string());
    }

    fn a_restart_forgets_nothing(desk) {
        let world = desk.world("Acme");
        a_day_of_work(desk, &world);
        let known = desk.wait(desk.app.store.read(|tx| Box::pin(activity::last_acts(tx)))).expect("rows");
        for person in [&world.owner, &world.agent] {
            let row = known.iter().find(|(_, account, _)| *account == person.id).expect("a row");
            assert_eq!(row.2, desk.app.last_acts.of(&world.workspace, &person.id));
        }
    }
}

#[test]
fn what_was_done_before_it_was_counted_is_taken_over() {
    let desk = Desk::start(Kind::Sqlite);
    let world = desk.world("Acme");
    a_day_of_work(&desk, &world);
    let kept = used(&of(&desk, &world.agent_member, &world.owner).ok());
    let file = rusqlite::Connection::open(desk.folder().join("deskbell.db")).expect("the file");
    file.execute_batch("drop table activity").expect("as it was");
    file.execute_batch(include_str!("../../migrations/sqlite/0017_activity.sql"))
        .expect("the migration");
    let mut again = used(&of(&desk, &world.agent_member, &world.owner).ok());
    // What nothing was kept of: a change of one's status, a new customer.
    again["availability"] = json!(1);
    again["customers"] = json!(1);
    assert_eq!(again, kept);
}
