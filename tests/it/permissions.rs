//! What `/auth/me` says a person may do is what the API lets them do: the page shows and hides by that list. With the
//! shipped rulebook, and with one of other roles.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::desk::{Answer, Desk, Kind, Person};

/// A workspace with somebody of each role, and somebody whom acts are about.
struct Staff {
    people: BTreeMap<String, Person>,
    about: String,
    workspace: String,
    conversation: String,
    customer: String,
    channel: String,
    widget: String,
    tier: String,
    /// Whether admins manage agents.
    switch: &'static str,
}

/// One request for an act, a line: the act, the method, the path, the body. Where the act may be done, it either changes
/// nothing that another request needs, or fails for a reason that is looked at after the right.
const REQUESTS: &str = r##"
members.read         GET    /team/members
members.invite       POST   /team/invite?email=nobody@example.com&role={role}
members.invite       GET    /team/invitations
members.invite       GET    /team/archives
members.invite       GET    /team/links
members.remove       DELETE /team/members/{about}?heir=nobody
members.erase        GET    /team/former
customers.erase      GET    /customers/{customer}/personal-data
customers.erase      GET    /customers/{customer}/erasure
customers.erase      DELETE /customers/{customer}/personal-data {"name":"nobody"}
members.change_role  PATCH  /team/members/{about} {"role":"{role}"}
members.change_tier  PATCH  /team/members/{about} {"tier":"{tier}"}
members.disable      PATCH  /team/members/{about} {"agent_access":true}
availability.set     PATCH  /team/status {"status":"away"}
conversations.read   GET    /conversations
conversations.read   GET    /conversations/counts
conversations.read   GET    /conversations/{conversation}
conversations.read   GET    /team/pending-handoffs
conversations.handle POST   /conversations {"business_id":"{workspace}"}
conversations.handle PATCH  /conversations/{conversation} {"status":"open"}
conversations.handle PUT    /conversations/{conversation}/resolve
conversations.handle PUT    /conversations/{conversation}/close
conversations.handle POST   /conversations/{conversation}/messages {"content":"hello"}
conversations.handle POST   /conversations/{conversation}/handoff {"reason":"complex_issue"}
conversations.handle POST   /conversations/{conversation}/read
conversations.assign PUT    /conversations/{conversation}/assign/nobody
conversations.assign POST   /team/assign/{conversation}?agent_id=nobody
conversations.assign DELETE /conversations/{conversation}/assignee
conversations.read   GET    /search?q=hello
conversations.read   GET    /tags
conversations.read   GET    /canned-replies
conversations.read   GET    /views
conversations.read   POST   /views {"name":"Mine","filter":{}}
workspace.update     POST   /tags {"name":"{role}","colour":"#7650FF"}
workspace.update     POST   /canned-replies {"shortcut":"hours","title":"Hours","content":"Nine."}
channels.manage      GET    /widget/{widget}/secrets
channels.manage      POST   /widget/{widget}/secrets
conversations.handle PUT    /conversations/{conversation}/tags {"tags":[]}
conversations.handle POST   /conversations/{conversation}/snooze {}
conversations.handle POST   /conversations/{conversation}/upload?name=list.txt {}
customers.read       GET    /customers
customers.read       GET    /customers/{customer}
customers.write      POST   /customers {"name":"Ines"}
channels.read        GET    /channels
channels.manage      POST   /channels {"type":"email","config":{}}
channels.manage      POST   /widget/create {"domain":"shop.example"}
channels.manage      PATCH  /channels/{channel} {"is_active":true}
widgets.appearance   PATCH  /widget/{widget} {"name":"Shop"}
billing.read         GET    /billing/plan
billing.manage       PUT    /billing/plan {"plan":"{plan}"}
billing.manage       GET    /billing/checkout-url?plan={plan}
audit.read           GET    /audit
analytics.read       GET    /team/activity
audit.read           GET    /audit/export
workspace.read       GET    /workspace
workspace.update     PATCH  /workspace {"time_zone":"UTC"}
workspace.update     GET    /workspace/retention
workspace.update     PATCH  /workspace {"retention":{"conversations":null,"activity":null,"audit":null}}
members.remove       DELETE /team/members/{about}/removal
workspace.delete     DELETE /workspace {"name":"nobody"}
workspace.delete     POST   /workspace/restore
roles.manage         POST   /workspace/roles {"name":"{role}","permissions":[]}
members.read         GET    /workspace/roles
audit.read           GET    /workspace/roles/document
ownership.transfer   POST   /workspace/transfer {"member_id":"nobody"}
keys.manage          GET    /workspace/keys
keys.manage          POST   /workspace/keys {"name":"Nightly","role":"nobody"}
workspace.switch     PATCH  /workspace {"admins_manage_agents":{switch}}
"##;

impl Staff {
    /// The requests for this workspace: act, method, path and body.
    fn requests(&self, default_role: &str, plan: &str) -> Vec<(String, String, String, Option<String>)> {
        let named = [
            ("{about}", self.about.as_str()),
            ("{workspace}", &self.workspace),
            ("{conversation}", &self.conversation),
            ("{customer}", &self.customer),
            ("{channel}", &self.channel),
            ("{widget}", &self.widget),
            ("{role}", default_role),
            ("{tier}", &self.tier),
            ("{plan}", plan),
            ("{switch}", self.switch),
        ];
        let lines = REQUESTS.lines().filter(|line| !line.is_empty());
        let filled = lines.map(|line| {
            named
                .iter()
                .fold(line.to_owned(), |line, (name, id)| line.replace(name, id))
        });
        let split = filled.map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            let mut next = || words.next();
            (
                next().expect("an act"),
                next().expect("a method"),
                next().expect("a path"),
                next(),
            )
        });
        split.collect()
    }
}

fn send(desk: &Desk, token: &str, method: &str, path: &str, body: Option<&str>) -> Answer {
    let bearer = format!("Bearer {token}");
    desk.call(method, path, &[("authorization", &bearer)], body)
}

/// Invites or promotes somebody into each role of the rulebook.
fn hire(desk: &Desk, book: &Value, default_role: &str, plan: &str) -> Staff {
    let owner = desk.person("Owner");
    let name = book["name"].as_str().expect("a name");
    let workspace = desk.workspace_in(name, &owner, "Staff");
    desk.plan(&owner, plan);
    let owner_role = desk.get("/auth/me", &owner.token).ok().text("/team_role");
    let roles = book["roles"].as_array().expect("roles").iter();
    let roles: Vec<_> = roles
        .map(|role| role["name"].as_str().expect("a role").to_owned())
        .collect();
    let invite = |person: &Person| desk.invite(&owner, person, default_role);
    let about = invite(&desk.person("About"));
    let mut people = BTreeMap::new();
    for role in roles.iter().filter(|role| **role != owner_role) {
        let person = desk.person(&format!("The {role}"));
        let member = invite(&person);
        desk.patch(&format!("/team/members/{member}"), &owner.token, json!({"role": role}))
            .ok();
        people.insert(role.clone(), person);
    }
    let widget = desk.widget(&owner, "shop.example");
    let conversation = desk.visitor_writes(&desk.visitor(&widget), "hello");
    let shown = desk.get(&format!("/conversations/{conversation}"), &owner.token).ok();
    people.insert(owner_role, owner);
    Staff {
        people,
        about,
        workspace,
        customer: shown.text("/customer_id"),
        channel: shown.text("/channel_id"),
        conversation,
        widget,
        tier: book["tiers"][0]["name"].as_str().expect("a tier").to_owned(),
        switch: "false",
    }
}

/// The page of somebody's rights, by act.
fn rights(desk: &Desk, person: &Person, member_id: &str) -> BTreeMap<String, Value> {
    let page = desk
        .get(&format!("/team/members/{member_id}/rights"), &person.token)
        .ok();
    let lines = page.body["rights"].as_array().expect("lines").iter();
    lines
        .map(|line| (line["act"].as_str().expect("an act").to_owned(), line.clone()))
        .collect()
}

/// Compares the list and the page of rights with what the API answers, for every role and act; with the switches of the
/// rulebook as they begin.
fn compare(desk: &Desk, book: &Value, default_role: &str, plan: &str) {
    let staff = hire(desk, book, default_role, plan);
    compare_with(desk, &staff, default_role, plan);
}

fn compare_with(desk: &Desk, staff: &Staff, default_role: &str, plan: &str) {
    let (mut allowed, mut refused) = (0, 0);
    for (role, person) in &staff.people {
        let me = desk.get("/auth/me", &person.token).ok();
        assert_eq!(me.body["team_role"], role.as_str());
        let listed = me.body["permissions"].as_array().expect("a list");
        let page = rights(desk, person, &me.text("/member_id"));
        let asked: BTreeSet<_> = staff
            .requests(default_role, plan)
            .into_iter()
            .map(|(act, ..)| act)
            .collect();
        assert_eq!(
            asked,
            page.keys().cloned().collect(),
            "each act of the page has a request, and no other"
        );
        for (act, method, path, body) in staff.requests(default_role, plan) {
            let answer = send(desk, &person.token, &method, &path, body.as_deref());
            let what = format!("{role}: {method} {path}: {} {}", answer.status, answer.body);
            assert!(answer.status < 500 && answer.status != 401, "{what}");
            // Whoever has the right may still find a way closed to everybody.
            let has_right = answer.status != 403 || answer.body["code"] == "way_closed";
            assert_eq!(listed.contains(&json!(act)), has_right, "{act} of {what}");
            let line = &page[&act];
            assert_eq!(line["allowed"], has_right, "{act} of {what}: the page says {line}");
            if !has_right {
                refused += 1;
                let rule = answer.text("/why/rule");
                assert!(rule.contains(&act) || rule.ends_with("/ownership"), "{what}");
                assert!(answer.text("/why/text").ends_with('.'), "{what}");
                assert!(answer.body["why"]["who"].is_array(), "{what}");
                assert_eq!(answer.body["why"], line["why"], "{what}: the page gives another reason");
            } else {
                allowed += 1;
            }
        }
    }
    assert!(allowed > 20 && refused > 5, "{allowed} allowed, {refused} refused");
}

fn book_named(desk: &Desk, name: &str) -> Value {
    let books = desk.call("GET", "/rulebooks", &[], None).ok();
    let found = books.body.as_array().expect("books").iter().find(|b| b["name"] == name);
    found.expect("the rulebook").clone()
}

#[test]
fn the_list_of_rights_is_what_the_api_allows_in_support() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::start(kind);
        let book = book_named(&desk, "support");
        compare(&desk, &book, "agent", "pro");
    }
}

#[test]
fn the_list_of_rights_is_what_the_api_allows_where_admins_manage_agents() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::start(kind);
        let mut staff = hire(&desk, &book_named(&desk, "support"), "agent", "pro");
        staff.switch = "true";
        let (owner, admin) = (&staff.people["owner"], &staff.people["admin"]);
        let disable = |person: &Person| {
            let page = rights(
                &desk,
                person,
                &desk.get("/auth/me", &person.token).ok().text("/member_id"),
            );
            page["members.disable"]["allowed"].as_bool().expect("whether")
        };
        let before = disable(admin);
        desk.patch("/workspace", &owner.token, json!({"admins_manage_agents": true}))
            .ok();
        assert_eq!((before, disable(admin)), (false, true));
        compare_with(&desk, &staff, "agent", "pro");
    }
}

#[test]
fn the_list_of_rights_is_what_the_api_allows_in_organization() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let desk = Desk::start(kind);
        let book = book_named(&desk, "organization");
        compare(&desk, &book, "member", "team");
    }
}

#[test]
fn the_list_of_rights_is_what_the_api_allows_in_a_rulebook_of_other_roles() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let folder = tempfile::tempdir().expect("a folder");
        let workshop = include_str!("../../crates/rulebook/tests/fixtures/workshop.toml");
        std::fs::write(folder.path().join("workshop.toml"), workshop).expect("a file");
        let rulebooks = folder.path().to_owned();
        let desk = Desk::with(kind, |config| config.rulebooks = Some(rulebooks));
        let book = book_named(&desk, "workshop");
        compare(&desk, &book, "helper", "hall");
    }
}
