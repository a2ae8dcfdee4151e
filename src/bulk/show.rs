//! Where a bulk act stands, with everybody in it.

use axum::Json;
use axum::extract::{Path, State as FromApp};

use super::rule::right;
use super::{Bulk, bulk, bulk_columns, people};
use crate::access::Member;
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::{params, sql};

/// Reads a bulk act.
///
/// # Errors
/// 404; 403.
pub async fn show(tx: &mut Tx, me: &Member, id: &str) -> Result<Bulk> {
    let id = id::parse(id).ok_or_else(Error::not_found)?;
    let bulk = read(tx, &me.workspace_id, &id).await?.ok_or_else(Error::not_found)?;
    right(me, bulk.act)?;
    Ok(bulk)
}

/// Reads it for whoever may already.
///
/// # Errors
/// Internal ones only.
pub(super) async fn read(tx: &mut Tx, workspace_id: &Id, id: &Id) -> Result<Option<Bulk>> {
    let found = tx
        .first(
            sql!(
                "select ",
                bulk_columns!(),
                " from bulks where workspace_id = $1 and id = $2"
            ),
            params![workspace_id, id],
            bulk,
        )
        .await?;
    let Some(mut bulk) = found else { return Ok(None) };
    bulk.results = people(tx, &bulk).await?;
    Ok(Some(bulk))
}

/// Shows a bulk act.
#[utoipa::path(get, path = "/team/bulk/{bulk_id}", tag = "team",
    params(("bulk_id" = String, Path, description = "The bulk act")),
    responses((status = 200, body = Bulk), (status = "default", body = Problem)))]
pub async fn door(FromApp(app): FromApp<App>, caller: Caller, Path(bulk_id): Path<String>) -> Result<Json<Bulk>> {
    app.member_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move { show(tx, &me, &bulk_id).await })
    })
    .await
}
