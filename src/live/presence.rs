//! Who is connected: a person counts as there for 90 seconds after their last client left (decision 17). Never stored.

use std::collections::HashMap;

use parking_lot::Mutex;

use crate::clock::Time;
use crate::id::Id;

/// How long somebody still counts as there after the last client left, in seconds.
pub const GRACE: i64 = 90;

#[derive(Default)]
struct Person {
    clients: usize,
    left_at: Option<Time>,
}

/// Connected people by workspace, and what visitors were last told.
#[derive(Default)]
pub struct Presence {
    people: Mutex<HashMap<(Id, Id), Person>>,
    told: Mutex<HashMap<Id, bool>>,
}

impl Presence {
    /// A client of an account connected in a workspace. Answers whether the person was away before.
    pub fn came(&self, workspace_id: &Id, account_id: &Id) -> bool {
        let mut people = self.people.lock();
        let key = (workspace_id.clone(), account_id.clone());
        let is_new = !people.contains_key(&key);
        let person = people.entry(key).or_default();
        person.clients += 1;
        person.left_at = None;
        is_new
    }

    /// A client of theirs left.
    pub fn left(&self, workspace_id: &Id, account_id: &Id, now: Time) {
        let mut people = self.people.lock();
        if let Some(person) = people.get_mut(&(workspace_id.clone(), account_id.clone())) {
            person.clients = person.clients.saturating_sub(1);
            if person.clients == 0 {
                person.left_at = Some(now);
            }
        }
    }

    /// Forgets somebody at once, where they were removed.
    pub fn forget(&self, workspace_id: &Id, account_id: &Id) {
        self.people.lock().remove(&(workspace_id.clone(), account_id.clone()));
    }

    /// Takes out whoever has been gone for longer than the grace.
    pub fn expire(&self, now: Time) -> Vec<(Id, Id)> {
        let gone = |p: &Person| p.left_at.is_some_and(|at| now.seconds_since(at) >= GRACE);
        let mut people = self.people.lock();
        let keys: Vec<_> = people
            .iter()
            .filter(|(_, p)| gone(p))
            .map(|(key, _)| key.clone())
            .collect();
        for key in &keys {
            people.remove(key);
        }
        keys
    }

    /// Whether a person is there.
    #[must_use]
    pub fn is_there(&self, workspace_id: &Id, account_id: &Id) -> bool {
        self.people
            .lock()
            .contains_key(&(workspace_id.clone(), account_id.clone()))
    }

    /// Notes what visitors are told; answers whether that is news.
    pub fn tell(&self, workspace_id: &Id, online: bool) -> bool {
        self.told.lock().insert(workspace_id.clone(), online) != Some(online)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_stays_for_the_grace_and_comes_back_without_news() {
        let presence = Presence::default();
        let (w, a) = ("w".to_owned(), "a".to_owned());
        let start = Time::from_micros(0);
        assert!(presence.came(&w, &a));
        assert!(!presence.came(&w, &a), "a second tab is no news");
        presence.left(&w, &a, start);
        presence.left(&w, &a, start);
        assert!(presence.expire(start.plus_seconds(GRACE - 1)).is_empty());
        assert!(presence.is_there(&w, &a));
        assert!(!presence.came(&w, &a), "back within the grace");
        presence.left(&w, &a, start);
        assert_eq!(presence.expire(start.plus_seconds(GRACE)), [(w.clone(), a.clone())]);
        assert!(!presence.is_there(&w, &a));
    }
}
