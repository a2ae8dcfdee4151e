//! An invitation is mailed once more and waits for its full time again, also where it had expired or could not be delivered.

use axum::extract::{Path, State};
use serde_json::json;

use super::quota::{self, Terms};
use super::reach::{invitation_in_reach, invitation_with, is_over};
use super::{Invitation, State as What, mailed, tell};
use crate::access::{MembersInvite, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::domain;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::team::seats;

/// Mails the invitation again; the link of the mail before works no more.
///
/// # Errors
/// 409 `invitation_over`; 402 `limit_exceeded` where it had expired and its seat is taken; 429 `too_many_invitations`.
pub async fn resend(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    invitation: &Invitation,
    terms: Terms,
) -> Result<Invitation> {
    match invitation.state {
        What::Accepted | What::Revoked => return Err(is_over(invitation)),
        What::Expired => seats::take_one(tx, permit).await?,
        _ => {}
    }
    if quota::counts(&domain::own(tx, permit).await?, &invitation.email) {
        if let Some(left) = quota::left(tx, permit, terms).await?.filter(|left| *left < 1) {
            return Err(quota::too_many(tx.now(), terms, left));
        }
        quota::count(tx, permit, 1).await?;
    }
    mailed::post(tx, permit, invitation, terms).await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "invitation.resent",
        object: format!("invitation {}", invitation.id),
        before: None,
        after: Some(json!({"email": invitation.email, "role": invitation.role, "tier": invitation.tier})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    tell(tx, permit).await?;
    invitation_with(tx, permit, &invitation.id).await
}

/// Mails an invitation again.
#[utoipa::path(post, path = "/team/invitations/{invitation_id}/resend", tag = "team",
    params(("invitation_id" = String, Path, description = "The invitation")),
    responses((status = 200, body = Invitation), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(invitation_id): Path<String>,
) -> Result<Reply<Invitation>> {
    let terms = Terms::of(&app);
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let (permit, invitation) = invitation_in_reach(tx, &me, &invitation_id).await?;
            resend(tx, &permit, &invitation, terms).await
        })
    })
    .await
}
