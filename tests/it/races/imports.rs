//! A file of people is worked through while its sender, or somebody in it, is removed: what is left is as it would be had one
//! come after the other, and from the answer on nothing more is done for whoever is gone.

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

use deskbell::import::create::PIECE;
use deskbell::{params, sql};
use serde_json::{Value, json};

use crate::desk::{Answer, Desk};
use crate::world::World;

const ROUNDS: usize = 6;
/// Rows of a file that is worked through in three transactions.
const ROWS: i64 = 2 * PIECE as i64 + 100;
/// Invitations that are there when a removal begins: none, and as many as there are after the first transactions.
const REMOVED_AT: [i64; 4] = [0, 0, 1, PIECE as i64 + 1];

fn confirm(desk: &Desk, world: &World, id: &str) -> Answer {
    let path = format!("/team/imports/{id}/confirm");
    desk.post(&path, &world.admin.token, json!({"existing": "update"}))
}

/// Works through what is confirmed, as the job does: a piece that met a change is tried again at the next turn.
fn run(desk: &Desk) {
    let turn = || desk.wait(deskbell::import::run::run_due(&desk.app));
    turn().or_else(|_| turn()).expect("it runs");
}

fn remove(desk: &Desk, world: &World, member: &str) -> Answer {
    desk.delete(&format!("/team/members/{member}"), &world.owner.token)
}

/// Ben looks at a file; answers which it is.
fn look(desk: &Desk, world: &World, text: &str) -> String {
    desk.sheet(&world.admin.token, text).ok().text("/id")
}

fn invited(desk: &Desk, world: &World) -> i64 {
    let workspace = world.workspace.clone();
    let count = desk.app.store.read(move |tx| {
        Box::pin(async move {
            let all = sql!("select count(*) from invitations where workspace_id = $1");
            tx.count(all, params![&workspace]).await
        })
    });
    desk.wait(count).expect("a number")
}

/// Whether each row of an import was done, in the order of the file.
fn done(desk: &Desk, world: &World, id: &str) -> Vec<bool> {
    let path = format!("/team/imports/{id}");
    let shown = desk.get(&path, &world.owner.token).ok().body;
    let rows = shown["rows"].as_array().expect("rows");
    rows.iter().map(|row| row["outcome"] == "invite").collect()
}

fn long_file() -> String {
    let mut file = "email\n".to_owned();
    (0..ROWS).for_each(|n| writeln!(file, "p{n}@example.com").expect("to memory"));
    file
}

/// Rows were done from the first on, as many as were invited, and none after one that was not.
fn only_the_first_went(desk: &Desk, world: &World, id: &str, count: i64) {
    let done = done(desk, world, id);
    let went = done.iter().filter(|done| **done).count();
    assert_eq!([done.len(), went].map(i64::try_from), [Ok(ROWS), Ok(count)]);
    assert!(done.is_sorted_by(|a, b| a >= b));
}

/// What is left of Cyd, and of the others in the file.
fn left(desk: &Desk, world: &World) -> Value {
    let team = desk.get("/team/members", &world.owner.token).ok().body;
    let team: Vec<_> = team
        .as_array()
        .expect("a list")
        .iter()
        .map(|m| json!([m["full_name"], m["role"], m["tier"]]))
        .collect();
    let waiting = desk.get("/team/invitations?only=waiting", &world.owner.token).ok().body;
    let mut waiting: Vec<_> = waiting
        .as_array()
        .expect("a list")
        .iter()
        .map(|i| {
            let email = i["email"].as_str().unwrap_or_default();
            format!(
                "{} {} {}",
                email.replace(&world.agent.email, "cyd"),
                i["role"],
                i["tier"]
            )
        })
        .collect();
    waiting.sort();
    json!([team.len(), team.last(), waiting])
}

on_both! {
    fn nobody_is_invited_for_an_admin_who_is_removed_while_their_file_is_worked_through(desk) {
        let file = long_file();
        for (round, at) in REMOVED_AT.into_iter().enumerate() {
            let world = desk.world_in("organization", &format!("Round {round}"));
            let id = look(desk, &world, &file);
            let is_over = AtomicBool::new(false);
            let (confirmed, at_the_answer) = std::thread::scope(|scope| {
                let work = scope.spawn(|| {
                    let confirmed = confirm(desk, &world, &id);
                    let worked = catch_unwind(AssertUnwindSafe(|| run(desk)));
                    is_over.store(true, Ordering::Release);
                    worked.expect("it runs");
                    confirmed
                });
                let removal = scope.spawn(|| {
                    while invited(desk, &world) < at && !is_over.load(Ordering::Acquire) {
                        std::thread::yield_now();
                    }
                    remove(desk, &world, &world.admin_member).ok();
                    invited(desk, &world)
                });
                (work.join().expect("no panic"), removal.join().expect("no panic"))
            });
            assert!([200, 401, 404].contains(&confirmed.status) || confirmed.body["code"] == "no_workspace", "{confirmed:?}");
            let count = invited(desk, &world);
            assert_eq!(count, at_the_answer, "round {round}: invited after the removal was answered");
            if confirmed.status == 200 {
                only_the_first_went(desk, &world, &id, count);
            } else {
                assert_eq!(count, 0, "round {round}");
            }
        }
    }

    fn a_file_whose_admin_is_removed_between_two_pieces_stops_there(desk) {
        let world = desk.world_in("organization", "Acme");
        let id = look(desk, &world, &long_file());
        confirm(desk, &world, &id).ok();
        desk.wait(deskbell::import::run::one_piece(&desk.app)).expect("a piece");
        let count = invited(desk, &world);
        assert!(count > 0 && count < ROWS, "{count}");
        remove(desk, &world, &world.admin_member).ok();
        run(desk);
        assert_eq!(invited(desk, &world), count);
        only_the_first_went(desk, &world, &id, count);
    }

    fn a_file_and_the_removal_of_somebody_in_it_end_as_one_after_the_other(desk) {
        let scene = |name: &str| {
            let world = desk.world_in("organization", name);
            let file = format!("email,role,access_tier\n{},member,power\neve@example.com,member,basic\n", world.agent.email);
            let id = look(desk, &world, &file);
            (world, id)
        };
        let mut orders = Vec::new();
        for removal_at in 0..3 {
            let (world, id) = scene(&format!("Order {removal_at}"));
            for step in 0..3 {
                if step == removal_at {
                    remove(desk, &world, &world.agent_member).ok();
                }
                match step {
                    0 => drop(confirm(desk, &world, &id).ok()),
                    1 => run(desk),
                    _ => {}
                }
            }
            orders.push(left(desk, &world));
        }
        // Removed first, they are somebody new to the file; removed last, they are gone.
        assert_eq!(orders[0], orders[1]);
        assert_ne!(orders[0], orders[2]);
        for round in 0..ROUNDS {
            let (world, id) = scene(&format!("At once {round}"));
            std::thread::scope(|scope| {
                let work = scope.spawn(|| {
                    confirm(desk, &world, &id).ok();
                    run(desk);
                });
                scope.spawn(|| remove(desk, &world, &world.agent_member).ok());
                work.join().expect("no panic");
            });
            let end = left(desk, &world);
            assert!(orders.contains(&end), "round {round}:\n{end} is none of\n{orders:#?}");
        }
    }
}
