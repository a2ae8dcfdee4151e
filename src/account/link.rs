//! Links in mails: a secret of 256 bits that is good once and not for long. Only its hash is kept.

use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::{params, sql};

/// What a link is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Setting a new password.
    Reset,
    /// Confirming an address.
    Confirm,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Purpose::Reset => "reset",
            Purpose::Confirm => "confirm",
        }
    }

    /// The dashboard's page behind the link.
    #[must_use]
    pub fn page(self) -> &'static str {
        match self {
            Purpose::Reset => "/reset",
            Purpose::Confirm => "/confirm",
        }
    }

    /// Seconds that it works.
    fn lifetime(self) -> i64 {
        match self {
            Purpose::Reset => 3_600,
            Purpose::Confirm => 86_400,
        }
    }
}

/// Makes a link; answers its secret, which is kept nowhere.
///
/// # Errors
/// Internal ones only.
pub async fn make(tx: &mut Tx, account_id: &Id, purpose: Purpose, email: &str) -> Result<String> {
    let secret = id::secret("dl_");
    tx.run(
        sql!("insert into links (token_hash, account_id, purpose, email, expires_at) values ($1, $2, $3, $4, $5)"),
        params![
            secret.hash.as_slice(),
            account_id,
            purpose.name(),
            email,
            tx.now().plus_seconds(purpose.lifetime())
        ],
    )
    .await?;
    Ok(secret.plain)
}

/// The account that a link was made for, as long as it works. Whoever acts on it locks the account first, then takes the
/// link: in one order, so that two who come together wait for each other and never both.
///
/// # Errors
/// 404 `no_such_link`.
pub async fn account_of(tx: &mut Tx, purpose: Purpose, token: &str) -> Result<Id> {
    tx.first(
        sql!("select account_id from links where token_hash = $1 and purpose = $2 and expires_at > $3"),
        params![id::hash(token).as_slice(), purpose.name(), tx.now()],
        |r| r.get(0),
    )
    .await?
    .ok_or_else(dead)
}

/// Uses a link up; answers the address that it was mailed to. Of two requests with one link, the second finds none.
///
/// # Errors
/// 404 `no_such_link`.
pub async fn take(tx: &mut Tx, purpose: Purpose, token: &str) -> Result<String> {
    tx.first(
        sql!("delete from links where token_hash = $1 and purpose = $2 and expires_at > $3 returning email"),
        params![id::hash(token).as_slice(), purpose.name(), tx.now()],
        |r| r.get(0),
    )
    .await?
    .ok_or_else(dead)
}

/// Waits for whoever is about to give this address to another account; their links are gone then.
///
/// # Errors
/// Internal ones only.
pub async fn lock_address(tx: &mut Tx, token: &str) -> Result<()> {
    tx.all(
        sql!(
            "select account_id from links
             where purpose = 'confirm' and email = (select l.email from links l where l.token_hash = $1)
             order by token_hash for update"
        ),
        params![id::hash(token).as_slice()],
        |_| Ok(()),
    )
    .await?;
    Ok(())
}

/// Ends every link that would give this address to an account.
///
/// # Errors
/// Internal ones only.
pub async fn end_address(tx: &mut Tx, email: &str) -> Result<()> {
    tx.run(
        sql!("delete from links where email = $1 and purpose = 'confirm'"),
        params![email],
    )
    .await?;
    Ok(())
}

/// Ends the other links of an account for this purpose. The account is locked.
///
/// # Errors
/// Internal ones only.
pub async fn end_all(tx: &mut Tx, account_id: &Id, purpose: Purpose) -> Result<()> {
    tx.run(
        sql!("delete from links where account_id = $1 and purpose = $2"),
        params![account_id, purpose.name()],
    )
    .await?;
    Ok(())
}

/// Takes out links that are too old.
///
/// # Errors
/// Internal ones only.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    tx.run(sql!("delete from links where expires_at <= $1"), params![tx.now()])
        .await?;
    Ok(())
}

/// 404: used, too old, or never made; nobody can tell which.
#[must_use]
pub fn dead() -> Error {
    Error::no_such(
        "no_such_link",
        "This link was used before, or it is too old. Ask for a new one.",
    )
}
