//! The bytes of a file as its visitor may read them: those of their own conversations, of which no note is part.

use axum::extract::{Path, State};
use axum::response::Response;

use super::Visitor;
use crate::app::App;
use crate::attachment::{Attachment, attachment, place};
use crate::door::{Caller, file};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::{params, sql};

async fn in_reach(tx: &mut Tx, visitor: &Visitor, wanted: &str) -> Result<Attachment> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!(
            "select f.id, f.name, f.size, f.content_type from attachments f
             left join conversations v on v.workspace_id = f.workspace_id and v.id = f.conversation_id
             where f.workspace_id = $1 and f.id = $2 and not f.private
               and (f.uploaded_by = $3 or (f.message_id is not null and v.customer_id = $4))"
        ),
        params![&visitor.workspace_id, &wanted, &visitor.id, &visitor.customer_id],
        attachment,
    )
    .await?
    .ok_or_else(Error::not_found)
}

async fn found(app: &App, caller: Caller, wanted: String) -> Result<(Id, Attachment)> {
    let found = app.visitor_read(caller, move |tx, visitor| {
        Box::pin(async move {
            let file = in_reach(tx, &visitor, &wanted).await?;
            Ok((visitor.workspace_id, file))
        })
    });
    found.await.map(|json| json.0)
}

/// Shows a file to the visitor.
#[utoipa::path(get, path = "/visitor/attachments/{attachment_id}", tag = "widget",
    params(("attachment_id" = String, Path, description = "The file")),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
              (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Response> {
    let (workspace_id, shown) = found(&app, caller.clone(), wanted.clone()).await?;
    let path = place::of(&app, &workspace_id, &shown.id);
    let still = move || -> futures_util::future::BoxFuture<'static, Result<()>> {
        let (app, caller, wanted) = (app.clone(), caller.clone(), wanted.clone());
        Box::pin(async move { found(&app, caller, wanted).await.map(|_| ()) })
    };
    file::serve(&path, (&shown).into(), still).await
}
