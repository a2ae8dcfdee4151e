//! Somebody who came in again does not want back what was theirs: it goes at once.

use axum::extract::State;
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Owner, drop_of, offered_once, record};
use crate::access::{Permit, WorkspaceRead};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;

/// Done.
#[derive(Serialize, ToSchema)]
pub struct ArchiveDeclined {
    message: &'static str,
}

/// Takes the archive away.
///
/// # Errors
/// 409 `nothing_archived`.
pub async fn decline(tx: &mut Tx, permit: &Permit<WorkspaceRead>) -> Result<ArchiveDeclined> {
    let owner = Owner::of(permit);
    let archive = offered_once(tx, &owner).await?;
    drop_of(tx, &owner).await?;
    record(tx, permit, "archive.declined", &archive).await?;
    Ok(ArchiveDeclined {
        message: "What was yours is gone for good.",
    })
}

/// Does without what of one's own is kept.
#[utoipa::path(delete, path = "/team/archive", tag = "team",
    responses((status = 200, body = ArchiveDeclined), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Reply<ArchiveDeclined>> {
    app.person_write(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceRead>(Target::None)?;
            decline(tx, &permit).await
        })
    })
    .await
}
