//! A person signs in. Source: first seed's product, `POST /auth/login`.

use axum::extract::State;
use axum::response::Response;
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::attempt::{self, Tries};
use super::register::normal;
use super::session::{self, Begun, Hold, Token};
use crate::app::App;
use crate::door::{Body, Caller, Input, cookie};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::limits;
use crate::store::Tx;
use crate::{params, sql};

/// Address and password.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Login {
    /// In any case.
    #[garde(length(chars, min = 1, max = 254))]
    pub email: String,
    /// The password.
    #[garde(length(chars, min = 1, max = 1024))]
    pub password: String,
    /// `cookie` for the dashboard.
    #[garde(skip)]
    pub session: Option<Hold>,
}

/// The account and the hash of its password.
async fn password_of(tx: &mut Tx, email: &str) -> Result<Option<(Id, String)>> {
    tx.first(
        sql!("select id, password_hash from accounts where email = $1 and deleted_at is null"),
        params![email],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
    .await
}

/// Begins the session, unless the password was changed since it was checked: a change ends every session that is there,
/// and none with the old password may begin after it.
async fn begin(tx: &mut Tx, (account_id, kept): (Id, String), hold: Hold, user_agent: &str) -> Result<Begun> {
    let still = tx
        .first(
            sql!("select password_hash from accounts where id = $1 for share"),
            params![&account_id],
            |r| r.get::<String>(0),
        )
        .await?;
    if still.as_ref() != Some(&kept) {
        return Err(Error::wrong_credentials());
    }
    session::begin(tx, &account_id, hold, user_agent).await
}

/// Checks address and password. Only failures count against the limits; an unknown address and a wrong password give the
/// same answer after the same work.
async fn check(app: &App, caller: &Caller, email: &str, password: String) -> Result<(Id, String)> {
    let network = limits::network(caller.ip);
    let tries = Tries {
        pair: format!("{email} {network}"),
        network: Some(network),
    };
    let wanted = email.to_owned();
    let found = app
        .store
        .read(move |tx| Box::pin(async move { password_of(tx, &wanted).await }))
        .await?;
    let kept = found.as_ref().map(|(_, kept)| kept.clone());
    let fits = attempt::fits(app, &tries, password, kept).await?;
    found.filter(|_| fits).ok_or_else(Error::wrong_credentials)
}

/// Signs in.
#[utoipa::path(post, path = "/auth/login", tag = "account", request_body = Login,
    responses((status = 200, body = Token), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<Login>) -> Result<Response> {
    let ask = body.take()?;
    let hold = session::check_hold(&caller, ask.session)?;
    let found = check(&app, &caller, &normal(&ask.email), ask.password).await?;
    let begun = app
        .store
        .write(move |tx| Box::pin(async move { begin(tx, found, hold, &caller.user_agent).await }))
        .await?;
    Ok(cookie::signed_in(&app, &begun, begun.token()))
}
