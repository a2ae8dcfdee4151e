//! A person sets a new password with the link from a mail, and is signed in. Every other session ends before the answer:
//! whoever knew the old password is out. Source: decision 25.

use axum::extract::State;
use axum::response::Response;
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::link::{self, Purpose};
use super::session::{self, Begun, Hold, Token};
use crate::app::App;
use crate::door::{Body, Caller, Input, cookie};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::mail::{self, Letter};
use crate::store::Tx;
use crate::{params, sql};

/// The link's secret and the new password.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Reset {
    /// From the link.
    #[garde(length(chars, min = 1, max = 100))]
    token: String,
    /// 8 to 1,024 characters.
    #[garde(length(chars, min = 8, max = 1024))]
    password: String,
    /// `cookie` for the dashboard.
    #[garde(skip)]
    session: Option<Hold>,
}

/// Sets the password and confirms the address, whose mailbox the link was read in. Answers the account and the sessions
/// that ended.
///
/// # Errors
/// 404 `no_such_link`, also where the account has another address by now.
pub async fn reset(tx: &mut Tx, token: &str, password_hash: &str) -> Result<(Id, Vec<Id>)> {
    let account_id = link::account_of(tx, Purpose::Reset, token).await?;
    tx.first(
        sql!("select id from accounts where id = $1 for update"),
        params![&account_id],
        |_| Ok(()),
    )
    .await?;
    let email = link::take(tx, Purpose::Reset, token).await?;
    let changed = tx
        .run(
            sql!("update accounts set password_hash = $3, is_verified = true where id = $1 and email = $2"),
            params![&account_id, &email, password_hash],
        )
        .await?;
    if changed == 0 {
        return Err(link::dead());
    }
    link::end_all(tx, &account_id, Purpose::Reset).await?;
    let ended = session::end_all(tx, &account_id, None).await?;
    mail::post(tx, Some(&account_id), &email, &Letter::PasswordChanged).await?;
    Ok((account_id, ended))
}

/// A link that is dead costs no hash: nobody keeps the server busy by guessing.
async fn check(app: &App, token: String) -> Result<()> {
    let asked = app
        .store
        .read(move |tx| Box::pin(async move { link::account_of(tx, Purpose::Reset, &token).await }));
    asked.await.map(|_| ())
}

async fn reset_and_sign_in(app: &App, ask: Reset, hold: Hold, user_agent: String) -> Result<(Begun, Vec<Id>)> {
    let password_hash = app.passwords.hash(ask.password).await?;
    app.store
        .write(move |tx| {
            Box::pin(async move {
                let (account_id, ended) = reset(tx, &ask.token, &password_hash).await?;
                Ok((session::begin(tx, &account_id, hold, &user_agent).await?, ended))
            })
        })
        .await
}

/// Sets a new password with the link from a mail.
#[utoipa::path(post, path = "/auth/reset/confirm", tag = "account", request_body = Reset,
    responses((status = 200, body = Token), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<Reset>) -> Result<Response> {
    let ask = body.take()?;
    let hold = session::check_hold(&caller, ask.session)?;
    check(&app, ask.token.clone()).await?;
    let (begun, ended) = reset_and_sign_in(&app, ask, hold, caller.user_agent).await?;
    session::cut(&app, &ended).await;
    Ok(cookie::signed_in(&app, &begun, begun.token()))
}
