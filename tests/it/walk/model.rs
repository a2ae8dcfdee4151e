//! The life of a workspace as one would play it on paper: who is in, as what, and who may do what to whom. Written from the
//! two documents and decisions 2 to 14, not from the rulebook, so that the two can disagree.

use super::what::{Act, Heir};

/// Roles, from low to high.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    Agent,
    Admin,
    Owner,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Book {
    Support,
    Organization,
}

/// A member as everybody sees them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    pub role: Role,
    pub tier: &'static str,
    pub enabled: bool,
    pub status: &'static str,
    /// Removed by itself, where somebody planned it.
    pub planned: Option<Planned>,
    /// Views of their own.
    pub views: usize,
}

#[derive(Clone, Debug)]
pub struct Invited {
    pub(super) role: Role,
    pub(super) tier: &'static str,
    pub(super) by: usize,
    pub(super) until: i64,
}

#[derive(Clone, Debug, Default)]
pub struct Person {
    pub place: Option<Place>,
    pub invited: Option<Invited>,
    /// Taken out by somebody, and not asked back since.
    pub(super) removed: bool,
    /// Views that wait for them in the archive, and until when.
    pub(super) archived: Option<(i64, usize)>,
    /// Sessions beside the one that they act in: since when; none where it has ended.
    pub sessions: Vec<Option<i64>>,
}

#[derive(Clone, Debug)]
pub struct Key {
    pub maker: usize,
    pub role: Role,
    pub live: bool,
}

/// A removal that comes by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Planned {
    /// In hours since the beginning.
    pub due: i64,
    pub by: usize,
    pub heir: Heir,
}

pub struct Model {
    pub book: Book,
    pub people: Vec<Person>,
    /// Links: how many may still come; none where it was ended.
    pub links: Vec<Option<u32>>,
    pub keys: Vec<Key>,
    /// Who holds which conversation.
    pub holders: Vec<Option<usize>>,
    seats: usize,
    nominated: Option<(usize, i64)>,
    /// Hours since the beginning.
    pub(super) now: i64,
    /// Which ways are open beside invitations.
    pub(super) mode: &'static str,
    /// Until when the platform admin is there.
    pub(super) visit: Option<i64>,
}

pub(super) const WEEK: i64 = 7 * 24;

impl Model {
    /// The first of so many people has made the workspace.
    pub fn new(book: Book, people: usize, conversations: usize) -> Model {
        let mut model = Model {
            book,
            people: vec![Person::default(); people],
            links: Vec::new(),
            keys: Vec::new(),
            holders: vec![None; conversations],
            seats: if book == Book::Support { 0 } else { usize::MAX },
            nominated: None,
            now: 0,
            mode: "link",
            visit: None,
        };
        model.come(0, Role::Owner);
        model
    }

    pub fn owner(&self) -> usize {
        let owner = |p: &Person| p.place.as_ref().is_some_and(|place| place.role == Role::Owner);
        self.people.iter().position(owner).expect("there is always an owner")
    }

    /// The role of somebody whose access is on.
    pub(super) fn active(&self, who: usize) -> Option<Role> {
        let place = self.people[who].place.as_ref()?;
        place.enabled.then_some(place.role)
    }

    /// Whether a role looks after people.
    fn manages(&self, role: Role) -> bool {
        role == Role::Owner || (role == Role::Admin && self.book == Book::Organization)
    }

    /// Whether `role` may act on that person: it manages people and stands above them.
    pub(super) fn stands_above(&self, role: Role, by: usize, on: usize) -> bool {
        let below = |place: &Place| place.role < role;
        self.manages(role) && by != on && self.people[on].place.as_ref().is_some_and(below)
    }

    pub(super) fn may_touch(&self, by: usize, on: usize) -> bool {
        self.active(by).is_some_and(|role| self.stands_above(role, by, on))
    }

    pub(super) fn may_manage(&self, by: usize) -> bool {
        self.active(by).is_some_and(|role| self.manages(role))
    }

    pub(super) fn is_heir(&self, heir: Heir, of: usize) -> bool {
        match heir {
            Heir::Colleague(heir) => heir != of && self.active(heir).is_some(),
            Heir::Queue | Heir::Stay => true,
        }
    }

    fn used_seats(&self) -> usize {
        self.people.iter().filter(|p| p.place.is_some()).count() - 1
    }

    fn waits(&self, who: usize) -> Option<&Invited> {
        self.people[who].invited.as_ref().filter(|i| i.until > self.now)
    }

    /// Who may accept the ownership.
    pub fn nominee(&self) -> Option<usize> {
        self.nominated
            .filter(|(_, until)| *until > self.now)
            .map(|(who, _)| who)
    }

    /// What a key acts as now: its role, but never more than its maker's.
    pub fn key_role(&self, key: usize) -> Option<Role> {
        let key = &self.keys[key];
        key.live
            .then(|| self.active(key.maker).map(|role| role.min(key.role)))?
    }

    /// Whether the act is allowed and possible now.
    pub fn allows(&self, act: &Act) -> bool {
        let organization = self.book == Book::Organization;
        let is_out = |who: usize| self.people[who].place.is_none();
        match *act {
            Act::Invite { by, .. } if organization => self.may_manage(by),
            Act::Invite { by, who, .. } => self.may_manage(by) && is_out(who) && self.used_seats() < self.seats,
            Act::Accept { who } => self.waits(who).is_some_and(|invited| {
                let still = invited.role == Role::Agent || self.may_manage(invited.by);
                is_out(who) && still
            }),
            // One that is over can be taken back too.
            Act::Revoke { who } => self.people[who].invited.is_some(),
            Act::MakeLink { by, .. } => self.is_open("link") && self.may_manage(by),
            Act::Join { who, link } => self.may_come(who, "link") && self.links[link] > Some(0),
            Act::EndLink { link } => self.links[link].is_some(),
            Act::Role { by, on, role } => self.may_touch(by, on) && role < Role::Owner,
            Act::Tier { by, on, .. } | Act::Enable { by, on } => self.may_touch(by, on),
            Act::TierOfAll { by, .. } => self.may_manage(by),
            Act::Disable { by, on, heir } => self.may_touch(by, on) && self.is_heir(heir, on),
            Act::Remove { by, on, heir } | Act::PlanRemoval { by, on, heir, .. } => {
                self.may_touch(by, on) && self.is_heir(heir, on)
            }
            Act::CallOff { by, on } => self.may_touch(by, on) && self.planned(on).is_some(),
            Act::Restore { who } => self.active(who).is_some() && self.kept(who) > 0,
            Act::Leave { who, heir } => {
                self.active(who).is_some_and(|role| role < Role::Owner) && self.is_heir(heir, who)
            }
            Act::Assign { by, to, .. } => {
                self.active(by).is_some_and(|role| role > Role::Agent) && self.active(to).is_some()
            }
            Act::Status { who, .. } | Act::MakeView { who } => self.active(who).is_some(),
            Act::Plan { by, seats } => {
                !organization && self.active(by) == Some(Role::Owner) && self.used_seats() <= seats
            }
            Act::Nominate { by, on } => {
                let can = by != on && self.active(on).is_some();
                organization && self.active(by) == Some(Role::Owner) && can && self.nominee().is_none()
            }
            Act::AcceptOwnership { who } => self.nominee() == Some(who),
            Act::Withdraw { by } => self
                .nominee()
                .is_some_and(|nominee| by == nominee || self.active(by) == Some(Role::Owner)),
            Act::MakeKey { by, role } => self.may_manage(by) && self.active(by).is_some_and(|mine| role <= mine),
            Act::UseKey { key, on, .. } => {
                let role = self.key_role(key);
                role.is_some_and(|role| self.stands_above(role, self.keys[key].maker, on))
            }
            Act::RevokeKey { key } => self.keys[key].live,
            Act::Pass { .. } => true,
            _ => self.allows_more(act),
        }
    }

    /// What an allowed act leaves behind.
    pub fn apply(&mut self, act: &Act) {
        match *act {
            Act::Invite { who, role, .. } if self.book == Book::Support => self.come(who, role),
            Act::Invite { by, who, role } => {
                let until = self.now + WEEK;
                let person = &mut self.people[who];
                if person.place.is_none() {
                    let tier = "basic";
                    person.invited = Some(Invited { role, tier, by, until });
                }
            }
            Act::Accept { who } => {
                let invited = self.people[who].invited.take().expect("an invitation");
                self.come(who, invited.role);
                self.place(who).tier = invited.tier;
            }
            Act::Revoke { who } => self.people[who].invited = None,
            Act::MakeLink { uses, .. } => self.links.push(Some(uses)),
            Act::Join { who, link } => {
                self.links[link] = self.links[link].map(|left| left - 1);
                self.come(who, Role::Agent);
            }
            Act::EndLink { link } => self.links[link] = None,
            Act::Role { on, role, .. } => self.place(on).role = role,
            Act::Tier { on, tier, .. } | Act::UseKey { on, tier, .. } => self.place(on).tier = tier,
            Act::TierOfAll { by, tier } => {
                for on in (0..self.people.len())
                    .filter(|on| self.may_touch(by, *on))
                    .collect::<Vec<_>>()
                {
                    self.place(on).tier = tier;
                }
            }
            Act::Disable { on, heir, .. } => self.turn_off(on, heir),
            Act::Enable { on, .. } => self.turn_on(on),
            Act::PlanRemoval { by, on, heir, days } => {
                self.turn_off(on, heir);
                let due = self.now + 24 * days;
                self.place(on).planned = Some(Planned { due, by, heir });
            }
            Act::CallOff { on, .. } => self.place(on).planned = None,
            Act::MakeView { who } => self.place(who).views += 1,
            Act::Restore { who } => self.restore(who),
            Act::Remove { on, heir, .. } => {
                self.go(on, heir);
                self.people[on].removed = true;
            }
            Act::Leave { who, heir } => self.go(who, heir),
            Act::Assign { conversation, to, .. } => self.holders[conversation] = Some(to),
            Act::Status { who, status } => self.place(who).status = status,
            Act::Plan { seats, .. } => self.seats = seats,
            Act::Nominate { on, .. } => self.nominated = Some((on, self.now + 24)),
            Act::AcceptOwnership { who } => {
                let owner = self.owner();
                self.place(owner).role = Role::Admin;
                self.place(who).role = Role::Owner;
                self.nominated = None;
            }
            Act::Withdraw { .. } => self.nominated = None,
            Act::MakeKey { by, role } => self.keys.push(Key {
                maker: by,
                role,
                live: true,
            }),
            Act::RevokeKey { key } => self.keys[key].live = false,
            Act::Pass { hours } => self.pass(hours),
            _ => self.apply_more(act),
        }
    }

    pub(super) fn place(&mut self, who: usize) -> &mut Place {
        self.people[who].place.as_mut().expect("a member")
    }

    pub(super) fn come(&mut self, who: usize, role: Role) {
        self.people[who] = Person {
            place: Some(Place {
                role,
                tier: "basic",
                enabled: true,
                status: "offline",
                planned: None,
                views: 0,
            }),
            archived: self.people[who].archived,
            sessions: std::mem::take(&mut self.people[who].sessions),
            ..Person::default()
        };
    }

    pub(super) fn turn_on(&mut self, who: usize) {
        self.place(who).enabled = true;
        self.place(who).planned = None;
    }

    pub(super) fn turn_off(&mut self, who: usize, heir: Heir) {
        if self.active(who).is_some() {
            self.place(who).enabled = false;
            self.hand_over(who, heir);
            self.nominated = self.nominated.filter(|(nominee, _)| *nominee != who);
        }
    }

    pub(super) fn go(&mut self, who: usize, heir: Heir) {
        self.hand_over(who, heir);
        self.archive(who);
        self.people[who].place = None;
        self.people[who].sessions.fill(None);
        self.nominated = self.nominated.filter(|(nominee, _)| *nominee != who);
        for key in self.keys.iter_mut().filter(|key| key.maker == who) {
            key.live = false;
        }
    }

    fn hand_over(&mut self, who: usize, heir: Heir) {
        let to = match heir {
            Heir::Stay => return,
            Heir::Queue => None,
            Heir::Colleague(heir) => Some(heir),
        };
        for holder in self.holders.iter_mut().filter(|holder| **holder == Some(who)) {
            *holder = to;
        }
    }
}
