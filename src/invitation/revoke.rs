//! An invitation is taken back: its links are dead from the answer on, and its seat is free.

use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::reach::{invitation_in_reach, is_over};
use super::{Invitation, State as What, tell};
use crate::access::{MembersInvite, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct Revoked {
    /// In words.
    message: String,
}

/// Takes the invitation back. A second time changes nothing.
///
/// # Errors
/// 409 `invitation_over` where it was accepted: then there is a member to remove.
pub async fn revoke(tx: &mut Tx, permit: &Permit<MembersInvite>, invitation: &Invitation) -> Result<Revoked> {
    let done = Revoked {
        message: format!("The invitation of {} is taken back.", invitation.email),
    };
    match invitation.state {
        What::Accepted => return Err(is_over(invitation)),
        What::Revoked => return Ok(done),
        _ => {}
    }
    tx.run(
        sql!("update invitations set revoked_at = $3 where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &invitation.id, tx.now()],
    )
    .await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "invitation.revoked",
        object: format!("invitation {}", invitation.id),
        before: Some(json!({"email": invitation.email, "role": invitation.role, "tier": invitation.tier})),
        after: None,
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    tell(tx, permit).await?;
    Ok(done)
}

/// Takes an invitation back.
#[utoipa::path(delete, path = "/team/invitations/{invitation_id}", tag = "team",
    params(("invitation_id" = String, Path, description = "The invitation")),
    responses((status = 200, body = Revoked), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(invitation_id): Path<String>) -> Result<Reply<Revoked>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let (permit, invitation) = invitation_in_reach(tx, &me, &invitation_id).await?;
            revoke(tx, &permit, &invitation).await
        })
    })
    .await
}
