//! Ways that customers come in through. This server has one kind: the widget.

pub mod change;
pub mod create;
pub mod list;
pub mod remove;

use rulebook::{ChannelKind, Quota};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::access::{ChannelsManage, Member, Permit};
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::{Row, StoreError, Tx};
use crate::team::seats;
use crate::{params, sql};

/// A channel.
#[derive(Debug, Serialize, ToSchema)]
pub struct Channel {
    /// The channel.
    pub id: Id,
    /// Its workspace.
    pub business_id: Id,
    /// `widget`.
    #[serde(rename = "type")]
    pub kind: String,
    /// As the team calls it.
    pub name: String,
    /// `{"widget_id": …}`.
    #[schema(value_type = Object)]
    pub config: Value,
    /// Whether customers can come in through it.
    pub is_active: bool,
    /// When it was made.
    pub created_at: Time,
}

/// Reads id, workspace, type, name, config, active, time.
///
/// # Errors
/// Where the row is another.
pub fn channel(r: &Row<'_>) -> Result<Channel, StoreError> {
    Ok(Channel {
        id: r.get(0)?,
        business_id: r.get(1)?,
        kind: r.get(2)?,
        name: r.get(3)?,
        config: serde_json::from_str(&r.get::<String>(4)?).unwrap_or_else(|_| json!({})),
        is_active: r.get(5)?,
        created_at: r.get(6)?,
    })
}

/// The channel that a path names, locked.
///
/// # Errors
/// 404 where it is absent, malformed or another workspace's.
pub async fn to_change(tx: &mut Tx, me: &Member, wanted: &str) -> Result<Channel> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!(
            "select id, workspace_id, type, name, config, is_active, created_at from channels
             where workspace_id = $1 and id = $2 for update"
        ),
        params![&me.workspace_id, &wanted],
        channel,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// Channels of a workspace, active or not.
///
/// # Errors
/// Internal ones only.
pub async fn used(tx: &mut Tx, me: &Member) -> Result<u64> {
    let used = tx
        .count(
            sql!("select count(*) from channels where workspace_id = $1"),
            params![&me.workspace_id],
        )
        .await?;
    Ok(used.unsigned_abs())
}

/// Adds a channel, under the lock that seats use too, so that the plan holds in a race.
///
/// # Errors
/// 402 `limit_exceeded`.
pub async fn add(
    tx: &mut Tx,
    permit: &Permit<ChannelsManage>,
    name: &str,
    config: &Value,
    is_active: bool,
) -> Result<Channel> {
    let plan = seats::lock(tx, permit).await?;
    let used = used(tx, permit).await?;
    seats::within(permit, plan, Quota::Channels, used, 0)?;
    let channel = Channel {
        id: tx.id(),
        business_id: permit.workspace_id.clone(),
        kind: ChannelKind::Widget.name().into(),
        name: name.to_owned(),
        config: config.clone(),
        is_active,
        created_at: tx.now(),
    };
    tx.run(
        sql!(
            "insert into channels (workspace_id, id, type, name, config, is_active, created_at) values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![
            &channel.business_id, &channel.id, &channel.kind, name, &config.to_string(), is_active,
            tx.now()
        ],
    )
    .await?;
    changed(tx, permit, "channel.created", &channel, None).await?;
    Ok(channel)
}

/// Records a change of a channel and tells the team. `before` is null for a new one.
///
/// # Errors
/// Internal ones only.
pub async fn changed(
    tx: &mut Tx,
    permit: &Permit<ChannelsManage>,
    act: &'static str,
    channel: &Channel,
    before: Option<Value>,
) -> Result<()> {
    let is_gone = act == "channel.removed";
    let after = json!({"type": channel.kind, "name": channel.name, "is_active": channel.is_active});
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("channel {}", channel.id),
        before: if is_gone { Some(after.clone()) } else { before },
        after: (!is_gone).then_some(after),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged {
        what: "channels".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}
