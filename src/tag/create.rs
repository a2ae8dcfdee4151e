//! An owner or admin adds a tag. Source: decision 28.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{CountedTag, Tag, changed, is_free, is_short, key};
use crate::access::{Permit, WorkspaceUpdate};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::limits;
use crate::store::Tx;
use crate::team::seats;
use crate::widget::create::is_color;
use crate::{params, sql};

/// The tag.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateTag {
    /// 1 to 40 characters; no other tag of the workspace has it, in whatever case.
    #[garde(custom(is_short))]
    name: String,
    /// `#rrggbb`.
    #[garde(custom(is_color))]
    colour: String,
}

/// Adds a tag.
///
/// # Errors
/// 400 `tag_taken`, 409 `too_many_tags`.
pub async fn create(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, ask: CreateTag) -> Result<CountedTag> {
    seats::lock(tx, permit).await?;
    is_free(tx, permit, &ask.name, None).await?;
    let there = tx
        .count(
            sql!("select count(*) from tags where workspace_id = $1"),
            params![&permit.workspace_id],
        )
        .await?;
    if there >= limits::TAGS {
        return Err(Error::conflict("too_many_tags", "A workspace has at most 200 tags."));
    }
    let tag = Tag {
        id: tx.id(),
        name: ask.name.trim().to_owned(),
        colour: ask.colour,
    };
    tx.run(
        sql!("insert into tags (workspace_id, id, name, name_key, colour, created_at) values ($1, $2, $3, $4, $5, $6)"),
        params![
            &permit.workspace_id,
            &tag.id,
            &tag.name,
            &key(&tag.name),
            &tag.colour,
            tx.now()
        ],
    )
    .await?;
    changed(tx, permit, "tag.created", (None, Some(&tag))).await?;
    Ok(CountedTag { tag, conversations: 0 })
}

/// Adds a tag.
#[utoipa::path(post, path = "/tags", tag = "inbox", request_body = CreateTag,
    responses((status = 200, body = CountedTag), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<CreateTag>) -> Result<Reply<CountedTag>> {
    app.member_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
            create(tx, &permit, ask).await
        })
    })
    .await
}
