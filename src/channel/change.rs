//! The owner switches a channel on or off. Source: first seed's product, `PATCH /channels/{id}`.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::{ChannelKind, Target};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::Channel;
use crate::access::{ChannelsManage, Permit};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// What changes.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeChannel {
    /// Has to be what it is: a channel keeps its kind.
    #[garde(length(chars, max = 50))]
    r#type: Option<String>,
    /// Has to be what it is: a widget's settings change at `PATCH /widget/{id}`.
    #[garde(skip)]
    #[schema(value_type = Option<Object>)]
    config: Option<Map<String, Value>>,
    /// Whether customers can come in.
    #[garde(skip)]
    is_active: Option<bool>,
}

/// Switches a channel on or off.
///
/// # Errors
/// Internal ones only.
pub async fn change(
    tx: &mut Tx,
    permit: &Permit<ChannelsManage>,
    mut channel: Channel,
    is_active: bool,
) -> Result<Channel> {
    if channel.is_active == is_active {
        return Ok(channel);
    }
    tx.run(
        sql!("update channels set is_active = $3 where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &channel.id, is_active],
    )
    .await?;
    channel.is_active = is_active;
    let before = json!({"type": channel.kind, "name": channel.name, "is_active": !is_active});
    super::changed(tx, permit, "channel.changed", &channel, Some(before)).await?;
    Ok(channel)
}

fn keeps(channel: &Channel, ask: &ChangeChannel) -> Result<()> {
    let kind = ask.r#type.as_deref().map(ChannelKind::from_wire);
    if kind.is_some_and(|kind| kind.map(ChannelKind::name) != Some(channel.kind.as_str())) {
        return Err(Error::field(
            "type",
            "A channel keeps its kind. Remove it and open another.",
        ));
    }
    if ask
        .config
        .as_ref()
        .is_some_and(|c| Value::Object(c.clone()) != channel.config)
    {
        return Err(Error::field(
            "config",
            "A widget's settings are changed at PATCH /api/v1/widget/{widget_id}.",
        ));
    }
    Ok(())
}

/// Changes a channel.
#[utoipa::path(patch, path = "/channels/{channel_id}", tag = "channels", request_body = ChangeChannel,
    params(("channel_id" = String, Path, description = "The channel")),
    responses((status = 200, body = Channel), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<ChangeChannel>,
) -> Result<Reply<Channel>> {
    app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let channel = super::to_change(tx, &me, &wanted).await?;
            let permit = me.permit::<ChannelsManage>(Target::None)?;
            keeps(&channel, &ask)?;
            let is_active = ask.is_active.unwrap_or(channel.is_active);
            change(tx, &permit, channel, is_active).await
        })
    })
    .await
}
