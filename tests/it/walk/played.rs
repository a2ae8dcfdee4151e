//! The acts of the model, through the HTTP door of a real server, and what the server shows afterwards.

use serde_json::{Value, json};

use super::acts::{CONVERSATIONS, PEOPLE};
use super::guests::of_the_domain;
use super::model::{Book, Model, Role};
use super::what::{Act, Heir};
use crate::desk::{Answer, Desk, PASSWORD, Person};
use crate::dns_server::DnsServer;
use crate::ways::domains::prove;

pub struct Played<'a> {
    pub(super) desk: &'a Desk,
    pub(super) book: Book,
    name: String,
    pub(super) workspace: String,
    pub(super) people: Vec<Person>,
    /// Sessions beside those in which people act, in the order in which they began.
    pub(super) sessions: Vec<Vec<String>>,
    /// The platform admin, and their latest visit.
    pub(super) paula: Person,
    pub(super) visit: String,
    conversations: Vec<String>,
    /// Identities and secrets, in the order in which they were made.
    links: Vec<(String, String)>,
    keys: Vec<(String, String)>,
}

/// An id of nothing.
pub(super) const NONE: &str = "019e0000-0000-7000-8000-000000000000";

pub(super) fn role_name(book: Book, role: Role) -> &'static str {
    match (book, role) {
        (_, Role::Owner) => "owner",
        (_, Role::Admin) => "admin",
        (Book::Support, Role::Agent) => "agent",
        (Book::Organization, Role::Agent) => "member",
    }
}

impl<'a> Played<'a> {
    /// A new workspace of the first of new people.
    pub fn new((desk, server): (&'a Desk, &DnsServer), book: Book, walk: usize) -> Played<'a> {
        let domain = format!("w{walk}.example");
        let someone = |n| match of_the_domain(n) {
            true => desk.person_at(&format!("W{walk} P{n}"), &domain),
            false => desk.person(&format!("W{walk} P{n}")),
        };
        let people: Vec<_> = (0..PEOPLE).map(someone).collect();
        let name = format!("Walk {walk}");
        let rulebook = if book == Book::Support {
            "support"
        } else {
            "organization"
        };
        let workspace = desk.workspace_in(rulebook, &people[0], &name);
        if book == Book::Organization {
            let links_only = json!({"auto_join": {"mode": "link"}});
            desk.patch("/workspace", &people[0].token, links_only).ok();
            prove(desk, server, &people[0], &domain);
        }
        let widget = desk.widget(&people[0], "shop.example");
        let writes = |_| desk.visitor_writes(&desk.visitor(&widget), "Is the lantern back in stock?");
        Played {
            desk,
            book,
            name,
            workspace,
            sessions: vec![Vec::new(); PEOPLE],
            paula: desk.platform_admin(&format!("W{walk} Paula")),
            visit: NONE.to_owned(),
            conversations: (0..CONVERSATIONS).map(writes).collect(),
            people,
            links: Vec::new(),
            keys: Vec::new(),
        }
    }

    pub(super) fn token(&self, who: usize) -> &str {
        &self.people[who].token
    }

    /// The list of members, as the owner sees it.
    fn members(&self, owner: usize) -> Vec<Value> {
        let list = self.desk.get("/team/members", self.token(owner)).ok().body;
        list.as_array().expect("a list").clone()
    }

    /// The membership of somebody; one that is nobody's where they are not in.
    pub(super) fn member(&self, model: &Model, who: usize) -> String {
        let members = self.members(model.owner());
        let of = members.iter().find(|m| m["user_id"] == self.people[who].id.as_str());
        let id = of.and_then(|member| member["id"].as_str()).map(str::to_owned);
        id.unwrap_or_else(|| NONE.into())
    }

    pub(super) fn heir(&self, heir: Heir) -> Option<String> {
        match heir {
            Heir::Queue => None,
            Heir::Stay => Some("stay".into()),
            Heir::Colleague(who) => Some(self.people[who].id.clone()),
        }
    }

    fn with_heir(&self, path: &str, heir: Heir) -> String {
        match self.heir(heir) {
            Some(heir) => format!("{path}?heir={heir}"),
            None => path.to_owned(),
        }
    }

    fn change(&self, model: &Model, token: &str, on: usize, body: Value) -> Answer {
        self.desk
            .patch(&format!("/team/members/{}", self.member(model, on)), token, body)
    }

    fn turn_off(&self, model: &Model, by: usize, on: usize, (heir, days): (Heir, Option<i64>)) -> Answer {
        let mut off = json!({"agent_access": false});
        if let Some(heir) = self.heir(heir) {
            off["heir"] = json!(heir);
        }
        if let Some(days) = days {
            off["remove_in_days"] = json!(days);
        }
        self.change(model, self.token(by), on, off)
    }

    /// Does it; answers what the server said.
    pub fn play(&mut self, model: &Model, act: &Act) -> Answer {
        let desk = self.desk;
        match *act {
            Act::Invite { .. } | Act::Accept { .. } | Act::Revoke { .. } => self.invite(model, act),
            Act::MakeLink { .. } | Act::Join { .. } | Act::EndLink { .. } => self.by_link(model, act),
            Act::MakeKey { .. } | Act::UseKey { .. } | Act::RevokeKey { .. } => self.by_key(model, act),
            Act::Role { by, on, role } => {
                self.change(model, self.token(by), on, json!({"role": role_name(self.book, role)}))
            }
            Act::Tier { by, on, tier } => self.change(model, self.token(by), on, json!({"tier": tier})),
            Act::TierOfAll { by, tier } => self.tier_of_all(by, tier),
            Act::Disable { by, on, heir } => self.turn_off(model, by, on, (heir, None)),
            Act::PlanRemoval { by, on, heir, days } => self.turn_off(model, by, on, (heir, Some(days))),
            Act::CallOff { by, on } => {
                let path = format!("/team/members/{}/removal", self.member(model, on));
                desk.delete(&path, self.token(by))
            }
            Act::MakeView { who } => {
                let view = json!({"name": "Nobody has it", "filter": {"unassigned": true}});
                desk.post("/views", self.token(who), view)
            }
            Act::Restore { who } => desk.post("/team/archive/restore", self.token(who), json!({})),
            Act::Enable { by, on } => self.change(model, self.token(by), on, json!({"agent_access": true})),
            Act::Remove { by, on, heir } => {
                let path = format!("/team/members/{}", self.member(model, on));
                desk.delete(&self.with_heir(&path, heir), self.token(by))
            }
            Act::Leave { who, heir } => desk.post(&self.with_heir("/team/leave", heir), self.token(who), json!({})),
            Act::Assign { by, conversation, to } => {
                let path = format!(
                    "/team/assign/{}?agent_id={}",
                    self.conversations[conversation], self.people[to].id
                );
                desk.post(&path, self.token(by), json!({}))
            }
            Act::Status { who, status } => desk.patch("/team/status", self.token(who), json!({"status": status})),
            Act::Plan { by, seats } => {
                let plan = ["free", "free", "mini", "mini", "mini", "pro"][seats];
                desk.put("/billing/plan", self.token(by), json!({"plan": plan}))
            }
            Act::Nominate { by, on } => {
                let nominated = json!({"member_id": self.member(model, on)});
                desk.post("/workspace/transfer", self.token(by), nominated)
            }
            Act::AcceptOwnership { who } => {
                let body = json!({"name": self.name, "password": PASSWORD});
                desk.post("/workspace/transfer/accept", self.token(who), body)
            }
            Act::Withdraw { by } => desk.delete("/workspace/transfer", self.token(by)),
            Act::Pass { hours } => {
                desk.clock.advance(hours * 3600);
                desk.wait(deskbell::team::remove_due::remove_due(&desk.app))
                    .expect("it removes");
                self.people[0].token = desk.sign_in(&self.people[0]);
                for person in &mut self.people[1..] {
                    person.token = desk.sign_in(person);
                }
                self.paula.token = desk.sign_in(&self.paula);
                desk.call("GET", "/rulebooks", &[], None)
            }
            _ => self.play_more(model, act),
        }
    }

    fn invite(&self, model: &Model, act: &Act) -> Answer {
        let desk = self.desk;
        let owner = self.token(model.owner());
        let waiting = |who: usize| {
            let list = desk.get("/team/invitations", owner).ok().body;
            let mut list = list.as_array().expect("a list").iter();
            let open = |i: &&Value| !["accepted", "revoked"].contains(&i["state"].as_str().unwrap_or_default());
            let found = list.find(|i| i["email"] == self.people[who].email.as_str() && open(i));
            found.expect("an invitation")["id"].as_str().expect("an id").to_owned()
        };
        match *act {
            Act::Invite { by, who, role } if self.book == Book::Support => {
                let role = role_name(self.book, role);
                let path = format!("/team/invite?email={}&role={role}", self.people[who].email);
                desk.post(&path, self.token(by), json!({}))
            }
            Act::Invite { by, who, role } => {
                let body = json!({"emails": [self.people[who].email], "role": role_name(self.book, role)});
                desk.post("/team/invitations", self.token(by), body)
            }
            Act::Accept { who } => {
                let copied = desk.post(&format!("/team/invitations/{}/link", waiting(who)), owner, json!({}));
                if copied.status >= 400 {
                    return copied;
                }
                let token = json!({"token": copied.text("/token")});
                desk.post("/invitations/accept", self.token(who), token)
            }
            Act::Revoke { who } => desk.delete(&format!("/team/invitations/{}", waiting(who)), owner),
            _ => unreachable!("no invitation: {act:?}"),
        }
    }

    fn by_link(&mut self, model: &Model, act: &Act) -> Answer {
        let desk = self.desk;
        match *act {
            Act::MakeLink { by, uses } => {
                let made = desk.post("/team/links", self.token(by), json!({"max_uses": uses}));
                if made.status == 200 {
                    self.links.push((made.text("/id"), made.text("/token")));
                }
                made
            }
            Act::Join { who, link } => desk.post(
                &format!("/links/{}/join", self.links[link].1),
                self.token(who),
                json!({}),
            ),
            Act::EndLink { link } => desk.delete(
                &format!("/team/links/{}", self.links[link].0),
                self.token(model.owner()),
            ),
            _ => unreachable!("no link: {act:?}"),
        }
    }

    fn by_key(&mut self, model: &Model, act: &Act) -> Answer {
        let desk = self.desk;
        match *act {
            Act::MakeKey { by, role } => {
                let body = json!({"name": "Nightly", "role": role_name(self.book, role)});
                let made = desk.post("/workspace/keys", self.token(by), body);
                if made.status == 200 {
                    self.keys.push((made.text("/id"), made.text("/secret")));
                }
                made
            }
            Act::UseKey { key, on, tier } => self.change(model, &self.keys[key].1, on, json!({"tier": tier})),
            Act::RevokeKey { key } => desk.delete(
                &format!("/workspace/keys/{}", self.keys[key].0),
                self.token(model.owner()),
            ),
            _ => unreachable!("no key: {act:?}"),
        }
    }

    fn tier_of_all(&self, by: usize, tier: &str) -> Answer {
        let desk = self.desk;
        let body = json!({"act": "tier", "tier": tier, "filter": {}, "preview": true});
        let look = desk.post("/team/bulk", self.token(by), body);
        if look.status >= 400 {
            return look;
        }
        let path = format!("/team/bulk/{}/confirm", look.text("/id"));
        let confirmed = desk.post(&path, self.token(by), json!({}));
        desk.wait(deskbell::bulk::run::run_due(&desk.app)).expect("it runs");
        confirmed
    }

    /// Compares what the server shows with the model.
    pub fn compare(&mut self, model: &Model) -> Result<(), String> {
        self.compare_members(model)?;
        self.compare_accounts(model)?;
        self.compare_guests(model)?;
        for (n, conversation) in self.conversations.iter().enumerate() {
            let path = format!("/conversations/{conversation}");
            let shown = self.desk.get(&path, self.token(model.owner())).ok();
            let holder = model.holders[n].map(|who| self.people[who].id.clone());
            same(
                &format!("the holder of conversation {n}"),
                &shown.body["assignee_id"],
                &json!(holder),
            )?;
        }
        for (n, (_, secret)) in self.keys.iter().enumerate() {
            let works = self.desk.get("/team/members", secret).status == 200;
            same(&format!("whether key {n} works"), &works, &model.key_role(n).is_some())?;
        }
        Ok(())
    }

    fn compare_members(&self, model: &Model) -> Result<(), String> {
        let members = self.members(model.owner());
        let mut expected = 0;
        for (who, person) in model.people.iter().enumerate() {
            let shown = members.iter().find(|m| m["user_id"] == self.people[who].id.as_str());
            let planned = |m: &Value| !m["removal"].is_null();
            let shown = shown.map(|m| json!([m["role"], m["tier"], m["agent_access"], m["status"], planned(m)]));
            let place = person.place.as_ref();
            expected += usize::from(place.is_some());
            let place = place.map(|p| {
                let role = role_name(self.book, p.role);
                json!([role, p.tier, p.enabled, p.status, p.planned.is_some()])
            });
            same(&format!("person {who} in the list"), &shown, &place)?;
        }
        same("how many members there are", &members.len(), &expected)
    }

    /// What everybody's own session says. Whose session has ended signs in again.
    fn compare_accounts(&mut self, model: &Model) -> Result<(), String> {
        for (who, person) in model.people.iter().enumerate() {
            let mut me = self.desk.get("/auth/me", self.token(who));
            if me.status == 401 {
                same(
                    &format!("the session of person {who} has ended, as that of nobody on the team"),
                    &person.place,
                    &None,
                )?;
                self.people[who].token = self.desk.sign_in(&self.people[who]);
                me = self.desk.get("/auth/me", self.token(who));
            }
            let is_in = !me.body["business"].is_null();
            let is_off = !me.body["disabled"].is_null();
            let enabled = person.place.as_ref().map(|place| place.enabled);
            same(&format!("whether person {who} is in"), &is_in, &(enabled == Some(true)))?;
            if let Some(place) = person.place.as_ref().filter(|place| place.enabled) {
                let views = self.desk.get("/views", self.token(who)).ok().body;
                let archive = self.desk.get("/team/archive", self.token(who)).ok().body;
                let shown = (count(&views), count_kept(&archive));
                same(
                    &format!("the views of person {who}, and those kept"),
                    &shown,
                    &(place.views, model.kept(who)),
                )?;
            }
            same(
                &format!("whether person {who} is told that they are off"),
                &is_off,
                &(enabled == Some(false)),
            )?;
        }
        Ok(())
    }
}

fn count(list: &Value) -> usize {
    list.as_array().expect("a list").len()
}

fn count_kept(archive: &Value) -> usize {
    let views = archive["archive"]["parts"].as_array().and_then(|parts| parts.first());
    views.map_or(0, |part| part["count"].as_u64().expect("a number") as usize)
}

pub(super) fn same<T: PartialEq + std::fmt::Debug>(what: &str, server: &T, model: &T) -> Result<(), String> {
    if server == model {
        return Ok(());
    }
    Err(format!("{what}: the server says {server:?}, the model {model:?}"))
}
