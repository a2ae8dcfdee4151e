//! Conversations that wait for a person, the longest-waiting first. Source: first seed's product, `GET /team/pending-handoffs`.

use axum::Json;
use axum::extract::State;
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::{ConversationsRead, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// A conversation that waits for a person.
#[derive(Serialize, ToSchema)]
pub struct PendingHandoff {
    id: Id,
    customer_id: Option<Id>,
    handoff_reason: Option<String>,
    status: String,
    created_at: Time,
}

async fn pending(tx: &mut Tx, permit: &Permit<ConversationsRead>) -> Result<Vec<PendingHandoff>> {
    tx.all(
        sql!(
            "select id, customer_id, handoff_reason, status, created_at from conversations
             where workspace_id = $1 and handoff_at is not null order by handoff_at, id limit 200"
        ),
        params![&permit.workspace_id],
        |r| {
            Ok(PendingHandoff {
                id: r.get(0)?,
                customer_id: r.get(1)?,
                handoff_reason: r.get(2)?,
                status: r.get(3)?,
                created_at: r.get(4)?,
            })
        },
    )
    .await
}

/// Lists who waits for a person; at most 200.
#[utoipa::path(get, path = "/team/pending-handoffs", tag = "team",
    responses((status = 200, body = Vec<PendingHandoff>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<PendingHandoff>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            pending(tx, &permit).await
        })
    })
    .await
}
