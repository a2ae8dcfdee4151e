//! An owner or admin takes a tag away, from every conversation that carries it; the conversations stay. Source: decision 28.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Tag, changed, to_change};
use crate::access::{Permit, WorkspaceUpdate};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct TagRemoved {
    message: &'static str,
}

/// Removes a tag.
///
/// # Errors
/// Internal ones only.
pub async fn remove(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, tag: &Tag) -> Result<TagRemoved> {
    tx.run(
        sql!("delete from tags where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &tag.id],
    )
    .await?;
    changed(tx, permit, "tag.removed", (Some(tag), None)).await?;
    Ok(TagRemoved { message: "Tag removed" })
}

/// Removes a tag.
#[utoipa::path(delete, path = "/tags/{tag_id}", tag = "inbox",
    params(("tag_id" = String, Path, description = "The tag")),
    responses((status = 200, body = TagRemoved), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Reply<TagRemoved>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let tag = to_change(tx, &me, &wanted).await?;
            let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
            remove(tx, &permit, &tag).await
        })
    })
    .await
}
