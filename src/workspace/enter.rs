//! A person moves their session into another of their workspaces. Source: decision 25.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::access::{self, Actor};
use crate::account::me::{self, Me};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::id;
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::{params, sql};

/// Where to.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Enter {
    /// A workspace that the account is in.
    #[garde(length(chars, max = 100))]
    pub workspace_id: String,
}

/// Moves the session.
///
/// # Errors
/// 404 where the account is not in it, 403 `member_disabled` where its access there is turned off.
pub async fn enter(tx: &mut Tx, actor: &Actor, ask: &Enter, books: &Rulebooks) -> Result<Me> {
    let none = || Error::no_such("no_such_workspace", "You are in no workspace with this id.");
    let workspace_id = id::parse(&ask.workspace_id).ok_or_else(none)?;
    let member = access::member_in(tx, books, actor.account.clone(), &workspace_id)
        .await?
        .ok_or_else(none)?
        .enabled()?;
    tx.run(
        sql!("update sessions set workspace_id = $2 where id = $1"),
        params![&actor.session_id, &workspace_id],
    )
    .await?;
    me::describe(tx, &actor.account, Some(&member)).await
}

/// Moves the session into a workspace.
#[utoipa::path(post, path = "/auth/workspace", tag = "account", request_body = Enter,
    responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<Enter>) -> Result<Reply<Me>> {
    let books = app.books.clone();
    app.account_write(caller, body, |tx, actor, ask| {
        Box::pin(async move { enter(tx, &actor, &ask, &books).await })
    })
    .await
}
