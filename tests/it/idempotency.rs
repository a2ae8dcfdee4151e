use serde_json::{Value, json};

use crate::desk::{Answer, Desk};
use crate::world::World;

fn send(desk: &Desk, world: &World, key: &str, content: &str) -> Answer {
    let bearer = format!("Bearer {}", world.agent.token);
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", key)];
    let path = format!("/conversations/{}/messages", world.conversation);
    desk.call("POST", &path, &headers, Some(&json!({"content": content}).to_string()))
}

on_both! {
    fn the_same_key_gives_the_first_answer_again(desk) {
        let world = desk.world("Acme");
        let first = send(desk, &world, "once", "hello").ok();
        let again = send(desk, &world, "once", "hello").ok();
        assert_eq!(first.body, again.body);
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.agent.token).ok();
        assert_eq!(shown.body["messages"].as_array().map(Vec::len), Some(2));
    }

    fn a_key_stands_for_one_request(desk) {
        let world = desk.world("Acme");
        send(desk, &world, "once", "hello").ok();
        send(desk, &world, "once", "something else").refused(422, "idempotency_key_reused");
        send(desk, &world, "", "hello").names("Idempotency-Key");
        send(desk, &world, &"k".repeat(129), "hello").names("Idempotency-Key");
    }

    fn a_refusal_is_not_remembered(desk) {
        let world = desk.world("Acme");
        send(desk, &world, "once", " ").names("content");
        send(desk, &world, "once", "hello").ok();
    }

    fn of_ten_at_once_one_writes(desk) {
        let world = desk.world("Acme");
        let answers: Vec<Value> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..10).map(|_| scope.spawn(|| send(desk, &world, "race", "hello").ok().body)).collect();
            running.into_iter().map(|r| r.join().expect("no panic")).collect()
        });
        assert!(answers.iter().all(|a| a == &answers[0]));
    }

    fn it_is_remembered_for_a_day(desk) {
        let world = desk.world("Acme");
        let first = send(desk, &world, "once", "hello").ok();
        desk.clock.advance(86_401);
        desk.wait(deskbell::jobs::clear(&desk.app)).expect("it clears");
        assert_ne!(send(desk, &world, "once", "hello").ok().body, first.body);
    }
}
