//! Somebody who was removed knows the team's links, and may still read mail at its domain. Neither lets them in again: only
//! an invitation does. Their address is kept as a hash, because they are gone.

use crate::access::{Account, Member};
use crate::error::{Error, Result, Why};
use crate::id;
use crate::store::Tx;
use crate::{params, sql};

/// Remembers that somebody was removed.
///
/// # Errors
/// Internal ones only.
pub async fn note(tx: &mut Tx, place: &Member, account: &Account) -> Result<()> {
    tx.run(
        sql!(
            "insert into removed (workspace_id, email_hash, at) values ($1, $2, $3)
             on conflict (workspace_id, email_hash) do update set at = excluded.at"
        ),
        params![&place.workspace_id, id::hash(&account.email).as_slice(), tx.now()],
    )
    .await?;
    Ok(())
}

/// Forgets it: somebody has taken them in again.
///
/// # Errors
/// Internal ones only.
pub async fn forget(tx: &mut Tx, place: &Member, account: &Account) -> Result<()> {
    tx.run(
        sql!("delete from removed where workspace_id = $1 and email_hash = $2"),
        params![&place.workspace_id, id::hash(&account.email).as_slice()],
    )
    .await?;
    Ok(())
}

/// Checks that the account may come in by itself.
///
/// # Errors
/// 403 `removed_here`.
pub async fn check(tx: &mut Tx, place: &Member, account: &Account) -> Result<()> {
    if !is_noted(tx, place, account).await? {
        return Ok(());
    }
    Err(Error::refused(
        "removed_here",
        Why {
            rule: "deskbell/removed".into(),
            text: format!(
                "You were removed from {}. Only an invitation to your address lets you in again.",
                place.workspace_name
            ),
            who: vec!["owner".into(), "admin".into()],
            link: None,
        },
    ))
}

/// Whether somebody with this address was removed.
///
/// # Errors
/// Internal ones only.
pub async fn is_noted(tx: &mut Tx, place: &Member, account: &Account) -> Result<bool> {
    let noted = tx
        .count(
            sql!("select count(*) from removed where workspace_id = $1 and email_hash = $2"),
            params![&place.workspace_id, id::hash(&account.email).as_slice()],
        )
        .await?;
    Ok(noted > 0)
}
