//! One's own views, the oldest first; at most 50.

use axum::Json;
use axum::extract::State;
use rulebook::Target;

use super::{View, view};
use crate::access::{ConversationsRead, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

async fn list(tx: &mut Tx, permit: &Permit<ConversationsRead>) -> Result<Vec<View>> {
    tx.all(
        sql!(
            "select id, name, filter, created_at from views
             where workspace_id = $1 and account_id = $2 order by id limit 50"
        ),
        params![&permit.workspace_id, &permit.account.id],
        view,
    )
    .await
}

/// Lists one's own views.
#[utoipa::path(get, path = "/views", tag = "inbox",
    responses((status = 200, body = Vec<View>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<View>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            list(tx, &permit).await
        })
    })
    .await
}
