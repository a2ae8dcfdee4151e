//! A small workspace to act in.

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
