//! Somebody has forgotten their password and asks for a link. The answer is the same for every address, after the same
//! work: whether there is an account is looked up by the job that sends, not here.

use axum::Json;
use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::register::{is_email, normal};
use crate::app::App;
use crate::door::{Body, Caller, Input};
use crate::error::{Problem, Result};
use crate::limits;
use crate::mail::{self, Letter};

/// Whose password.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct AskReset {
    /// The address of an account.
    #[garde(custom(is_email))]
    email: String,
}

/// Done.
#[derive(Serialize, ToSchema)]
pub struct Said {
    /// In words.
    pub message: String,
}

/// Mails a link that sets a new password, where an account has this address.
#[utoipa::path(post, path = "/auth/reset", tag = "account", request_body = AskReset,
    responses((status = 200, body = Said), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<AskReset>) -> Result<Json<Said>> {
    let email = normal(&body.take()?.email);
    let now = app.clock.now();
    app.guards.mails_asked.take(&limits::network(caller.ip), now)?;
    app.guards.mails.take(&email, now)?;
    app.store
        .write(move |tx| Box::pin(async move { mail::post(tx, None, &email, &Letter::Reset).await }))
        .await?;
    Ok(Json(Said {
        message: "If an account has this address, a mail with a link is on its way to it.".to_owned(),
    }))
}
