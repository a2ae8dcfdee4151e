//! What is done to several at once in a walk: bulk acts, and files of people. In the model, and on the server.

use serde_json::{Value, json};

use super::model::{Book, Invited, Model, Role, WEEK};
use super::played::{Played, role_name};
use super::what::{Act, Heir};
use crate::desk::Answer;

impl Model {
    /// Whether somebody may begin it at all; who of the many it is done to is decided one by one.
    pub fn allows_many(&self, by: usize, heir: Heir) -> bool {
        let is_there = match heir {
            Heir::Colleague(heir) => self.active(heir).is_some(),
            Heir::Queue | Heir::Stay => true,
        };
        self.may_manage(by) && is_there
    }

    /// Those of the two to whom it is done.
    fn touched(&self, by: usize, on: [usize; 2], heir: Heir) -> Vec<usize> {
        let mut on = on.to_vec();
        on.dedup();
        on.retain(|on| self.may_touch(by, *on) && self.is_heir(heir, *on));
        on
    }

    pub fn apply_many(&mut self, act: &Act) {
        match *act {
            Act::OffMany { by, on, heir } => {
                for on in self.touched(by, on, heir) {
                    self.turn_off(on, heir);
                }
            }
            Act::OnMany { by, on } => {
                for on in self.touched(by, on, Heir::Queue) {
                    self.turn_on(on);
                }
            }
            Act::OutMany { by, on, heir } => {
                for on in self.touched(by, on, heir) {
                    self.go(on, heir);
                    self.people[on].removed = true;
                }
            }
            Act::Import { by, rows, updates } => {
                let twice = rows[0].0 == rows[1].0;
                for row in &rows[..if twice { 1 } else { 2 }] {
                    self.import(by, *row, updates);
                }
            }
            _ => unreachable!("not of many: {act:?}"),
        }
    }

    fn import(&mut self, by: usize, (who, role, tier): (usize, Role, &'static str), updates: bool) {
        if self.people[who].place.is_none() {
            let until = self.now + WEEK;
            self.people[who].invited = Some(Invited { role, tier, by, until });
        } else if updates && self.may_touch(by, who) {
            self.place(who).role = role;
            // Whoever was made an admin just now stands as high as whoever did it, where that was one.
            if self.may_touch(by, who) {
                self.place(who).tier = tier;
            }
        }
    }
}

impl Played<'_> {
    pub fn play_many(&self, model: &Model, act: &Act) -> Answer {
        match *act {
            Act::OffMany { by, on, heir } => self.bulk("disable", model, by, on, heir),
            Act::OnMany { by, on } => self.bulk("enable", model, by, on, Heir::Queue),
            Act::OutMany { by, on, heir } => self.bulk("remove", model, by, on, heir),
            Act::Import { by, rows, updates } => self.import(by, &rows, updates),
            _ => unreachable!("not of many: {act:?}"),
        }
    }

    fn bulk(&self, what: &str, model: &Model, by: usize, on: [usize; 2], heir: Heir) -> Answer {
        let members = on.map(|on| self.member(model, on));
        let mut ask = json!({"act": what, "members": members, "preview": false});
        if let Some(heir) = self.heir(heir) {
            ask["heir"] = json!(heir);
        }
        self.desk.post("/team/bulk", self.token(by), ask)
    }

    fn import(&self, by: usize, rows: &[(usize, Role, &str)], updates: bool) -> Answer {
        assert_eq!(self.book, Book::Organization);
        let row = |(who, role, tier): &(usize, Role, &str)| {
            format!("{},{},{tier}\n", self.people[*who].email, role_name(self.book, *role))
        };
        let rows: String = rows.iter().map(row).collect();
        let look = self
            .desk
            .sheet(self.token(by), &format!("email,role,access_tier\n{rows}"));
        if look.status != 200 {
            return look;
        }
        let path = format!("/team/imports/{}", look.text("/id"));
        let existing: Value = json!({"existing": if updates { "update" } else { "skip" }});
        self.desk
            .post(&format!("{path}/confirm"), self.token(by), existing)
            .ok();
        loop {
            let run = deskbell::import::run::run_due(&self.desk.app);
            self.desk.wait(run).expect("it runs");
            let now = self.desk.get(&path, self.token(by));
            if now.status != 200 || now.body["state"] == "done" {
                return now;
            }
        }
    }
}
