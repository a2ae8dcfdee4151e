//! A domain is taken away: nobody comes in by it any more, and another workspace may prove it. Who came stays.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Change, Domain, changed, in_reach};
use crate::access::{Permit, WorkspaceUpdate};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct DomainRemoved {
    /// In words.
    message: &'static str,
}

/// Removes a domain.
///
/// # Errors
/// 404 where somebody else has just removed it.
pub async fn remove(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, domain: &Domain) -> Result<DomainRemoved> {
    // The row before the workspace, as whoever proves a domain does.
    let gone = tx
        .run(
            sql!("delete from domains where workspace_id = $1 and domain = $2"),
            params![&permit.workspace_id, &domain.domain],
        )
        .await?;
    if gone == 0 {
        return Err(Error::not_found());
    }
    seats::lock(tx, permit).await?;
    let change = Change {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "domain.removed",
        domain: &domain.domain,
        before: Some(json!({"name": domain.domain, "proof": domain.proof})),
        after: None,
        via: &permit.right(),
    };
    changed(tx, change).await?;
    Ok(DomainRemoved {
        message: "Nobody comes in by this domain any more.",
    })
}

/// Removes a domain.
#[utoipa::path(delete, path = "/workspace/domains/{domain}", tag = "workspace",
    params(("domain" = String, Path, description = "The domain")),
    responses((status = 200, body = DomainRemoved), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Reply<DomainRemoved>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let domain = in_reach(tx, &me, &wanted).await?;
            let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
            remove(tx, &permit, &domain).await
        })
    })
    .await
}
