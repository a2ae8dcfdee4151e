//! A domain is proven. By its DNS it is one workspace's alone, and what a mailbox had proven elsewhere ends; by a mailbox
//! several workspaces may have it, as long as nobody has the DNS. Source: decision 12.

use serde_json::json;

use super::{Change, Domain, Lost, Proof, changed, in_reach, lapse};
use crate::access::{Permit, WorkspaceUpdate};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// Days between two looks at the record.
pub(super) const CHECKED_EVERY: i64 = 1;

/// Locks what every workspace has of a domain, always in one order and before any workspace, so that two that prove it at
/// once come one after the other. Answers who has it by what.
async fn lock_all(tx: &mut Tx, domain: &str) -> Result<Vec<(Id, Option<Proof>)>> {
    tx.all(
        sql!("select workspace_id, proof from domains where domain = $1 order by workspace_id for update"),
        params![domain],
        |r| {
            let proof: Option<String> = r.get(1)?;
            Ok((r.get(0)?, proof.and_then(|name| Proof::parse(&name))))
        },
    )
    .await
}

/// Checks that no other workspace has proven the domain by its DNS.
///
/// # Errors
/// 409 `domain_taken`.
async fn check_free(permit: &Permit<WorkspaceUpdate>, domain: &str, all: &[(Id, Option<Proof>)]) -> Result<()> {
    let taken = |(workspace_id, proof): &(Id, Option<Proof>)| {
        *workspace_id != permit.workspace_id && *proof == Some(Proof::Dns)
    };
    if !all.iter().any(taken) {
        return Ok(());
    }
    Err(Error::conflict(
        "domain_taken",
        format!("Another workspace of this server has proven {domain} by its DNS. A domain is one workspace's."),
    ))
}

/// Notes that the domain is proven.
///
/// # Errors
/// 404 where it was just removed; 409 `domain_taken`.
pub async fn prove(
    tx: &mut Tx,
    permit: &Permit<WorkspaceUpdate>,
    domain: &Domain,
    proof: Proof,
    books: &Rulebooks,
) -> Result<Domain> {
    let name = domain.domain.as_str();
    let all = lock_all(tx, name).await?;
    check_free(permit, name, &all).await?;
    let before = in_reach(tx, permit, name).await?;
    seats::lock(tx, permit).await?;
    let now = tx.now();
    // A code that comes back says nothing new of a domain that the DNS has proven.
    let is_dns = before.proof == Some(Proof::Dns) || proof == Proof::Dns;
    let proof = if is_dns { Proof::Dns } else { proof };
    tx.run(
        sql!(
            "update domains set proof = $3, proven_at = coalesce(proven_at, $4), checked_at = $4, next_check_at = $5,
                    lost = null, code_email = null, code_hash = null, code_until = null
             where workspace_id = $1 and domain = $2"
        ),
        params![
            &permit.workspace_id,
            name,
            proof.name(),
            now,
            is_dns.then(|| now.plus_days(CHECKED_EVERY))
        ],
    )
    .await?;
    if before.proof != Some(proof) {
        let change = Change {
            workspace_id: &permit.workspace_id,
            by: &permit.account,
            act: "domain.proven",
            domain: name,
            before: None,
            after: Some(json!({"name": name, "proof": proof})),
            via: &permit.right(),
        };
        changed(tx, change).await?;
    }
    if is_dns {
        let by_mailbox =
            |(id, proof): &&(Id, Option<Proof>)| *id != permit.workspace_id && *proof == Some(Proof::Mailbox);
        for (workspace_id, _) in all.iter().filter(by_mailbox) {
            lapse::end(tx, workspace_id, name, Lost::Elsewhere, books).await?;
        }
    }
    in_reach(tx, permit, name).await
}
