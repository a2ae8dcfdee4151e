//! The channels of a workspace. Source: first seed's product, `GET /channels/`; decision 29: every member reads them.

use axum::Json;
use axum::extract::State;
use rulebook::Target;

use super::Channel;
use crate::access::{ChannelsRead, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

async fn list(tx: &mut Tx, permit: &Permit<ChannelsRead>) -> Result<Vec<Channel>> {
    tx.all(
        sql!(
            "select id, workspace_id, type, name, config, is_active, created_at from channels
             where workspace_id = $1 order by created_at, id limit 1000"
        ),
        params![&permit.workspace_id],
        super::channel,
    )
    .await
}

/// Lists channels, active and inactive.
#[utoipa::path(get, path = "/channels", tag = "channels",
    responses((status = 200, body = Vec<Channel>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<Channel>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<ChannelsRead>(Target::None)?;
            list(tx, &permit).await
        })
    })
    .await
}
