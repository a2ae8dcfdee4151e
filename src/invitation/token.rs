//! The secrets of an invitation's links: one in the mail, another in the link that is copied. Each new one ends the one
//! before it of its kind.

use super::{Invitation, invitation};
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::{invitation_columns, params, sql};

/// How a link came to whoever holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// In the mail to the invited address: whoever has it reads that mail.
    ByMail,
    /// From somebody who copied it.
    ByHand,
}

/// What a secret is good for.
pub struct Held {
    /// Where.
    pub workspace_id: Id,
    /// Which.
    pub invitation: Invitation,
    /// By which link.
    pub came: Came,
}

/// Makes the secret of the link in the mail; answers it.
///
/// # Errors
/// Internal ones only.
pub async fn mail(tx: &mut Tx, workspace_id: &Id, invitation_id: &Id) -> Result<String> {
    let secret = id::secret("di_");
    tx.run(
        sql!("update invitations set mailed_hash = $3 where workspace_id = $1 and id = $2"),
        params![workspace_id, invitation_id, secret.hash.as_slice()],
    )
    .await?;
    Ok(secret.plain)
}

/// Makes the secret of the link to copy; answers it.
///
/// # Errors
/// Internal ones only.
pub async fn copy(tx: &mut Tx, workspace_id: &Id, invitation_id: &Id) -> Result<String> {
    let secret = id::secret("di_");
    tx.run(
        sql!("update invitations set copied_hash = $3 where workspace_id = $1 and id = $2"),
        params![workspace_id, invitation_id, secret.hash.as_slice()],
    )
    .await?;
    Ok(secret.plain)
}

/// What a secret is good for, whatever became of the invitation.
///
/// # Errors
/// 404 `no_such_invitation`.
pub async fn find(tx: &mut Tx, token: &str) -> Result<Held> {
    let hash = id::hash(token);
    let found = tx
        .first(
            sql!(
                "select ",
                invitation_columns!(),
                ", workspace_id, coalesce(mailed_hash = $1, false) from invitations
                 where mailed_hash = $1 or copied_hash = $1"
            ),
            params![hash.as_slice()],
            |r| {
                let came = if r.get(16)? { Came::ByMail } else { Came::ByHand };
                Ok(Held {
                    invitation: invitation(r)?,
                    workspace_id: r.get(15)?,
                    came,
                })
            },
        )
        .await?;
    let now = tx.now();
    found
        .map(|held| Held {
            invitation: held.invitation.at(now),
            ..held
        })
        .ok_or_else(|| {
            Error::no_such(
                "no_such_invitation",
                "This link does not work: it was replaced by a newer one, or never made. Ask for another invitation.",
            )
        })
}
