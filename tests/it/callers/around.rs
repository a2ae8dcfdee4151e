//! A workspace with one caller of every kind around it.

use std::collections::BTreeMap;

use serde_json::json;

use crate::desk::Desk;
use crate::world::World;

/// A workspace, and one caller of every kind around it.
pub struct Around {
    pub book: String,
    pub world: World,
    pub account: String,
    pub stranger: String,
    pub second: String,
    pub removed: String,
    /// Signed in again after the access was switched off.
    pub disabled: String,
    /// Whoever is invited and has not accepted, and the secret of the invitation. A support team takes people in at once: there
    /// it is an account like any other.
    pub invited: (String, String),
    /// Of the owner's, with the roles of an agent, an admin and an owner.
    pub keys: [String; 3],
    /// A platform admin who waits for this workspace's owner, and one who visits it.
    pub platform: [String; 2],
    pub other_workspace: String,
    pub named: Vec<(&'static str, String)>,
    /// What only one of these takes away, so that the others find theirs.
    pub own: BTreeMap<&'static str, Vec<(&'static str, String)>>,
}

impl Around {
    /// Ends a membership where every seat is held by now.
    pub fn free_a_seat(&self, desk: &Desk) {
        let mut of_admin = self.own["admin"].iter();
        let (_, member) = of_admin.find(|(name, _)| *name == "{member_id}").expect("a member");
        desk.delete(&format!("/team/members/{member}"), &self.world.owner.token)
            .ok();
    }
}

pub fn around(desk: &Desk, book: &str, n: usize) -> Around {
    let world = desk.world_in(book, &format!("W{n}"));
    let other = desk.person(&format!("Stranger {n}"));
    let other_workspace = desk.workspace_in(book, &other, "Other");
    if book == "support" {
        desk.plan(&other, "pro");
    }
    let second = desk.person(&format!("Second {n}"));
    let second_member = desk.invite(&world.owner, &second, "agent");
    desk.clock.advance(1);
    desk.invite(&other, &second, "agent");
    let removed = desk.person(&format!("Removed {n}"));
    let member = desk.invite(&world.owner, &removed, "agent");
    desk.delete(&format!("/team/members/{member}"), &world.owner.token).ok();
    let disabled = disabled(desk, &world, n);
    let invited = invited(desk, book, &world, n);
    let visitor = desk.platform_admin(&format!("Visitor {n}"));
    let visit = desk.visit(&visitor, &world.workspace, "running");
    let waiting = desk.platform_admin(&format!("Waiting {n}"));
    let asked = desk.visit(&waiting, &world.workspace, "waiting");
    let named = desk.furnish(&world);
    let mut own: BTreeMap<_, _> = ["admin", "k-agent", "k-admin", "k-owner"]
        .map(|kind| {
            let member = theirs(desk, book, &world, kind, &second_member);
            (kind, own(desk, &world, kind, &member))
        })
        .into();
    own.insert("visit", vec![("{visit_id}", visit)]);
    own.insert("platform", vec![("{visit_id}", asked)]);
    Around {
        book: book.to_owned(),
        account: desk.person(&format!("Bare {n}")).token,
        stranger: other.token,
        second: second.token,
        removed: removed.token,
        disabled,
        invited,
        keys: ["agent", "admin", "owner"].map(|role| desk.key(&world.owner, role).1),
        other_workspace,
        platform: [waiting.token, visitor.token],
        named,
        own,
        world,
    }
}

fn disabled(desk: &Desk, world: &World, n: usize) -> String {
    let person = desk.person(&format!("Disabled {n}"));
    let member = desk.invite(&world.owner, &person, "agent");
    let off = json!({"agent_access": false});
    desk.patch(&format!("/team/members/{member}"), &world.owner.token, off)
        .ok();
    desk.sign_in(&person)
}

fn invited(desk: &Desk, book: &str, world: &World, n: usize) -> (String, String) {
    let person = desk.person(&format!("Invited {n}"));
    let secret = match book {
        "support" => "di_guessed".to_owned(),
        _ => {
            let waiting = desk.invitation(&world.owner.token, &person.email, "member");
            desk.copied(&world.owner.token, &waiting)
        }
    };
    (person.token, secret)
}

/// Somebody whom only they remove. In a support team, where seats are few, only one of them may.
fn theirs(desk: &Desk, book: &str, world: &World, kind: &str, second: &str) -> String {
    if book == "support" || !["k-admin", "k-owner"].contains(&kind) {
        return second.to_owned();
    }
    let person = desk.person(&format!("Theirs {kind} {}", world.name));
    desk.invite(&world.owner, &person, "agent")
}

fn own(desk: &Desk, world: &World, kind: &str, member: &str) -> Vec<(&'static str, String)> {
    let made = |path: &str, body| desk.post(path, &world.owner.token, body).ok();
    let view = made("/views", json!({"name": "Theirs", "filter": {}})).text("/id");
    if kind == "k-agent" {
        return vec![("{view_id}", view)];
    }
    let widget = made("/widget/create", json!({"domain": format!("the-{kind}s.example")})).text("/id");
    let channels = desk.get("/channels", &world.owner.token).ok();
    let mut channels = channels.body.as_array().expect("a list").iter();
    let channel = channels.find(|c| c["config"]["widget_id"] == widget.as_str());
    let channel = channel.expect("the widget's")["id"].as_str().expect("an id").to_owned();
    let secret = made(&format!("/widget/{widget}/secrets"), json!({})).text("/id");
    let tag = made("/tags", json!({"name": format!("Of {kind}"), "colour": "#7650FF"}));
    let canned = json!({"shortcut": format!("of-{kind}"), "title": "x", "content": "x"});
    let mut out = vec![
        ("{tag_id}", tag.text("/id")),
        ("{canned_reply_id}", made("/canned-replies", canned).text("/id")),
        ("{member_id}", member.to_owned()),
        ("{channel_id}", channel),
        ("{widget_id}", widget),
        ("{secret_id}", secret),
        ("{link_id}", desk.link(world).0),
        ("{domain}", another_domain(desk, world, kind)),
    ];
    if kind != "admin" {
        let role = json!({"name": format!("Of {kind}"), "permissions": []});
        out.push(("{role_id}", made("/workspace/roles", role).text("/id")));
        out.push(("{view_id}", view));
    }
    out
}

/// Another domain. A support team has none.
fn another_domain(desk: &Desk, world: &World, kind: &str) -> String {
    let domain = format!("{kind}-{}.example", world.workspace);
    desk.post("/workspace/domains", &world.owner.token, json!({"domain": domain}));
    domain
}
