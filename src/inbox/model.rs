//! Conversations, messages and acts as the wire shows them. Source: `Conversation` and `Message` of the first seed's product.

use serde::Serialize;
use utoipa::ToSchema;

use crate::attachment::Attachment;
use crate::clock::Time;
use crate::customer::{Customer, customer_from};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::{Row, StoreError};
use crate::tag::{self, Tag};

/// The statuses of a conversation: awaiting the team, paused, dealt with, out of the inbox.
pub const STATUSES: [&str; 4] = ["open", "pending", "resolved", "closed"];

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
pub struct Conversation {
    /// The conversation.
    pub id: Id,
    /// Its workspace.
    pub business_id: Id,
    /// Who wrote.
    pub customer_id: Option<Id>,
    /// Whose it is: an account.
    pub assignee_id: Option<Id>,
    /// `open`, `pending`, `resolved` or `closed`.
    pub status: String,
    /// `widget`.
    pub channel_type: String,
    /// The channel, where it still exists.
    pub channel_id: Option<Id>,
    /// When it began.
    pub created_at: Time,
    /// When anything last happened in it.
    pub updated_at: Time,
    /// When the team first answered. Never changes.
    pub first_response_at: Option<Time>,
    /// When it was last resolved, while it is.
    pub resolved_at: Option<Time>,
    /// When it was last closed, while it is.
    pub closed_at: Option<Time>,
    /// Whether a person was asked for and nobody has it yet.
    pub needs_handoff: bool,
    /// Why.
    pub handoff_reason: Option<String>,
    /// Whether the customer wrote after the team last looked.
    pub unread: bool,
    /// Until when it is put aside, where a time was said.
    pub snoozed_until: Option<Time>,
    /// By name.
    pub tags: Vec<Tag>,
    /// When the customer last looked.
    pub customer_read_at: Option<Time>,
    /// The last message that is no note, shortened to 200 characters.
    pub preview: Option<Preview>,
    /// Who wrote.
    pub customer: Option<Customer>,
    /// All messages, the oldest first; empty in lists.
    pub messages: Vec<Message>,
    /// What was done, the oldest first; empty in lists.
    pub acts: Vec<Act>,
    /// The most bytes that a file of a member may have here, by the operator's setting; null in lists.
    pub file_limit: Option<u64>,
}

/// The last message of a conversation.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preview {
    /// At most 200 characters.
    pub content: String,
    /// `agent` or `customer`.
    pub sender_type: String,
    /// The teammate's name.
    pub sender_name: Option<String>,
    /// When.
    pub created_at: Time,
}

/// A message.
#[derive(Debug, Serialize, ToSchema)]
pub struct Message {
    /// The message.
    pub id: Id,
    /// Where it stands.
    pub conversation_id: Id,
    /// `agent` or `customer`.
    pub sender_type: String,
    /// The teammate's account; null for a customer.
    pub sender_id: Option<Id>,
    /// The teammate's name; null for a customer.
    pub sender_name: Option<String>,
    /// Plain text.
    pub content: String,
    /// Whether it is a note, which only the team sees.
    pub private: bool,
    /// Files sent with it.
    pub attachments: Vec<Attachment>,
    /// When it was written.
    pub created_at: Time,
}

/// Something done to a conversation, beside its messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct Act {
    /// The act.
    pub id: Id,
    /// `assigned`, `unassigned`, `resolved`, `closed`, `reopened`, `pending`, `handoff`, `tagged`, `snoozed` or
    /// `snooze_ended` (its time had come).
    pub act: String,
    /// The account that did it; null for the customer, where a snooze ended by itself, and
    /// where a conversation that goes on was with somebody whose access is off.
    pub by: Option<Id>,
    /// Its name.
    pub by_name: Option<String>,
    /// The account that it was given to.
    pub to: Option<Id>,
    /// Its name.
    pub to_name: Option<String>,
    /// When.
    pub created_at: Time,
}

/// The columns that [`conversation`] reads, from `conversations v`, `customers c` and the last writer `p`.
#[macro_export]
macro_rules! conversation_columns {
    () => {
        "v.id, v.workspace_id, v.customer_id, v.assignee_id, v.status, v.channel_type, v.channel_id, v.created_at,
         v.updated_at, v.first_response_at, v.resolved_at, v.closed_at, v.handoff_at, v.handoff_reason,
         v.customer_wrote_at, v.team_read_at, v.customer_read_at,
         v.preview_content, v.preview_sender_type, p.full_name, v.preview_at,
         v.snoozed_until,
         (select string_agg(t.id || t.colour || t.name, '\n') from conversation_tags g
          join tags t on t.workspace_id = g.workspace_id and t.id = g.tag_id
          where g.workspace_id = v.workspace_id and g.conversation_id = v.id),
         c.id, c.workspace_id, c.name, c.email, c.external_id, c.created_at, c.fields, c.page, c.identified, c.erased_at
         from conversations v
         left join customers c on c.workspace_id = v.workspace_id and c.id = v.customer_id
         left join accounts p on p.id = v.preview_sender_id "
    };
}

/// Reads a row of [`conversation_columns!`](crate::conversation_columns).
///
/// # Errors
/// Where the row is another.
pub fn conversation(r: &Row<'_>) -> Result<Conversation, StoreError> {
    let business_id: Id = r.get(1)?;
    let customer_id: Option<Id> = r.get(2)?;
    let wrote: Option<Time> = r.get(14)?;
    let read: Option<Time> = r.get(15)?;
    Ok(Conversation {
        id: r.get(0)?,
        assignee_id: r.get(3)?,
        status: r.get(4)?,
        channel_type: r.get(5)?,
        channel_id: r.get(6)?,
        created_at: r.get(7)?,
        updated_at: r.get(8)?,
        first_response_at: r.get(9)?,
        resolved_at: r.get(10)?,
        closed_at: r.get(11)?,
        needs_handoff: r.get::<Option<Time>>(12)?.is_some(),
        handoff_reason: r.get(13)?,
        unread: wrote.is_some_and(|wrote| read.is_none_or(|read| read < wrote)),
        customer_read_at: r.get(16)?,
        snoozed_until: r.get(21)?,
        tags: tag::of_lines(r.get(22)?),
        preview: preview(r)?,
        customer: match r.get::<Option<Id>>(23)? {
            Some(_) => Some(customer_from(r, 23)?),
            None => None,
        },
        business_id,
        customer_id,
        messages: Vec::new(),
        acts: Vec::new(),
        file_limit: None,
    })
}

fn preview(r: &Row<'_>) -> Result<Option<Preview>, StoreError> {
    let Some(content) = r.get::<Option<String>>(17)? else {
        return Ok(None);
    };
    Ok(Some(Preview {
        content,
        sender_type: r.get(18)?,
        sender_name: r.get(19)?,
        created_at: r.get(20)?,
    }))
}

/// Reads a message: id, conversation, sender type, sender, sender's name, content, attachments, time, private.
///
/// # Errors
/// Where the row is another.
pub fn message(r: &Row<'_>) -> Result<Message, StoreError> {
    let attachments: String = r.get(6)?;
    Ok(Message {
        id: r.get(0)?,
        conversation_id: r.get(1)?,
        sender_type: r.get(2)?,
        sender_id: r.get(3)?,
        sender_name: r.get(4)?,
        content: r.get(5)?,
        attachments: serde_json::from_str(&attachments).map_err(|e| StoreError::Other(format!("attachments: {e}")))?,
        created_at: r.get(7)?,
        private: r.get(8)?,
    })
}

/// What a list shows of a message: its text, or the names of its files where it has none.
#[must_use]
pub fn preview_of(message: &Message) -> String {
    if !message.content.trim().is_empty() {
        return shortened(&message.content);
    }
    let names: Vec<_> = message.attachments.iter().map(|file| file.name.as_str()).collect();
    shortened(&names.join(", "))
}

/// The files of a message as its row keeps them.
///
/// # Errors
/// Internal ones only.
pub fn files(message: &Message) -> Result<String> {
    serde_json::to_string(&message.attachments).map_err(Error::internal)
}

/// The first 200 characters of a message, on one line.
#[must_use]
pub fn shortened(content: &str) -> String {
    content
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(200)
        .collect()
}
