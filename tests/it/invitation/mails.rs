//! Invitations by mail, over a real connection.

use serde_json::json;

use crate::desk::{Desk, Kind};
use crate::mail_server::{read, token_in};

const MINUTE: i64 = 60;
const DAY: i64 = 86_400;

fn shown(desk: &Desk, token: &str) -> serde_json::Value {
    desk.get("/team/invitations", token).ok().body[0].clone()
}

with_mail! {
    fn the_mail_says_who_invites_and_its_link_confirms_the_address(desk, server) {
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Lantern & Søn");
        let ask = json!({
            "emails": ["Eve <eve@example.com>"], "role": "admin", "tier": "power",
            "welcome": "We begin at nine.\n\nAsk <b>me</b> anything.\nDeskbell: your account ends today"
        });
        desk.post("/team/invitations", &ada.token, ask).ok();
        assert_eq!(shown(desk, &ada.token)["sent_at"], json!(null));
        desk.send_mails();
        assert_eq!(shown(desk, &ada.token)["sent_at"], "2026-03-01T09:00:00.000000Z");
        let taken = server.to("eve@example.com").remove(0);
        let mail = read(&taken.raw);
        assert_eq!(mail.subject, "Ada invites you to Lantern & Søn");
        assert!(mail.plain.starts_with("Hello,"), "{}", mail.plain);
        for line in [
            "Ada invites you to Lantern & Søn as Admin.",
            "> We begin at nine.",
            "> Ask <b>me</b> anything.",
            "> Deskbell: your account ends today",
            "until 2026-03-08",
        ] {
            assert!(mail.plain.contains(line), "{line} in {}", mail.plain);
        }
        assert!(mail.html.contains("&lt;b&gt;me") && !mail.html.contains("<b>"), "{}", mail.html);
        let secret = token_in(&taken.raw);
        assert!(mail.plain.contains(&format!("{}/join?token={secret}", desk.origin())), "{}", mail.plain);

        let look = desk.call("POST", "/invitations/look", &[], Some(&json!({"token": secret}).to_string())).ok();
        assert_eq!((&look.body["confirms"], &look.body["has_account"]), (&json!(true), &json!(false)));
        let body = json!({"email": "eve@example.com", "full_name": "Eve", "password": "a long password", "invitation": secret});
        let token = desk.call("POST", "/auth/register", &[], Some(&body.to_string())).ok().text("/access_token");
        desk.post("/invitations/accept", &token, json!({"token": secret})).ok();
        let me = desk.get("/auth/me", &token).ok();
        assert_eq!((&me.body["team_role"], &me.body["user"]["is_verified"]), (&json!("admin"), &json!(true)));
        desk.send_mails();
        assert_eq!(server.to("eve@example.com").len(), 1, "no second mail asks to confirm the address");
    }

    fn the_link_in_the_mail_goes_on_beside_a_copied_one_and_a_resent_one_replaces_it(desk, server) {
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        let eve = desk.person("Eve");
        let id = desk.invitation(&ada.token, &eve.email, "member");
        desk.send_mails();
        let copied = desk.copied(&ada.token, &id);
        let first = token_in(&server.to(&eve.email)[0].raw);
        assert_ne!(first, copied);
        desk.post(&format!("/team/invitations/{id}/resend"), &ada.token, json!({})).ok();
        desk.send_mails();
        let second = token_in(&server.to(&eve.email)[1].raw);
        let look = |secret: &str| desk.call("POST", "/invitations/look", &[], Some(&json!({"token": secret}).to_string()));
        look(&first).refused(404, "no_such_invitation");
        look(&copied).ok();
        desk.accept(&eve, &second).ok();
    }

    fn what_cannot_be_delivered_says_so_in_the_servers_words_and_can_still_be_passed_on(desk, server) {
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        let eve = desk.person("Eve");
        server.answer(Some("550 5.1.1 no such mailbox"));
        let id = desk.invitation(&ada.token, &eve.email, "member");
        desk.send_mails();
        let failed = shown(desk, &ada.token);
        assert_eq!((&failed["state"], &failed["sent_at"]), (&json!("failed"), &json!(null)));
        assert!(failed["failure"].as_str().unwrap().contains("550 5.1.1 no such mailbox"), "{failed}");
        let secret = desk.copied(&ada.token, &id);
        server.answer(None);
        desk.post(&format!("/team/invitations/{id}/resend"), &ada.token, json!({})).ok();
        desk.send_mails();
        let sent = shown(desk, &ada.token);
        assert_eq!((&sent["state"], &sent["failure"]), (&json!("sent"), &json!(null)));
        desk.accept(&eve, &secret).ok();
    }

    fn what_is_put_off_is_no_failure_until_it_is_given_up(desk, server) {
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        server.answer(Some("451 4.7.1 greylisted"));
        desk.invitation(&ada.token, "eve@example.com", "member");
        desk.send_mails();
        assert_eq!(shown(desk, &ada.token)["state"], "sent");
        for _ in 0..20 {
            desk.clock.advance(120 * MINUTE);
            desk.send_mails();
        }
        let failed = shown(desk, &ada.token);
        assert_eq!(failed["state"], "failed");
        assert!(failed["failure"].as_str().unwrap().contains("greylisted"), "{failed}");
    }

    fn nobody_is_mailed_an_invitation_that_is_over_by_then(desk, server) {
        let ada = desk.person("Ada");
        desk.workspace_in("organization", &ada, "Acme");
        let eve = desk.person("Eve");
        let taken_back = desk.invitation(&ada.token, "fay@example.com", "member");
        desk.delete(&format!("/team/invitations/{taken_back}"), &ada.token).ok();
        let accepted = desk.invitation(&ada.token, &eve.email, "member");
        desk.accept(&eve, &desk.copied(&ada.token, &accepted)).ok();
        let twice = desk.invitation(&ada.token, "gus@example.com", "member");
        desk.post(&format!("/team/invitations/{twice}/resend"), &ada.token, json!({})).ok();
        desk.send_mails();
        let asked = server.asked();
        assert_eq!(asked, ["gus@example.com"], "{asked:?}");
    }
}

#[test]
fn an_invitation_that_was_over_for_long_is_forgotten() {
    let desk = Desk::start(Kind::Sqlite);
    let ada = desk.person("Ada");
    desk.workspace_in("organization", &ada, "Acme");
    let id = desk.invitation(&ada.token, "eve@example.com", "member");
    desk.delete(&format!("/team/invitations/{id}"), &ada.token).ok();
    desk.clock.advance(90 * DAY);
    desk.wait(deskbell::jobs::clear(&desk.app)).expect("it clears");
    assert!(desk.rows_of("invitations").contains("eve@example.com"));
    desk.clock.advance(1);
    desk.wait(deskbell::jobs::clear(&desk.app)).expect("it clears");
    assert!(!desk.rows_of("invitations").contains("eve@example.com"));
}
