//! `PATCH /team/members/{id} {"agent_access": false, "remove_in_days": 30}`: disabled now, removed by itself later.

use deskbell::team::remove_due::remove_due;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::socket::Socket;
use crate::world::World;

const DAY: i64 = 86_400;

fn path(world: &World) -> String {
    format!("/team/members/{}", world.agent_member)
}

fn plan(heir: &str) -> Value {
    json!({"agent_access": false, "remove_in_days": 30, "reason": "leave", "heir": heir})
}

fn remove_planned(desk: &Desk) {
    desk.wait(remove_due(&desk.app)).expect("it removes");
}

fn is_member(desk: &Desk, world: &World) -> bool {
    let owner = desk.sign_in(&world.owner);
    let members = desk.get("/team/members", &owner).ok().body;
    members
        .as_array()
        .expect("members")
        .iter()
        .any(|m| m["id"] == world.agent_member.as_str())
}

/// The last words of the log.
fn last_words(desk: &Desk, world: &World) -> String {
    let owner = desk.sign_in(&world.owner);
    desk.get("/audit?act=member&limit=1", &owner).ok().text("/0/text")
}

on_both! {
    fn only_who_may_remove_plans_or_calls_off_a_removal(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        for token in [&world.admin.token, &world.agent.token] {
            desk.patch(&path(&world), token, plan("queue")).refused(403, "not_permitted");
            desk.delete(&format!("{}/removal", path(&world)), token).refused(403, "not_permitted");
        }
        for days in [json!(0), json!(366), json!(-1), json!("soon")] {
            let body = json!({"agent_access": false, "remove_in_days": days});
            desk.patch(&path(&world), &world.owner.token, body).names("remove_in_days");
        }
        let body = json!({"agent_access": true, "remove_in_days": 30});
        desk.patch(&path(&world), &world.owner.token, body).names("remove_in_days");
        desk.patch(&path(&world), &world.owner.token, plan("nobody")).refused(400, "invalid_heir");
        let owner = desk.get("/team/members", &world.owner.token).ok().text("/0/id");
        desk.patch(&format!("/team/members/{owner}"), &world.owner.token, plan("queue")).refused(400, "owner_protected");
        desk.delete(&format!("{}/removal", path(&world)), &world.owner.token).refused(409, "not_planned");
        assert_eq!(desk.dump(), before);
    }

    fn whoever_planned_it_has_to_stand_above_them_still(desk) {
        let world = desk.world("Acme");
        desk.patch("/workspace", &world.owner.token, json!({"admins_manage_agents": true})).ok();
        desk.patch(&path(&world), &world.admin.token, plan("queue")).ok();
        desk.patch("/workspace", &world.owner.token, json!({"admins_manage_agents": false})).ok();
        desk.clock.advance(30 * DAY);
        remove_planned(desk);
        assert!(is_member(desk, &world));
        let owner = desk.sign_in(&world.owner);
        let member = desk.get(&path(&world), &owner).ok();
        assert_eq!((&member.body["removal"], &member.body["agent_access"]), (&Value::Null, &json!(false)));
        let said = "Acme Cyd was not removed, as Acme Ben had planned: Acme Ben may not remove them any more.";
        assert_eq!(last_words(desk, &world), said);
        // It has ended; the right coming back does not bring it back.
        desk.patch("/workspace", &owner, json!({"admins_manage_agents": true})).ok();
        remove_planned(desk);
        assert!(is_member(desk, &world));
    }

    fn a_plan_of_somebody_who_is_gone_lapses(desk) {
        let world = desk.world_in("organization", "Acme");
        desk.patch(&path(&world), &world.admin.token, plan("queue")).ok();
        desk.delete(&format!("/team/members/{}", world.admin_member), &world.owner.token).ok();
        desk.clock.advance(30 * DAY);
        remove_planned(desk);
        assert!(is_member(desk, &world));
    }
}

in_both_rulebooks! {
    fn disabled_now_and_removed_when_the_day_comes(desk, book) {
        let world = desk.world_in(book, "Acme");
        let socket = Socket::open(desk, &world.owner.token);
        let planned = desk.patch(&path(&world), &world.owner.token, plan(&world.admin.id)).ok();
        socket.hears("\"change\":\"removal_planned\"");
        assert_eq!(planned.body["agent_access"], false);
        assert_eq!(planned.body["removal"]["by_name"], "Acme Ada");
        assert_eq!(planned.body["removal"]["heir"], world.admin.id.as_str());
        assert!(planned.text("/removal/at").starts_with("2026-03-31T"), "{}", planned.body);
        let listed = desk.get("/team/members", &world.owner.token).ok().body;
        let listed = listed.as_array().expect("members").iter().find(|m| m["id"] == world.agent_member.as_str());
        assert_eq!(listed.expect("the agent")["removal"], planned.body["removal"]);
        desk.get("/conversations", &world.agent.token).refused(403, "member_disabled");
        let words = last_words(desk, &world);
        assert_eq!(words, "Acme Ada planned to remove Acme Cyd on 2026-03-31.");

        desk.clock.advance(30 * DAY - 1);
        remove_planned(desk);
        assert!(is_member(desk, &world));
        desk.clock.advance(1);
        remove_planned(desk);
        assert!(!is_member(desk, &world));
        assert_eq!(last_words(desk, &world), "Acme Cyd was removed, as Acme Ada had planned.");
        remove_planned(desk);
    }

    fn what_they_still_hold_goes_to_the_heir_or_the_queue(desk, book) {
        for heir_stays in [true, false] {
            let world = desk.world_in(book, &format!("Acme {heir_stays}"));
            desk.patch(&path(&world), &world.owner.token, plan(&world.admin.id)).ok();
            // Somebody came back to work and was given some, without the plan being called off: only the database says so.
            let (conversation, agent) = (world.conversation.clone(), world.agent.id.clone());
            let held = desk.app.store.write(move |tx| Box::pin(async move {
                tx.run(
                    deskbell::sql!("update conversations set assignee_id = $2 where id = $1"),
                    deskbell::params![&conversation, &agent],
                ).await
            }));
            assert_eq!(desk.wait(held).expect("a write"), 1);
            if !heir_stays {
                let admin = format!("/team/members/{}", world.admin_member);
                desk.patch(&admin, &world.owner.token, json!({"agent_access": false})).ok();
            }
            desk.clock.advance(30 * DAY);
            remove_planned(desk);
            let owner = desk.sign_in(&world.owner);
            let shown = desk.get(&format!("/conversations/{}", world.conversation), &owner).ok();
            let holder = if heir_stays { json!(world.admin.id) } else { Value::Null };
            assert_eq!(shown.body["assignee_id"], holder);
        }
    }

    fn it_can_be_called_off_and_is_by_turning_the_access_on(desk, book) {
        let world = desk.world_in(book, "Acme");
        desk.patch(&path(&world), &world.owner.token, plan("queue")).ok();
        let off = desk.delete(&format!("{}/removal", path(&world)), &world.owner.token).ok();
        assert_eq!((&off.body["removal"], &off.body["agent_access"]), (&Value::Null, &json!(false)));
        let words = last_words(desk, &world);
        assert_eq!(words, "Acme Ada called off the removal of Acme Cyd on 2026-03-31, which Acme Ada had planned.");
        desk.delete(&format!("{}/removal", path(&world)), &world.owner.token).refused(409, "not_planned");

        // Somebody who is disabled already can be planned for, and planned for anew.
        desk.patch(&path(&world), &world.owner.token, plan("stay")).ok();
        let sooner = json!({"agent_access": false, "remove_in_days": 1});
        let sooner = desk.patch(&path(&world), &world.owner.token, sooner).ok();
        assert!(sooner.text("/removal/at").starts_with("2026-03-02T"), "{}", sooner.body);
        let on = desk.patch(&path(&world), &world.owner.token, json!({"agent_access": true})).ok();
        assert_eq!(on.body["removal"], Value::Null);
        let log = desk.get("/audit?act=member&limit=2", &world.owner.token).ok();
        assert_eq!((log.text("/0/act").as_str(), log.text("/1/act").as_str()), ("member.enabled", "member.removal_cancelled"));
        desk.clock.advance(40 * DAY);
        remove_planned(desk);
        assert!(is_member(desk, &world));
    }
}
