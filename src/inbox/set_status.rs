//! A teammate pauses, resolves, closes or reopens a conversation. Source: first seed's product, statuses; the route for
//! reopening is Deskbell's own.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::model::{Conversation, STATUSES};
use super::news;
use super::reach::{Held, conversation_to_change};
use super::show;
use crate::access::{ConversationsHandle, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// The new status.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct SetConversationStatus {
    /// `open`, `pending`, `resolved` or `closed`.
    #[garde(custom(is_status))]
    status: String,
}

fn is_status(text: &str, (): &()) -> garde::Result {
    if STATUSES.contains(&text) {
        return Ok(());
    }
    Err(garde::Error::new(
        "Has to be `open`, `pending`, `resolved` or `closed`.",
    ))
}

/// A change of status, as the history tells it.
pub struct Turn<'a> {
    /// The new status.
    pub status: &'a str,
    /// The word of the history.
    pub act: &'a str,
    /// Until when the conversation is put aside.
    pub until: Option<Time>,
    /// Who; null for the customer, or where a time had come.
    pub by: Option<&'a Id>,
}

/// Takes a finished conversation that goes on from somebody whose access is off: it would wait for them, and its customer with
/// it. Answers from whom. Source: decision 13.
async fn take_from_absent(tx: &mut Tx, workspace_id: &Id, held: &mut Held, to: &Turn<'_>) -> Result<Option<Id>> {
    let goes_on = matches!(held.status.as_str(), "resolved" | "closed") && matches!(to.status, "open" | "pending");
    let Some(assignee) = held.assignee_id.clone().filter(|_| goes_on) else {
        return Ok(None);
    };
    let taken = tx
        .run(
            sql!(
                "update conversations set assignee_id = null where workspace_id = $1 and id = $2 and exists (
                    select 1 from members where workspace_id = $1 and account_id = $3 and not is_active)"
            ),
            params![workspace_id, &held.id, &assignee],
        )
        .await?;
    if taken == 0 {
        return Ok(None);
    }
    held.assignee_id = None;
    Ok(Some(assignee))
}

/// Turns a conversation to a status, with its times, its history and its events. Whatever put it aside before is over.
///
/// # Errors
/// Internal ones only.
pub async fn turn(tx: &mut Tx, workspace_id: &Id, held: &mut Held, to: Turn<'_>) -> Result<()> {
    let now = tx.now();
    let absent = take_from_absent(tx, workspace_id, held, &to).await?;
    let at = |wanted: &str| (to.status == wanted).then_some(now);
    (held.resolved_at, held.closed_at) = (at("resolved"), at("closed"));
    to.status.clone_into(&mut held.status);
    // Whoever deals with it has answered the call for a person.
    if matches!(to.status, "resolved" | "closed") {
        held.handoff_at = None;
    }
    tx.run(
        sql!(
            "update conversations set status = $3, updated_at = $4, resolved_at = $5, closed_at = $6, handoff_at = $7,
                    handoff_reason = case when cast($7 as bigint) is null then null else handoff_reason end,
                    snoozed_until = $8
             where workspace_id = $1 and id = $2"
        ),
        params![
            workspace_id,
            &held.id,
            to.status,
            now,
            held.resolved_at,
            held.closed_at,
            held.handoff_at,
            to.until
        ],
    )
    .await?;
    news::note(tx, workspace_id, &held.id, to.act, to.by, None).await?;
    if absent.is_some() {
        // Nobody's act: it follows from the access that is off.
        news::note(tx, workspace_id, &held.id, "unassigned", None, absent.as_ref()).await?;
    }
    let name = news::name_of(tx, held.assignee_id.as_ref()).await?;
    news::tell(tx, workspace_id, held, name.as_deref()).await
}

/// Moves a conversation to a status; `by` is null for the customer. Answers whether anything changed.
///
/// # Errors
/// Internal ones only.
pub async fn move_to(tx: &mut Tx, workspace_id: &Id, held: &mut Held, status: &str, by: Option<&Id>) -> Result<bool> {
    if held.status == status {
        return Ok(false);
    }
    let act = if status == "open" { "reopened" } else { status };
    let to = Turn {
        status,
        act,
        until: None,
        by,
    };
    turn(tx, workspace_id, held, to).await?;
    Ok(true)
}

/// A teammate's change of status.
///
/// # Errors
/// Internal ones only.
pub async fn set_status(
    tx: &mut Tx,
    permit: &Permit<ConversationsHandle>,
    held: &mut Held,
    status: &str,
) -> Result<bool> {
    move_to(tx, &permit.workspace_id, held, status, Some(&permit.account.id)).await
}

/// Changes a conversation's status.
#[utoipa::path(patch, path = "/conversations/{conversation_id}", tag = "inbox",
    request_body = SetConversationStatus,
    params(("conversation_id" = String, Path, description = "The conversation")),
    responses((status = 200, body = Conversation), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<SetConversationStatus>,
) -> Result<Reply<Conversation>> {
    app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let mut held = conversation_to_change(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            set_status(tx, &permit, &mut held, &ask.status).await?;
            show::summary(tx, &me.workspace_id, &held.id).await
        })
    })
    .await
}
