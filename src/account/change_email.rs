//! A person wants to move to another address: it is confirmed first, and the old one is told then. Source: decision 32.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::ask_reset::Said;
use super::proof;
use super::register::{is_email, normal};
use crate::access::Account;
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::mail::{self, Letter};
use crate::store::Tx;
use crate::{params, sql};

/// The new address, and proof that it is the account's owner who asks.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeEmail {
    /// At most 254 characters. The account's own one gives the wish up again.
    #[garde(custom(is_email))]
    email: String,
    /// The password.
    #[garde(length(chars, min = 1, max = 1024))]
    password: String,
}

/// Notes the wish and mails a link. Whether somebody else has the address is said in that mail, to whoever reads it, and
/// to nobody here.
///
/// # Errors
/// 429 `too_many_mails`.
pub async fn change_email(tx: &mut Tx, app: &App, account: &Account, email: &str) -> Result<Said> {
    let new = Some(email).filter(|email| *email != account.email);
    tx.run(
        sql!("update accounts set new_email = $2 where id = $1"),
        params![&account.id, new],
    )
    .await?;
    let Some(email) = new else {
        return Ok(Said {
            message: format!("{} stays your address.", account.email),
        });
    };
    app.guards.mails.take(email, tx.now())?;
    mail::post(tx, Some(&account.id), email, &Letter::ConfirmNew).await?;
    Ok(Said {
        message: format!(
            "A mail with a link is on its way to {email}. Until you open it, {} stays your address.",
            account.email
        ),
    })
}

/// Begins to move the account to another address.
#[utoipa::path(post, path = "/auth/email", tag = "account", request_body = ChangeEmail,
    responses((status = 200, body = Said), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<ChangeEmail>) -> Result<Reply<Said>> {
    let proven = proof::prove(&app, &caller, body, "password", |ask| &ask.password).await?;
    let app_ = app.clone();
    app.account_write(caller, proven, move |tx, actor, (ask, proof)| {
        Box::pin(async move {
            proof.holds(tx).await?;
            change_email(tx, &app_, &actor.account, &normal(&ask.email)).await
        })
    })
    .await
}
