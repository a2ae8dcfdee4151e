//! What `/auth/me` says a person may do is what the API lets them do: the page shows and hides by that list. With the
//! shipped rulebook, and with one of other roles.

use std::collections::BTreeMap;

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
}

impl Staff {
    /// One request for an act. Where the act may be done, it either changes nothing that another request needs, or fails
    /// for a reason that is looked at after the right.
    fn requests(&self, default_role: &str, plan: &str) -> Vec<(&'static str, &'static str, String, Value)> {
        let none = Value::Null;
        let conversation = format!("/conversations/{}", self.conversation);
        let member = format!("/team/members/{}", self.about);
        vec![
            ("members.read", "GET", "/team/members".into(), none.clone()),
            (
                "members.invite",
                "POST",
                format!("/team/invite?email=nobody@example.com&role={default_role}"),
                none.clone(),
            ),
            (
                "members.remove",
                "DELETE",
                format!("{member}?heir=nobody"),
                none.clone(),
            ),
            ("members.change_role", "PATCH", member, json!({"role": default_role})),
            (
                "availability.set",
                "PATCH",
                "/team/status".into(),
                json!({"status": "away"}),
            ),
            ("conversations.read", "GET", "/conversations".into(), none.clone()),
            (
                "conversations.read",
                "GET",
                "/conversations/counts".into(),
                none.clone(),
            ),
            ("conversations.read", "GET", conversation.clone(), none.clone()),
            (
                "conversations.read",
                "GET",
                "/team/pending-handoffs".into(),
                none.clone(),
            ),
            (
                "conversations.handle",
                "POST",
                "/conversations".into(),
                json!({"business_id": self.workspace}),
            ),
            (
                "conversations.handle",
                "PATCH",
                conversation.clone(),
                json!({"status": "open"}),
            ),
            (
                "conversations.handle",
                "PUT",
                format!("{conversation}/resolve"),
                none.clone(),
            ),
            (
                "conversations.handle",
                "PUT",
                format!("{conversation}/close"),
                none.clone(),
            ),
            (
                "conversations.handle",
                "POST",
                format!("{conversation}/messages"),
                json!({"content": "hello"}),
            ),
            (
                "conversations.handle",
                "POST",
                format!("{conversation}/handoff"),
                json!({"reason": "complex_issue"}),
            ),
            (
                "conversations.handle",
                "POST",
                format!("{conversation}/read"),
                none.clone(),
            ),
            (
                "conversations.assign",
                "PUT",
                format!("{conversation}/assign/nobody"),
                none.clone(),
            ),
            (
                "conversations.assign",
                "POST",
                format!("/team/assign/{}?agent_id=x", self.conversation),
                none.clone(),
            ),
            (
                "conversations.assign",
                "DELETE",
                format!("{conversation}/assignee"),
                none.clone(),
            ),
            ("customers.read", "GET", "/customers".into(), none.clone()),
            (
                "customers.read",
                "GET",
                format!("/customers/{}", self.customer),
                none.clone(),
            ),
            ("customers.write", "POST", "/customers".into(), json!({"name": "Ines"})),
            ("channels.read", "GET", "/channels".into(), none.clone()),
            (
                "channels.manage",
                "POST",
                "/channels".into(),
                json!({"type": "email", "config": {}}),
            ),
            (
                "channels.manage",
                "POST",
                "/widget/create".into(),
                json!({"domain": "shop.example"}),
            ),
            (
                "channels.manage",
                "PATCH",
                format!("/channels/{}", self.channel),
                json!({"is_active": true}),
            ),
            (
                "widgets.appearance",
                "PATCH",
                format!("/widget/{}", self.widget),
                json!({"name": "Shop"}),
            ),
            ("billing.read", "GET", "/billing/plan".into(), none.clone()),
            ("billing.manage", "PUT", "/billing/plan".into(), json!({"plan": plan})),
            (
                "billing.manage",
                "GET",
                format!("/billing/checkout-url?plan={plan}"),
                none.clone(),
            ),
            ("audit.read", "GET", "/audit".into(), none),
        ]
    }
}

fn send(desk: &Desk, token: &str, method: &str, path: &str, body: &Value) -> Answer {
    let bearer = format!("Bearer {token}");
    let text = (!body.is_null()).then(|| body.to_string());
    desk.call(method, path, &[("authorization", &bearer)], text.as_deref())
}

/// Invites or promotes somebody into each role of the rulebook.
fn hire(desk: &Desk, book: &Value, plan: &str) -> Staff {
    let owner = desk.person("Owner");
    let name = book["name"].as_str().expect("a name");
    let made = desk
        .post(
            "/auth/business/create",
            &owner.token,
            json!({"name": "Staff", "rulebook": name}),
        )
        .ok();
    desk.plan(&owner, plan);
    let owner_role = made.text("/team_role");
    let roles = book["roles"].as_array().expect("roles").iter();
    let roles: Vec<_> = roles
        .map(|role| role["name"].as_str().expect("a role").to_owned())
        .collect();
    let about = desk.person("About");
    let invite = |person: &Person| {
        let path = format!("/team/invite?email={}", person.email);
        desk.post(&path, &owner.token, json!({})).ok().text("/team_member_id")
    };
    let about = invite(&about);
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
        workspace: made.text("/business/id"),
        customer: shown.text("/customer_id"),
        channel: shown.text("/channel_id"),
        conversation,
        widget,
    }
}

/// Compares the list with what the API answers, for every role and act.
fn compare(desk: &Desk, book: &Value, default_role: &str, plan: &str) {
    let staff = hire(desk, book, plan);
    let (mut allowed, mut refused) = (0, 0);
    for (role, person) in &staff.people {
        let me = desk.get("/auth/me", &person.token).ok();
        assert_eq!(me.body["team_role"], role.as_str());
        let listed = me.body["permissions"].as_array().expect("a list");
        for (act, method, path, body) in staff.requests(default_role, plan) {
            let answer = send(desk, &person.token, method, &path, &body);
            let what = format!("{role}: {method} {path}: {} {}", answer.status, answer.body);
            assert!(answer.status < 500 && answer.status != 401, "{what}");
            assert_eq!(listed.contains(&json!(act)), answer.status != 403, "{act} of {what}");
            if answer.status == 403 {
                refused += 1;
                assert!(answer.text("/why/rule").contains(act), "{what}");
                assert!(answer.text("/why/text").ends_with('.'), "{what}");
                assert!(answer.body["why"]["who"].is_array(), "{what}");
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
