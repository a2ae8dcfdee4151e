//! The owner removes a channel. Its conversations stay; nobody can write through it any more.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::Channel;
use crate::access::{ChannelsManage, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct ChannelRemoved {
    message: &'static str,
}

/// Removes the channel, its widget and the widget's visitors; conversations stay without a channel.
///
/// # Errors
/// Internal ones only.
pub async fn remove(tx: &mut Tx, permit: &Permit<ChannelsManage>, channel: &Channel) -> Result<()> {
    let workspace_id = &permit.workspace_id;
    tx.run(
        sql!("update conversations set channel_id = null where workspace_id = $1 and channel_id = $2"),
        params![workspace_id, &channel.id],
    )
    .await?;
    tx.run(
        sql!("delete from channels where workspace_id = $1 and id = $2"),
        params![workspace_id, &channel.id],
    )
    .await?;
    super::changed(tx, permit, "channel.removed", channel, None).await
}

/// Removes a channel.
#[utoipa::path(delete, path = "/channels/{channel_id}", tag = "channels",
    params(("channel_id" = String, Path, description = "The channel")),
    responses((status = 200, body = ChannelRemoved), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Reply<ChannelRemoved>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let channel = super::to_change(tx, &me, &wanted).await?;
            let permit = me.permit::<ChannelsManage>(Target::None)?;
            remove(tx, &permit, &channel).await?;
            Ok(ChannelRemoved {
                message: "Channel removed",
            })
        })
    })
    .await
}
