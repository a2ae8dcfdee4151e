//! Deleting one's account: out of every workspace, and nobody signs in as them again; the name stays beside what they wrote.

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, PASSWORD, Person};
use crate::mail_server::read;
use crate::socket::Socket;

fn delete(desk: &Desk, person: &Person, password: &str) -> Answer {
    let bearer = format!("Bearer {}", person.token);
    let body = json!({"password": password}).to_string();
    desk.call("DELETE", "/auth/me", &[("authorization", &bearer)], Some(&body))
}

with_mail! {
    fn without_the_password_or_while_owning_a_workspace_nothing_is_deleted(desk, server) {
        let world = desk.world("Acme");
        desk.workspace(&world.owner, "Second");
        desk.send_mails();
        let (before, mails) = (desk.dump(), server.asked());
        delete(desk, &world.agent, "a guess").names("password");
        let refusal = delete(desk, &world.owner, PASSWORD).refused(409, "owns_workspace");
        let mut names: Vec<_> = refusal.body["workspaces"].as_array().unwrap().iter().map(Value::to_string).collect();
        names.sort();
        assert_eq!(names, ["\"Acme\"", "\"Second\""]);
        assert!(refusal.text("/detail").contains("Acme"));
        assert_eq!(desk.dump(), before);
        desk.send_mails();
        assert_eq!(server.asked(), mails);
    }

    fn whoever_deletes_their_account_is_out_everywhere_before_the_answer(desk, server) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        desk.invite(&other.owner, &world.agent, "agent");
        let assign = format!("/team/assign/{}?agent_id={}", world.conversation, world.agent.id);
        desk.post(&assign, &world.owner.token, json!({})).ok();
        let path = format!("/conversations/{}/messages", world.conversation);
        desk.post(&path, &world.agent.token, json!({"content": "Yes, it is."})).ok();
        let second = desk.sign_in(&world.agent);
        let sockets = [Socket::open(desk, &world.agent.token), Socket::open(desk, &second)];
        delete(desk, &world.agent, PASSWORD).ok();
        drop(sockets);
        for token in [&world.agent.token, &second] {
            desk.get("/auth/me", token).refused(401, "unauthenticated");
        }
        for owner in [&world.owner, &other.owner] {
            let team = desk.get("/team/members", &owner.token).ok().body.to_string();
            assert!(!team.contains(&world.agent.id), "{team}");
            assert_eq!(desk.get("/audit?limit=1", &owner.token).ok().text("/0/act"), "member.left");
        }
        let shown = desk.get(&format!("/conversations/{}", world.conversation), &world.owner.token).ok();
        assert_eq!(shown.body["assignee_id"], Value::Null);
        assert_eq!(shown.body["messages"][1]["sender_name"], "Acme Cyd");
        desk.send_mails();
        assert_eq!(read(&server.to(&world.agent.email)[0].raw).subject, "Your account was deleted");
    }

    fn nothing_but_the_name_is_left_of_the_account(desk, server) {
        let ada = desk.person("Ada");
        delete(desk, &ada, PASSWORD).ok();
        let body = json!({"email": ada.email, "password": PASSWORD}).to_string();
        desk.call("POST", "/auth/login", &[], Some(&body)).refused(401, "wrong_credentials");
        let tombstone = json!({"email": format!("deleted:{}", ada.id), "password": PASSWORD}).to_string();
        desk.call("POST", "/auth/login", &[], Some(&tombstone)).refused(401, "wrong_credentials");
        desk.call("POST", "/auth/reset", &[], Some(&json!({"email": ada.email}).to_string())).ok();
        desk.send_mails();
        assert_eq!(server.to(&ada.email).len(), 1, "only the last mail");
        assert!(!desk.rows_of("accounts").contains(&ada.email));
        assert!(!desk.rows_of("accounts").contains("$argon2id$"));
        // The address is free again.
        let body = json!({"email": ada.email, "full_name": "Ada", "password": PASSWORD}).to_string();
        desk.call("POST", "/auth/register", &[], Some(&body)).ok();
    }
}

on_both! {
    fn somebody_invited_while_they_delete_their_account_is_no_member(desk) {
        let world = desk.world("Acme");
        for round in 0..5 {
            let eve = desk.person(&format!("Eve {round}"));
            let path = format!("/team/invite?email={}", eve.email);
            let (desk, owner, eve) = (&desk, &world.owner, &eve);
            let (invited, gone) = std::thread::scope(|scope| {
                let invite = scope.spawn(move || desk.post(&path, &owner.token, json!({})));
                let gone = delete(desk, eve, PASSWORD);
                (invite.join().expect("no panic"), gone)
            });
            gone.ok();
            assert!([200, 404].contains(&invited.status), "round {round}: {}", invited.body);
            let team = desk.get("/team/members", &owner.token).ok().body.to_string();
            assert!(!team.contains(&eve.id), "round {round}: {}", invited.status);
        }
    }
}
