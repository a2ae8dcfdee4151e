//! A visitor writes, over HTTP or over the socket.

use axum::extract::State;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::show::VisitorMessage;
use crate::app::App;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Problem, Result};
use crate::inbox::receive::receive;
use crate::inbox::send_message::is_content;

/// The message.
#[derive(Deserialize, Validate, ToSchema)]
pub struct VisitorWrites {
    /// 1 to 20,000 characters of plain text.
    #[garde(custom(is_content))]
    pub content: String,
}

/// Checks the visitor's pace, then writes.
///
/// # Errors
/// 401, 422, 429 `too_many_messages`, 409 `conversation_full`.
pub async fn write<I>(app: &App, caller: Caller, input: I) -> Result<Reply<VisitorMessage>>
where
    I: Input<Out = VisitorWrites>,
{
    let app_ = app.clone();
    app.visitor_write(caller, input, move |tx, visitor, ask| {
        Box::pin(async move {
            app_.guards.visitor_messages.take(&visitor.id, tx.now())?;
            receive(tx, &visitor, ask.content).await.map(VisitorMessage::from)
        })
    })
    .await
}

/// Sends a visitor's message.
#[utoipa::path(post, path = "/visitor/messages", tag = "widget", request_body = VisitorWrites,
    responses((status = 200, body = VisitorMessage), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<VisitorWrites>) -> Result<Reply<VisitorMessage>> {
    write(&app, caller, body).await
}
