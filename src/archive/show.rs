//! Somebody who came in again sees what of theirs is kept.

use axum::Json;
use axum::extract::State;
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Archive, Owner, offered};
use crate::access::{Permit, WorkspaceRead};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;

/// What is offered back to whoever asks.
#[derive(Serialize, ToSchema)]
pub struct ArchiveOffer {
    /// What is kept of theirs; null where nothing is.
    archive: Option<Archive>,
}

async fn show(tx: &mut Tx, permit: &Permit<WorkspaceRead>) -> Result<ArchiveOffer> {
    let archive = offered(tx, &Owner::of(permit)).await?;
    Ok(ArchiveOffer { archive })
}

/// Shows what of one's own is kept from an earlier membership.
#[utoipa::path(get, path = "/team/archive", tag = "team",
    responses((status = 200, body = ArchiveOffer), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<ArchiveOffer>> {
    app.person_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceRead>(Target::None)?;
            show(tx, &permit).await
        })
    })
    .await
}
