//! A member takes one of their views away.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::{ConversationsRead, Member, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::{params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct ViewRemoved {
    message: &'static str,
}

/// The view of one's own that a path names; a colleague's is none.
async fn in_reach(tx: &mut Tx, me: &Member, wanted: &str) -> Result<Id> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!("select id from views where workspace_id = $1 and account_id = $2 and id = $3"),
        params![&me.workspace_id, &me.account.id, &wanted],
        |r| r.get(0),
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// Removes a view.
///
/// # Errors
/// Internal ones only.
pub async fn remove(tx: &mut Tx, permit: &Permit<ConversationsRead>, id: &Id) -> Result<ViewRemoved> {
    tx.run(
        sql!("delete from views where workspace_id = $1 and account_id = $2 and id = $3"),
        params![&permit.workspace_id, &permit.account.id, id],
    )
    .await?;
    Ok(ViewRemoved {
        message: "View removed",
    })
}

/// Removes one of one's own views.
#[utoipa::path(delete, path = "/views/{view_id}", tag = "inbox",
    params(("view_id" = String, Path, description = "The view")),
    responses((status = 200, body = ViewRemoved), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Reply<ViewRemoved>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let id = in_reach(tx, &me, &wanted).await?;
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            remove(tx, &permit, &id).await
        })
    })
    .await
}
