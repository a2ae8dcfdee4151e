//! `/workspace/domains`: naming a domain, proving it by its DNS or by a mailed code, and losing it again.

use deskbell::domain::recheck::recheck_due;
use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind, Person};
use crate::dns_server::DnsServer;
use crate::mail_server::{MailServer, read};

const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

pub fn add(desk: &Desk, token: &str, domain: &str) -> Answer {
    desk.post("/workspace/domains", token, json!({"domain": domain}))
}

pub fn verify(desk: &Desk, token: &str, domain: &str, body: Value) -> Answer {
    desk.post(&format!("/workspace/domains/{domain}/verify"), token, body)
}

fn list(desk: &Desk, token: &str) -> Value {
    desk.get("/workspace/domains", token).ok().body
}

/// Writes the record of a domain that the workspace of this owner has named.
pub fn write(desk: &Desk, server: &DnsServer, token: &str, domain: &str) {
    let added = add(desk, token, domain).ok();
    server.writes(&added.text("/record/name"), &added.text("/record/value"));
}

/// Proves a domain by its DNS.
pub fn prove(desk: &Desk, server: &DnsServer, owner: &Person, domain: &str) {
    write(desk, server, &owner.token, domain);
    verify(desk, &owner.token, domain, json!({})).ok();
}

fn recheck(desk: &Desk) {
    desk.wait(recheck_due(&desk.app)).expect("it looks");
}

/// Of how many mails to this address the subject has this in it.
fn told(server: &MailServer, email: &str, subject: &str) -> usize {
    let mails = server.to(email);
    mails.iter().filter(|m| read(&m.raw).subject.contains(subject)).count()
}

fn with_both(kind: Kind, test: impl Fn(&Desk, &DnsServer, &MailServer)) {
    let (dns, mail) = (DnsServer::start(), MailServer::start());
    let desk = Desk::with(kind, |c| {
        c.dns = Some(dns.address.clone());
        c.smtp_url = Some(mail.url());
    });
    test(&desk, &dns, &mail);
}

on_both! {
    fn in_a_support_team_nobody_names_a_domain(desk) {
        let world = desk.world("Acme");
        let before = desk.dump();
        let refusal = add(desk, &world.owner.token, "firm.example").refused(403, "way_closed");
        assert_eq!(refusal.text("/why/rule"), "support/joining");
        add(desk, &world.agent.token, "firm.example").refused(403, "not_permitted");
        assert_eq!(list(desk, &world.owner.token), json!([]));
        assert_eq!(desk.dump(), before);
    }

    fn a_domain_of_everybody_or_none_is_named_as_the_wrong_field(desk) {
        let world = desk.world_in("organization", "Acme");
        let before = desk.dump();
        for domain in ["", "localhost", "192.0.2.1", "a b.example", "co.uk", "github.io", "gmail.com", "GMX.de", "ada@firm.example"] {
            add(desk, &world.owner.token, domain).names("domain");
        }
        let path = "/workspace/domains";
        desk.post(path, &world.owner.token, json!({})).names("domain");
        add(desk, &world.agent.token, "firm.example").refused(403, "not_permitted");
        desk.get(path, &world.agent.token).refused(403, "not_permitted");
        assert_eq!(desk.dump(), before);
    }

    fn a_workspace_has_some_domains_each_once_and_at_most_twenty(desk) {
        let world = desk.world_in("organization", "Acme");
        let first = add(desk, &world.admin.token, "Firm.Example.").ok();
        assert_eq!(first.text("/domain"), "firm.example");
        assert_eq!(first.text("/record/name"), "_deskbell.firm.example");
        assert_eq!(first.text("/state"), "waiting");
        assert_eq!(add(desk, &world.owner.token, "firm.example").ok().body, first.body);
        for n in 1..20 {
            add(desk, &world.owner.token, &format!("n{n}.example")).ok();
        }
        add(desk, &world.owner.token, "one-more.example").refused(409, "too_many_domains");
        assert_eq!(list(desk, &world.owner.token).as_array().map(Vec::len), Some(20));
        let path = "/workspace/domains/firm.example";
        desk.delete(path, &world.agent.token).refused(403, "not_permitted");
        desk.delete("/workspace/domains/FIRM.example", &world.owner.token).ok();
        desk.delete(path, &world.owner.token).refused(404, "not_found");
        verify(desk, &world.owner.token, "firm.example", json!({})).refused(404, "not_found");
        let log = desk.get("/audit?act=domain&limit=1", &world.owner.token).ok();
        assert_eq!(log.text("/0/text"), "Acme Ada removed the domain firm.example.");
    }
}

with_dns! {
    fn the_record_proves_a_domain_and_nothing_less_does(desk, server) {
        let world = desk.world_in("organization", "Acme");
        let added = add(desk, &world.owner.token, "firm.example").ok();
        let (name, value) = (added.text("/record/name"), added.text("/record/value"));
        let before = desk.dump();
        let missing = verify(desk, &world.owner.token, "firm.example", json!({})).refused(409, "record_missing");
        assert!(missing.text("/detail").contains(&value), "{}", missing.body);
        assert_eq!(server.asked_for(&name), 1);
        server.writes(&name, "deskbell-domain=of-somebody-else");
        verify(desk, &world.owner.token, "firm.example", json!({})).refused(409, "record_missing");
        server.writes("firm.example", &value);
        verify(desk, &world.owner.token, "firm.example", json!({})).refused(409, "record_missing");
        server.fails(&name);
        let silent = verify(desk, &world.owner.token, "firm.example", json!({})).refused(409, "dns_silent");
        assert!(!silent.text("/detail").contains("There is no TXT record"), "{}", silent.body);
        server.writes(&name, &value);
        verify(desk, &world.agent.token, "firm.example", json!({})).refused(403, "not_permitted");
        verify(desk, &world.owner.token, "firm.example", json!({"email": "a@firm.example", "code": "1"})).names("code");
        assert_eq!(desk.dump(), before);
        let proven = verify(desk, &world.admin.token, "firm.example", json!({})).ok();
        assert_eq!((proven.text("/state"), proven.text("/proof")), ("proven".to_owned(), "dns".to_owned()));
        let log = desk.get("/audit?act=domain&limit=1", &world.owner.token).ok();
        assert_eq!(log.text("/0/text"), "Acme Ben proved the domain firm.example, by its DNS.");
    }

    fn a_domain_is_one_workspaces(desk, server) {
        let (world, other) = (desk.world_in("organization", "Acme"), desk.world_in("organization", "Other"));
        prove(desk, server, &world.owner, "firm.example");
        let before = desk.dump();
        write(desk, server, &other.owner.token, "firm.example");
        assert_ne!(desk.dump(), before, "to name it is free");
        let before = desk.dump();
        verify(desk, &other.owner.token, "firm.example", json!({})).refused(409, "domain_taken");
        assert_eq!(desk.dump(), before);
        desk.delete("/workspace/domains/firm.example", &world.owner.token).ok();
        verify(desk, &other.owner.token, "firm.example", json!({})).ok();
    }

    fn of_two_workspaces_that_prove_a_domain_at_once_one_has_it(desk, server) {
        let worlds = ["A", "B", "C"].map(|name| desk.world_in("organization", name));
        for round in 0..5 {
            let domain = format!("r{round}.example");
            for world in &worlds {
                add(desk, &world.owner.token, &domain).ok();
            }
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let running: Vec<_> = worlds
                    .iter()
                    .map(|world| {
                        let domain = &domain;
                        scope.spawn(move || {
                            let name = format!("_deskbell.{domain}");
                            let mine = list(desk, &world.owner.token);
                            let mine = mine.as_array().expect("a list").iter().find(|d| d["domain"] == **domain);
                            let value = mine.expect("it")["record"]["value"].as_str().expect("a text").to_owned();
                            server.adds(&name, &value);
                            verify(desk, &world.owner.token, domain, json!({})).status
                        })
                    })
                    .collect();
                running.into_iter().map(|r| r.join().expect("no panic")).collect()
            });
            let count = |status: u16| statuses.iter().filter(|s| **s == status).count();
            assert_eq!((count(200), count(409)), (1, 2), "round {round}: {statuses:?}");
        }
    }
}

fn a_lost_proof_is_told(kind: Kind) {
    with_both(kind, |desk, server, mail| {
        let world = desk.world_in("organization", "Acme");
        for domain in ["firm.example", "silent.example"] {
            prove(desk, server, &world.owner, domain);
        }
        server.fails("_deskbell.silent.example");
        desk.clock.advance(DAY);
        recheck(desk);
        assert_eq!(
            list(desk, &desk.sign_in(&world.owner))[0]["checked_at"],
            "2026-03-02T09:00:00.000000Z"
        );
        // Nobody answers for a week but an hour: nothing is lost.
        for _ in 0..6 {
            desk.clock.advance(DAY - HOUR);
            recheck(desk);
        }
        server.forgets("_deskbell.firm.example");
        let owner = desk.sign_in(&world.owner);
        assert!(
            list(desk, &owner)
                .as_array()
                .expect("a list")
                .iter()
                .all(|d| d["state"] == "proven")
        );
        desk.clock.advance(DAY);
        recheck(desk);
        let after = list(desk, &owner);
        assert_eq!(
            (&after[0]["state"], &after[0]["lost"]),
            (&json!("lost"), &json!("record"))
        );
        assert_eq!(
            (&after[1]["state"], &after[1]["lost"]),
            (&json!("lost"), &json!("silence"))
        );
        desk.send_mails();
        assert_eq!(told(mail, &world.owner.email, "is not proven any more"), 2);
        assert_eq!(told(mail, &world.admin.email, "is not proven any more"), 0);
        let log = desk.get("/audit?act=domain.lost", &owner).ok();
        assert_eq!(log.body.as_array().map(Vec::len), Some(2));
        // Once the record is back, a look by hand proves it anew.
        write(desk, server, &owner, "firm.example");
        assert_eq!(
            verify(desk, &owner, "firm.example", json!({})).ok().text("/state"),
            "proven"
        );
    });
}

fn a_mailbox_proves_less(kind: Kind) {
    with_both(kind, |desk, server, mail| {
        let (world, other) = (
            desk.world_in("organization", "Acme"),
            desk.world_in("organization", "Other"),
        );
        let (owner, domain) = (&world.owner.token, "firm.example");
        add(desk, owner, domain).ok();
        add(desk, &other.owner.token, domain).ok();
        verify(desk, owner, domain, json!({"email": "ada@example.com"})).names("email");
        verify(desk, owner, domain, json!({"code": "12345678"})).refused(409, "wrong_code");
        let asked = verify(desk, owner, domain, json!({"email": "It@Firm.example"})).ok();
        assert_eq!(
            (asked.text("/state"), asked.text("/code_sent_to")),
            ("waiting".to_owned(), "it@firm.example".to_owned())
        );
        desk.send_mails();
        let code = code_in(mail, "it@firm.example");
        assert!(!format!("{:?}", desk.dump()).contains(&code), "only its hash is kept");
        // It is the code of one workspace.
        verify(desk, &other.owner.token, domain, json!({"code": code})).refused(409, "wrong_code");
        verify(desk, owner, domain, json!({"code": "00000000"})).refused(409, "wrong_code");
        assert_eq!(
            verify(desk, owner, domain, json!({"code": code})).ok().text("/proof"),
            "mailbox"
        );
        verify(desk, owner, domain, json!({"code": code})).refused(409, "wrong_code");
        verify(desk, owner, domain, json!({"email": "it@firm.example"})).refused(409, "domain_proven");

        // The other workspace has a mailbox there too, until one of them has the DNS.
        verify(desk, &other.owner.token, domain, json!({"email": "hr@firm.example"})).ok();
        desk.send_mails();
        let code = code_in(mail, "hr@firm.example");
        desk.clock.advance(HOUR);
        verify(desk, &other.owner.token, domain, json!({"code": code})).refused(409, "wrong_code");
        verify(desk, &other.owner.token, domain, json!({"email": "hr@firm.example"})).ok();
        desk.send_mails();
        let code = code_in(mail, "hr@firm.example");
        verify(desk, &other.owner.token, domain, json!({"code": code})).ok();
        let late = desk.world_in("organization", "Late").owner.token;
        add(desk, &late, domain).ok();
        verify(desk, &late, domain, json!({"email": "late@firm.example"})).ok();
        desk.send_mails();
        let late_code = code_in(mail, "late@firm.example");
        write(desk, server, &other.owner.token, domain);
        assert_eq!(
            verify(desk, &other.owner.token, domain, json!({})).ok().text("/proof"),
            "dns"
        );
        let ended = list(desk, owner);
        assert_eq!(
            (&ended[0]["state"], &ended[0]["lost"]),
            (&json!("lost"), &json!("elsewhere"))
        );
        desk.send_mails();
        assert_eq!(told(mail, &world.owner.email, "is not proven any more"), 1);
        verify(desk, &late, domain, json!({"code": late_code})).refused(409, "domain_taken");
    });
}

fn a_domain_that_is_taken_gets_no_code(kind: Kind) {
    with_both(kind, |desk, server, mail| {
        let (world, other) = (
            desk.world_in("organization", "Acme"),
            desk.world_in("organization", "Other"),
        );
        prove(desk, server, &world.owner, "firm.example");
        let mut answers = Vec::new();
        for domain in ["firm.example", "free.example"] {
            add(desk, &other.owner.token, domain).ok();
            let asked = verify(
                desk,
                &other.owner.token,
                domain,
                json!({"email": format!("it@{domain}")}),
            )
            .ok();
            let mut body = asked.body.to_string().replace(domain, "");
            body = body.replace(&asked.text("/record/value"), "");
            answers.push(body);
            desk.send_mails();
        }
        // Whoever reads no mail there does not learn whose domains are here.
        assert_eq!(answers[0], answers[1]);
        let taken = read(&mail.to("it@firm.example").remove(0).raw);
        assert_eq!(taken.subject, "firm.example can't be proven by a code");
        let why = "Another workspace of this server has proven firm.example by its DNS";
        assert!(
            taken.plain.contains(why) && taken.html.contains("has proven firm.example"),
            "{taken:?}"
        );
        let code = code_in(mail, "it@free.example");
        verify(desk, &other.owner.token, "firm.example", json!({"code": code})).refused(409, "wrong_code");
    });
}

#[test]
fn a_domain_that_is_taken_gets_no_code_on_sqlite() {
    a_domain_that_is_taken_gets_no_code(Kind::Sqlite);
}
#[test]
fn a_domain_that_is_taken_gets_no_code_on_postgres() {
    a_domain_that_is_taken_gets_no_code(Kind::Postgres);
}

/// The code of the latest mail.
fn code_in(mail: &MailServer, email: &str) -> String {
    let subject = read(&mail.to(email).last().expect("a mail").raw).subject;
    subject.split(' ').next().expect("a code").to_owned()
}

#[test]
fn a_lost_proof_is_told_on_sqlite() {
    a_lost_proof_is_told(Kind::Sqlite);
}
#[test]
fn a_lost_proof_is_told_on_postgres() {
    a_lost_proof_is_told(Kind::Postgres);
}
#[test]
fn a_mailbox_proves_less_than_the_dns_on_sqlite() {
    a_mailbox_proves_less(Kind::Sqlite);
}
#[test]
fn a_mailbox_proves_less_than_the_dns_on_postgres() {
    a_mailbox_proves_less(Kind::Postgres);
}

#[test]
fn codes_and_looks_are_counted() {
    let server = DnsServer::start();
    let desk = Desk::with(Kind::Sqlite, |c| {
        c.rate_limits = deskbell::config::Toggle::On;
        c.dns = Some(server.address.clone());
    });
    let world = desk.world_in("organization", "Acme");
    add(&desk, &world.owner.token, "firm.example").ok();
    for _ in 0..10 {
        verify(&desk, &world.owner.token, "firm.example", json!({"code": "1"})).refused(409, "wrong_code");
    }
    verify(&desk, &world.owner.token, "firm.example", json!({"code": "1"})).refused(429, "too_many_codes");
    for _ in 0..60 {
        verify(&desk, &world.owner.token, "firm.example", json!({})).refused(409, "record_missing");
    }
    verify(&desk, &world.owner.token, "firm.example", json!({})).refused(429, "too_many_looks");
}
