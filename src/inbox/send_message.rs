//! A teammate answers, or leaves a note for the others. The first answer stamps the first response; a note touches nothing
//! that the customer sees. Source: first seed's product, `POST …/messages`; decisions 22 and 23.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::model::{Message, files, preview_of};
use super::news;
use super::reach::{Held, conversation_to_change};
use crate::access::{ConversationsHandle, Member, Permit};
use crate::activity;
use crate::app::App;
use crate::attachment::attach::{Taker, are_attachments, attach};
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::limits;
use crate::search::mark;
use crate::store::Tx;
use crate::{params, sql};

/// The message.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct SendMessage {
    /// At most 20,000 characters of plain text; only with a file may it say nothing.
    #[garde(custom(fits))]
    content: String,
    /// A note, which only the team sees.
    #[serde(default)]
    #[garde(skip)]
    private: bool,
    /// Ids of uploads of one's own for this conversation, at most 10.
    #[serde(default)]
    #[garde(custom(are_attachments))]
    attachments: Vec<String>,
}

/// What a teammate wrote.
pub struct Draft {
    /// Plain text.
    pub content: String,
    /// A note for the team.
    pub private: bool,
    /// Uploads that go with it.
    pub attachments: Vec<String>,
}

impl Draft {
    /// A text for the customer.
    #[must_use]
    pub fn answer(content: String) -> Self {
        Draft {
            content,
            private: false,
            attachments: Vec::new(),
        }
    }
}

/// A text within the bound.
///
/// # Errors
/// A sentence for the field.
pub fn fits(text: &str, (): &()) -> garde::Result {
    if text.chars().count() > limits::MESSAGE {
        return Err(garde::Error::new(format!(
            "Has to be at most {} characters.",
            limits::MESSAGE
        )));
    }
    Ok(())
}

/// A text that says something, within the bound.
///
/// # Errors
/// A sentence for the field.
pub fn is_content(text: &str, (): &()) -> garde::Result {
    if text.trim().is_empty() {
        return Err(garde::Error::new(format!(
            "Has to be 1 to {} characters, not only spaces.",
            limits::MESSAGE
        )));
    }
    fits(text, &())
}

/// Whether a message says something, by its text or its files.
///
/// # Errors
/// 422 `content`.
pub fn says_something(content: &str, attachments: &[String]) -> Result<()> {
    if attachments.is_empty() && content.trim().is_empty() {
        return Err(Error::field("content", "Say something, or send a file."));
    }
    Ok(())
}

fn draft(ask: SendMessage) -> Result<Draft> {
    says_something(&ask.content, &ask.attachments)?;
    Ok(Draft {
        content: ask.content,
        private: ask.private,
        attachments: ask.attachments,
    })
}

/// Checks that a conversation takes one more message.
///
/// # Errors
/// 409 `conversation_full`.
pub fn has_room(held: &Held) -> Result<()> {
    if held.message_count < limits::MESSAGES_PER_CONVERSATION {
        return Ok(());
    }
    Err(Error::conflict(
        "conversation_full",
        "This conversation holds 100,000 messages. Begin a new one with the same customer.",
    ))
}

/// Messages that the team sent since the month began; notes are none.
///
/// # Errors
/// Internal ones only.
pub async fn sent_this_month(tx: &mut Tx, me: &Member) -> Result<u64> {
    let (first, _) = tx.now().month();
    let sent = tx
        .count(
            sql!(
                "select count(*) from messages where workspace_id = $1 and created_at >= $2 and sender_type = 'agent'
                   and not private"
            ),
            params![&me.workspace_id, first],
        )
        .await?;
    Ok(sent.unsigned_abs())
}

/// Checks the plan's messages per month, where it names a number.
async fn within_plan(tx: &mut Tx, me: &Member) -> Result<()> {
    let Some(limit) = me.book.plan_info(me.plan).limits.messages_per_month else {
        return Ok(());
    };
    let sent = sent_this_month(tx, me).await?;
    if sent < limit {
        return Ok(());
    }
    let (now, (_, next)) = (tx.now(), tx.now().month());
    let quota = rulebook::Quota::MessagesPerMonth;
    let why = me.book.explain_limit(me.plan, quota, sent, 0);
    let error = Error::too_many("message_limit", why.text.clone(), next.seconds_since(now));
    Err(error.because(why.into()))
}

/// Writes the team's message or note.
///
/// # Errors
/// 409 `conversation_full`, 429 `message_limit`, 400 `invalid_attachment`.
pub async fn send_message(
    tx: &mut Tx,
    permit: &Permit<ConversationsHandle>,
    held: &Held,
    draft: Draft,
) -> Result<Message> {
    has_room(held)?;
    if !draft.private {
        within_plan(tx, permit).await?;
    }
    let mut message = Message {
        id: tx.id(),
        conversation_id: held.id.clone(),
        sender_type: "agent".into(),
        sender_id: Some(permit.account.id.clone()),
        sender_name: Some(permit.account.full_name.clone()),
        content: draft.content,
        private: draft.private,
        attachments: Vec::new(),
        created_at: tx.now(),
    };
    let workspace_id = &permit.workspace_id;
    let taker = Taker {
        workspace_id,
        by: &permit.account.id,
        conversation_id: &held.id,
        message_id: &message.id,
        private: message.private,
    };
    message.attachments = attach(tx, &taker, &draft.attachments).await?;
    tx.run(
        sql!(
            "insert into messages (workspace_id, conversation_id, id, sender_type, sender_id, content, attachments, created_at, private)
             values ($1, $2, $3, 'agent', $4, $5, $8, $6, $7)"
        ),
        params![
            workspace_id, &held.id, &message.id, &message.sender_id, &message.content, tx.now(), message.private,
            &files(&message)?
        ],
    )
    .await?;
    if message.private {
        noted(tx, workspace_id, &message).await?;
    } else {
        answered(tx, workspace_id, &message).await?;
    }
    let what = if message.private { "note" } else { "reply" };
    activity::note(
        tx,
        workspace_id,
        &permit.account.id,
        (&message.id, what),
        Some(&held.id),
    );
    mark::message(tx, workspace_id, &held.id, &message.id).await?;
    news::tell_message(tx, workspace_id, held.customer_id.as_ref(), &message).await?;
    Ok(message)
}

/// Notes in the conversation that the team has answered.
async fn answered(tx: &mut Tx, workspace_id: &Id, message: &Message) -> Result<()> {
    tx.run(
        sql!(
            "update conversations set updated_at = $3, first_response_at = coalesce(first_response_at, $3),
                    team_read_at = $3, message_count = message_count + 1, preview_content = $4,
                    preview_sender_type = 'agent', preview_sender_id = $5, preview_at = $3
             where workspace_id = $1 and id = $2"
        ),
        params![
            workspace_id,
            &message.conversation_id,
            tx.now(),
            &preview_of(message),
            &message.sender_id
        ],
    )
    .await?;
    Ok(())
}

/// A note is news for the team; whatever the customer can see stays as it was.
async fn noted(tx: &mut Tx, workspace_id: &Id, message: &Message) -> Result<()> {
    tx.run(
        sql!(
            "update conversations set updated_at = $3, message_count = message_count + 1
             where workspace_id = $1 and id = $2"
        ),
        params![workspace_id, &message.conversation_id, tx.now()],
    )
    .await?;
    Ok(())
}

/// Sends a message.
#[utoipa::path(post, path = "/conversations/{conversation_id}/messages", tag = "inbox",
    request_body = SendMessage,
    params(("conversation_id" = String, Path, description = "The conversation")),
    responses((status = 200, body = Message), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<SendMessage>,
) -> Result<Reply<Message>> {
    app.member_write(caller, body.checked(draft), move |tx, me, draft| {
        Box::pin(async move {
            let held = conversation_to_change(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            send_message(tx, &permit, &held, draft).await
        })
    })
    .await
}
