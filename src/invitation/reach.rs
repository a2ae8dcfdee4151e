//! Loads an invitation as a member can reach it.

use super::{Invitation, invitation};
use crate::access::{Member, MembersInvite, Permit};
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::team::seats;
use crate::{invitation_columns, params, sql};

/// The invitation with this id, locked.
///
/// # Errors
/// 404 where there is none in this workspace.
pub async fn invitation_with(tx: &mut Tx, me: &Member, id: &Id) -> Result<Invitation> {
    let found = tx
        .first(
            sql!(
                "select ",
                invitation_columns!(),
                " from invitations where workspace_id = $1 and id = $2 for update"
            ),
            params![&me.workspace_id, id],
            invitation,
        )
        .await?;
    let now = tx.now();
    found.map(|one| one.at(now)).ok_or_else(Error::not_found)
}

/// The invitation that a path names, and the permit to do something with it. Takes the workspace's lock first, as every
/// way in does.
///
/// # Errors
/// 404 where there is none in this workspace; 403 where one may not invite.
pub async fn invitation_in_reach(tx: &mut Tx, me: &Member, id: &str) -> Result<(Permit<MembersInvite>, Invitation)> {
    let id = id::parse(id).ok_or_else(Error::not_found)?;
    seats::lock(tx, me).await?;
    let found = invitation_with(tx, me, &id).await?;
    Ok((super::permit_for(me, &found.role)?, found))
}

/// 409: it was accepted or taken back.
#[must_use]
pub fn is_over(invitation: &Invitation) -> Error {
    let what = match invitation.state {
        super::State::Accepted => "was accepted already",
        super::State::Revoked => "was taken back",
        _ => "has waited for too long; send it again",
    };
    Error::conflict(
        "invitation_over",
        format!("The invitation of {} {what}.", invitation.email),
    )
}
