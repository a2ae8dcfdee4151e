//! A code that comes back shows that somebody reads a mailbox of the domain. That is less than owning it: it holds as long
//! as no workspace has the domain's DNS. Source: decision 12.

use super::{Domain, Proof, in_reach, of_address};
use crate::access::{Permit, WorkspaceUpdate};
use crate::account::register::{is_email, normal};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::mail::{self, Letter};
use crate::store::Tx;
use crate::{params, sql};

/// Seconds that a code works.
const LIFETIME: i64 = 3_600;

/// What the database knows a code by: a code alone would be guessed from its hash.
fn hash(token: &str, code: &str) -> Vec<u8> {
    id::hash(&format!("{token} {code}"))
}

/// The address that the code goes to, as it is kept.
///
/// # Errors
/// 422 where it is no mailbox of the domain.
pub fn address(domain: &Domain, email: &str) -> Result<String> {
    let email = normal(email);
    if is_email(&email, &()).is_ok() && of_address(&email).as_deref() == Some(&domain.domain) {
        return Ok(email);
    }
    let text = format!("Has to be an address at {}.", domain.domain);
    Err(Error::field("email", text))
}

/// Has a code mailed; one that was mailed before works no more.
///
/// # Errors
/// 409 `domain_proven` where the domain is proven already.
pub async fn ask(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, domain: &Domain, email: &str) -> Result<Domain> {
    let noted = tx
        .run(
            sql!(
                "update domains set code_email = $3, code_hash = null, code_until = null
                 where workspace_id = $1 and domain = $2 and proof is null"
            ),
            params![&permit.workspace_id, &domain.domain, email],
        )
        .await?;
    if noted == 0 {
        return Err(Error::conflict("domain_proven", "This domain is proven already."));
    }
    let letter = Letter::DomainCode {
        workspace_id: permit.workspace_id.clone(),
        workspace: permit.workspace_name.clone(),
        domain: domain.domain.clone(),
        by: permit.account.full_name.clone(),
    };
    mail::post(tx, None, email, &letter).await?;
    in_reach(tx, permit, &domain.domain).await
}

/// What is mailed to a mailbox.
pub enum Made {
    /// A code.
    Code(String),
    /// That a code would be in vain: another workspace has the domain's DNS. Said in the mail alone, so that whoever reads
    /// none there does not learn whose domains are here.
    Taken,
}

impl Made {
    /// The code, where there is one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Made::Code(code) => Some(code),
            Made::Taken => None,
        }
    }
}

async fn is_taken(tx: &mut Tx, workspace_id: &Id, domain: &str) -> Result<bool> {
    let found = tx
        .first(
            sql!("select 1 from domains where domain = $1 and proof = 'dns' and workspace_id <> $2 limit 1"),
            params![domain, workspace_id],
            |_| Ok(()),
        )
        .await?;
    Ok(found.is_some())
}

/// Makes the code, for the mail that is about to be sent; nothing where nobody waits for it any more.
///
/// # Errors
/// Internal ones only.
pub async fn make(tx: &mut Tx, workspace_id: &Id, domain: &str, email: &str) -> Result<Option<Made>> {
    let token: Option<String> = tx
        .first(
            sql!(
                "select token from domains
                 where workspace_id = $1 and domain = $2 and code_email = $3 and proof is null for update"
            ),
            params![workspace_id, domain, email],
            |r| r.get(0),
        )
        .await?;
    let Some(token) = token else { return Ok(None) };
    if is_taken(tx, workspace_id, domain).await? {
        return Ok(Some(Made::Taken));
    }
    let code = id::code();
    tx.run(
        sql!("update domains set code_hash = $3, code_until = $4 where workspace_id = $1 and domain = $2"),
        params![
            workspace_id,
            domain,
            hash(&token, &code).as_slice(),
            tx.now().plus_seconds(LIFETIME)
        ],
    )
    .await?;
    Ok(Some(Made::Code(code)))
}

/// Checks a code. Whoever tries is counted by the door.
///
/// # Errors
/// 409 `wrong_code`, also for one whose time is over.
pub async fn check(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, domain: &Domain, code: &str) -> Result<Proof> {
    let kept: Option<(String, Option<Vec<u8>>, Option<Time>)> = tx
        .first(
            sql!("select token, code_hash, code_until from domains where workspace_id = $1 and domain = $2"),
            params![&permit.workspace_id, &domain.domain],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .await?;
    let now = tx.now();
    match kept {
        Some((token, Some(kept), Some(until))) if now < until && kept == hash(&token, code) => Ok(Proof::Mailbox),
        _ => Err(Error::conflict(
            "wrong_code",
            "This is not the code of the latest mail, or its hour is over. Have another one mailed.",
        )),
    }
}
