//! An owner or admin gives a conversation to an active member, whatever their status. Two documented doors, one rule.
//! Source: first seed, Assigning conversations; decisions 18, 22 and 26.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::news;
use super::reach::{Held, conversation_to_change};
use crate::access::{ConversationsAssign, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing, Query, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::live::events::ConversationAssigned;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::team::reach::{Teammate, active_teammate};
use crate::{params, sql};

/// To whom.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct Assign {
    /// The `user_id` of an active member.
    #[garde(length(chars, min = 1, max = 100))]
    agent_id: String,
}

/// Done, as `POST /team/assign` says it.
#[derive(Serialize, ToSchema)]
pub struct Assigned {
    message: &'static str,
}

/// Done, as `PUT /conversations/{id}/assign/{agent_id}` says it.
#[derive(Serialize, ToSchema)]
pub struct NewAssignee {
    assignee_id: Option<Id>,
}

impl NewAssignee {
    pub(super) fn nobody() -> Self {
        NewAssignee { assignee_id: None }
    }
}

/// Gives the conversation to a member; they are told at once. A second time is no news.
///
/// # Errors
/// Internal ones only.
pub async fn assign(tx: &mut Tx, permit: &Permit<ConversationsAssign>, mut held: Held, to: &Teammate) -> Result<()> {
    let (workspace_id, me, them) = (&permit.workspace_id, &permit.account.id, &to.account.id);
    if held.assignee_id.as_ref() == Some(them) && held.handoff_at.is_none() {
        return Ok(());
    }
    tx.run(
        sql!(
            "update conversations set assignee_id = $3, updated_at = $4, handoff_at = null, handoff_reason = null
             where workspace_id = $1 and id = $2"
        ),
        params![workspace_id, &held.id, them, tx.now()],
    )
    .await?;
    news::note(tx, workspace_id, &held.id, "assigned", Some(me), Some(them)).await?;
    held.assignee_id = Some(them.clone());
    held.handoff_at = None;
    news::tell(tx, workspace_id, &held, Some(&to.account.full_name)).await?;
    let event = ConversationAssigned {
        conversation_id: held.id,
        assigned_by: me.clone(),
    };
    outbox::publish(tx, workspace_id, &Room::Member(to.id.clone()), &event).await
}

async fn by_ids(tx: &mut Tx, me: &crate::access::Member, conversation_id: &str, agent_id: &str) -> Result<Id> {
    // Member before conversation, as when somebody is removed: two transactions never wait for each other. The codes keep
    // their order all the same.
    let to = active_teammate(tx, me, agent_id).await?;
    let held = conversation_to_change(tx, &me.workspace_id, conversation_id).await?;
    let permit = me.permit::<ConversationsAssign>(Target::None)?;
    let to = to.ok_or_else(|| {
        Error::bad_request(
            "not_a_member",
            "agent_id has to be the user_id of an active member of this workspace.",
        )
    })?;
    assign(tx, &permit, held, &to).await?;
    Ok(to.account.id)
}

/// Assigns a conversation.
#[utoipa::path(post, path = "/team/assign/{conversation_id}", tag = "team",
    params(("conversation_id" = String, Path, description = "The conversation"), Assign),
    responses((status = 200, body = Assigned), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    query: Query<Assign>,
) -> Result<Reply<Assigned>> {
    app.member_write(caller, query, move |tx, me, ask| {
        Box::pin(async move {
            by_ids(tx, &me, &wanted, &ask.agent_id).await?;
            Ok(Assigned {
                message: "Conversation assigned successfully",
            })
        })
    })
    .await
}

/// Assigns a conversation, by path.
#[utoipa::path(put, path = "/conversations/{conversation_id}/assign/{agent_id}", tag = "inbox",
    params(("conversation_id" = String, Path, description = "The conversation"),
           ("agent_id" = String, Path, description = "The `user_id` of an active member")),
    responses((status = 200, body = NewAssignee), (status = "default", body = Problem)))]
pub async fn door_by_path(
    State(app): State<App>,
    caller: Caller,
    Path((wanted, agent_id)): Path<(String, String)>,
) -> Result<Reply<NewAssignee>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let assignee_id = by_ids(tx, &me, &wanted, &agent_id).await.map(Some)?;
            Ok(NewAssignee { assignee_id })
        })
    })
    .await
}
