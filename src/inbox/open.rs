//! A teammate opens a conversation with a customer. Source: first seed's product, `POST /conversations/`; decision 27 for a
//! workspace without a channel.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::model::Conversation;
use super::reach::conversation_to_change;
use super::send_message::{Draft, is_content, send_message};
use super::show::{self, Reader};
use crate::access::{ConversationsHandle, Member, Permit};
use crate::activity;
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::live::events::ConversationCreated;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::{params, sql};

/// With whom, and where.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct OpenConversation {
    /// The caller's workspace.
    #[garde(length(chars, min = 1, max = 100))]
    business_id: String,
    /// A customer of it.
    #[garde(length(chars, max = 100))]
    customer_id: Option<String>,
    /// The team's first message.
    #[garde(inner(custom(is_content)))]
    initial_message: Option<String>,
    /// A channel of it. Default: the oldest active one.
    #[garde(length(chars, max = 100))]
    channel_id: Option<String>,
}

async fn channel(tx: &mut Tx, me: &Member, wanted: Option<&str>) -> Result<Option<Id>> {
    let unknown = || Error::bad_request("invalid_channel", "channel_id is no channel of this workspace.");
    let Some(wanted) = wanted else {
        return tx
            .first(
                sql!("select id from channels where workspace_id = $1 and is_active order by created_at, id limit 1"),
                params![&me.workspace_id],
                |r| r.get(0),
            )
            .await;
    };
    let wanted = id::parse(wanted).ok_or_else(unknown)?;
    tx.first(
        sql!("select id from channels where workspace_id = $1 and id = $2"),
        params![&me.workspace_id, &wanted],
        |r| r.get(0),
    )
    .await?
    .map(Some)
    .ok_or_else(unknown)
}

async fn customer(tx: &mut Tx, me: &Member, wanted: Option<&str>) -> Result<Option<Id>> {
    let Some(wanted) = wanted else { return Ok(None) };
    let unknown = || Error::bad_request("invalid_customer", "customer_id is no customer of this workspace.");
    let wanted = id::parse(wanted).ok_or_else(unknown)?;
    tx.first(
        sql!("select id from customers where workspace_id = $1 and id = $2"),
        params![&me.workspace_id, &wanted],
        |r| r.get(0),
    )
    .await?
    .map(Some)
    .ok_or_else(unknown)
}

/// Opens a conversation.
///
/// # Errors
/// 400 `invalid_business`, `invalid_channel`, `invalid_customer`.
pub async fn open(tx: &mut Tx, permit: &Permit<ConversationsHandle>, ask: OpenConversation) -> Result<Conversation> {
    if id::parse(&ask.business_id).as_ref() != Some(&permit.workspace_id) {
        return Err(Error::bad_request(
            "invalid_business",
            "business_id is not your workspace.",
        ));
    }
    let channel_id = channel(tx, permit, ask.channel_id.as_deref()).await?;
    let customer_id = customer(tx, permit, ask.customer_id.as_deref()).await?;
    let id = tx.id();
    tx.run(
        sql!(
            "insert into conversations (workspace_id, id, customer_id, channel_id, channel_type, status, created_at, updated_at, message_count)
             values ($1, $2, $3, $4, 'widget', 'open', $5, $5, 0)"
        ),
        params![&permit.workspace_id, &id, &customer_id, &channel_id, tx.now()],
    )
    .await?;
    let by = &permit.account.id;
    activity::note(tx, &permit.workspace_id, by, (&id, "opened"), Some(&id));
    let event = ConversationCreated {
        conversation_id: id.clone(),
    };
    let room = Room::Inbox(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await?;
    if let Some(content) = ask.initial_message {
        let held = conversation_to_change(tx, &permit.workspace_id, &id).await?;
        send_message(tx, permit, &held, Draft::answer(content)).await?;
    }
    let mut conversation = show::summary(tx, &permit.workspace_id, &id).await?;
    conversation.messages = show::messages(tx, &permit.workspace_id, &id, Reader::Team, (None, None)).await?;
    Ok(conversation)
}

/// Opens a conversation.
#[utoipa::path(post, path = "/conversations", tag = "inbox", request_body = OpenConversation,
    responses((status = 200, body = Conversation), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<OpenConversation>) -> Result<Reply<Conversation>> {
    app.member_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            open(tx, &permit, ask).await
        })
    })
    .await
}
