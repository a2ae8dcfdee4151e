//! A customer writes: into their conversation, reopening it where it was resolved; into a new one where it was closed.
//! Source: decision 31.

use super::model::{Message, files, preview_of};
use super::news;
use super::reach::{Held, conversation_to_change};
use super::send_message::has_room;
use super::set_status::move_to;
use crate::attachment::attach::{Taker, attach};
use crate::error::Result;
use crate::id::Id;
use crate::live::events::ConversationCreated;
use crate::live::{Room, outbox};
use crate::search::mark;
use crate::store::Tx;
use crate::visitor::Visitor;
use crate::{params, sql};

/// The conversation that a visitor's message goes on, if one is not closed.
///
/// # Errors
/// Internal ones only.
pub async fn current(tx: &mut Tx, visitor: &Visitor) -> Result<Option<Id>> {
    tx.first(
        sql!(
            "select id from conversations where workspace_id = $1 and customer_id = $2 and status <> 'closed'
             order by created_at desc, id desc limit 1"
        ),
        params![&visitor.workspace_id, &visitor.customer_id],
        |r| r.get(0),
    )
    .await
}

async fn begin(tx: &mut Tx, visitor: &Visitor) -> Result<Held> {
    let id = tx.id();
    tx.run(
        sql!(
            "insert into conversations (workspace_id, id, customer_id, channel_id, channel_type, status, created_at, updated_at, message_count)
             values ($1, $2, $3, $4, 'widget', 'open', $5, $5, 0)"
        ),
        params![
            &visitor.workspace_id, &id, &visitor.customer_id, &visitor.channel_id, tx.now()
        ],
    )
    .await?;
    let event = ConversationCreated {
        conversation_id: id.clone(),
    };
    let room = Room::Inbox(visitor.workspace_id.clone());
    outbox::publish(tx, &visitor.workspace_id, &room, &event).await?;
    conversation_to_change(tx, &visitor.workspace_id, &id).await
}

/// Two messages of one visitor at once would begin two conversations: the second waits here for the first.
async fn take_turn(tx: &mut Tx, visitor: &Visitor) -> Result<()> {
    tx.first(
        sql!("select id from customers where workspace_id = $1 and id = $2 for update"),
        params![&visitor.workspace_id, &visitor.customer_id],
        |r| r.get::<String>(0),
    )
    .await?;
    Ok(())
}

/// Writes a visitor's message.
///
/// # Errors
/// 409 `conversation_full`, 400 `invalid_attachment`.
pub async fn receive(tx: &mut Tx, visitor: &Visitor, content: String, uploads: &[String]) -> Result<Message> {
    take_turn(tx, visitor).await?;
    let mut held = match current(tx, visitor).await? {
        Some(id) => conversation_to_change(tx, &visitor.workspace_id, &id).await?,
        None => begin(tx, visitor).await?,
    };
    has_room(&held)?;
    let mut message = Message {
        id: tx.id(),
        conversation_id: held.id.clone(),
        sender_type: "customer".into(),
        sender_id: None,
        sender_name: None,
        content,
        private: false,
        attachments: Vec::new(),
        created_at: tx.now(),
    };
    let taker = Taker {
        workspace_id: &visitor.workspace_id,
        by: &visitor.id,
        conversation_id: &held.id,
        message_id: &message.id,
        private: false,
    };
    message.attachments = attach(tx, &taker, uploads).await?;
    write(tx, visitor, &message).await?;
    mark::message(tx, &visitor.workspace_id, &held.id, &message.id).await?;
    if held.status != "open" {
        move_to(tx, &visitor.workspace_id, &mut held, "open", None).await?;
    }
    news::tell_message(tx, &visitor.workspace_id, Some(&visitor.customer_id), &message).await?;
    Ok(message)
}

async fn write(tx: &mut Tx, visitor: &Visitor, message: &Message) -> Result<()> {
    tx.run(
        sql!(
            "insert into messages (workspace_id, conversation_id, id, sender_type, sender_id, content, attachments, created_at)
             values ($1, $2, $3, 'customer', null, $4, $6, $5)"
        ),
        params![
            &visitor.workspace_id, &message.conversation_id, &message.id, &message.content, tx.now(),
            &files(message)?
        ],
    )
    .await?;
    tx.run(
        sql!(
            "update conversations set updated_at = $3, customer_wrote_at = $3, customer_read_at = $3,
                    message_count = message_count + 1, preview_content = $4, preview_sender_type = 'customer',
                    preview_sender_id = null, preview_at = $3
             where workspace_id = $1 and id = $2"
        ),
        params![
            &visitor.workspace_id,
            &message.conversation_id,
            tx.now(),
            &preview_of(message)
        ],
    )
    .await?;
    Ok(())
}
