//! An invitation that waits gives another role or tier. Source: decision 7.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::give::{self, Given};
use super::reach::{invitation_in_reach, invitation_with, is_over};
use super::{Invitation, State as What, tell};
use crate::access::{MembersInvite, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// What it gives; what is left out stays.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeInvitation {
    /// A role that may be given.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    role: Option<String>,
    /// A tier.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    tier: Option<String>,
}

fn decide(ask: ChangeInvitation) -> Result<ChangeInvitation> {
    match (&ask.role, &ask.tier) {
        (None, None) => Err(Error::field("role", "Send the new role or the new tier.")),
        _ => Ok(ask),
    }
}

/// Changes what the invitation gives. Whoever changes it answers for it from now on.
///
/// # Errors
/// 409 `invitation_over` where it was accepted or taken back.
pub async fn change(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    before: &Invitation,
    given: Given,
) -> Result<Invitation> {
    if matches!(before.state, What::Accepted | What::Revoked) {
        return Err(is_over(before));
    }
    let (role, tier) = (given.role_name(permit), given.tier_name(permit));
    if (role, tier) != (before.role.as_str(), before.tier.as_str()) {
        tx.run(
            sql!(
                "update invitations set role = $3, tier = $4, invited_by = $5, invited_by_name = $6
                 where workspace_id = $1 and id = $2"
            ),
            params![
                &permit.workspace_id,
                &before.id,
                role,
                tier,
                &permit.account.id,
                &permit.account.full_name
            ],
        )
        .await?;
        let entry = Entry {
            workspace_id: &permit.workspace_id,
            by: &permit.account,
            act: "invitation.changed",
            object: format!("invitation {}", before.id),
            before: Some(json!({"email": before.email, "role": before.role, "tier": before.tier})),
            after: Some(json!({"email": before.email, "role": role, "tier": tier})),
            via: &permit.right(),
        };
        audit::record(tx, entry).await?;
        tell(tx, permit).await?;
    }
    invitation_with(tx, permit, &before.id).await
}

/// Changes the role or tier of an invitation.
#[utoipa::path(patch, path = "/team/invitations/{invitation_id}", tag = "team", request_body = ChangeInvitation,
    params(("invitation_id" = String, Path, description = "The invitation")),
    responses((status = 200, body = Invitation), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(invitation_id): Path<String>,
    body: Body<ChangeInvitation>,
) -> Result<Reply<Invitation>> {
    app.member_write(caller, body.checked(decide), move |tx, me, ask| {
        Box::pin(async move {
            let (_, before) = invitation_in_reach(tx, &me, &invitation_id).await?;
            let role = ask.role.as_deref().unwrap_or(&before.role);
            let tier = ask.tier.as_deref().unwrap_or(&before.tier);
            let given = give::named(&me, Some(role), Some(tier))?;
            let permit = give::permit(&me, given)?;
            change(tx, &permit, &before, given).await
        })
    })
    .await
}
