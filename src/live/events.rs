//! Every event that the server sends: its name, its payload, and the TypeScript of both.

use serde::Serialize;

use crate::attachment::Attachment;
use crate::clock::Time;
use crate::id::Id;

/// A type that TypeScript knows by another name.
pub trait Ts {
    /// That name.
    const TS: &'static str;
}
impl Ts for String {
    const TS: &'static str = "string";
}
impl Ts for Option<String> {
    const TS: &'static str = "string | null";
}
impl Ts for &'static str {
    const TS: &'static str = "string";
}
impl Ts for bool {
    const TS: &'static str = "boolean";
}
impl Ts for i64 {
    const TS: &'static str = "number";
}
impl Ts for Vec<Attachment> {
    const TS: &'static str = "{ id: string; name: string; size: number; content_type: string }[]";
}
impl Ts for Time {
    const TS: &'static str = "string";
}

/// An event to be sent.
pub trait Event: Serialize {
    /// Its name on the wire.
    const NAME: &'static str;
    /// Whether it goes through the outbox and carries `seq`.
    const LASTING: bool;
}

/// An event, described for the generated TypeScript.
pub struct Described {
    /// Its name on the wire.
    pub name: &'static str,
    /// The payload's type.
    pub payload: &'static str,
    /// Name and TypeScript type of each field.
    pub fields: &'static [(&'static str, &'static str)],
    /// Whether members get `seq` beside it.
    pub lasting: bool,
}

macro_rules! events {
    ($($(#[$doc:meta])* $event:ident $name:literal $lasting:literal { $($field:ident: $t:ty),* $(,)? })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Serialize)]
            #[allow(missing_docs)] // the fields are those of docs/api-design.md
            pub struct $event { $(pub $field: $t),* }
            impl Event for $event {
                const NAME: &'static str = $name;
                const LASTING: bool = $lasting;
            }
        )*
        /// All of them.
        pub const ALL: &[Described] = &[$(Described {
            name: $name,
            payload: stringify!($event),
            fields: &[$((stringify!($field), <$t as Ts>::TS)),*],
            lasting: $lasting,
        }),*];
    };
}

events! {
    /// A message was written, by the team or by a customer.
    NewMessage "new_message" true {
        id: Id, content: String, sender_type: String, sender_id: Option<Id>, sender_name: Option<String>,
        conversation_id: Id, created_at: Time, private: bool, attachments: Vec<Attachment>,
    }
    /// A conversation began.
    ConversationCreated "conversation_created" true { conversation_id: Id }
    /// Status, assignee or hand-off of a conversation changed.
    ConversationUpdated "conversation_updated" true {
        conversation_id: Id, status: String, assignee_id: Option<Id>, needs_handoff: bool,
    }
    /// What the visitor may know of such a change.
    ConversationStatus "conversation_status" true { conversation_id: Id, status: String, assignee_name: Option<String> }
    /// A conversation was given to the one who gets this.
    ConversationAssigned "conversation_assigned" true { conversation_id: Id, assigned_by: Id }
    /// A teammate chose another status.
    AgentStatusChanged "agent_status_changed" true { agent_id: Id, status: String }
    /// Somebody joined, left or got another role or tier.
    MemberChanged "member_changed" true { member_id: Id, user_id: Id, change: String }
    /// Somebody gave a role that stands above others; the owner alone gets this.
    NewAdmin "new_admin" true { member_id: Id, name: String, role: String, by: String }
    /// Plan, channels or settings changed.
    WorkspaceChanged "workspace_changed" true { what: String }
    /// How far an import of people is.
    ImportProgress "import_progress" false { import_id: Id, done: i64, failed: i64, total: i64 }
    /// How far a bulk act is: `running`, `done`, `undoing` or `undone`, and how many people it went through.
    BulkProgress "bulk_progress" false { bulk_id: Id, state: String, worked: i64, total: i64 }
    /// The account that gets this is now in a workspace.
    YouJoined "you_joined" true { workspace_id: Id, name: String }
    /// Somebody is writing, or stopped. `user_id` is null for the visitor; `private` while it is a note.
    Typing "typing" false {
        conversation_id: Id, user_id: Option<Id>, name: Option<String>, is_typing: bool, private: bool,
    }
    /// A message reached the other side.
    Delivered "delivered" false { message_id: Id, conversation_id: Id, delivered_at: Time }
    /// A message, and all before it, was seen by the other side.
    Read "read" false { message_id: Id, conversation_id: Id, read_at: Time }
    /// A client of a teammate connected, or the last one left.
    PresenceChanged "presence_changed" false { agent_id: Id, connected: bool }
    /// Whether somebody of the team is there for visitors.
    Online "online" false { online: bool }
    /// A member has heard everything up to this number.
    CaughtUp "caught_up" false { seq: i64 }
    /// Too much was missed: read everything anew. The numbers stand here now.
    Reload "reload" false { seq: i64 }
    /// The last event before the server closes the socket.
    SignedOut "signed_out" false { reason: String }
    /// Sent to find clients that read too slowly; means nothing.
    StillThere "still_there" false { }
}

/// The TypeScript of all events, as `deskbell events` prints it.
#[must_use]
pub fn typescript() -> String {
    let mut out = String::from("// Generated by `cargo xtask gen` from src/live/events.rs. Do not edit.\n\n");
    for event in ALL {
        out.push_str(&format!("export interface {} {{\n", event.payload));
        for (name, ts) in event.fields {
            out.push_str(&format!("  {name}: {ts};\n"));
        }
        if event.lasting {
            out.push_str("  /** A number per workspace, for members only. */\n  seq?: number;\n");
        }
        out.push_str("}\n\n");
    }
    out.push_str("export interface LiveEvents {\n");
    for event in ALL {
        out.push_str(&format!("  {}: (payload: {}) => void;\n", event.name, event.payload));
    }
    out.push_str("}\n");
    out
}
