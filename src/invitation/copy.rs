//! The link of an invitation, to be passed on by whoever invites. It lets in an account with the invited address, and says
//! nothing about who reads that address's mail: so it confirms nothing.

use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::reach::{invitation_in_reach, is_over};
use super::{Invitation, token};
use crate::access::{MembersInvite, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;

/// The link. It is shown once; only its hash is kept.
#[derive(Serialize, ToSchema)]
pub struct Copied {
    /// To be passed on.
    url: String,
    /// The secret in it.
    token: String,
}

/// Makes a link; one that was copied before works no more, and the one in the mail goes on.
///
/// # Errors
/// 409 `invitation_over` where nobody can accept it.
pub async fn copy(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    invitation: &Invitation,
    origin: &str,
) -> Result<Copied> {
    if !invitation.is_open() {
        return Err(is_over(invitation));
    }
    let token = token::copy(tx, &permit.workspace_id, &invitation.id).await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "invitation.link_copied",
        object: format!("invitation {}", invitation.id),
        before: None,
        after: Some(json!({"email": invitation.email})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    Ok(Copied {
        url: format!("{origin}/join?token={token}"),
        token,
    })
}

/// Makes the link of an invitation to pass on.
#[utoipa::path(post, path = "/team/invitations/{invitation_id}/link", tag = "team",
    params(("invitation_id" = String, Path, description = "The invitation")),
    responses((status = 200, body = Copied), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(invitation_id): Path<String>) -> Result<Reply<Copied>> {
    let origin = app.public_origin.clone();
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let (permit, invitation) = invitation_in_reach(tx, &me, &invitation_id).await?;
            copy(tx, &permit, &invitation, &origin).await
        })
    })
    .await
}
