//! An owner or admin gives a tag another name or colour, on every conversation that carries it. Source: decision 28.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Tag, changed, is_free, is_short, key, to_change};
use crate::access::{Permit, WorkspaceUpdate};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::team::seats;
use crate::widget::create::is_color;
use crate::{params, sql};

/// What changes; what is left out stays.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeTag {
    /// 1 to 40 characters.
    #[garde(inner(custom(is_short)))]
    name: Option<String>,
    /// `#rrggbb`.
    #[garde(inner(custom(is_color)))]
    colour: Option<String>,
}

/// Changes a tag.
///
/// # Errors
/// 400 `tag_taken`.
pub async fn change(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, before: Tag, ask: ChangeTag) -> Result<Tag> {
    seats::lock(tx, permit).await?;
    let after = Tag {
        id: before.id.clone(),
        name: ask
            .name
            .map_or_else(|| before.name.clone(), |name| name.trim().to_owned()),
        colour: ask.colour.unwrap_or_else(|| before.colour.clone()),
    };
    if after == before {
        return Ok(after);
    }
    is_free(tx, permit, &after.name, Some(&after.id)).await?;
    tx.run(
        sql!("update tags set name = $3, name_key = $4, colour = $5 where workspace_id = $1 and id = $2"),
        params![
            &permit.workspace_id,
            &after.id,
            &after.name,
            &key(&after.name),
            &after.colour
        ],
    )
    .await?;
    changed(tx, permit, "tag.changed", (Some(&before), Some(&after))).await?;
    Ok(after)
}

/// Changes a tag.
#[utoipa::path(patch, path = "/tags/{tag_id}", tag = "inbox", request_body = ChangeTag,
    params(("tag_id" = String, Path, description = "The tag")),
    responses((status = 200, body = Tag), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<ChangeTag>,
) -> Result<Reply<Tag>> {
    app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let before = to_change(tx, &me, &wanted).await?;
            let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
            change(tx, &permit, before, ask).await
        })
    })
    .await
}
