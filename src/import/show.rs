//! Where an import stands, with its rows.

use axum::Json;
use axum::extract::{Path, State as FromApp};
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{Import, rows};
use crate::access::{Member, MembersInvite};
use crate::app::App;
use crate::door::{Caller, Query};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::{id, import_columns, params, sql};

/// Which rows.
#[derive(Deserialize, Validate, IntoParams)]
pub struct ShowImport {
    /// Default: `all`.
    #[garde(skip)]
    #[param(inline)]
    rows: Option<Which>,
}

/// Which rows of an import are shown.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Every row.
    All,
    /// Those that need somebody.
    Failed,
    /// None: for whoever watches it go on.
    None,
}

/// Reads an import.
///
/// # Errors
/// 404; 403.
pub async fn show(tx: &mut Tx, me: &Member, id: &str, which: Which) -> Result<Import> {
    let id = id::parse(id).ok_or_else(Error::not_found)?;
    let found = tx
        .first(
            sql!(
                "select ",
                import_columns!(),
                " from imports where workspace_id = $1 and id = $2"
            ),
            params![&me.workspace_id, &id],
            super::import,
        )
        .await?;
    let mut import = found.ok_or_else(Error::not_found)?;
    me.permit::<MembersInvite>(Target::None)?;
    if which != Which::None {
        import.rows = rows(tx, &me.workspace_id, &import).await?;
    }
    if which == Which::Failed {
        import.rows.retain(|row| row.outcome.is_failure());
    }
    Ok(import)
}

/// Shows an import.
#[utoipa::path(get, path = "/team/imports/{import_id}", tag = "team",
    params(("import_id" = String, Path, description = "The import"), ShowImport),
    responses((status = 200, body = Import), (status = "default", body = Problem)))]
pub async fn door(
    FromApp(app): FromApp<App>,
    caller: Caller,
    Path(import_id): Path<String>,
    query: Query<ShowImport>,
) -> Result<Json<Import>> {
    app.member_read(caller, query, move |tx, me, ask| {
        Box::pin(async move { show(tx, &me, &import_id, ask.rows.unwrap_or(Which::All)).await })
    })
    .await
}
