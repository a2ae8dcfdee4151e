//! A small workspace to act in.

use serde_json::json;

use crate::desk::{Desk, Person};

/// A small workspace: an owner, an admin and an agent on Pro, with a widget and a conversation of a visitor.
pub struct World {
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
            ("{view_id}", made("/views", json!({"name": "Mine", "filter": {}}))),
            (
                "{secret_id}",
                made(&format!("/widget/{}/secrets", world.widget), json!({})),
            ),
            ("{conversation_id}", world.conversation.clone()),
            ("{member_id}", world.agent_member.clone()),
            ("{agent_id}", world.agent.id.clone()),
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

    /// A small workspace whose people's names begin with `prefix`.
    pub fn world(&self, prefix: &str) -> World {
        let owner = self.person(&format!("{prefix} Ada"));
        let admin = self.person(&format!("{prefix} Ben"));
        let agent = self.person(&format!("{prefix} Cyd"));
        let workspace = self.workspace(&owner, prefix);
        self.plan(&owner, "pro");
        let admin_member = self.invite(&owner, &admin, "admin");
        let agent_member = self.invite(&owner, &agent, "agent");
        let widget = self.widget(&owner, "shop.example");
        let visitor = self.visitor(&widget);
        let conversation = self.visitor_writes(&visitor, "Is the lantern back in stock?");
        World {
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

/// A second session of the agent's.
fn other_session(desk: &Desk, world: &World) -> String {
    let asking = desk.sign_in(&world.agent);
    let list = desk.get("/auth/sessions", &asking).ok();
    let sessions = list.body.as_array().cloned().unwrap_or_default();
    let current = sessions.iter().find(|s| s["current"] == true).expect("its own");
    current["id"].as_str().expect("an id").to_owned()
}
