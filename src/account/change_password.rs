//! A person changes their password. Every other session ends before the answer. Source: decision 25.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::link::{self, Purpose};
use super::{proof, session};
use crate::access::Actor;
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::mail::{self, Letter};
use crate::store::Tx;
use crate::{params, sql};

/// The old one and the new one.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangePassword {
    /// The password that still counts.
    #[garde(length(chars, min = 1, max = 1024))]
    current_password: String,
    /// 8 to 1,024 characters.
    #[garde(length(chars, min = 8, max = 1024))]
    password: String,
}

/// Done.
#[derive(Serialize, ToSchema)]
pub struct PasswordChanged {
    /// In words.
    message: &'static str,
    #[serde(skip)]
    ended: Vec<Id>,
}

/// Changes the password; links that were mailed before set none any more.
///
/// # Errors
/// Internal ones only.
pub async fn change_password(tx: &mut Tx, actor: &Actor, password_hash: &str) -> Result<PasswordChanged> {
    let account = &actor.account;
    tx.run(
        sql!("update accounts set password_hash = $2 where id = $1"),
        params![&account.id, password_hash],
    )
    .await?;
    link::end_all(tx, &account.id, Purpose::Reset).await?;
    let ended = session::end_all(tx, &account.id, Some(&actor.session_id)).await?;
    mail::post(tx, Some(&account.id), &account.email, &Letter::PasswordChanged).await?;
    Ok(PasswordChanged {
        message: "Your password is changed. You are signed out everywhere else.",
        ended,
    })
}

/// Changes the password.
#[utoipa::path(post, path = "/auth/password", tag = "account", request_body = ChangePassword,
    responses((status = 200, body = PasswordChanged), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    body: Body<ChangePassword>,
) -> Result<Reply<PasswordChanged>> {
    let proven = proof::prove(&app, &caller, body, "current_password", |ask| &ask.current_password).await?;
    let hash = app.passwords.hash(proven.ask.password.clone()).await?;
    let write = app.account_write(caller, proven, move |tx, actor, (_, proof)| {
        Box::pin(async move {
            proof.holds(tx).await?;
            change_password(tx, &actor, &hash).await
        })
    });
    let reply = write.await?;
    if let Reply::Fresh(done) = &reply {
        session::cut(&app, &done.ended).await;
    }
    Ok(reply)
}
