use deskbell::config::Toggle;
use serde_json::{Value, json};

use crate::desk::{Desk, Kind};
use crate::world::World;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
const MIB: usize = 1024 * 1024;

fn door(world: &World) -> String {
    format!("/conversations/{}/upload?name=plan.txt", world.conversation)
}

fn messages(world: &World) -> String {
    format!("/conversations/{}/messages", world.conversation)
}

/// An agent's upload that is not sent yet.
fn uploaded(desk: &Desk, world: &World) -> String {
    desk.upload(&door(world), &world.agent.token, b"the plan")
        .ok()
        .text("/id")
}

fn with(files: &[&str]) -> Value {
    json!({"content": "", "attachments": files})
}

on_both! {
    fn what_cannot_be_uploaded_is_refused_and_leaves_nothing(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let before = desk.dump();
        desk.upload(&door(&world), "db_guessed", b"x").refused(401, "unauthenticated");
        desk.upload(&door(&world), &world.visitor, b"x").refused(401, "unauthenticated");
        desk.upload(&door(&world), &other.agent.token, b"x").refused(404, "not_found");
        desk.upload("/visitor/upload?name=a", &world.agent.token, b"x").refused(401, "unauthenticated");
        let path = format!("/conversations/{}/upload", world.conversation);
        desk.upload(&path, &world.agent.token, b"x").names("name");
        desk.upload(&format!("{path}?name=a%0Ab"), &world.agent.token, b"x").names("name");
        desk.upload(&door(&world), &world.agent.token, b"").names("body");
        desk.upload("/visitor/upload?name=a", &world.visitor, b"").names("body");
        assert_eq!(desk.dump(), before);
        assert_eq!(desk.files_on_disk(), [""; 0]);
    }

    fn one_that_is_too_large_is_413_for_a_client_that_is_still_sending(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        let large = vec![7; 20 * MIB + 1];
        desk.upload(&door(&world), &world.agent.token, &large).refused(413, "too_large");
        desk.upload("/visitor/upload?name=a", &world.visitor, &large[..=10 * MIB]).refused(413, "too_large");
        desk.upload(&door(&world), "db_guessed", &large).refused(401, "unauthenticated");
        assert_eq!(desk.dump(), before);
        assert_eq!(desk.files_on_disk(), [""; 0]);
        desk.upload(&door(&world), &world.agent.token, &large[1..]).ok();
    }

    fn a_message_takes_uploads_of_its_writer_for_its_conversation_once(desk) {
        let world = desk.world("Acme");
        let mine = uploaded(desk, &world);
        let elsewhere = desk.visitor_writes(&desk.visitor(&world.widget), "Hello");
        let theirs = desk.upload("/visitor/upload?name=a", &world.visitor, b"x").ok().text("/id");
        let before = desk.dump();
        let send = |path: &str, token: &str, files: &[&str]| desk.post(path, token, with(files));
        send(&messages(&world), &world.owner.token, &[&mine]).refused(400, "invalid_attachment");
        send(&messages(&world), &world.agent.token, &[&theirs]).refused(400, "invalid_attachment");
        send(&messages(&world), &world.agent.token, &[&mine, &mine]).refused(400, "invalid_attachment");
        send(&format!("/conversations/{elsewhere}/messages"), &world.agent.token, &[&mine]).refused(400, "invalid_attachment");
        send("/visitor/messages", &world.visitor, &[&mine]).refused(400, "invalid_attachment");
        send(&messages(&world), &world.agent.token, &["x"]).names("attachments");
        send(&messages(&world), &world.agent.token, &[mine.as_str(); 11]).names("attachments");
        assert_eq!(desk.dump(), before);
        send(&messages(&world), &world.agent.token, &[&mine]).ok();
        send(&messages(&world), &world.agent.token, &[&mine]).refused(400, "invalid_attachment");
    }

    fn a_file_comes_back_as_it_was_with_headers_that_keep_it_harmless(desk) {
        let world = desk.world("Acme");
        let path = format!("/conversations/{}/upload?name=L%C3%A4mpchen.png", world.conversation);
        let picture = desk.upload(&path, &world.agent.token, PNG).ok();
        assert_eq!(picture.body["name"], "Lämpchen.png");
        assert_eq!((&picture.body["content_type"], &picture.body["size"]), (&json!("image/png"), &json!(PNG.len())));
        let page = b"<!doctype html><script>alert(1)</script>";
        let page_id = desk.upload(&door(&world), &world.agent.token, page).ok().text("/id");
        let picture_id = picture.text("/id");
        let sent = desk.post(&messages(&world), &world.agent.token, with(&[&picture_id, &page_id])).ok();
        assert_eq!(sent.body["attachments"][0], picture.body);
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok();
        assert_eq!(shown.body["messages"][1], sent.body);
        assert_eq!(shown.body["preview"]["content"], "Lämpchen.png, plan.txt");
        for (id, bytes, kind, disposition) in [
            (&picture_id, PNG, "image/png", "inline; filename=\"L_mpchen.png\"; filename*=UTF-8''L%C3%A4mpchen.png"),
            (&page_id, &page[..], "text/plain; charset=utf-8", "attachment; filename=\"plan.txt\"; filename*=UTF-8''plan.txt"),
        ] {
            for (path, token) in [("/attachments", &world.admin.token), ("/visitor/attachments", &world.visitor)] {
                let file = desk.download(&format!("{path}/{id}"), token);
                assert_eq!((file.status, file.bytes.as_slice()), (200, bytes));
                assert_eq!(file.header("content-type"), kind);
                assert_eq!(file.header("content-disposition"), disposition);
                assert_eq!(file.header("content-length"), bytes.len().to_string());
                assert_eq!(file.header("x-content-type-options"), "nosniff");
                assert_eq!(file.header("content-security-policy"), "default-src 'none'; sandbox");
                assert_eq!(file.header("cache-control"), "private, no-store");
            }
        }
    }

    fn nobody_reads_what_is_not_theirs(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let unsent = uploaded(desk, &world);
        let noted = uploaded(desk, &world);
        let body = json!({"content": "for us", "attachments": [noted], "private": true});
        desk.post(&messages(&world), &world.agent.token, body).ok();
        let sent = desk.visitor_sends(&world.visitor, "list.txt", b"one lantern");
        let stranger = desk.visitor(&world.widget);
        let of_team = |id: &str, token: &str| desk.download(&format!("/attachments/{id}"), token).status;
        let of_visitor = |id: &str, token: &str| desk.download(&format!("/visitor/attachments/{id}"), token).status;
        for id in [&unsent, &noted, &sent] {
            assert_eq!(of_team(id, &world.agent.token), 200);
            assert_eq!(of_team(id, &other.owner.token), 404);
            assert_eq!(of_team(id, "db_guessed"), 401);
            assert_eq!(of_team(id, &world.visitor), 401);
            assert_eq!(of_visitor(id, &stranger), 404);
            assert_eq!(of_visitor(id, &world.agent.token), 401);
        }
        assert_eq!(of_team(&unsent, &world.owner.token), 404, "an upload is its sender's until it is sent");
        assert_eq!((of_visitor(&unsent, &world.visitor), of_visitor(&noted, &world.visitor)), (404, 404));
        assert_eq!(of_visitor(&sent, &world.visitor), 200);
        desk.delete(&format!("/team/members/{}", world.agent_member), &world.owner.token).ok();
        assert_eq!(of_team(&sent, &world.agent.token), 401);
    }

    fn an_upload_that_nobody_sends_is_gone_after_a_day_and_its_room_is_free(desk) {
        let world = desk.world("Acme");
        let sent = desk.visitor_sends(&world.visitor, "list.txt", b"one lantern");
        let before = desk.rows_of("storage");
        let unsent = uploaded(desk, &world);
        assert_eq!(desk.files_on_disk().len(), 2);
        desk.clock.advance(24 * 3600);
        desk.post(&messages(&world), &world.agent.token, with(&[&unsent])).refused(400, "invalid_attachment");
        desk.clock.advance(3600);
        desk.wait(deskbell::jobs::clear(&desk.app)).expect("it clears");
        assert_eq!(desk.files_on_disk(), [format!("{}/{sent}", world.workspace)]);
        assert_eq!(desk.rows_of("storage"), before);
        assert_eq!(desk.download(&format!("/attachments/{unsent}"), &world.agent.token).status, 404);
        assert_eq!(desk.download(&format!("/attachments/{sent}"), &world.agent.token).bytes, b"one lantern");
    }

    fn the_same_key_uploads_once(desk) {
        let world = desk.world("Acme");
        let key = [("idempotency-key", "once")];
        let first = desk.upload_with(&door(&world), &world.agent.token, &key, b"the plan").ok();
        let again = desk.upload_with(&door(&world), &world.agent.token, &key, b"the plan").ok();
        assert_eq!(first.body, again.body);
        desk.upload_with(&door(&world), &world.agent.token, &key, b"another").refused(422, "idempotency_key_reused");
        assert_eq!(desk.files_on_disk().len(), 1);
    }
}

#[test]
fn a_workspace_stores_so_much_and_no_more() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::with(kind, |c| c.workspace_storage_mib = 1);
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        desk.upload(&door(&world), &world.agent.token, &vec![7; MIB - 5]).ok();
        let before = desk.dump();
        let six = [7; 6];
        let member = desk
            .upload(&door(&world), &world.agent.token, &six)
            .refused(507, "storage_full");
        assert!(member.text("/detail").contains("may take 1 MiB"));
        let visitor = desk
            .upload("/visitor/upload?name=a", &world.visitor, &six)
            .refused(507, "storage_full");
        assert_eq!(
            visitor.text("/detail"),
            "No file of this size can be taken here at the moment. Please write without it."
        );
        assert_eq!(desk.dump(), before);
        assert_eq!(desk.files_on_disk().len(), 1);
        desk.upload(&door(&other), &other.agent.token, &six).ok();
        desk.upload(&door(&world), &world.agent.token, &six[1..]).ok();
    }
}

#[test]
fn a_visitor_sends_so_many_files_an_hour() {
    let desk = Desk::with(Kind::Sqlite, |c| {
        c.rate_limits = Toggle::On;
        c.visitor_files_per_hour = 2;
    });
    let world = desk.world("Acme");
    let send = || desk.upload("/visitor/upload?name=a", &world.visitor, b"x");
    send().ok();
    send().ok();
    let pause = send().refused(429, "too_many_files");
    assert_eq!(pause.headers["retry-after"], "3600");
    desk.clock.advance(3600);
    send().ok();
}

#[test]
fn a_file_without_room_is_none_of_a_visitors_uploads() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::with(kind, |c| {
            c.rate_limits = Toggle::On;
            c.visitor_files_per_hour = 2;
            c.workspace_storage_mib = 1;
        });
        let world = desk.world("Acme");
        desk.upload(&door(&world), &world.agent.token, &vec![7; MIB - 2]).ok();
        let send = |bytes: &[u8]| desk.upload("/visitor/upload?name=a", &world.visitor, bytes);
        for _ in 0..3 {
            send(b"xyz").refused(507, "storage_full");
        }
        send(b"x").ok();
        send(b"y").ok();
        send(b"z").refused(429, "too_many_files");
    }
}

#[test]
fn a_conversation_says_how_large_a_file_may_be_here() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::with(kind, |c| c.member_file_mib = 1);
        let world = desk.world("Acme");
        let path = format!("/conversations/{}", world.conversation);
        let most = desk.get(&path, &world.agent.token).ok().body["file_limit"]
            .as_u64()
            .expect("a number") as usize;
        let before = desk.dump();
        desk.upload(&door(&world), &world.agent.token, &vec![7; most + 1])
            .refused(413, "too_large");
        assert_eq!(desk.dump(), before);
        desk.upload(&door(&world), &world.agent.token, &vec![7; most]).ok();
        assert_eq!(
            desk.get("/conversations", &world.agent.token).ok().body[0]["file_limit"],
            Value::Null
        );
    }
}
