//! A platform admin comes in after the owner has approved: with their password again, because that may be hours later.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::open::tell_owner;
use super::{MINUTES, PlatformVisit, gate, own, record};
use crate::access::Actor;
use crate::account::proof;
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::{params, sql};

/// That it is they.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct EnterVisit {
    /// The password of the account that asks.
    #[garde(length(chars, min = 1, max = 1024))]
    password: String,
}

/// Begins an approved visit, in the session that asks.
///
/// # Errors
/// 409 `not_approved` where the owner has not answered; `visit_open` where it runs.
pub async fn enter(tx: &mut Tx, books: &Rulebooks, actor: &Actor, visit: PlatformVisit) -> Result<PlatformVisit> {
    match visit.state.as_str() {
        "approved" => {}
        "running" => return Err(Error::conflict("visit_open", "This visit runs already.")),
        _ => return Err(Error::conflict("not_approved", "The owner has not answered yet.")),
    }
    let begun = tx
        .run(
            sql!(
                "update visits set state = 'running', session_id = $3, ends_at = $4
                 where workspace_id = $1 and id = $2 and state = 'approved'"
            ),
            params![
                &visit.workspace_id,
                &visit.id,
                &actor.session_id,
                tx.now().plus_seconds(MINUTES * 60)
            ],
        )
        .await?;
    if begun == 0 {
        return Err(Error::not_found());
    }
    let visit = own(tx, actor, &visit.id).await?;
    record(tx, &visit, &actor.account, "visit.opened", None).await?;
    tell_owner(tx, books, &visit).await?;
    Ok(visit.seen_from(&actor.session_id))
}

/// Begins an approved visit.
#[utoipa::path(post, path = "/platform/visits/{visit_id}/enter", tag = "platform", request_body = EnterVisit,
    params(("visit_id" = String, Path, description = "The visit")),
    responses((status = 200, body = PlatformVisit), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(visit_id): Path<String>,
    body: Body<EnterVisit>,
) -> Result<Reply<PlatformVisit>> {
    let proven = proof::prove(&app, &caller, body, "password", |ask| &ask.password).await?;
    let books = app.books.clone();
    app.account_write(caller, proven, move |tx, actor, (_, proof)| {
        Box::pin(async move {
            let visit = own(tx, &actor, &visit_id).await?;
            gate(tx, &actor).await?;
            proof.holds(tx).await?;
            enter(tx, &books, &actor, visit).await
        })
    })
    .await
}
