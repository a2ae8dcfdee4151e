//! How many conversations wait where: the numbers beside the views, the channels and the people.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::{ConversationsRead, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Open and pending conversations; `resolved` counts up to 1,000.
#[derive(Serialize, ToSchema, Default)]
pub struct Counts {
    /// Mine.
    mine: i64,
    /// Nobody's.
    unassigned: i64,
    /// All.
    all: i64,
    /// Resolved ones, at most 1,000; closed ones are not counted.
    resolved: i64,
    /// By channel.
    channels: Vec<ChannelCount>,
    /// By person.
    members: Vec<MemberCount>,
}

/// What waits in a channel.
#[derive(Serialize, ToSchema)]
pub struct ChannelCount {
    channel_id: Id,
    open: i64,
}

/// What somebody holds.
#[derive(Serialize, ToSchema)]
pub struct MemberCount {
    user_id: Id,
    open: i64,
}

async fn counts(tx: &mut Tx, permit: &Permit<ConversationsRead>) -> Result<Counts> {
    let rows = tx
        .all(
            sql!(
                "select assignee_id, channel_id, count(*) from conversations
                 where workspace_id = $1 and status in ('open', 'pending') group by assignee_id, channel_id"
            ),
            params![&permit.workspace_id],
            |r| Ok((r.get::<Option<Id>>(0)?, r.get::<Option<Id>>(1)?, r.get::<i64>(2)?)),
        )
        .await?;
    let mut out = Counts::default();
    let (mut channels, mut members) = (BTreeMap::<Id, i64>::new(), BTreeMap::<Id, i64>::new());
    for (assignee, channel, open) in rows {
        out.all += open;
        match assignee {
            None => out.unassigned += open,
            Some(id) => *members.entry(id).or_default() += open,
        }
        if let Some(id) = channel {
            *channels.entry(id).or_default() += open;
        }
    }
    out.mine = members.get(&permit.account.id).copied().unwrap_or(0);
    out.channels = channels
        .into_iter()
        .map(|(channel_id, open)| ChannelCount { channel_id, open })
        .collect();
    out.members = members
        .into_iter()
        .map(|(user_id, open)| MemberCount { user_id, open })
        .collect();
    out.resolved = tx
        .count(
            sql!(
                "select count(*) from (select 1 from conversations
                 where workspace_id = $1 and status = 'resolved' limit 1000) found"
            ),
            params![&permit.workspace_id],
        )
        .await?;
    Ok(out)
}

/// Counts conversations.
#[utoipa::path(get, path = "/conversations/counts", tag = "inbox",
    responses((status = 200, body = Counts), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Counts>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            counts(tx, &permit).await
        })
    })
    .await
}
