//! A member keeps a filter as a view of their own.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Filter, View};
use crate::access::{ConversationsRead, Permit};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::limits;
use crate::store::Tx;
use crate::tag::is_short;
use crate::{params, sql};

/// The view.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateView {
    /// 1 to 40 characters.
    #[garde(custom(is_short))]
    name: String,
    /// What it shows; whatever is gone by then (a tag, a channel) simply shows nothing.
    #[garde(dive)]
    filter: Filter,
}

/// 409 `too_many_views`.
pub(super) fn too_many(detail: &str) -> Error {
    Error::conflict("too_many_views", detail)
}

/// Keeps a view.
///
/// # Errors
/// 409 `too_many_views`.
pub async fn create(tx: &mut Tx, permit: &Permit<ConversationsRead>, ask: CreateView) -> Result<View> {
    let there = tx
        .count(
            sql!("select count(*) from views where workspace_id = $1 and account_id = $2"),
            params![&permit.workspace_id, &permit.account.id],
        )
        .await?;
    if there >= limits::VIEWS {
        return Err(too_many("You have 50 views. Take one away first."));
    }
    let filter = serde_json::to_string(&ask.filter).map_err(Error::internal)?;
    let view = View {
        id: tx.id(),
        name: ask.name,
        filter: ask.filter,
        created_at: tx.now(),
    };
    tx.run(
        sql!(
            "insert into views (workspace_id, account_id, id, name, filter, created_at) values ($1, $2, $3, $4, $5, $6)"
        ),
        params![
            &permit.workspace_id,
            &permit.account.id,
            &view.id,
            &view.name,
            &filter,
            tx.now()
        ],
    )
    .await?;
    Ok(view)
}

/// Keeps a view.
#[utoipa::path(post, path = "/views", tag = "inbox", request_body = CreateView,
    responses((status = 200, body = View), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<CreateView>) -> Result<Reply<View>> {
    app.member_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            create(tx, &permit, ask).await
        })
    })
    .await
}
