//! Mails over a real connection: taken, refused, put off; a server that is away; and none at all.

use serde_json::json;

use crate::desk::{Desk, Kind};
use crate::mail_server::{MailServer, free_address, read, token_in};

const MINUTE: i64 = 60;
const DAY: i64 = 86_400;

fn ask_reset(desk: &Desk, email: &str) {
    let body = json!({"email": email}).to_string();
    desk.call("POST", "/auth/reset", &[], Some(&body)).ok();
}

with_mail! {
    fn what_the_server_refuses_for_good_is_given_up_with_its_words(desk, server) {
        let ada = desk.person("Ada");
        server.answer(Some("550 5.1.1 no such mailbox"));
        ask_reset(desk, &ada.email);
        desk.send_mails();
        assert_eq!(server.asked(), [ada.email.as_str()]);
        let row = desk.rows_of("mails");
        assert!(row.contains("550 5.1.1 no such mailbox"), "{row}");
        server.answer(None);
        for _ in 0..3 {
            desk.clock.advance(DAY);
            desk.send_mails();
        }
        assert!(server.taken().is_empty());
    }

    fn what_the_server_puts_off_is_tried_again_later(desk, server) {
        let ada = desk.person("Ada");
        server.answer(Some("451 4.7.1 greylisted, come back"));
        ask_reset(desk, &ada.email);
        desk.send_mails();
        desk.clock.advance(MINUTE - 1);
        desk.send_mails();
        assert_eq!(server.asked().len(), 1);
        assert!(desk.rows_of("mails").contains("451 4.7.1 greylisted, come back"));
        desk.clock.advance(1);
        desk.send_mails();
        assert_eq!(server.asked().len(), 2);
        server.answer(None);
        desk.clock.advance(2 * MINUTE);
        desk.send_mails();
        assert_eq!(server.to(&ada.email).len(), 1);
        desk.clock.advance(DAY);
        desk.send_mails();
        assert_eq!(server.asked().len(), 3);
    }

    fn a_mail_is_readable_and_comes_from_the_desk(desk, server) {
        let ada = desk.person("Ada");
        ask_reset(desk, &ada.email);
        desk.send_mails();
        let taken = server.to(&ada.email).remove(0);
        assert_eq!(taken.envelope.0, "no-reply@localhost");
        assert!(taken.raw.contains("Auto-Submitted: auto-generated"), "{}", taken.raw);
        let mail = read(&taken.raw);
        assert_eq!((mail.from.as_str(), mail.to.as_str()), ("no-reply@localhost", ada.email.as_str()));
        assert_eq!(mail.subject, "Set a new password");
        let link = format!("{}/reset?token={}", desk.origin(), token_in(&taken.raw));
        assert!(mail.plain.contains(&link) && mail.html.contains(&link), "{mail:?}");
        assert!(taken.raw.contains(&format!("\r\n{link}\r\n")), "whole, without a mail program: {}", taken.raw);
    }

    fn the_secret_of_a_link_is_kept_nowhere(desk, server) {
        let ada = desk.person("Ada");
        ask_reset(desk, &ada.email);
        let before = desk.rows_of("mails");
        desk.send_mails();
        let token = token_in(&server.to(&ada.email)[0].raw);
        let kept = before + &desk.rows_of("mails") + &desk.rows_of("links");
        assert!(token.len() >= 43 && !kept.contains(&token[3..]), "{kept}");
    }

    fn a_link_of_ones_own_does_not_wait_for_the_invitations_of_others(desk, server) {
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        desk.send_mails();
        let before = server.asked().len();
        let emails: Vec<_> = (0..40).map(|n| format!("p{n}@example.com")).collect();
        desk.post("/team/invitations", &ada.token, json!({"emails": emails, "role": "member"})).ok();
        ask_reset(desk, &ada.email);
        desk.send_mails();
        let asked = server.asked();
        assert_eq!(asked[before], ada.email);
        assert_eq!(asked[before + 1..], emails, "and those in the order in which they were sent");
    }

    fn a_refused_request_mails_nothing(desk, server) {
        let body = json!({"email": "ada@example.com", "full_name": "Ada", "password": "short"}).to_string();
        desk.call("POST", "/auth/register", &[], Some(&body)).names("password");
        let ada = desk.person("Ada");
        let body = json!({"email": ada.email, "full_name": "Ada", "password": "a long password"}).to_string();
        desk.call("POST", "/auth/register", &[], Some(&body)).refused(400, "email_registered");
        desk.send_mails();
        assert!(server.asked().is_empty());
    }
}

fn on_each(test: fn(Kind)) {
    test(Kind::Sqlite);
    test(Kind::Postgres);
}

#[test]
fn mails_wait_while_the_server_is_away_and_go_out_once_it_is_back() {
    on_each(|kind| {
        let address = free_address();
        let desk = Desk::with(kind, |c| c.smtp_url = Some(format!("smtp://{address}?tls=none")));
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        ask_reset(&desk, &ada.email);
        ask_reset(&desk, &ben.email);
        for _ in 0..3 {
            desk.send_mails();
        }
        assert!(desk.rows_of("mails").contains("onnection"), "{}", desk.rows_of("mails"));
        let server = MailServer::at(address);
        desk.clock.advance(MINUTE);
        desk.send_mails();
        assert_eq!((server.to(&ada.email).len(), server.to(&ben.email).len()), (1, 1));
    });
}

#[test]
fn what_could_not_be_delivered_for_a_day_is_given_up() {
    on_each(|kind| {
        let server = MailServer::start();
        let desk = Desk::with_mail(kind, &server);
        let ada = desk.person("Ada");
        server.answer(Some("452 no space left"));
        ask_reset(&desk, &ada.email);
        for _ in 0..24 * 60 + 1 {
            desk.send_mails();
            desk.clock.advance(MINUTE);
        }
        let tries = server.asked().len();
        assert!((10..30).contains(&tries), "{tries}");
        server.answer(None);
        desk.clock.advance(DAY);
        desk.send_mails();
        assert_eq!(server.asked().len(), tries);
        assert!(desk.rows_of("mails").contains("452 no space left"));
    });
}

#[test]
fn a_wrong_password_for_the_mail_server_loses_no_mail() {
    on_each(|kind| {
        let server = MailServer::start();
        server.wants("desk@example.com", "other");
        let url = format!("smtp://desk%40example.com:p%2Fw%40rd@{}?tls=none", server.address);
        let desk = Desk::with(kind, |c| c.smtp_url = Some(url));
        let ada = desk.person("Ada");
        ask_reset(&desk, &ada.email);
        desk.send_mails();
        assert!(
            desk.rows_of("mails").contains("535 wrong password"),
            "{}",
            desk.rows_of("mails")
        );
        server.wants("desk@example.com", "p/w@rd");
        desk.clock.advance(MINUTE);
        desk.send_mails();
        let signed_in = server.to(&ada.email).remove(0).signed_in;
        assert_eq!(signed_in, Some(("desk@example.com".into(), "p/w@rd".into())));
    });
}

#[test]
fn without_tls_nothing_is_handed_over_unless_the_operator_says_so() {
    let server = MailServer::start();
    let desk = Desk::with(Kind::Sqlite, |c| {
        c.smtp_url = Some(format!("smtp://{}", server.address))
    });
    let ada = desk.person("Ada");
    ask_reset(&desk, &ada.email);
    desk.send_mails();
    assert!(server.asked().is_empty());
    assert!(desk.rows_of("mails").contains("STARTTLS"), "{}", desk.rows_of("mails"));
}

#[test]
fn without_a_server_mails_are_files_that_only_the_operator_reads() {
    use std::os::unix::fs::PermissionsExt;
    on_each(|kind| {
        let desk = Desk::start(kind);
        let ada = desk.person("Ada");
        ask_reset(&desk, &ada.email);
        desk.send_mails();
        let files = desk.kept_mails();
        assert_eq!(files.len(), 1);
        assert_eq!(files[0].extension().and_then(|e| e.to_str()), Some("eml"));
        let mode = std::fs::metadata(&files[0]).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
        let raw = std::fs::read_to_string(&files[0]).unwrap();
        assert_eq!(read(&raw).to, ada.email);
        desk.clock.advance(DAY);
        desk.send_mails();
        assert_eq!(desk.kept_mails().len(), 1);
    });
}

#[test]
fn a_mail_setting_that_can_not_work_stops_the_start_and_is_named() {
    let with = |url: &str, from: Option<&str>| {
        let started = Desk::try_with(Kind::Sqlite, |c| {
            c.smtp_url = Some(url.to_owned());
            c.mail_from = from.map(str::to_owned);
        });
        started.err().unwrap_or_default()
    };
    assert!(with("mail.example.com", None).contains("smtp_url"));
    assert!(with("smtp://mail.example.com?tls=none", Some("nobody")).contains("mail_from"));
}
