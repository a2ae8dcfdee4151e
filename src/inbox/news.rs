//! What a change of a conversation leaves behind and tells: an act in its history, and the events.

use super::reach::Held;
use crate::activity;
use crate::error::Result;
use crate::id::Id;
use crate::live::events::{ConversationStatus, ConversationUpdated, NewMessage};
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::{params, sql};

/// Writes an act into the history. `by` is null for the customer.
///
/// # Errors
/// Internal ones only.
pub async fn note(
    tx: &mut Tx,
    workspace_id: &Id,
    conversation_id: &Id,
    act: &str,
    by: Option<&Id>,
    to: Option<&Id>,
) -> Result<()> {
    let id = tx.id();
    tx.run(
        sql!(
            "insert into acts (workspace_id, conversation_id, id, act, by_account, to_account, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![workspace_id, conversation_id, &id, act, by, to, tx.now()],
    )
    .await?;
    if let Some(by) = by {
        activity::note(tx, workspace_id, by, (&id, act), Some(conversation_id));
    }
    Ok(())
}

/// Tells the team how a conversation stands now, and its customer what they may know of it.
///
/// # Errors
/// Internal ones only.
pub async fn tell(tx: &mut Tx, workspace_id: &Id, now: &Held, assignee_name: Option<&str>) -> Result<()> {
    tell_team(tx, workspace_id, now).await?;
    let Some(customer_id) = &now.customer_id else {
        return Ok(());
    };
    let status = ConversationStatus {
        conversation_id: now.id.clone(),
        status: now.status.clone(),
        assignee_name: assignee_name.map(str::to_owned),
    };
    outbox::publish(tx, workspace_id, &Room::Customer(customer_id.clone()), &status).await
}

/// Tells the team alone how a conversation stands now.
///
/// # Errors
/// Internal ones only.
pub async fn tell_team(tx: &mut Tx, workspace_id: &Id, now: &Held) -> Result<()> {
    let updated = ConversationUpdated {
        conversation_id: now.id.clone(),
        status: now.status.clone(),
        assignee_id: now.assignee_id.clone(),
        needs_handoff: now.handoff_at.is_some(),
    };
    let team = Room::Inbox(workspace_id.clone());
    outbox::publish(tx, workspace_id, &team, &updated).await
}

/// The name of an account.
///
/// # Errors
/// Internal ones only.
pub async fn name_of(tx: &mut Tx, account_id: Option<&Id>) -> Result<Option<String>> {
    let Some(account_id) = account_id else { return Ok(None) };
    tx.first(
        sql!("select full_name from accounts where id = $1"),
        params![account_id],
        |r| r.get(0),
    )
    .await
}

/// Tells the team and the customer of a message; of a note, the team alone.
///
/// # Errors
/// Internal ones only.
pub async fn tell_message(
    tx: &mut Tx,
    workspace_id: &Id,
    customer_id: Option<&Id>,
    message: &super::model::Message,
) -> Result<()> {
    let event = NewMessage {
        id: message.id.clone(),
        content: message.content.clone(),
        sender_type: message.sender_type.clone(),
        sender_id: message.sender_id.clone(),
        sender_name: message.sender_name.clone(),
        conversation_id: message.conversation_id.clone(),
        created_at: message.created_at,
        private: message.private,
        attachments: message.attachments.clone(),
    };
    outbox::publish(tx, workspace_id, &Room::Inbox(workspace_id.clone()), &event).await?;
    let Some(customer_id) = customer_id.filter(|_| !message.private) else {
        return Ok(());
    };
    // A visitor learns the name of who answers, never an id of the team's.
    let event = NewMessage {
        sender_id: None,
        ..event
    };
    outbox::publish(tx, workspace_id, &Room::Customer(customer_id.clone()), &event).await
}
