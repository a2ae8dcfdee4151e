//! A person changes their name.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::me::{self, Me};
use super::register::is_name;
use super::tell;
use crate::access::Actor;
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// The new name.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeName {
    /// 1 to 200 characters.
    #[garde(custom(is_name))]
    full_name: String,
}

/// Changes the name, also beside everything that the person has written.
///
/// # Errors
/// 404 where the request names a workspace out of reach.
pub async fn change_name(tx: &mut Tx, mut actor: Actor, full_name: &str) -> Result<Me> {
    if full_name != actor.account.full_name {
        tx.run(
            sql!("update accounts set full_name = $2 where id = $1"),
            params![&actor.account.id, full_name],
        )
        .await?;
        let (before, after) = (json!({"name": actor.account.full_name}), json!({"name": full_name}));
        tell::every_workspace(tx, &actor.account, "member.renamed", before, after).await?;
        full_name.clone_into(&mut actor.account.full_name);
    }
    me::me(tx, actor).await
}

/// Changes the name.
#[utoipa::path(patch, path = "/auth/me", tag = "account", request_body = ChangeName,
    responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<ChangeName>) -> Result<Reply<Me>> {
    app.account_write(caller, body, |tx, actor, ask| {
        Box::pin(async move { change_name(tx, actor, ask.full_name.trim()).await })
    })
    .await
}
