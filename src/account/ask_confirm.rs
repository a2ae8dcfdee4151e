//! A person has lost the mail that confirms their address and asks for another.

use axum::extract::State;

use super::ask_reset::Said;
use crate::access::Actor;
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::mail::{self, Letter};
use crate::store::Tx;
use crate::{params, sql};

/// Mails the link: to the address that the person wants to move to, where there is one, else to their own.
///
/// # Errors
/// 429 `too_many_mails`.
pub async fn ask_confirm(tx: &mut Tx, app: &App, actor: &Actor) -> Result<Said> {
    let account = &actor.account;
    let new: Option<String> = tx
        .first(
            sql!("select new_email from accounts where id = $1"),
            params![&account.id],
            |r| r.get(0),
        )
        .await?
        .flatten();
    let (email, letter) = match &new {
        Some(new) => (new, Letter::ConfirmNew),
        None if account.is_verified => {
            return Ok(Said {
                message: format!("{} is confirmed already.", account.email),
            });
        }
        None => (&account.email, Letter::Confirm),
    };
    app.guards.mails.take(email, tx.now())?;
    mail::post(tx, Some(&account.id), email, &letter).await?;
    Ok(Said {
        message: format!("A mail with a link is on its way to {email}."),
    })
}

/// Mails the link that confirms the address once more.
#[utoipa::path(post, path = "/auth/verify/send", tag = "account",
    responses((status = 200, body = Said), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Reply<Said>> {
    let app_ = app.clone();
    app.account_write(caller, Nothing, move |tx, actor, ()| {
        Box::pin(async move { ask_confirm(tx, &app_, &actor).await })
    })
    .await
}
