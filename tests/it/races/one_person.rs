//! Two people act on the same person, or one of them on the other, at once: what both are answered, and what is left behind,
//! is as it would be had they acted one after the other.

mod pairs;

use serde_json::{Value, json};

use super::{Work, together};
use crate::desk::{Answer, Desk};
use crate::world::World;
use pairs::{Deed, PAIRS, Pair};

/// How often each pair acts at once, in a workspace of its own each time.
const ROUNDS: usize = 2;

/// What is compared: the answers, and what is left behind.
type End = (Value, Value, Value);

fn bulk(desk: &Desk, world: &World, ask: &Value, preview: bool) -> Answer {
    let mut ask = ask.clone();
    ask["members"] = json!([world.agent_member]);
    ask["preview"] = json!(preview);
    desk.post("/team/bulk", &world.owner.token, ask)
}

fn act(desk: &Desk, world: &World, deed: Deed) -> Answer {
    match deed {
        Deed::One(deed) => deed(desk, world),
        Deed::Many(ask) => bulk(desk, world, &ask(), false),
    }
}

/// What an answer says, without what is each time another. Whoever is removed while they ask has no session any more, no
/// workspace or no membership, whichever is looked for first.
fn said(answer: &Answer) -> Value {
    match answer.body["results"][0]["outcome"].as_str() {
        Some(outcome) if answer.status == 200 => json!(outcome),
        _ if [401, 404].contains(&answer.status) || answer.body["code"] == "no_workspace" => json!("gone"),
        _ => json!([answer.status, answer.body["code"]]),
    }
}

/// What everybody is now, who holds the conversation, and who may come in.
fn left(desk: &Desk, world: &World) -> Value {
    let people = [&world.owner, &world.admin, &world.agent];
    let name = |id: &Value| {
        people
            .iter()
            .position(|p| *id == p.id.as_str())
            .map(|at| ["Ada", "Ben", "Cyd"][at])
    };
    let team = desk.get("/team/members", &world.owner.token).ok().body;
    let as_seen = |m: &Value| {
        let planned = !m["removal"].is_null();
        json!([
            name(&m["user_id"]),
            m["role"],
            m["tier"],
            m["agent_access"],
            m["status"],
            planned
        ])
    };
    let team: Vec<_> = team.as_array().expect("a list").iter().map(as_seen).collect();
    let path = format!("/conversations/{}", world.conversation);
    let holder = name(&desk.get(&path, &world.owner.token).ok().body["assignee_id"]);
    let nominated = desk.get("/workspace", &world.owner.token).ok().body["transfer"]["name"].clone();
    let own = people.map(|p| desk.get("/workspace", &p.token).status);
    json!([team, holder, nominated, own])
}

/// A workspace in which the pair can act: the conversation is Cyd's.
fn scene(desk: &Desk, book: &str, name: &str, pair: &Pair) -> World {
    let world = desk.world_in(book, name);
    if book == "support" {
        desk.patch("/workspace", &world.owner.token, json!({"admins_manage_agents": true}))
            .ok();
    }
    let assign = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
    desk.post(&assign, &world.owner.token, json!({})).ok();
    if let Some(before) = pair.before {
        before(desk, &world).ok();
    }
    world
}

/// Both orders of the two acts. What is a look and its confirmation may have the other between the two.
fn orders(desk: &Desk, book: &str, name: &str, pair: &Pair) -> Vec<End> {
    let scene = |order: &str| scene(desk, book, &format!("{name} {order}"), pair);
    let first = scene("first");
    let (one, other) = (act(desk, &first, pair.one), act(desk, &first, pair.other));
    let mut ends = vec![(said(&one), said(&other), left(desk, &first))];
    let last = scene("last");
    let (other, one) = (act(desk, &last, pair.other), act(desk, &last, pair.one));
    ends.push((said(&one), said(&other), left(desk, &last)));
    if let Deed::Many(ask) = pair.one {
        let between = scene("between");
        let look = bulk(desk, &between, &ask(), true).ok();
        let other = act(desk, &between, pair.other);
        let path = format!("/team/bulk/{}/confirm", look.text("/id"));
        let one = desk.post(&path, &between.owner.token, json!({}));
        ends.push((said(&one), said(&other), left(desk, &between)));
    }
    ends
}

in_both_rulebooks! {
    fn two_who_act_at_once_leave_what_one_after_the_other_would(desk, book) {
        let mut that_differ = 0;
        for (n, pair) in PAIRS.iter().enumerate().filter(|(_, pair)| !pair.owning || book == "organization") {
            let orders = orders(desk, book, &format!("Pair {n}"), pair);
            that_differ += usize::from(orders[0] != orders[1]);
            for round in 0..ROUNDS {
                let world = &scene(desk, book, &format!("Pair {n} round {round}"), pair);
                let work: Vec<Work<'_>> = [pair.one, pair.other]
                    .into_iter()
                    .map(|deed| -> Work<'_> { Box::new(move || act(desk, world, deed)) })
                    .collect();
                let answers = together(work);
                let end = (said(&answers[0]), said(&answers[1]), left(desk, world));
                assert!(orders.contains(&end), "{}, round {round}:\n{end:?} is none of\n{orders:#?}", pair.what);
            }
        }
        // Where both orders end alike, a pair proves little.
        assert!(that_differ > PAIRS.len() / 2, "only {that_differ} pairs end in another way the other way round");
    }
}
