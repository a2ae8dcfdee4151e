//! Decision 32: the new address is confirmed first, and the old one is told.

use serde_json::{Value, json};

use crate::desk::{Desk, PASSWORD, Person};
use crate::mail_server::{MailServer, read, token_in};

fn ask(desk: &Desk, person: &Person, email: &str) -> Value {
    let body = json!({"email": email, "password": PASSWORD});
    desk.post("/auth/email", &person.token, body).ok().body
}

fn link(desk: &Desk, server: &MailServer, address: &str) -> String {
    desk.send_mails();
    token_in(&server.to(address).pop().expect("a mail").raw)
}

fn confirm(desk: &Desk, token: &str) -> crate::desk::Answer {
    desk.call("POST", "/auth/verify", &[], Some(&json!({"token": token}).to_string()))
}

fn me(desk: &Desk, person: &Person) -> Value {
    desk.get("/auth/me", &person.token).ok().body
}

with_mail! {
    fn without_the_password_nothing_is_noted_or_mailed(desk, server) {
        let ada = desk.person("Ada");
        let before = desk.dump();
        let body = json!({"email": "new@example.com", "password": "a guess"});
        desk.post("/auth/email", &ada.token, body).names("password");
        desk.post("/auth/email", &ada.token, json!({"email": "new", "password": PASSWORD})).names("email");
        assert_eq!(desk.dump(), before);
        desk.send_mails();
        assert!(server.asked().is_empty());
    }

    fn the_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(desk, server) {
        let world = desk.world("Acme");
        let ben = &world.admin;
        desk.send_mails();
        let invited = server.to(&ben.email).len();
        ask(desk, ben, "Ben@Elsewhere.example");
        let token = link(desk, server, "ben@elsewhere.example");
        let seen = me(desk, ben);
        assert_eq!((&seen["user"]["email"], &seen["new_email"]), (&json!(ben.email), &json!("ben@elsewhere.example")));
        assert_eq!(server.to(&ben.email).len(), invited);
        assert_eq!(confirm(desk, &token).ok().body, json!({"email": "ben@elsewhere.example", "joined": null}));
        let seen = me(desk, ben);
        assert_eq!((&seen["user"]["email"], &seen["new_email"]), (&json!("ben@elsewhere.example"), &Value::Null));
        assert_eq!(seen["user"]["is_verified"], true);
        desk.send_mails();
        let told = read(&server.to(&ben.email)[invited].raw);
        assert_eq!(told.subject, "Your address was changed");
        assert!(told.plain.contains("ben@elsewhere.example"));
        let log = desk.get("/audit?limit=5", &world.owner.token).ok();
        assert_eq!(log.text("/0/act"), "member.address_changed");
        confirm(desk, &token).refused(404, "no_such_link");
    }

    fn somebody_elses_address_is_answered_the_same_and_only_they_hear_of_it(desk, server) {
        let (ada, ben) = (desk.person("Ada"), desk.person("Ben"));
        let free = ask(desk, &ada, "free@example.com").to_string();
        let taken = ask(desk, &ada, &ben.email).to_string();
        assert_eq!(free.replace("free@example.com", ""), taken.replace(&ben.email, ""));
        desk.send_mails();
        let mail = read(&server.to(&ben.email)[0].raw);
        assert_eq!(mail.subject, "Your address was asked for");
        assert!(!mail.plain.contains("token="), "{}", mail.plain);
        // The first wish was given up with the second.
        assert!(server.to("free@example.com").is_empty());
    }

    fn a_wish_that_was_given_up_is_not_fulfilled(desk, server) {
        let ada = desk.person("Ada");
        ask(desk, &ada, "first@example.com");
        let first = link(desk, server, "first@example.com");
        ask(desk, &ada, "second@example.com");
        let second = link(desk, server, "second@example.com");
        confirm(desk, &first).refused(404, "no_such_link");
        ask(desk, &ada, &ada.email);
        confirm(desk, &second).refused(404, "no_such_link");
        assert_eq!(me(desk, &ada)["new_email"], Value::Null);
    }

    fn an_address_that_got_an_account_meanwhile_is_not_taken_from_it(desk, server) {
        let ada = desk.person("Ada");
        ask(desk, &ada, "ben@example.com");
        let token = link(desk, server, "ben@example.com");
        let body = json!({"email": "ben@example.com", "full_name": "Ben", "password": PASSWORD}).to_string();
        desk.call("POST", "/auth/register", &[], Some(&body)).ok();
        confirm(desk, &token).refused(409, "email_registered");
        assert_eq!(me(desk, &ada)["user"]["email"], ada.email.as_str());
    }

    fn of_two_accounts_that_confirm_one_address_at_once_one_gets_it_and_the_others_link_is_dead(desk, server) {
        for round in 0..10 {
            let address = format!("shared{round}@example.com");
            let people = [desk.person(&format!("Ada {round}")), desk.person(&format!("Ben {round}"))];
            let tokens = people.each_ref().map(|person| {
                ask(desk, person, &address);
                link(desk, server, &address)
            });
            let start = std::sync::Barrier::new(2);
            let answers = std::thread::scope(|scope| {
                let running = tokens.each_ref().map(|token| {
                    scope.spawn(|| {
                        start.wait();
                        confirm(desk, token)
                    })
                });
                running.map(|one| one.join().expect("no panic"))
            });
            // Who comes second waits for the links of the address, and finds that they ended with the first: never that
            // the address is taken (409), and never that the two stood in each other's way (503).
            let late = usize::from(answers[0].status == 200);
            let [first, second] = answers;
            let (won, lost) = if late == 1 { (first, second) } else { (second, first) };
            assert_eq!(won.ok().text("/email"), address, "round {round}");
            lost.refused(404, "no_such_link");
            assert_eq!(me(desk, &people[1 - late])["user"]["email"], address.as_str());
            assert_eq!(me(desk, &people[late])["user"]["email"], people[late].email.as_str());
        }
    }

    fn a_reset_that_was_mailed_to_the_old_address_is_dead(desk, server) {
        let ada = desk.person("Ada");
        desk.call("POST", "/auth/reset", &[], Some(&json!({"email": ada.email}).to_string())).ok();
        let reset = link(desk, server, &ada.email);
        ask(desk, &ada, "new@example.com");
        confirm(desk, &link(desk, server, "new@example.com")).ok();
        let body = json!({"token": reset, "password": "another password"}).to_string();
        desk.call("POST", "/auth/reset/confirm", &[], Some(&body)).refused(404, "no_such_link");
    }
}
