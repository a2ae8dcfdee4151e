//! Long answers to whoever reads slowly: they end with the reader's access, and nothing of them is left waiting.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;

use deskbell::platform::grant::revoke;
use deskbell::platform::over::end_due;
use deskbell::{params, sql};
use serde_json::json;

use crate::desk::Desk;
use crate::world::World;

/// More than the machine keeps of an answer for a reader who does not read.
const LARGE: usize = 20 * 1024 * 1024;

/// A file in the conversation; answers its path.
fn file(desk: &Desk, world: &World) -> String {
    let bytes: Vec<u8> = (0..LARGE).map(|n| (n % 251) as u8).collect();
    let door = format!("/conversations/{}/upload?name=plan.bin", world.conversation);
    let file = desk.upload(&door, &world.owner.token, &bytes).ok().text("/id");
    let body = json!({"content": "", "attachments": [file]});
    desk.post(
        &format!("/conversations/{}/messages", world.conversation),
        &world.owner.token,
        body,
    )
    .ok();
    format!("/attachments/{file}")
}

/// A long log; answers the path of its file.
fn log(desk: &Desk, world: &World) -> String {
    let (workspace, owner) = (world.workspace.clone(), world.owner.id.clone());
    let after = json!({"website": "x".repeat(50_000)}).to_string();
    let written = desk.app.store.write(move |tx| {
        Box::pin(async move {
            for _ in 0..LARGE / 50_000 {
                let id = tx.id();
                tx.run(
                    sql!(
                        "insert into audit (workspace_id, id, at, actor_id, actor_name, act, object, before, after, via)
                         values ($1, $2, $3, $4, 'Ada', 'workspace.changed', 'workspace', '{}', $5, 'a right')"
                    ),
                    params![&workspace, &id, tx.now(), &owner, &after],
                )
                .await?;
            }
            Ok(())
        })
    });
    desk.wait(written).expect("a long log");
    "/audit/export?format=jsonl".to_owned()
}

/// The admin asks, reads the beginning, and no more.
fn hold_back(desk: &Desk, world: &World, path: &str) -> TcpStream {
    hold_back_as(desk, &world.admin.token, path)
}

fn hold_back_as(desk: &Desk, token: &str, path: &str) -> TcpStream {
    hold_back_with(desk, &format!("authorization: Bearer {token}\r\n"), path)
}

fn hold_back_in(desk: &Desk, token: &str, workspace: &str, path: &str) -> TcpStream {
    let headers = format!("authorization: Bearer {token}\r\nx-deskbell-workspace: {workspace}\r\n");
    hold_back_with(desk, &headers, path)
}

fn hold_back_with(desk: &Desk, headers: &str, path: &str) -> TcpStream {
    let mut reader = TcpStream::connect(desk.origin().trim_start_matches("http://")).expect("a connection");
    write!(reader, "GET /api/v1{path} HTTP/1.1\r\nhost: x\r\n{headers}\r\n").expect("a request");
    let mut got = vec![0; 64 * 1024];
    reader.read_exact(&mut got).expect("its beginning");
    assert!(got.starts_with(b"HTTP/1.1 200 OK\r\n"), "{path}");
    reader
}

/// Not even what was on its way is waiting for somebody who did not read meanwhile.
fn is_hung_up(mut reader: TcpStream, what: &str) {
    let mut rest = Vec::new();
    let ended = reader.read_to_end(&mut rest).expect_err("the connection is gone");
    assert_eq!(ended.kind(), ErrorKind::ConnectionReset, "{what}");
    assert!(
        rest.len() < LARGE,
        "{what}: all of it came through: {} bytes",
        rest.len()
    );
}

on_both! {
    fn whoever_is_removed_while_they_hold_an_answer_back_gets_no_more_of_it(desk) {
        for (what, prepare) in [("a file", file as fn(&Desk, &World) -> String), ("the log", log)] {
            let world = desk.world(&format!("Removed from {what}"));
            let path = prepare(desk, &world);
            let reader = hold_back(desk, &world, &path);
            desk.delete(&format!("/team/members/{}", world.admin_member), &world.owner.token).ok();
            is_hung_up(reader, what);
        }
    }

    fn whoever_signs_out_while_they_hold_an_answer_back_gets_no_more_of_it(desk) {
        for (what, prepare) in [("a file", file as fn(&Desk, &World) -> String), ("the log", log)] {
            let world = desk.world(&format!("Signed out of {what}"));
            let path = prepare(desk, &world);
            let elsewhere = desk.sign_in(&world.admin);
            let (reader, mut other) = (hold_back(desk, &world, &path), hold_back_as(desk, &elsewhere, &path));
            desk.post("/auth/logout", &world.admin.token, json!({})).ok();
            is_hung_up(reader, what);
            // Another session of theirs goes on.
            other.read_exact(&mut vec![0; LARGE - 128 * 1024]).expect("the rest");
        }
    }

    fn a_key_that_is_revoked_while_it_holds_an_answer_back_gets_no_more_of_it(desk) {
        for (what, prepare) in [("a file", file as fn(&Desk, &World) -> String), ("the log", log)] {
            let world = desk.world(&format!("Key for {what}"));
            let path = prepare(desk, &world);
            let asked = json!({"name": "Nightly", "role": "admin"});
            let key = desk.post("/workspace/keys", &world.owner.token, asked).ok();
            let reader = hold_back_as(desk, &key.text("/secret"), &path);
            desk.delete(&format!("/workspace/keys/{}", key.text("/id")), &world.owner.token).ok();
            is_hung_up(reader, what);
        }
    }

    fn a_visit_that_is_over_gets_no_more_of_an_answer_it_holds_back(desk) {
        for door in ["/platform/visits", "/workspace/visits"] {
            let world = desk.world(&format!("Visited {door}"));
            let path = log(desk, &world);
            let visitor = desk.platform_admin(&format!("Pat {door}"));
            let visit = desk.visit(&visitor, &world.workspace, "running");
            let reader = hold_back_in(desk, &visitor.token, &world.workspace, &path);
            let ends = if door == "/platform/visits" { &visitor } else { &world.owner };
            desk.delete(&format!("{door}/{visit}"), &ends.token).ok();
            is_hung_up(reader, door);
        }
    }

    fn a_visit_whose_hour_is_over_gets_no_more_of_it_either(desk) {
        let world = desk.world("Visited");
        let path = log(desk, &world);
        let visitor = desk.platform_admin("Pat");
        desk.visit(&visitor, &world.workspace, "running");
        let reader = hold_back_in(desk, &visitor.token, &world.workspace, &path);
        desk.clock.advance(3600);
        desk.wait(end_due(&desk.app)).expect("it ends");
        is_hung_up(reader, "an hour");
    }

    fn a_visit_that_the_command_line_ended_gets_no_more_of_it_from_the_next_turn_on(desk) {
        let world = desk.world("Visited");
        let path = log(desk, &world);
        let (pat, quinn) = (desk.platform_admin("Pat"), desk.platform_admin("Quinn"));
        let [of_pat, mut of_quinn] = [&pat, &quinn].map(|visitor| {
            desk.visit(visitor, &world.workspace, "running");
            hold_back_in(desk, &visitor.token, &world.workspace, &path)
        });
        // Another process: nobody here hears of it.
        desk.wait(revoke(&desk.app, &pat.email)).expect("revoked");
        desk.wait(end_due(&desk.app)).expect("a turn");
        is_hung_up(of_pat, "the flag");
        // The visit of somebody else goes on.
        of_quinn.read_exact(&mut vec![0; LARGE - 128 * 1024]).expect("the rest");
    }

    fn whoever_is_disabled_while_they_hold_an_answer_back_gets_no_more_of_it(desk) {
        for (what, prepare) in [("a file", file as fn(&Desk, &World) -> String), ("the log", log)] {
            let world = desk.world(&format!("Disabled at {what}"));
            let path = prepare(desk, &world);
            let reader = hold_back(desk, &world, &path);
            let off = json!({"agent_access": false});
            desk.patch(&format!("/team/members/{}", world.admin_member), &world.owner.token, off).ok();
            is_hung_up(reader, what);
        }
    }
}
