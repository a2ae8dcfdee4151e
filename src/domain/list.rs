//! The domains of a workspace, and what proves each.

use axum::Json;
use axum::extract::State;
use rulebook::Target;

use super::{Domain, domain};
use crate::access::{Permit, WorkspaceUpdate};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{domain_columns, params, sql};

/// Reads the domains, by their names.
///
/// # Errors
/// Internal ones only.
pub async fn list(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>) -> Result<Vec<Domain>> {
    tx.all(
        sql!(
            "select ",
            domain_columns!(),
            " from domains where workspace_id = $1 order by domain"
        ),
        params![&permit.workspace_id],
        domain,
    )
    .await
}

/// Lists the domains.
#[utoipa::path(get, path = "/workspace/domains", tag = "workspace",
    responses((status = 200, body = Vec<Domain>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<Domain>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
            list(tx, &permit).await
        })
    })
    .await
}
