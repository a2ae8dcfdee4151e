//! The bytes of a file. Who may read it is asked at each request, and again while it is being read: whoever is removed
//! meanwhile does not get the rest.

use axum::extract::{Path, State};
use axum::response::Response;
use rulebook::Target;

use super::{Attachment, attachment, place};
use crate::access::ConversationsRead;
use crate::app::App;
use crate::door::{Caller, Nothing, file};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::live::Room;
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

/// The file, whose it is, and the rooms whose end is the end of reading it.
async fn found(app: &App, caller: Caller, wanted: String) -> Result<(Id, Attachment, Vec<Room>)> {
    let found = app.member_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let file = in_reach(tx, &me.workspace_id, &me.account.id, &wanted).await?;
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            let rooms = vec![Room::Member(me.id.clone()), Room::Members(me.workspace_id.clone())];
            Ok((permit.workspace_id.clone(), file, rooms))
        })
    });
    found.await.map(|json| json.0)
}

/// Shows a file.
#[utoipa::path(get, path = "/attachments/{attachment_id}", tag = "inbox",
    params(("attachment_id" = String, Path, description = "The file")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
              (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Response> {
    let (workspace_id, shown, rooms) = found(&app, caller.clone(), wanted.clone()).await?;
    let reading = app.live.reading(rooms, caller.line.clone());
    let path = place::of(&app, &workspace_id, &shown.id);
    let still = move || -> futures_util::future::BoxFuture<'static, Result<()>> {
        let _while_it_is_read = &reading;
        let (app, caller, wanted) = (app.clone(), caller.clone(), wanted.clone());
        Box::pin(async move { found(&app, caller, wanted).await.map(|_| ()) })
    };
    file::serve(&path, (&shown).into(), still).await
}
