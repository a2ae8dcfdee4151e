//! Secrets by which the page that a widget stands on names its visitors. Two are valid while one replaces the other. The
//! server computes with them, so they are kept as they are; only the owner sees them.

pub mod create;
pub mod list;
pub mod remove;

use serde::Serialize;
use utoipa::ToSchema;

use super::{Widget, by_id};
use crate::access::{ChannelsManage, Member, Permit};
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// How every such secret begins.
pub const PREFIX: &str = "dw_";

/// Secrets of one widget, at most.
pub const MOST: usize = 2;

/// A secret of a widget.
#[derive(Serialize, ToSchema)]
pub struct WidgetSecret {
    /// Its name, for taking it away.
    pub id: Id,
    /// The key of the HMAC, as these characters.
    pub secret: String,
    /// When it was made.
    pub created_at: Time,
}

fn secret(r: &Row<'_>) -> Result<WidgetSecret, StoreError> {
    Ok(WidgetSecret {
        id: r.get(0)?,
        secret: r.get(1)?,
        created_at: r.get(2)?,
    })
}

/// The secrets of a widget, the oldest first.
///
/// # Errors
/// Internal ones only.
pub async fn all(tx: &mut Tx, workspace_id: &Id, widget_id: &Id) -> Result<Vec<WidgetSecret>> {
    tx.all(
        sql!(
            "select id, secret, created_at from widget_secrets where workspace_id = $1 and widget_id = $2 order by id"
        ),
        params![workspace_id, widget_id],
        secret,
    )
    .await
}

/// The widget that a path names.
async fn widget_in_reach(tx: &mut Tx, me: &Member, wanted: &str) -> Result<Widget> {
    let widget = by_id(tx, wanted).await?;
    if widget.business_id != me.workspace_id {
        return Err(Error::not_found());
    }
    Ok(widget)
}

/// Records that a secret came or went; never the secret itself.
async fn changed(
    tx: &mut Tx,
    permit: &Permit<ChannelsManage>,
    act: &'static str,
    widget_id: &Id,
    id: &Id,
) -> Result<()> {
    let domain = by_id(tx, widget_id).await?.domain;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("widget {widget_id}"),
        before: None,
        after: Some(serde_json::json!({"secret_id": id, "domain": domain})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await
}
