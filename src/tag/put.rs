//! A member says which tags a conversation carries.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::access::{ConversationsHandle, Permit};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::inbox::model::Conversation;
use crate::inbox::reach::{Held, conversation_to_change};
use crate::inbox::{news, show};
use crate::store::Tx;
use crate::{params, sql};

/// All tags that it carries from now on.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct PutTags {
    /// Ids of tags of the workspace, at most 20.
    #[garde(length(max = 20), inner(length(chars, max = 100)))]
    tags: Vec<String>,
}

fn unknown() -> Error {
    Error::bad_request("invalid_tag", "tags has to name tags of this workspace.")
}

async fn carried(tx: &mut Tx, workspace_id: &Id, conversation_id: &Id) -> Result<Vec<Id>> {
    tx.all(
        sql!("select tag_id from conversation_tags where workspace_id = $1 and conversation_id = $2"),
        params![workspace_id, conversation_id],
        |r| r.get(0),
    )
    .await
}

async fn add(tx: &mut Tx, workspace_id: &Id, conversation_id: &Id, tag_id: &Id) -> Result<()> {
    let added = tx
        .run(
            sql!(
                "insert into conversation_tags (workspace_id, conversation_id, tag_id)
                 select workspace_id, $2, id from tags where workspace_id = $1 and id = $3 for share"
            ),
            params![workspace_id, conversation_id, tag_id],
        )
        .await?;
    if added == 0 {
        return Err(unknown());
    }
    Ok(())
}

/// Makes a conversation carry these tags and no others. The same ones again are no news.
///
/// # Errors
/// 400 `invalid_tag`.
pub async fn put(tx: &mut Tx, permit: &Permit<ConversationsHandle>, held: &Held, wanted: &[String]) -> Result<()> {
    let workspace_id = &permit.workspace_id;
    let wanted: Option<Vec<Id>> = wanted.iter().map(|id| id::parse(id)).collect();
    let mut wanted = wanted.ok_or_else(unknown)?;
    wanted.sort();
    wanted.dedup();
    let before = carried(tx, workspace_id, &held.id).await?;
    let mut is_news = false;
    for id in wanted.iter().filter(|id| !before.contains(id)) {
        add(tx, workspace_id, &held.id, id).await?;
        is_news = true;
    }
    for id in before.iter().filter(|id| !wanted.contains(id)) {
        tx.run(
            sql!("delete from conversation_tags where workspace_id = $1 and conversation_id = $2 and tag_id = $3"),
            params![workspace_id, &held.id, id],
        )
        .await?;
        is_news = true;
    }
    if is_news {
        let me = Some(&permit.account.id);
        news::note(tx, workspace_id, &held.id, "tagged", me, None).await?;
        news::tell_team(tx, workspace_id, held).await?;
    }
    Ok(())
}

/// Says which tags a conversation carries.
#[utoipa::path(put, path = "/conversations/{conversation_id}/tags", tag = "inbox", request_body = PutTags,
    params(("conversation_id" = String, Path, description = "The conversation")),
    responses((status = 200, body = Conversation), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<PutTags>,
) -> Result<Reply<Conversation>> {
    app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let held = conversation_to_change(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            put(tx, &permit, &held, &ask.tags).await?;
            show::summary(tx, &me.workspace_id, &held.id).await
        })
    })
    .await
}
