//! A visitor has seen the team's answers; the team sees that.

use axum::extract::State;

use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::inbox::mark_read::{MarkedRead, newest_of, tell};
use crate::inbox::receive;
use crate::live::Room;
use crate::live::events::Read;
use crate::{params, sql};

/// Marks the visitor's conversation as seen.
#[utoipa::path(post, path = "/visitor/read", tag = "widget",
    responses((status = 200, body = MarkedRead), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Reply<MarkedRead>> {
    let reply = app.visitor_write(caller, Nothing, |tx, visitor, ()| {
        Box::pin(async move {
            let read_at = tx.now();
            let Some(conversation_id) = receive::current(tx, &visitor).await? else {
                return Ok(MarkedRead {
                    read_at,
                    event: None,
                    room: None,
                });
            };
            tx.run(
                sql!("update conversations set customer_read_at = $3 where workspace_id = $1 and id = $2"),
                params![&visitor.workspace_id, &conversation_id, read_at],
            )
            .await?;
            let newest = newest_of(tx, &visitor.workspace_id, &conversation_id, "agent").await?;
            Ok(MarkedRead {
                read_at,
                room: Some(Room::Conversation(conversation_id.clone())),
                event: newest.map(|message_id| Read {
                    message_id,
                    conversation_id,
                    read_at,
                }),
            })
        })
    });
    let reply = reply.await?;
    tell(&app, &reply).await;
    Ok(reply)
}
