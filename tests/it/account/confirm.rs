//! Confirming the address that an account was made with.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk};
use crate::mail_server::{MailServer, read, token_in};

const DAY: i64 = 86_400;

fn sign_up(desk: &Desk) -> String {
    let body =
        json!({"email": "ada@example.com", "full_name": "Click here: evil.example", "password": "a long password"});
    let answer = desk.call("POST", "/auth/register", &[], Some(&body.to_string()));
    answer.ok().text("/access_token")
}

fn link(desk: &Desk, server: &MailServer) -> String {
    desk.send_mails();
    token_in(&server.to("ada@example.com").pop().expect("a mail").raw)
}

fn confirm(desk: &Desk, token: &str) -> Answer {
    desk.call("POST", "/auth/verify", &[], Some(&json!({"token": token}).to_string()))
}

fn is_verified(desk: &Desk, token: &str) -> Value {
    desk.get("/auth/me", token).ok().body["user"]["is_verified"].clone()
}

with_mail! {
    fn whoever_signs_up_gets_a_link_that_confirms_the_address_once(desk, server) {
        let ada = sign_up(desk);
        let token = link(desk, server);
        let mail = read(&server.to("ada@example.com")[0].raw);
        assert_eq!(mail.subject, "Confirm your address");
        assert!(mail.plain.contains(&format!("{}/confirm?token=dl_", desk.origin())));
        assert!(!mail.plain.contains("evil.example"), "a stranger's words go to no mailbox: {}", mail.plain);
        assert_eq!(is_verified(desk, &ada), false);
        let before = desk.dump();
        confirm(desk, "dl_guessed").refused(404, "no_such_link");
        confirm(desk, &ada).refused(404, "no_such_link");
        assert_eq!(desk.dump(), before);
        assert_eq!(confirm(desk, &token).ok().body, json!({"email": "ada@example.com", "joined": null}));
        assert_eq!(is_verified(desk, &ada), true);
        confirm(desk, &token).refused(404, "no_such_link");
    }

    fn a_link_works_for_a_day_and_another_can_be_asked_for(desk, server) {
        let ada = sign_up(desk);
        let token = link(desk, server);
        desk.clock.advance(DAY);
        confirm(desk, &token).refused(404, "no_such_link");
        let said = desk.post("/auth/verify/send", &ada, json!({})).ok();
        assert_eq!(said.text("/message"), "A mail with a link is on its way to ada@example.com.");
        confirm(desk, &link(desk, server)).ok();
        let sent = server.taken().len();
        let said = desk.post("/auth/verify/send", &ada, json!({})).ok();
        assert_eq!(said.text("/message"), "ada@example.com is confirmed already.");
        desk.send_mails();
        assert_eq!(server.taken().len(), sent);
    }

    fn of_two_who_use_a_link_at_once_one_is_told_that_it_is_used(desk, server) {
        sign_up(desk);
        let token = link(desk, server);
        let (desk, token) = (&desk, token.as_str());
        let mut outcomes: Vec<u16> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..4).map(|_| scope.spawn(move || confirm(desk, token).status)).collect();
            running.into_iter().map(|one| one.join().expect("no panic")).collect()
        });
        outcomes.sort_unstable();
        assert_eq!(outcomes, [200, 404, 404, 404]);
    }
}
