//! A person proves that they know their password, before what somebody at an unlocked screen must not do.

use super::attempt::{self, Tries};
use crate::app::App;
use crate::door::{Body, Caller, Input};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::limits;
use crate::store::Tx;
use crate::{params, sql};

/// What was found out about the password, to be looked at in the transaction of the act.
pub struct Proof {
    account_id: Id,
    kept: String,
    fits: bool,
    field: &'static str,
}

/// A body whose password was checked.
pub struct Proven<T> {
    /// What the person asks.
    pub ask: T,
    proof: Proof,
    digest: [u8; 32],
}

impl<T: Send + 'static> Input for Proven<T> {
    type Out = (T, Proof);
    fn take(self) -> Result<(T, Proof)> {
        Ok((self.ask, self.proof))
    }
    fn digest(&self) -> [u8; 32] {
        self.digest
    }
}

/// Checks the password in `field` of a body against the account that asks. Whether it fits is answered later, by
/// [`Proof::holds`]: a request that is repeated with its key has to find its answer, though the password is another by then.
///
/// # Errors
/// 401, 413, 422; 429 after too many wrong passwords.
pub async fn prove<T: Send + 'static>(
    app: &App,
    caller: &Caller,
    body: Body<T>,
    field: &'static str,
    password: fn(&T) -> &str,
) -> Result<Proven<T>> {
    let digest = body.digest();
    let asked = app.account_read(caller.clone(), body, |tx, actor, ask| {
        Box::pin(async move {
            let kept = kept(tx, &actor.account.id).await?;
            Ok((ask, actor.account.id, kept))
        })
    });
    let (ask, account_id, kept) = asked.await?.0;
    let tries = Tries {
        pair: format!("{account_id} {}", limits::network(caller.ip)),
        network: None,
    };
    let fits = attempt::fits(app, &tries, password(&ask).to_owned(), Some(kept.clone())).await?;
    let proof = Proof {
        account_id,
        kept,
        fits,
        field,
    };
    Ok(Proven { ask, proof, digest })
}

/// The hash of the password of an account.
async fn kept(tx: &mut Tx, account_id: &Id) -> Result<String> {
    tx.first(
        sql!("select password_hash from accounts where id = $1"),
        params![account_id],
        |r| r.get(0),
    )
    .await?
    .ok_or_else(Error::unauthenticated)
}

impl Proof {
    /// Whether the password fits, and is still the one that was checked. Locks the account.
    ///
    /// # Errors
    /// 422 that names the field.
    pub async fn holds(&self, tx: &mut Tx) -> Result<()> {
        tx.first(
            sql!("select id from accounts where id = $1 for update"),
            params![&self.account_id],
            |_| Ok(()),
        )
        .await?;
        if self.fits && kept(tx, &self.account_id).await? == self.kept {
            return Ok(());
        }
        Err(Error::field(self.field, "Is not your password."))
    }
}
