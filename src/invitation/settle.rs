//! An invitation ends because the person is in, whatever the way they took.

use crate::error::Result;
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Ends the invitation that waits for this address, so that it holds no second seat.
///
/// # Errors
/// Internal ones only.
pub async fn over(tx: &mut Tx, workspace_id: &Id, email: &str) -> Result<()> {
    let ended = tx
        .run(
            sql!(
                "update invitations set accepted_at = $3
                 where workspace_id = $1 and email = $2 and accepted_at is null and revoked_at is null"
            ),
            params![workspace_id, email, tx.now()],
        )
        .await?;
    if ended > 0 {
        super::tell_workspace(tx, workspace_id).await?;
    }
    Ok(())
}

/// Days that an invitation which is over stays in the list.
const KEPT_DAYS: i64 = 90;

/// Takes out invitations that were over long ago.
///
/// # Errors
/// Internal ones only.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    tx.run(
        sql!("delete from invitations where coalesce(accepted_at, revoked_at, expires_at) < $1"),
        params![tx.now().plus_days(-KEPT_DAYS)],
    )
    .await?;
    Ok(())
}
