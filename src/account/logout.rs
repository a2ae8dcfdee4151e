//! A person signs out: the session and its sockets end before the answer. Source: decision 25.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::session;
use crate::access::Actor;
use crate::app::App;
use crate::door::{Caller, Nothing, Reply, cookie};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct SignedOut {
    /// In words.
    pub message: &'static str,
    #[serde(skip)]
    session_id: Id,
}

/// Ends the session that asks.
///
/// # Errors
/// Internal ones only.
pub async fn logout(tx: &mut Tx, actor: &Actor) -> Result<SignedOut> {
    tx.run(sql!("delete from sessions where id = $1"), params![&actor.session_id])
        .await?;
    Ok(SignedOut {
        message: "Signed out",
        session_id: actor.session_id.clone(),
    })
}

/// Signs out.
#[utoipa::path(post, path = "/auth/logout", tag = "account",
    responses((status = 200, body = SignedOut), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Response> {
    let reply = app
        .account_write(caller, Nothing, |tx, actor, ()| {
            Box::pin(async move { logout(tx, &actor).await })
        })
        .await?;
    let response = match reply {
        Reply::Fresh(done) => {
            session::cut(&app, std::slice::from_ref(&done.session_id)).await;
            Json(done).into_response()
        }
        again => again.into_response(),
    };
    Ok(cookie::signed_out(&app, response))
}
