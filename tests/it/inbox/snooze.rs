use serde_json::{Value, json};

use crate::desk::{Answer, Desk};
use crate::world::World;

fn snooze(desk: &Desk, world: &World, until: Value) -> Answer {
    let path = format!("/conversations/{}/snooze", world.conversation);
    desk.post(&path, &world.agent.token, json!({"until": until}))
}

fn shown(desk: &Desk, world: &World) -> Value {
    desk.get(&format!("/conversations/{}", world.conversation), &world.agent.token)
        .ok()
        .body
}

fn acts(desk: &Desk, world: &World) -> Vec<Value> {
    shown(desk, world)["acts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|act| act["act"].clone())
        .collect()
}

fn wake(desk: &Desk) {
    desk.wait(deskbell::inbox::snooze::wake(&desk.app)).expect("it wakes");
}

on_both! {
    fn a_time_that_is_none_or_has_passed_is_named(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let before = desk.dump();
        for until in [json!("tomorrow"), json!(7), json!("2026-03-01T09:00:00Z"), json!("2020-01-01T00:00:00Z"), json!("2027-04-01T00:00:00Z")] {
            snooze(desk, &world, until).names("until");
        }
        let path = format!("/conversations/{}/snooze", world.conversation);
        desk.post(&path, &other.agent.token, json!({})).refused(404, "not_found");
        desk.post(&path, &world.visitor, json!({})).refused(401, "unauthenticated");
        assert_eq!(desk.dump(), before);
    }

    fn it_opens_again_when_its_time_has_come_and_not_before(desk) {
        let world = desk.world("Acme");
        let aside = snooze(desk, &world, json!("2026-03-01T10:30:00+01:00")).ok();
        assert_eq!((&aside.body["status"], &aside.body["snoozed_until"]), (&json!("pending"), &json!("2026-03-01T09:30:00.000000Z")));
        desk.clock.advance(29 * 60);
        wake(desk);
        assert_eq!(shown(desk, &world)["status"], "pending");
        desk.clock.advance(60);
        wake(desk);
        let again = shown(desk, &world);
        assert_eq!((&again["status"], &again["snoozed_until"]), (&json!("open"), &Value::Null));
        assert_eq!(acts(desk, &world), ["snoozed", "snooze_ended"]);
        wake(desk);
        assert_eq!(acts(desk, &world).len(), 2, "once");
    }

    fn the_customer_ends_it_by_writing(desk) {
        let world = desk.world("Acme");
        for until in [Value::Null, json!("2026-03-02T09:00:00Z")] {
            let aside = snooze(desk, &world, until.clone()).ok();
            assert_eq!(aside.body["status"], "pending");
            assert_eq!(aside.body["snoozed_until"].is_null(), until.is_null());
            assert_eq!(desk.visitor_writes(&world.visitor, "Hello?"), world.conversation);
            let again = shown(desk, &world);
            assert_eq!((&again["status"], &again["snoozed_until"]), (&json!("open"), &Value::Null));
        }
        desk.clock.advance(2 * 86_400);
        wake(desk);
        assert_eq!(acts(desk, &world), ["snoozed", "reopened", "snoozed", "reopened"]);
    }

    fn whatever_is_decided_meanwhile_stays(desk) {
        let world = desk.world("Acme");
        snooze(desk, &world, json!("2026-03-01T10:00:00Z")).ok();
        snooze(desk, &world, json!("2026-03-01T11:00:00Z")).ok();
        let note = json!({"content": "still waiting", "private": true});
        desk.post(&format!("/conversations/{}/messages", world.conversation), &world.agent.token, note).ok();
        desk.clock.advance(3600);
        wake(desk);
        assert_eq!(shown(desk, &world)["status"], "pending", "the later time counts");
        desk.put(&format!("/conversations/{}/resolve", world.conversation), &world.agent.token, json!({})).ok();
        desk.clock.advance(3600);
        wake(desk);
        assert_eq!(shown(desk, &world)["status"], "resolved");
        let aside = snooze(desk, &world, Value::Null).ok();
        assert_eq!((&aside.body["status"], &aside.body["resolved_at"]), (&json!("pending"), &Value::Null));
    }
}
