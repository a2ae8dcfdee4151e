//! A teammate closes a conversation; doing it twice is no error. Source: first seed's product, `PUT …/close`.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::reach::conversation_to_change;
use super::set_status::set_status;
use crate::access::ConversationsHandle;
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};

/// When it was closed, or that it was so already.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum Closed {
    /// Now.
    Now {
        /// When.
        closed_at: Option<Time>,
    },
    /// Before.
    Already {
        /// `Already closed`.
        detail: &'static str,
    },
}

/// Closes a conversation.
#[utoipa::path(put, path = "/conversations/{conversation_id}/close", tag = "inbox",
    params(("conversation_id" = String, Path, description = "The conversation")),
    responses((status = 200, body = Closed), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Reply<Closed>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let mut held = conversation_to_change(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            Ok(match set_status(tx, &permit, &mut held, "closed").await? {
                true => Closed::Now {
                    closed_at: held.closed_at,
                },
                false => Closed::Already {
                    detail: "Already closed",
                },
            })
        })
    })
    .await
}
