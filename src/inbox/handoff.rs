//! A member or the visitor asks for a person: the conversation waits on the list of hand-offs until it is assigned.
//! Source: first seed's product, `handoff_reason`; the route is Deskbell's own.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::news;
use super::reach::{Held, conversation_to_change};
use super::set_status::move_to;
use crate::access::ConversationsHandle;
use crate::app::App;
use crate::door::{Body, Caller};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::visitor;
use crate::{params, sql};

/// Why a person is wanted.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct AskForPerson {
    /// A word such as `user_requested` or `complex_issue`, or a sentence; 1 to 500 characters.
    #[garde(length(chars, min = 1, max = 500), custom(crate::account::register::is_name))]
    reason: String,
}

/// The conversation, waiting for a person.
#[derive(Serialize, ToSchema)]
pub struct HandedOff {
    id: Id,
    needs_handoff: bool,
    handoff_reason: String,
}

/// Puts the conversation on the list; `by` is null for the visitor. A finished conversation is open again.
///
/// # Errors
/// Internal ones only.
pub async fn hand_off(
    tx: &mut Tx,
    workspace_id: &Id,
    mut held: Held,
    by: Option<&Id>,
    reason: String,
) -> Result<HandedOff> {
    if matches!(held.status.as_str(), "resolved" | "closed") {
        move_to(tx, workspace_id, &mut held, "open", by).await?;
    }
    let since = held.handoff_at.unwrap_or(tx.now());
    tx.run(
        sql!(
            "update conversations set handoff_at = $3, handoff_reason = $4, updated_at = $5
             where workspace_id = $1 and id = $2"
        ),
        params![workspace_id, &held.id, since, &reason, tx.now()],
    )
    .await?;
    held.handoff_at = Some(since);
    news::note(tx, workspace_id, &held.id, "handoff", by, None).await?;
    let name = news::name_of(tx, held.assignee_id.as_ref()).await?;
    news::tell(tx, workspace_id, &held, name.as_deref()).await?;
    Ok(HandedOff {
        id: held.id,
        needs_handoff: true,
        handoff_reason: reason,
    })
}

/// Asks for a person.
#[utoipa::path(post, path = "/conversations/{conversation_id}/handoff", tag = "inbox",
    request_body = AskForPerson,
    params(("conversation_id" = String, Path, description = "The conversation")),
    responses((status = 200, body = HandedOff), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<AskForPerson>,
) -> Result<Response> {
    if visitor::is_visitor(&caller) {
        let reply = app.visitor_write(caller, body, move |tx, visitor, ask| {
            Box::pin(async move {
                let held = conversation_to_change(tx, &visitor.workspace_id, &wanted).await?;
                if held.customer_id.as_ref() != Some(&visitor.customer_id) {
                    return Err(Error::not_found());
                }
                hand_off(tx, &visitor.workspace_id, held, None, ask.reason).await
            })
        });
        return Ok(reply.await?.into_response());
    }
    let reply = app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let held = conversation_to_change(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            let by = Some(&permit.account.id);
            hand_off(tx, &permit.workspace_id, held, by, ask.reason).await
        })
    });
    Ok(reply.await?.into_response())
}
