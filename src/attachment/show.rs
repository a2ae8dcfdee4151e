//! The bytes of a file. Who may read it is asked at each request, and again while it is being read: whoever is removed
//! meanwhile does not get the rest.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use rulebook::Target;

use super::{Attachment, attachment, place};
use crate::access::{ConversationsRead, Member};
use crate::app::App;
use crate::door::{Caller, Nothing, file};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::{params, sql};

/// The file that a path names: one of a message, or the reader's own upload.
async fn in_reach(tx: &mut Tx, workspace_id: &Id, me: &Id, wanted: &str) -> Result<Attachment> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!(
            "select id, name, size, content_type from attachments
             where workspace_id = $1 and id = $2 and (message_id is not null or uploaded_by = $3)"
        ),
        params![workspace_id, &wanted, me],
        attachment,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// The file, and whose it is.
async fn found(tx: &mut Tx, me: &Member, wanted: &str) -> Result<(Id, Attachment)> {
    let file = in_reach(tx, &me.workspace_id, &me.account.id, wanted).await?;
    let permit = me.permit::<ConversationsRead>(Target::None)?;
    Ok((permit.workspace_id.clone(), file))
}

/// Shows a file.
#[utoipa::path(get, path = "/attachments/{attachment_id}", tag = "inbox",
    params(("attachment_id" = String, Path, description = "The file")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
              (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Response> {
    let named = wanted.clone();
    let look = app.member_read_at_length(caller.clone(), Nothing, |tx, me, ()| {
        Box::pin(async move { found(tx, &me, &named).await })
    });
    let ((workspace_id, shown), reading) = look.await?;
    let path = place::of(&app, &workspace_id, &shown.id);
    let still = move || -> futures_util::future::BoxFuture<'static, Result<()>> {
        let _while_it_is_read = &reading;
        let (app, caller, wanted) = (app.clone(), caller.clone(), wanted.clone());
        let line = caller.line.clone();
        Box::pin(async move {
            let look = app.member_read(caller, Nothing, |tx, me, ()| {
                Box::pin(async move { found(tx, &me, &wanted).await.map(|_| ()) })
            });
            look.await.map(|Json(())| ()).inspect_err(|_| line.hang_up())
        })
    };
    file::serve(&path, (&shown).into(), still).await
}
