//! A visitor writes, over HTTP or over the socket.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::show::VisitorMessage;
use crate::app::App;
use crate::attachment::attach::are_attachments;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Problem, Result};
use crate::inbox::receive::receive;
use crate::inbox::send_message::{self, fits};

/// The message.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct VisitorWrites {
    /// At most 20,000 characters of plain text; only with a file may it say nothing.
    #[garde(custom(fits))]
    pub content: String,
    /// Ids of uploads of one's own, at most 10.
    #[serde(default)]
    #[garde(custom(are_attachments))]
    pub attachments: Vec<String>,
}

fn says_something(ask: VisitorWrites) -> Result<VisitorWrites> {
    send_message::says_something(&ask.content, &ask.attachments)?;
    Ok(ask)
}

/// Checks the visitor's pace, then writes.
///
/// # Errors
/// 401, 422, 429 `too_many_messages`, 400 `invalid_attachment`, 409 `conversation_full`.
pub async fn write<I>(app: &App, caller: Caller, input: I) -> Result<Reply<VisitorMessage>>
where
    I: Input<Out = VisitorWrites>,
{
    let app_ = app.clone();
    app.visitor_write(caller, input.checked(says_something), move |tx, visitor, ask| {
        Box::pin(async move {
            app_.guards.visitor_messages.take(&visitor.id, tx.now())?;
            let message = receive(tx, &visitor, ask.content, &ask.attachments).await?;
            Ok(VisitorMessage::from(message))
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
