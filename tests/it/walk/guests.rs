//! Who comes in by themselves, signs in and out, and looks in from the platform, in a walk. In the model, and on the server.

use serde_json::{Value, json};

use super::model::{Book, Model, Role};
use super::played::{NONE, Played, same};
use super::what::{Act, Heir};
use crate::desk::{Answer, PASSWORD};

/// Hours for which a session lives, and unused.
const SESSION: i64 = 30 * 24;
const UNUSED: i64 = 14 * 24;

/// Whether somebody's address is at the workspace's domain.
pub fn of_the_domain(who: usize) -> bool {
    who >= 2
}

impl Model {
    /// Whether people come in by this way.
    pub fn is_open(&self, way: &str) -> bool {
        self.book == Book::Organization && [way, "both"].contains(&self.mode)
    }

    /// Whether somebody may come in by themselves.
    pub fn may_come(&self, who: usize, way: &str) -> bool {
        self.is_open(way) && self.people[who].place.is_none() && !self.people[who].removed
    }

    fn is_visited(&self) -> bool {
        self.visit.is_some_and(|until| until > self.now)
    }

    fn latest_session(&self, who: usize) -> Option<usize> {
        self.people[who].sessions.iter().rposition(Option::is_some)
    }

    pub fn sessions_pass(&mut self, hours: i64) {
        let now = self.now;
        for session in self.people.iter_mut().flat_map(|person| &mut person.sessions) {
            *session = session.filter(|since| hours <= UNUSED && now - since <= SESSION);
        }
    }

    pub fn allows_more(&self, act: &Act) -> bool {
        match *act {
            Act::OffMany { by, heir, .. } | Act::OutMany { by, heir, .. } => self.allows_many(by, heir),
            Act::OnMany { by, .. } | Act::Import { by, .. } => self.allows_many(by, Heir::Queue),
            Act::AutoJoin { by, .. } => self.may_manage(by),
            Act::ByDomain { who } => of_the_domain(who) && self.may_come(who, "domain"),
            Act::SignIn { .. } => true,
            Act::SignOut { who } => self.latest_session(who).is_some(),
            Act::Visit => !self.is_visited(),
            // A visit stands as high as an admin does.
            Act::OnVisit { on, .. } => {
                let place = self.people[on].place.as_ref();
                self.is_visited() && place.is_some_and(|place| place.role < Role::Admin)
            }
            Act::EndVisit { by } => self.is_visited() && by.is_none_or(|by| self.active(by) == Some(Role::Owner)),
            _ => unreachable!("nobody says whether it is allowed: {act:?}"),
        }
    }

    pub fn apply_more(&mut self, act: &Act) {
        match *act {
            Act::AutoJoin { mode, .. } => self.mode = mode,
            Act::ByDomain { who } => self.come(who, Role::Agent),
            Act::SignIn { who } => {
                let now = self.now;
                self.people[who].sessions.push(Some(now));
            }
            Act::SignOut { who } => {
                let latest = self.latest_session(who).expect("a session");
                self.people[who].sessions[latest] = None;
            }
            Act::Visit => self.visit = Some(self.now + 1),
            Act::OnVisit { on, tier } => self.place(on).tier = tier,
            Act::EndVisit { .. } => self.visit = None,
            _ => self.apply_many(act),
        }
    }
}

impl Played<'_> {
    pub fn play_more(&mut self, model: &Model, act: &Act) -> Answer {
        let desk = self.desk;
        match *act {
            Act::AutoJoin { by, mode } => {
                let ways = json!({"auto_join": {"mode": mode}});
                desk.patch("/workspace", self.token(by), ways)
            }
            Act::ByDomain { who } => {
                let path = format!("/auth/offers/{}/join", self.workspace);
                desk.post(&path, self.token(who), json!({}))
            }
            Act::SignIn { who } => {
                let ask = json!({"email": self.people[who].email, "password": PASSWORD}).to_string();
                let begun = desk.call("POST", "/auth/login", &[], Some(&ask));
                self.sessions[who].push(begun.text("/access_token"));
                begun
            }
            Act::SignOut { who } => {
                let latest = model
                    .latest_session(who)
                    .map(|latest| self.sessions[who][latest].as_str());
                desk.post("/auth/logout", latest.unwrap_or(NONE), json!({}))
            }
            Act::Visit => {
                let ask = json!({"workspace_id": self.workspace, "reason": "To help", "password": PASSWORD});
                let visit = desk.post("/platform/visits", &self.paula.token, ask);
                if visit.status == 200 {
                    self.visit = visit.text("/id");
                }
                visit
            }
            Act::OnVisit { on, tier } => {
                let path = format!("/team/members/{}", self.member(model, on));
                self.visits("PATCH", &path, Some(json!({"tier": tier})))
            }
            Act::EndVisit { by: None } => desk.delete(&format!("/platform/visits/{}", self.visit), &self.paula.token),
            Act::EndVisit { by: Some(by) } => desk.delete(&format!("/workspace/visits/{}", self.visit), self.token(by)),
            _ => self.play_many(model, act),
        }
    }

    fn visits(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let (token, place) = (&self.paula.token, &self.workspace);
        self.desk.on_visit(token, place, (method, path), body)
    }

    /// Whether the platform admin is there, and which sessions live.
    pub fn compare_guests(&self, model: &Model) -> Result<(), String> {
        let is_there = self.visits("GET", "/workspace", None).status == 200;
        same("whether the platform admin is there", &is_there, &model.is_visited())?;
        for (who, person) in model.people.iter().enumerate() {
            let sessions = self.sessions[who].iter().zip(&person.sessions);
            // Those that have ended long ago are looked at no more.
            for (n, (token, since)) in sessions.enumerate().skip(person.sessions.len().saturating_sub(4)) {
                let lives = self.desk.get("/auth/me", token).status == 200;
                same(
                    &format!("whether session {n} of person {who} lives"),
                    &lives,
                    &since.is_some(),
                )?;
            }
        }
        Ok(())
    }
}
