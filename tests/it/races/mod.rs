//! Two requests at once, through the HTTP door: what must never happen does not, and nobody is answered with 500.

mod imports;
mod last_seat;
mod one_person;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::desk::{Answer, Desk};

const ROUNDS: usize = 10;

/// Something that is done at the same time as something else.
type Work<'a> = Box<dyn FnOnce() -> Answer + Send + 'a>;

/// Runs all at once; what each was answered, in their order.
fn together(work: Vec<Work<'_>>) -> Vec<Answer> {
    std::thread::scope(|scope| {
        let running: Vec<_> = work.into_iter().map(|one| scope.spawn(one)).collect();
        running.into_iter().map(|one| one.join().expect("no panic")).collect()
    })
}

/// Runs all at once and counts the answers by status and code.
pub fn at_once(work: Vec<Box<dyn FnOnce() -> Answer + Send + '_>>) -> BTreeMap<String, usize> {
    let answers = together(work);
    let mut counts = BTreeMap::new();
    for answer in answers {
        let code = answer.body["code"].as_str().unwrap_or("ok").to_owned();
        *counts.entry(format!("{} {code}", answer.status)).or_default() += 1;
    }
    counts
}

fn counted(expected: &[(&str, usize)]) -> BTreeMap<String, usize> {
    expected
        .iter()
        .map(|(what, times)| ((*what).to_owned(), *times))
        .collect()
}

/// A conversation as the team sees it.
fn shown(desk: &Desk, conversation: &str, token: &str) -> Value {
    desk.get(&format!("/conversations/{conversation}"), token).ok().body
}

on_both! {
    fn of_registrations_of_one_address_exactly_one_succeeds(desk) {
        let body = json!({"email": "ada@example.com", "full_name": "Ada", "password": "a long password"}).to_string();
        let body = body.as_str();
        let one = || -> Box<dyn FnOnce() -> Answer + Send + '_> {
            Box::new(move || desk.call("POST", "/auth/register", &[], Some(body)))
        };
        let counts = at_once((0..4).map(|_| one()).collect());
        assert_eq!(counts, counted(&[("200 ok", 1), ("400 email_registered", 3)]));
    }

    fn of_widgets_for_the_only_channel_of_a_plan_exactly_one_is_made(desk) {
        for round in 0..ROUNDS {
            let ada = desk.person(&format!("Ada {round}"));
            desk.workspace(&ada, "Acme");
            let (desk, token) = (&desk, &ada.token);
            let counts = at_once((0..3).map(|n| -> Box<dyn FnOnce() -> Answer + Send + '_> {
                Box::new(move || desk.post("/widget/create", token, json!({"domain": format!("d{n}.example")})))
            }).collect());
            assert_eq!(counts, counted(&[("200 ok", 1), ("402 limit_exceeded", 2)]), "round {round}");
        }
    }

    fn of_widgets_for_one_domain_exactly_one_is_made(desk) {
        let world = desk.world("Acme");
        for round in 0..ROUNDS {
            let (desk, token) = (&desk, &world.owner.token);
            let counts = at_once((0..3).map(|_| -> Box<dyn FnOnce() -> Answer + Send + '_> {
                Box::new(move || desk.post("/widget/create", token, json!({"domain": format!("d{round}.example")})))
            }).collect());
            assert_eq!(counts, counted(&[("200 ok", 1), ("400 domain_taken", 2)]), "round {round}");
        }
    }

    fn of_invites_of_one_person_exactly_one_succeeds(desk) {
        let world = desk.world("Acme");
        let (desk, token) = (&desk, &world.owner.token);
        let eve = desk.person("Eve");
        let path = format!("/team/invite?email={}", eve.email);
        let path = path.as_str();
        let counts = at_once((0..4).map(|_| -> Box<dyn FnOnce() -> Answer + Send + '_> {
            Box::new(move || desk.post(path, token, json!({})))
        }).collect());
        assert_eq!(counts, counted(&[("200 ok", 1), ("400 already_member", 3)]));
    }

    fn nobody_who_was_removed_holds_a_conversation(desk) {
        let world = desk.world("Acme");
        for round in 0..ROUNDS {
            let eve = desk.person(&format!("Eve {round}"));
            let member = desk.invite(&world.owner, &eve, "agent");
            let assign = format!("/team/assign/{}?agent_id={}", world.conversation, eve.id);
            let remove = format!("/team/members/{member}?heir={}", world.admin.id);
            let (desk, token, assign, remove) = (&desk, &world.owner.token, assign.as_str(), remove.as_str());
            let counts = at_once(vec![
                Box::new(move || desk.post(assign, token, json!({}))),
                Box::new(move || desk.delete(remove, token)),
            ]);
            let one_order_or_the_other =
                [counted(&[("200 ok", 2)]), counted(&[("200 ok", 1), ("400 not_a_member", 1)])];
            assert!(one_order_or_the_other.contains(&counts), "round {round}: {counts:?}");
            let holder = shown(desk, &world.conversation, token)["assignee_id"].clone();
            assert_ne!(holder, eve.id.as_str(), "round {round}");
        }
    }

    fn removing_twice_at_once_succeeds_once(desk) {
        let world = desk.world("Acme");
        for round in 0..ROUNDS {
            let eve = desk.person(&format!("Eve {round}"));
            let path = format!("/team/members/{}", desk.invite(&world.owner, &eve, "agent"));
            let (desk, token, path) = (&desk, &world.owner.token, path.as_str());
            let counts = at_once(vec![
                Box::new(move || desk.delete(path, token)),
                Box::new(move || desk.delete(path, token)),
                Box::new(move || desk.patch(path, token, json!({"role": "admin"}))),
            ]);
            let one_order_or_the_other =
                [counted(&[("200 ok", 1), ("404 not_found", 2)]), counted(&[("200 ok", 2), ("404 not_found", 1)])];
            assert!(one_order_or_the_other.contains(&counts), "round {round}: {counts:?}");
        }
    }

    fn an_heir_who_is_removed_at_the_same_time_inherits_nothing(desk) {
        let world = desk.world("Acme");
        for round in 0..ROUNDS {
            let (eve, fay) = (desk.person(&format!("Eve {round}")), desk.person(&format!("Fay {round}")));
            let leaver = desk.invite(&world.owner, &eve, "agent");
            let heir = desk.invite(&world.owner, &fay, "agent");
            let token = &world.owner.token;
            let assign = format!("/team/assign/{}?agent_id={}", world.conversation, eve.id);
            desk.post(&assign, token, json!({})).ok();
            let (to_heir, gone) = (format!("/team/members/{leaver}?heir={}", fay.id), format!("/team/members/{heir}"));
            let (desk, to_heir, gone) = (&desk, to_heir.as_str(), gone.as_str());
            let counts = at_once(vec![
                Box::new(move || desk.delete(to_heir, token)),
                Box::new(move || desk.delete(gone, token)),
            ]);
            let one_order_or_the_other =
                [counted(&[("200 ok", 2)]), counted(&[("200 ok", 1), ("400 invalid_heir", 1)])];
            assert!(one_order_or_the_other.contains(&counts), "round {round}: {counts:?}");
            let holder = shown(desk, &world.conversation, token)["assignee_id"].clone();
            assert_ne!(holder, fay.id.as_str(), "round {round}");
            if counts.len() > 1 {
                desk.delete(&format!("/team/members/{leaver}"), token).ok();
            }
        }
    }

    fn messages_at_once_are_all_there_and_counted(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}/messages", world.conversation);
        let (desk, path) = (&desk, path.as_str());
        let mut work: Vec<Box<dyn FnOnce() -> Answer + Send + '_>> = Vec::new();
        for n in 0..4 {
            for token in [&world.owner.token, &world.agent.token] {
                work.push(Box::new(move || desk.post(path, token, json!({"content": format!("team {n}")}))));
            }
            let visitor = &world.visitor;
            work.push(Box::new(move || desk.post("/visitor/messages", visitor, json!({"content": format!("{n}")}))));
        }
        assert_eq!(at_once(work), counted(&[("200 ok", 12)]));
        let seen = shown(desk, &world.conversation, &world.owner.token);
        assert_eq!(seen["messages"].as_array().map(Vec::len), Some(13));
        let ids: Vec<_> = seen["messages"].as_array().unwrap().iter().map(|m| m["id"].as_str().unwrap()).collect();
        assert!(ids.is_sorted(), "{ids:?}");
        let plan = desk.get("/billing/plan", &world.owner.token).ok();
        assert_eq!(plan.body["use"]["messages_this_month"], 8);
    }
}
