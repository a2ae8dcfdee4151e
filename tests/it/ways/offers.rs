//! Coming in by the domain of one's address: who may, into which workspace, and who not.

use serde_json::{Value, json};

use super::domains::{add, prove, verify};
use crate::desk::{Answer, Desk, Kind, Person};
use crate::dns_server::DnsServer;
use crate::mail_server::{MailServer, read, token_in};
use crate::world::World;

fn offers(desk: &Desk, token: &str) -> Value {
    desk.get("/auth/offers", token).ok().body
}

fn join(desk: &Desk, person: &Person, workspace: &str) -> Answer {
    desk.post(&format!("/auth/offers/{workspace}/join"), &person.token, json!({}))
}

fn open(desk: &Desk, owner: &Person, auto_join: Value) {
    desk.patch("/workspace", &owner.token, json!({"auto_join": auto_join}))
        .ok();
}

/// A workspace that is open for the people of a domain that it has proven.
fn ready(desk: &Desk, server: &DnsServer) -> World {
    let world = desk.world_in("organization", "Acme");
    prove(desk, server, &world.owner, "firm.example");
    open(
        desk,
        &world.owner,
        json!({"mode": "domain", "domain": {"tier": "power"}}),
    );
    world
}

with_dns! {
    fn whoever_has_an_address_there_comes_in_with_what_the_workspace_gives(desk, server) {
        let world = ready(desk, server);
        let eve = desk.person_at("Eve", "firm.example");
        let seen = offers(desk, &eve.token);
        assert_eq!(seen, json!([{
            "workspace_id": world.workspace, "name": "Acme", "logo_url": null, "domain": "firm.example",
            "role": "Member", "owns_domain": true
        }]));
        let done = join(desk, &eve, &world.workspace).ok();
        assert_eq!((done.text("/role"), done.text("/tier")), ("member".to_owned(), "power".to_owned()));
        assert_eq!(offers(desk, &eve.token), json!([]));
        join(desk, &eve, &world.workspace).refused(400, "already_member");
        let log = desk.get("/audit?act=member.joined", &world.owner.token).ok();
        assert_eq!(log.text("/0/text"), "Eve joined as Member, by the company's domain.");
    }

    fn nobody_else_does(desk, server) {
        let world = ready(desk, server);
        let others = ["example.com", "sub.firm.example", "firm.example.com", "notfirm.example"];
        let others: Vec<_> = others.iter().map(|domain| desk.person_at("Max", domain)).collect();
        let before = desk.dump();
        for person in &others {
            assert_eq!(offers(desk, &person.token), json!([]), "{}", person.email);
            join(desk, person, &world.workspace).refused(404, "not_found");
        }
        assert_eq!(desk.dump(), before);
    }

    fn a_way_that_is_closed_lets_nobody_in(desk, server) {
        let world = ready(desk, server);
        let eve = desk.person_at("Eve", "firm.example");
        for mode in ["off", "link"] {
            open(desk, &world.owner, json!({"mode": mode}));
            assert_eq!(offers(desk, &eve.token), json!([]));
            join(desk, &eve, &world.workspace).refused(403, "way_closed");
        }
        open(desk, &world.owner, json!({"mode": "both"}));
        // Without its proof a domain lets nobody in; named anew it has to be proven anew.
        desk.delete("/workspace/domains/firm.example", &world.owner.token).ok();
        join(desk, &eve, &world.workspace).refused(404, "not_found");
        add(desk, &world.owner.token, "firm.example").ok();
        assert_eq!(offers(desk, &eve.token), json!([]));
        join(desk, &eve, &world.workspace).refused(403, "way_closed");
    }

    fn somebody_who_was_removed_does_not_come_back_by_it(desk, server) {
        let world = ready(desk, server);
        let eve = desk.person_at("Eve", "firm.example");
        let member = join(desk, &eve, &world.workspace).ok().text("/member_id");
        desk.delete(&format!("/team/members/{member}"), &world.owner.token).ok();
        let eve = Person { token: desk.sign_in(&eve), ..eve };
        let before = desk.dump();
        assert_eq!(offers(desk, &eve.token), json!([]));
        join(desk, &eve, &world.workspace).refused(403, "removed_here");
        assert_eq!(desk.dump(), before);
    }

    fn a_role_that_has_got_standing_meanwhile_is_given_to_nobody(desk, server) {
        let world = ready(desk, server);
        let role = json!({"name": "Guests", "permissions": []});
        let guests = desk.post("/workspace/roles", &world.owner.token, role).ok().text("/id");
        open(desk, &world.owner, json!({"domain": {"role": guests}}));
        let change = json!({"permissions": ["members.invite"]});
        desk.patch(&format!("/workspace/roles/{guests}"), &world.owner.token, change).ok();
        let eve = desk.person_at("Eve", "firm.example");
        assert_eq!(offers(desk, &eve.token), json!([]));
        join(desk, &eve, &world.workspace).refused(403, "way_closed");
    }

    fn invitations_to_ones_own_people_are_not_counted(desk, server) {
        let world = ready(desk, server);
        let emails: Vec<_> = (0..3).map(|n| format!("p{n}@firm.example")).collect();
        let body = json!({"emails": emails});
        desk.post("/team/invitations", &world.owner.token, body).ok();
        assert!(!desk.rows_of("invitation_days").contains(&world.workspace));
        desk.post("/team/invitations", &world.owner.token, json!({"emails": ["p@elsewhere.example"]})).ok();
        assert!(desk.rows_of("invitation_days").contains(&world.workspace));
    }
}

/// A desk of plans, whose workspace has one seat beside the owner.
fn narrow(kind: Kind, test: impl Fn(&Desk, &DnsServer)) {
    let server = DnsServer::start();
    let folder = tempfile::tempdir().expect("a folder");
    let rules = include_str!("../../../rulebooks/organization.toml")
        .replace("name = \"organization\"", "name = \"narrow\"")
        .replace("agents = \"unlimited\"", "agents = 2");
    std::fs::write(folder.path().join("narrow.toml"), rules).expect("a file");
    let desk = Desk::with(kind, |c| {
        c.rulebooks = Some(folder.path().to_owned());
        c.dns = Some(server.address.clone());
    });
    test(&desk, &server);
}

fn the_last_seat_is_one_persons(kind: Kind) {
    narrow(kind, |desk, server| {
        let ada = desk.person("Ada");
        let workspace = desk.workspace_in("narrow", &ada, "Narrow");
        prove(desk, server, &ada, "firm.example");
        open(desk, &ada, json!({"mode": "both"}));
        let link = desk.post("/team/links", &ada.token, json!({})).ok().text("/token");
        let people: Vec<_> = (0..6)
            .map(|n| desk.person_at(&format!("P{n}"), "firm.example"))
            .collect();
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let (link, workspace) = (&link, &workspace);
            let one = |(n, person)| {
                scope.spawn(move || match n % 2 {
                    0 => join(desk, person, workspace).status,
                    _ => {
                        desk.post(&format!("/links/{link}/join"), &person.token, json!({}))
                            .status
                    }
                })
            };
            let running: Vec<_> = people.iter().enumerate().map(one).collect();
            running.into_iter().map(|r| r.join().expect("no panic")).collect()
        });
        let count = |status: u16| statuses.iter().filter(|s| **s == status).count();
        assert_eq!((count(200), count(402)), (2, 4), "{statuses:?}");
    });
}

#[test]
fn the_last_seats_hold_in_a_race_of_two_ways_on_sqlite() {
    the_last_seat_is_one_persons(Kind::Sqlite);
}
#[test]
fn the_last_seats_hold_in_a_race_of_two_ways_on_postgres() {
    the_last_seat_is_one_persons(Kind::Postgres);
}

fn sign_up(desk: &Desk, email: &str) -> Person {
    let body = json!({"email": email, "full_name": email, "password": "a long password"}).to_string();
    let made = desk.call("POST", "/auth/register", &[], Some(&body)).ok();
    Person {
        id: made.text("/id"),
        email: email.to_owned(),
        token: made.text("/access_token"),
    }
}

fn confirm(desk: &Desk, mail: &MailServer, email: &str) -> Value {
    desk.send_mails();
    let mails = mail.to(email);
    let mut mails = mails.iter().rev();
    let found = mails.find(|m| read(&m.raw).plain.contains("/confirm?token="));
    let token = token_in(&found.expect("a mail").raw);
    let body = json!({"token": token}).to_string();
    desk.call("POST", "/auth/verify", &[], Some(&body)).ok().body
}

fn only_confirmed(kind: Kind) {
    let (server, mail) = (DnsServer::start(), MailServer::start());
    let desk = Desk::with(kind, |c| {
        c.dns = Some(server.address.clone());
        c.smtp_url = Some(mail.url());
    });
    let desk = &desk;
    let world = ready(desk, &server);
    let eve = sign_up(desk, "eve@firm.example");
    assert_eq!(offers(desk, &eve.token), json!([]));
    join(desk, &eve, &world.workspace).refused(403, "not_confirmed");
    // To confirm the address is to be in.
    let done = confirm(desk, &mail, &eve.email);
    assert_eq!(done["joined"], json!({"workspace_id": world.workspace, "name": "Acme"}));
    assert_eq!(desk.get("/auth/me", &eve.token).ok().text("/team_role"), "member");
    // Where the way is closed, the address is confirmed all the same.
    open(desk, &world.owner, json!({"mode": "off"}));
    let max = sign_up(desk, "max@firm.example");
    assert_eq!(confirm(desk, &mail, &max.email)["joined"], json!(null));
    assert_eq!(desk.get("/auth/me", &max.token).ok().body["user"]["is_verified"], true);
    // Where only mailboxes prove the domain, whoever confirms is asked which workspace it is.
    let other = desk.world_in("organization", "Other");
    for owner in [&world.owner, &other.owner] {
        open(desk, owner, json!({"mode": "both"}));
        desk.delete("/workspace/domains/firm.example", &owner.token);
        add(desk, &owner.token, "firm.example").ok();
        verify(desk, &owner.token, "firm.example", json!({"email": "it@firm.example"})).ok();
        desk.send_mails();
        let subject = read(&mail.to("it@firm.example").last().expect("a mail").raw).subject;
        let code = subject.split(' ').next().expect("a code");
        verify(desk, &owner.token, "firm.example", json!({"code": code})).ok();
    }
    let lin = sign_up(desk, "lin@firm.example");
    assert_eq!(confirm(desk, &mail, &lin.email)["joined"], json!(null));
    let seen = offers(desk, &lin.token);
    let names: Vec<_> = seen
        .as_array()
        .expect("a list")
        .iter()
        .map(|o| (&o["name"], &o["owns_domain"]))
        .collect();
    assert_eq!(
        names,
        [(&json!("Acme"), &json!(false)), (&json!("Other"), &json!(false))]
    );
    join(desk, &lin, &other.workspace).ok();
    assert_eq!(desk.get("/auth/me", &lin.token).ok().body["business"]["name"], "Other");
}

#[test]
fn only_confirmed_addresses_come_in_on_sqlite() {
    only_confirmed(Kind::Sqlite);
}
#[test]
fn only_confirmed_addresses_come_in_on_postgres() {
    only_confirmed(Kind::Postgres);
}
