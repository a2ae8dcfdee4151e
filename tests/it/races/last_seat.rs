//! The last seat of a plan, wanted by every way into a workspace at once: one of them gets it, and the others are told why not.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use super::{Work, together};
use crate::desk::{Answer, Desk, Kind, Person};
use crate::dns_server::DnsServer;
use crate::invitation::seats::club;
use crate::ways::domains::prove;

const WEEK: i64 = 7 * 86_400;
const ROUNDS: usize = 10;
/// Seats of the smallest plan of the club, beside its owner's.
const SEATS: u64 = 2;

/// A workspace with one seat left. The other one is held by somebody whose access is off.
struct Club<'a> {
    desk: &'a Desk,
    ada: Person,
    workspace: String,
    member: String,
}

impl<'a> Club<'a> {
    fn new(desk: &'a Desk, server: &DnsServer) -> Club<'a> {
        let ada = desk.person("Ada");
        let workspace = desk.workspace_in("club", &ada, "Club");
        prove(desk, server, &ada, "firm.example");
        let both = json!({"auto_join": {"mode": "both"}});
        desk.patch("/workspace", &ada.token, both).ok();
        let ben = desk.person("Ben");
        desk.accept(
            &ben,
            &desk.copied(&ada.token, &desk.invitation(&ada.token, &ben.email, "member")),
        )
        .ok();
        let team = desk.get("/team/members", &ada.token).ok();
        let member = team.text("/1/id");
        Club {
            desk,
            ada,
            workspace,
            member,
        }
    }

    fn token(&self) -> &str {
        &self.ada.token
    }

    /// Seats in use, of people who are in and of those who are invited.
    fn used(&self) -> u64 {
        let plan = self.desk.get("/billing/plan", self.token()).ok();
        plan.body["use"]["agents"].as_u64().expect("a number")
    }

    /// An invitation that is over, and holds no seat any more.
    fn expired(&mut self, round: usize) -> String {
        let late = self
            .desk
            .invitation(self.token(), &format!("late{round}@example.com"), "member");
        self.desk.clock.advance(WEEK);
        self.ada.token = self.desk.sign_in(&self.ada);
        late
    }

    /// A file with one row was looked at and confirmed; it is only to be worked through.
    fn file(&self, round: usize) -> String {
        let look = self
            .desk
            .sheet(self.token(), &format!("email\nfile{round}@example.com\n"))
            .ok();
        look.text("/id")
    }

    /// Has the file worked through, and answers what became of it.
    fn import(&self, id: &str) -> Answer {
        let path = format!("/team/imports/{id}");
        let existing = json!({"existing": "skip"});
        self.desk.post(&format!("{path}/confirm"), self.token(), existing).ok();
        loop {
            self.desk
                .wait(deskbell::import::run::run_due(&self.desk.app))
                .expect("it runs");
            let now = self.desk.get(&path, self.token()).ok();
            if now.body["state"] == "done" {
                return now;
            }
        }
    }

    fn access(&self, on: bool) -> Answer {
        let path = format!("/team/members/{}", self.member);
        self.desk.patch(&path, self.token(), json!({"agent_access": on}))
    }

    /// Whoever got the last seat gives it back.
    fn empty(&self) {
        let team = self.desk.get("/team/members", self.token()).ok().body;
        for member in &team.as_array().expect("a list")[1..] {
            let id = member["id"].as_str().expect("an id");
            if id != self.member {
                self.desk.delete(&format!("/team/members/{id}"), self.token()).ok();
            }
        }
        let list = self.desk.get("/team/invitations", self.token()).ok().body;
        for waiting in list.as_array().expect("a list") {
            if !["accepted", "revoked"].contains(&waiting["state"].as_str().unwrap_or_default()) {
                let id = waiting["id"].as_str().expect("an id");
                self.desk.delete(&format!("/team/invitations/{id}"), self.token()).ok();
            }
        }
        assert_eq!(self.used(), SEATS - 1);
    }

    /// Everybody who wants the seat, and what each was answered.
    fn race(&self, round: usize, late: &str) -> Vec<Answer> {
        let (desk, token) = (self.desk, self.token());
        let link = desk.post("/team/links", token, json!({})).ok().text("/token");
        let (link, file) = (format!("/links/{link}/join"), self.file(round));
        let offer = format!("/auth/offers/{}/join", self.workspace);
        let resend = format!("/team/invitations/{late}/resend");
        let holder = desk.person(&format!("Holder {round}"));
        let colleague = desk.person_at(&format!("Colleague {round}"), "firm.example");
        let invited = json!({"emails": [format!("invited{round}@example.com")]});
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::SeqCst) {
                    assert!(self.used() <= SEATS, "round {round}");
                }
            });
            let work: Vec<Work<'_>> = vec![
                Box::new(|| desk.post("/team/invitations", token, invited.clone())),
                Box::new(|| desk.post(&link, &holder.token, json!({}))),
                Box::new(|| desk.post(&offer, &colleague.token, json!({}))),
                Box::new(|| self.import(&file)),
                Box::new(|| desk.post(&resend, token, json!({}))),
                Box::new(|| self.access(true)),
            ];
            let answers = together(work);
            is_over.store(true, Ordering::SeqCst);
            answers
        })
    }
}

/// Whether the answer gave a seat; one that did not has to say that none was left.
fn won(way: usize, answer: &Answer) -> bool {
    let row = |key: &str| answer.body[key][0]["outcome"].as_str().unwrap_or_default().to_owned();
    match (way, answer.status) {
        (0, 200) if row("results") == "invited" => true,
        (0, 200) => {
            assert_eq!(row("results"), "no_seat", "{}", answer.body);
            false
        }
        (3, 200) if answer.body["done"] == 1 => true,
        (3, 200) => {
            assert_eq!(row("rows"), "no_seat", "{}", answer.body);
            false
        }
        (_, 200) => true,
        _ => {
            let got = (answer.status, answer.body["code"].as_str());
            assert_eq!(got, (402, Some("limit_exceeded")), "way {way}: {}", answer.body);
            false
        }
    }
}

fn by_every_way(kind: Kind) {
    let server = DnsServer::start();
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("club.toml"), club()).expect("a file");
    let desk = Desk::with(kind, |c| {
        c.rulebooks = Some(folder.path().to_owned());
        c.dns = Some(server.address.clone());
    });
    let mut club = Club::new(&desk, &server);
    for round in 0..ROUNDS {
        let late = club.expired(round);
        club.access(false).ok();
        assert_eq!(club.used(), SEATS - 1, "round {round}");
        let mut answers = club.race(round, &late);
        // A seat that is held already is nobody else's, and takes none.
        answers.pop().expect("the last").ok();
        let winners: Vec<_> = (0..answers.len()).filter(|way| won(*way, &answers[*way])).collect();
        assert_eq!(winners.len(), 1, "round {round}: {winners:?}");
        assert_eq!(club.used(), SEATS, "round {round}");
        club.empty();
    }
}

#[test]
fn the_last_seat_is_one_persons_by_whichever_way_on_sqlite() {
    by_every_way(Kind::Sqlite);
}

#[test]
fn the_last_seat_is_one_persons_by_whichever_way_on_postgres() {
    by_every_way(Kind::Postgres);
}
