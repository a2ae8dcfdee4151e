//! A proof ends: nobody comes in by the domain any more, whoever came stays, and the owner is told.

use serde_json::json;

use super::{Change, Lost, changed};
use crate::access;
use crate::error::Result;
use crate::id::Id;
use crate::mail::{self, Letter};
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::{params, sql};

/// Ends what proves a domain, whose row is locked; tells every page of the workspace, and the owner by mail.
///
/// # Errors
/// Internal ones only.
pub async fn end(tx: &mut Tx, workspace_id: &Id, domain: &str, lost: Lost, books: &Rulebooks) -> Result<()> {
    let ended = tx
        .run(
            sql!(
                "update domains set proof = null, lost = $3, proven_at = null, next_check_at = null
                 where workspace_id = $1 and domain = $2 and proof is not null"
            ),
            params![workspace_id, domain, lost.name()],
        )
        .await?;
    if ended == 0 {
        return Ok(());
    }
    // A workspace whose week is over has nobody left to tell.
    let Ok(owner) = access::owner_of(tx, books, workspace_id).await else {
        return Ok(());
    };
    let change = Change {
        workspace_id,
        by: &owner.account,
        act: "domain.lost",
        domain,
        before: None,
        after: Some(json!({"name": domain, "lost": lost})),
        via: "deskbell/domains",
    };
    changed(tx, change).await?;
    let letter = Letter::DomainLost {
        workspace: owner.workspace_name.clone(),
        domain: domain.to_owned(),
        why: lost.name().to_owned(),
    };
    mail::post(tx, Some(&owner.account.id), &owner.account.email, &letter).await
}
