//! What the model does by itself while time passes, and what it keeps of those who went.

use super::model::{Model, Planned};
use super::what::Heir;

/// Hours for which what was somebody's own is kept.
const KEPT: i64 = 30 * 24;

impl Model {
    pub fn planned(&self, who: usize) -> Option<Planned> {
        self.people[who].place.as_ref()?.planned
    }

    /// Time passes, and the removals whose day has come are carried out, the earliest first.
    pub fn pass(&mut self, hours: i64) {
        self.now += hours;
        self.sessions_pass(hours);
        let mut due: Vec<(usize, Planned)> = (0..self.people.len())
            .filter_map(|who| Some((who, self.planned(who)?)))
            .filter(|(_, planned)| planned.due <= self.now)
            .collect();
        due.sort_by_key(|(_, planned)| planned.due);
        for (who, planned) in due {
            if !self.may_touch(planned.by, who) {
                self.place(who).planned = None;
                continue;
            }
            let heir = match planned.heir {
                Heir::Colleague(heir) if heir != who && self.active(heir).is_some() => Heir::Colleague(heir),
                _ => Heir::Queue,
            };
            self.go(who, heir);
            self.people[who].removed = true;
        }
    }

    /// How many views wait for somebody in the archive.
    pub fn kept(&self, who: usize) -> usize {
        let kept = self.people[who].archived.filter(|(until, _)| *until > self.now);
        kept.map_or(0, |(_, views)| views)
    }

    /// What they have goes to what waits for them already.
    pub fn archive(&mut self, who: usize) {
        let views = self.place(who).views + self.kept(who);
        self.people[who].archived = Some((self.now + KEPT, views));
    }

    pub fn restore(&mut self, who: usize) {
        self.place(who).views += self.kept(who);
        self.people[who].archived = None;
    }
}
