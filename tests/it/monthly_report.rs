//! The report that the owner is mailed on the first of each month.

use deskbell::mail::send_due;
use deskbell::report::monthly::mail_due;
use deskbell::{admin, jobs};
use serde_json::{Value, json};

use crate::desk::{Desk, Kind};
use crate::mail_server::{MailServer, Read, read};
use crate::world::World;

const DAY: i64 = 86_400;

/// What is due is written down and sent. The server's own job does the same at the same time.
fn send(desk: &Desk) {
    desk.wait(mail_due(&desk.app)).expect("it looks");
    desk.wait(send_due(&desk.app)).expect("it sends");
}

fn reports(server: &MailServer, address: &str) -> Vec<Read> {
    let mails = server.to(address).into_iter().map(|mail| read(&mail.raw));
    mails.filter(|mail| mail.subject.contains("report")).collect()
}

/// Its owner signs in anew: by the first of the month the session is over.
fn owner(desk: &Desk, world: &World) -> String {
    desk.sign_in(&world.owner)
}

with_mail! {
    fn on_the_first_the_owner_reads_who_uses_it_and_where_the_log_ends(desk, server) {
        let world = desk.world_in("organization", "Acme");
        desk.invitation(&world.owner.token, "dana@example.com", "member");
        desk.clock.advance(31 * DAY - 3_600 - 1);
        let admin = desk.sign_in(&world.admin);
        desk.patch("/team/status", &admin, json!({"status": "live"})).ok();
        desk.wait(jobs::seal_all(&desk.app)).expect("sealed");
        send(desk);
        assert_eq!(reports(server, &world.owner.email).len(), 0, "a second before eight");
        desk.clock.advance(1);
        send(desk);
        let mails = reports(server, &world.owner.email);
        assert_eq!(mails.len(), 1);
        let mail = &mails[0];
        assert_eq!(mail.subject, "Audit report of Acme, 2026-04-01");
        for part in [
            "3 people are in Acme: 1 active in the last 7 days, 0 idle for 7 days and more, 2 inactive",
            "and 1 was invited and has not come.",
            "Inactive: Acme Cyd (never active), Acme Ada (last active 2026-03-01).",
            "Invited and not here: dana@example.com.",
            "Who stands above others: Acme Ada (Owner), Acme Ben (Admin).",
            "Keys that no program used for 30 days: none.",
        ] {
            assert!(mail.plain.contains(part), "{part} in {}", mail.plain);
        }
        assert!(mail.html.contains(&format!("href=\"{}/settings/reports\"", desk.origin())), "{}", mail.html);
        let heads = desk.wait(admin::heads(&desk.app)).expect("a line");
        assert!(mail.plain.contains(heads.trim_end()), "{heads} in {}", mail.plain);
        let (_, after) = mail.plain.split_once("--head ").expect("the command");
        let seal = after.split_whitespace().next().expect("a seal").to_owned();
        let shown = desk.wait(admin::check(&desk.app, Some(seal))).expect("the log holds it");
        assert!(shown.contains("ends in the kept seal"), "{shown}");
        for other in [&world.admin, &world.agent] {
            assert_eq!(reports(server, &other.email).len(), 0);
        }
    }

    fn it_is_sent_once_a_month_also_after_a_pause_of_several(desk, server) {
        let world = desk.world("Acme");
        for days in [31, 1, 28, 1] {
            desk.clock.advance(days * DAY);
            send(desk);
            send(desk);
        }
        let subjects = |mails: Vec<Read>| mails.into_iter().map(|m| m.subject).collect::<Vec<_>>();
        let sent = ["Audit report of Acme, 2026-04-01", "Audit report of Acme, 2026-05-01"];
        assert_eq!(subjects(reports(server, &world.owner.email)), sent);
        desk.clock.advance(100 * DAY);
        send(desk);
        let mails = subjects(reports(server, &world.owner.email));
        assert_eq!(mails.len(), 3, "the months between are passed over: {mails:?}");
        assert_eq!(desk.get("/workspace", &owner(desk, &world)).ok().body["next_report_at"], "2026-09-01T08:00:00.000000Z");
    }

    fn two_that_find_it_due_at_once_send_it_once(desk, server) {
        let world = desk.world("Acme");
        desk.clock.advance(31 * DAY);
        desk.wait(async {
            let (one, other, third) = futures_util::join!(mail_due(&desk.app), mail_due(&desk.app), mail_due(&desk.app));
            assert!(one.is_ok() && other.is_ok() && third.is_ok());
        });
        send(desk);
        assert_eq!(reports(server, &world.owner.email).len(), 1);
    }

    fn only_the_owner_switches_it_and_the_log_says_so(desk, server) {
        let world = desk.world("Acme");
        let key = desk.key(&world.owner, "owner").1;
        let before = desk.dump();
        for token in [&world.admin.token, &world.agent.token, &key] {
            let ask = json!({"name": "Mine", "monthly_report": false});
            let rule = desk.patch("/workspace", token, ask).refused(403, "not_permitted").text("/why/rule");
            assert!(rule == "deskbell/reports" || rule.contains("workspace.update"), "{rule}");
        }
        desk.patch("/workspace", &world.owner.token, json!({"monthly_report": "off"})).names("monthly_report");
        assert_eq!(desk.dump(), before);
        let switch = |on: bool| {
            let owner = owner(desk, &world);
            desk.patch("/workspace", &owner, json!({"monthly_report": on})).ok()
        };
        let off = switch(false);
        assert_eq!((&off.body["monthly_report"], &off.body["next_report_at"]), (&json!(false), &Value::Null));
        switch(false);
        let log = desk.get("/audit?act=workspace.changed", &world.owner.token).ok();
        assert_eq!(log.body.as_array().map(Vec::len), Some(1), "what changes nothing is no entry");
        assert_eq!(log.body[0]["text"], "Acme Ada changed the settings: monthly report to off.");
        assert_eq!(log.body[0]["right"], "deskbell/owner");
        desk.clock.advance(40 * DAY);
        send(desk);
        let on = switch(true);
        assert_eq!(on.body["next_report_at"], "2026-05-01T08:00:00.000000Z");
        send(desk);
        assert_eq!(reports(server, &world.owner.email).len(), 0, "the month in which it was off is passed over");
        desk.clock.advance(21 * DAY);
        send(desk);
        assert_eq!(reports(server, &world.owner.email).len(), 1);
    }

    fn it_goes_by_the_clocks_of_the_workspace(desk, server) {
        let world = desk.world("Acme");
        let zone = |name: &str| desk.patch("/workspace", &owner(desk, &world), json!({"time_zone": name})).ok();
        assert_eq!(zone("Asia/Tokyo").body["next_report_at"], "2026-03-31T23:00:00.000000Z");
        desk.clock.advance(31 * DAY - 10 * 3_600);
        send(desk);
        assert_eq!(reports(server, &world.owner.email).len(), 1, "eight in the morning in Tokyo");
        // Where it is still March, April's is sent already.
        assert_eq!(zone("America/New_York").body["next_report_at"], "2026-05-01T12:00:00.000000Z");
        desk.clock.advance(DAY);
        send(desk);
        assert_eq!(reports(server, &world.owner.email).len(), 1);
    }

    fn an_address_that_nobody_confirmed_is_told_no_names(desk, server) {
        let world = desk.world("Acme");
        let stranger = desk.app.store.write({
            let id = world.owner.id.clone();
            move |tx| Box::pin(async move { unconfirm(tx, &id).await })
        });
        desk.wait(stranger).expect("not confirmed");
        desk.clock.advance(31 * DAY);
        send(desk);
        let mails = reports(server, &world.owner.email);
        assert!(mails[0].plain.contains("3 people are in Acme"), "{}", mails[0].plain);
        for name in ["Ben", "Cyd", "Hello Acme"] {
            assert!(!mails[0].plain.contains(name), "{name} in {}", mails[0].plain);
        }
    }
}

async fn unconfirm(tx: &mut deskbell::store::Tx, id: &str) -> deskbell::error::Result<u64> {
    tx.run(
        deskbell::sql!("update accounts set is_verified = false where id = $1"),
        deskbell::params![id],
    )
    .await
}

#[test]
fn a_server_that_was_off_on_the_first_sends_it_when_it_is_back() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let server = MailServer::start();
        let desk = Desk::with_mail(kind, &server);
        let world = desk.world("Acme");
        let config = desk.app.config.clone();
        desk.clock.advance(31 * DAY);
        // Another server on the same data, as after a restart; this one may already have done it.
        let again = desk
            .wait(deskbell::app::App::open(config, desk.clock.clone()))
            .expect("it opens");
        desk.wait(mail_due(&again)).expect("it looks");
        desk.wait(send_due(&again)).expect("it sends");
        send(&desk);
        assert_eq!(reports(&server, &world.owner.email).len(), 1, "{kind:?}");
    }
}
