//! A small workspace to act in.

use deskbell::access::{Account, member_in};
use deskbell::team::join::join;
use serde_json::json;

use crate::desk::{Answer, Desk, PICTURE, Person};

/// A small workspace: an owner, an admin and an agent (a member, in `organization`) with seats enough, with a widget and
/// a conversation of a visitor.
pub struct World {
    pub name: String,
    /// The rulebook.
    pub book: String,
    pub owner: Person,
    pub admin: Person,
    pub agent: Person,
    pub workspace: String,
    pub admin_member: String,
    pub agent_member: String,
    pub widget: String,
    pub visitor: String,
    pub conversation: String,
}

impl Desk {
    /// One of each further thing that a path can name, by the name of its parameter.
    pub fn furnish(&self, world: &World) -> Vec<(&'static str, String)> {
        let shown = self
            .get(&format!("/conversations/{}", world.conversation), &world.owner.token)
            .ok();
        let made = |path: &str, body| self.post(path, &world.owner.token, body).ok().text("/id");
        let tag = made("/tags", json!({"name": "Billing", "colour": "#7650FF"}));
        let canned = made(
            "/canned-replies",
            json!({"shortcut": "hours", "title": "Hours", "content": "At nine."}),
        );
        vec![
            ("{tag_id}", tag),
            ("{canned_reply_id}", canned),
            (
                "{role_id}",
                made("/workspace/roles", json!({"name": "Greeters", "permissions": []})),
            ),
            ("{view_id}", made("/views", json!({"name": "Mine", "filter": {}}))),
            (
                "{secret_id}",
                made(&format!("/widget/{}/secrets", world.widget), json!({})),
            ),
            ("{conversation_id}", world.conversation.clone()),
            ("{member_id}", world.agent_member.clone()),
            ("{invitation_id}", self.waiting(world)),
            ("{link_id}", self.link(world).0),
            ("{token}", self.link(world).1),
            ("{import_id}", self.import(world)),
            ("{bulk_id}", self.look_at_many(world)),
            ("{domain}", self.domain(world)),
            ("{key_id}", self.key(&world.owner, "agent").0),
            ("{workspace_id}", NONE.to_owned()),
            ("{agent_id}", world.agent.id.clone()),
            ("{visit_id}", self.waiting_visit(world)),
            ("{user_id}", self.former(world)),
            ("{widget_id}", world.widget.clone()),
            ("{channel_id}", shown.text("/channel_id")),
            ("{customer_id}", shown.text("/customer_id")),
            ("{session_id}", other_session(self, world)),
            ("{picture_id}", self.picture(&world.agent)),
            (
                "{attachment_id}",
                self.visitor_sends(&world.visitor, "list.txt", b"one lantern"),
            ),
        ]
    }

    /// A person with a workspace of their own; answers its id.
    pub fn workspace(&self, owner: &Person, name: &str) -> String {
        self.workspace_in("support", owner, name)
    }

    /// The same, by a rulebook.
    pub fn workspace_in(&self, book: &str, owner: &Person, name: &str) -> String {
        let body = json!({"name": name, "rulebook": book});
        self.post("/auth/business/create", &owner.token, body)
            .ok()
            .text("/business/id")
    }

    pub fn plan(&self, owner: &Person, plan: &str) {
        self.put("/billing/plan", &owner.token, json!({"plan": plan})).ok();
    }

    /// Takes somebody in with a role, in the way that the rulebook has; answers the membership. `agent` is whoever is
    /// neither owner nor admin.
    pub fn invite(&self, owner: &Person, person: &Person, role: &str) -> String {
        let me = self.get("/auth/me", &owner.token).ok();
        if me.body["business"]["rulebook"] == "organization" {
            let role = if role == "agent" { "member" } else { role };
            return self.take_in(owner, &me.text("/business/id"), person, role);
        }
        let path = format!("/team/invite?email={}&role={role}", person.email);
        self.post(&path, &owner.token, json!({})).ok().text("/team_member_id")
    }

    /// Takes somebody in without an invitation to accept: what every way ends with.
    fn take_in(&self, owner: &Person, workspace: &str, person: &Person, role: &str) -> String {
        let (owner, joiner) = (account(owner), account(person));
        let (books, workspace, role) = (self.app.books.clone(), workspace.to_owned(), role.to_owned());
        let joined = self.app.store.write(move |tx| {
            Box::pin(async move {
                let by = member_in(tx, &books, owner, &workspace).await?.expect("the owner");
                let role = by.book.role(&role).expect("a role");
                join(tx, &by, &joiner, role, by.book.default_tier()).await
            })
        });
        self.wait(joined).expect("a new member")
    }

    /// A small workspace whose people's names begin with `prefix`.
    pub fn world(&self, prefix: &str) -> World {
        self.world_in("support", prefix)
    }

    /// The same, by a rulebook.
    pub fn world_in(&self, book: &str, prefix: &str) -> World {
        let owner = self.person(&format!("{prefix} Ada"));
        let admin = self.person(&format!("{prefix} Ben"));
        let agent = self.person(&format!("{prefix} Cyd"));
        let workspace = self.workspace_in(book, &owner, prefix);
        if book == "support" {
            self.plan(&owner, "pro");
        }
        let admin_member = self.invite(&owner, &admin, "admin");
        let agent_member = self.invite(&owner, &agent, "agent");
        let widget = self.widget(&owner, "shop.example");
        let visitor = self.visitor(&widget);
        let conversation = self.visitor_writes(&visitor, "Is the lantern back in stock?");
        World {
            name: prefix.to_owned(),
            book: book.to_owned(),
            owner,
            admin,
            agent,
            workspace,
            admin_member,
            agent_member,
            widget,
            visitor,
            conversation,
        }
    }
}

fn account(person: &Person) -> Account {
    Account {
        id: person.id.clone(),
        email: person.email.clone(),
        full_name: person.email.clone(),
        is_verified: true,
        avatar_url: None,
    }
}

impl Desk {
    fn is_support(&self, world: &World) -> bool {
        self.get("/workspace", &world.owner.token).ok().text("/rulebook") == "support"
    }

    /// A link and its secret. A support team has none.
    pub fn link(&self, world: &World) -> (String, String) {
        if self.is_support(world) {
            return (NONE.to_owned(), "dk_none".to_owned());
        }
        let made = self.post("/team/links", &world.owner.token, json!({})).ok();
        (made.text("/id"), made.text("/token"))
    }

    /// A key with a role, and its secret. `agent` is the role of whoever is neither owner nor admin.
    pub fn key(&self, maker: &Person, role: &str) -> (String, String) {
        let made = self.make_key(&maker.token, "Nightly export", role).ok();
        (made.text("/id"), made.text("/secret"))
    }

    /// Asks for a key.
    pub fn make_key(&self, token: &str, name: &str, role: &str) -> Answer {
        let me = self.get("/auth/me", token).ok();
        let role = match role {
            "agent" if me.body["business"]["rulebook"] == "organization" => "member",
            role => role,
        };
        self.post("/workspace/keys", token, json!({"name": name, "role": role}))
    }

    /// A domain that nobody has proven. A support team has none.
    fn domain(&self, world: &World) -> String {
        let domain = format!("{}.example", world.workspace);
        if !self.is_support(world) {
            let body = json!({"domain": domain});
            self.post("/workspace/domains", &world.owner.token, body).ok();
        }
        domain
    }

    /// A file that was looked at. A support team has none.
    fn import(&self, world: &World) -> String {
        if self.is_support(world) {
            return NONE.to_owned();
        }
        self.sheet(&world.owner.token, "email\nsheet@example.com\n")
            .ok()
            .text("/id")
    }

    /// A look at what another tier for the agent would mean; answers its id.
    fn look_at_many(&self, world: &World) -> String {
        let body = json!({"act": "tier", "tier": "power", "members": [world.agent_member], "preview": true});
        self.post("/team/bulk", &world.owner.token, body).ok().text("/id")
    }

    /// Gives somebody a picture; answers its id.
    pub fn picture(&self, person: &Person) -> String {
        let bearer = format!("Bearer {}", person.token);
        let set = self.call("PUT", "/auth/me/picture", &[("authorization", &bearer)], Some(PICTURE));
        let url = set.ok().text("/user/avatar_url");
        url.rsplit('/').next().expect("an id").to_owned()
    }

    /// Somebody who was a member; answers their account.
    fn former(&self, world: &World) -> String {
        let person = self.person(&format!("{} Former", world.name));
        let member = self.invite(&world.owner, &person, "agent");
        self.delete(&format!("/team/members/{member}"), &world.owner.token).ok();
        person.id
    }

    /// A visit for which the owner is asked.
    fn waiting_visit(&self, world: &World) -> String {
        let person = self.platform_admin(&format!("{} Platform", world.name));
        self.visit(&person, &world.workspace, "waiting")
    }

    /// An invitation that waits. A support team has none.
    fn waiting(&self, world: &World) -> String {
        if self.is_support(world) {
            return NONE.to_owned();
        }
        self.invitation(&world.owner.token, "waiting@example.com", "member")
    }
}

/// An id of nothing.
const NONE: &str = "01a20186-439a-732b-9ed3-4dbbac5bdf0a";

/// A second session of the agent's.
fn other_session(desk: &Desk, world: &World) -> String {
    let asking = desk.sign_in(&world.agent);
    let list = desk.get("/auth/sessions", &asking).ok();
    let sessions = list.body.as_array().cloned().unwrap_or_default();
    let current = sessions.iter().find(|s| s["current"] == true).expect("its own");
    current["id"].as_str().expect("an id").to_owned()
}
