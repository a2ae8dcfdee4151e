//! Somebody who came in again takes back what was theirs.

use axum::extract::State;
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::parts::named;
use super::{ArchivedPart, Owner, contents, drop_of, offered_once, record};
use crate::access::{Permit, WorkspaceRead};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;

/// Done.
#[derive(Serialize, ToSchema)]
pub struct ArchiveRestored {
    /// What came back, part by part.
    restored: Vec<ArchivedPart>,
}

/// Puts everything back, beside what there is by now.
///
/// # Errors
/// 409 `nothing_archived`; what a part refuses, such as 409 `too_many_views`.
pub async fn restore(tx: &mut Tx, permit: &Permit<WorkspaceRead>) -> Result<ArchiveRestored> {
    let owner = Owner::of(permit);
    let archive = offered_once(tx, &owner).await?;
    for (name, items) in contents(tx, &owner).await? {
        if let Some(part) = named(&name) {
            (part.put_back)(tx, &owner, items).await?;
        }
    }
    drop_of(tx, &owner).await?;
    record(tx, permit, "archive.restored", &archive).await?;
    Ok(ArchiveRestored {
        restored: archive.parts,
    })
}

/// Takes back what of one's own is kept.
#[utoipa::path(post, path = "/team/archive/restore", tag = "team",
    responses((status = 200, body = ArchiveRestored), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Reply<ArchiveRestored>> {
    app.person_write(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceRead>(Target::None)?;
            restore(tx, &permit).await
        })
    })
    .await
}
