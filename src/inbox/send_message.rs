//! A teammate answers. The first answer stamps the first response. Source: first seed's product, `POST …/messages`;
//! decisions 22 and 23.

use axum::extract::{Path, State};
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::model::{Message, shortened};
use super::news;
use super::reach::{Held, conversation_to_change};
use crate::access::{ConversationsHandle, Member, Permit};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::limits;
use crate::store::Tx;
use crate::{params, sql};

/// The message.
#[derive(Deserialize, Validate, ToSchema)]
pub struct SendMessage {
    /// 1 to 20,000 characters of plain text.
    #[garde(custom(is_content))]
    content: String,
    /// Files; this server takes none, so the list has to be empty.
    #[serde(default)]
    #[garde(length(max = 0))]
    #[schema(value_type = Vec<String>)]
    attachments: Vec<serde_json::Value>,
}

/// A text that says something, within the bound.
///
/// # Errors
/// A sentence for the field.
pub fn is_content(text: &str, (): &()) -> garde::Result {
    if text.trim().is_empty() || text.chars().count() > limits::MESSAGE {
        return Err(garde::Error::new(format!(
            "Has to be 1 to {} characters, not only spaces.",
            limits::MESSAGE
        )));
    }
    Ok(())
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

/// Messages that the team sent since the month began.
///
/// # Errors
/// Internal ones only.
pub async fn sent_this_month(tx: &mut Tx, me: &Member) -> Result<u64> {
    let (first, _) = tx.now().month();
    let sent = tx
        .count(
            sql!(
                "select count(*) from messages where workspace_id = $1 and created_at >= $2 and sender_type = 'agent'"
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

/// Writes the team's message.
///
/// # Errors
/// 409 `conversation_full`, 429 `message_limit`.
pub async fn send_message(
    tx: &mut Tx,
    permit: &Permit<ConversationsHandle>,
    held: &Held,
    content: String,
) -> Result<Message> {
    has_room(held)?;
    within_plan(tx, permit).await?;
    let message = Message {
        id: tx.id(),
        conversation_id: held.id.clone(),
        sender_type: "agent".into(),
        sender_id: Some(permit.account.id.clone()),
        sender_name: Some(permit.account.full_name.clone()),
        content,
        attachments: Vec::new(),
        created_at: tx.now(),
    };
    let workspace_id = &permit.workspace_id;
    tx.run(
        sql!(
            "insert into messages (workspace_id, conversation_id, id, sender_type, sender_id, content, attachments, created_at)
             values ($1, $2, $3, 'agent', $4, $5, '[]', $6)"
        ),
        params![
            workspace_id, &held.id, &message.id, &message.sender_id, &message.content, tx.now()
        ],
    )
    .await?;
    tx.run(
        sql!(
            "update conversations set updated_at = $3, first_response_at = coalesce(first_response_at, $3),
                    team_read_at = $3, message_count = message_count + 1, preview_content = $4,
                    preview_sender_type = 'agent', preview_sender_id = $5, preview_at = $3
             where workspace_id = $1 and id = $2"
        ),
        params![
            workspace_id,
            &held.id,
            tx.now(),
            &shortened(&message.content),
            &message.sender_id
        ],
    )
    .await?;
    news::tell_message(tx, workspace_id, held.customer_id.as_ref(), &message).await?;
    Ok(message)
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
    app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let held = conversation_to_change(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            send_message(tx, &permit, &held, ask.content).await
        })
    })
    .await
}
