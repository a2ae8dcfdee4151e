//! A teammate has seen what the customer wrote; the customer sees that.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::reach::conversation_to_change;
use crate::access::ConversationsHandle;
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::live::Room;
use crate::live::events::Read;
use crate::store::Tx;
use crate::{params, sql};

/// When it was seen.
#[derive(Serialize, ToSchema)]
pub struct MarkedRead {
    /// The time of the mark.
    pub read_at: Time,
    /// Who hears of it.
    #[serde(skip)]
    pub room: Option<Room>,
    /// The newest message that was seen.
    #[serde(skip)]
    pub event: Option<Read>,
}

/// The newest message of one side in a conversation that the other side may see.
///
/// # Errors
/// Internal ones only.
pub async fn newest_of(tx: &mut Tx, workspace_id: &Id, conversation_id: &Id, side: &str) -> Result<Option<Id>> {
    tx.first(
        sql!(
            "select id from messages where workspace_id = $1 and conversation_id = $2 and sender_type = $3
               and not private
             order by id desc limit 1"
        ),
        params![workspace_id, conversation_id, side],
        |r| r.get(0),
    )
    .await
}

/// Tells the other side.
pub async fn tell(app: &App, reply: &Reply<MarkedRead>) {
    if let Reply::Fresh(MarkedRead {
        room: Some(room),
        event: Some(event),
        ..
    }) = reply
    {
        app.live.send(room, event).await;
    }
}

/// Marks a conversation as seen by the team.
#[utoipa::path(post, path = "/conversations/{conversation_id}/read", tag = "inbox",
    params(("conversation_id" = String, Path, description = "The conversation")),
    responses((status = 200, body = MarkedRead), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Reply<MarkedRead>> {
    let reply = app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let held = conversation_to_change(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            let read_at = tx.now();
            tx.run(
                sql!("update conversations set team_read_at = $3 where workspace_id = $1 and id = $2"),
                params![&permit.workspace_id, &held.id, read_at],
            )
            .await?;
            let newest = newest_of(tx, &permit.workspace_id, &held.id, "customer").await?;
            Ok(MarkedRead {
                read_at,
                event: newest.map(|message_id| Read {
                    message_id,
                    conversation_id: held.id,
                    read_at,
                }),
                room: held.customer_id.map(Room::Customer),
            })
        })
    });
    let reply = reply.await?;
    tell(&app, &reply).await;
    Ok(reply)
}
