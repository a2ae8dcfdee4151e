//! A visitor uploads a file, to send it with their next message.

use axum::extract::State;

use crate::app::App;
use crate::attachment::upload::{Arrived, Source, UploadName, Uploaded, keep, upload};
use crate::attachment::{Attachment, place, sniff};
use crate::door::{Caller, Query, Reply, Upload};
use crate::error::{Problem, Result};
use crate::limits;

/// Who may upload now.
async fn admit(app: &App, caller: Caller) -> Result<()> {
    let app_ = app.clone();
    let known = app.visitor_read(caller, move |tx, visitor| {
        Box::pin(async move { app_.guards.visitor_files.check(&visitor.id, tx.now()) })
    });
    known.await.map(|_| ())
}

/// Uploads a visitor's file.
#[utoipa::path(post, path = "/visitor/upload", tag = "widget", params(UploadName),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Attachment), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    name: Query<UploadName>,
    body: Upload,
) -> Result<Reply<Uploaded>> {
    if let Err(e) = admit(&app, caller.clone()).await {
        body.throw_away().await;
        return Err(e);
    }
    let most = limits::mib(app.config.visitor_file_mib);
    let kept = body.keep(&place::incoming(&app), most).await?;
    let (size, kind, app_) = (kept.size, sniff(&kept.head), app.clone());
    let arrived = Arrived::new(name, &kept);
    let reply = app.visitor_write(caller, arrived, move |tx, visitor, ask| {
        Box::pin(async move {
            let from = Source {
                workspace_id: &visitor.workspace_id,
                by: &visitor.id,
                conversation_id: None,
            };
            let uploaded = upload(tx, from, ask.name, (size, kind), app_.config.workspace_storage_mib).await?;
            // Counted last: a file that finds no room is none of the visitor's uploads.
            app_.guards.visitor_files.take(&visitor.id, tx.now())?;
            Ok(uploaded)
        })
    });
    keep(&app, kept, reply.await?).await
}
