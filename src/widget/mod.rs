//! The widget: how the team's desk looks on a customer's page.

pub mod change;
pub mod create;
pub mod domain;
pub mod secret;
pub mod show;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// A widget. Public: it is what every visitor of the page gets.
#[derive(Debug, Serialize, ToSchema)]
pub struct Widget {
    /// The widget.
    pub id: Id,
    /// Its workspace.
    pub business_id: Id,
    /// Shown in its head.
    pub name: String,
    /// The host whose pages may use it.
    pub domain: String,
    /// The greeting.
    pub welcome_heading: String,
    /// The line below it.
    pub welcome_tagline: String,
    /// `#rrggbb`.
    pub primary_color: String,
    /// Whether visitors see that somebody is there.
    pub show_online_badge: bool,
    /// A picture elsewhere.
    pub logo_url: Option<String>,
    /// The workspace's own settings for its page.
    #[schema(value_type = Object)]
    pub config: Value,
    /// When it was made.
    pub created_at: Time,
    /// When it was last changed.
    pub updated_at: Time,
    /// Whether somebody of the team is live and connected.
    pub online: bool,
    /// Its channel.
    #[serde(skip)]
    pub channel_id: Id,
    /// Whether its channel is on; where it is off, no bell is drawn.
    pub is_active: bool,
}

fn widget(r: &Row<'_>) -> Result<Widget, StoreError> {
    Ok(Widget {
        id: r.get(0)?,
        business_id: r.get(1)?,
        name: r.get(2)?,
        domain: r.get(3)?,
        welcome_heading: r.get(4)?,
        welcome_tagline: r.get(5)?,
        primary_color: r.get(6)?,
        show_online_badge: r.get(7)?,
        logo_url: r.get(8)?,
        config: serde_json::from_str(&r.get::<String>(9)?).unwrap_or_else(|_| json!({})),
        created_at: r.get(10)?,
        updated_at: r.get(11)?,
        channel_id: r.get(12)?,
        is_active: r.get(13)?,
        online: false,
    })
}

/// A widget by its public id.
///
/// # Errors
/// 404 where there is none.
pub async fn by_id(tx: &mut Tx, wanted: &str) -> Result<Widget> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!(
            "select w.id, w.workspace_id, w.name, w.domain, w.welcome_heading, w.welcome_tagline, w.primary_color,
                    w.show_online_badge, w.logo_url, w.config, w.created_at, w.updated_at, w.channel_id, c.is_active
             from widgets w join channels c on c.workspace_id = w.workspace_id and c.id = w.channel_id
             where w.id = $1"
        ),
        params![&wanted],
        widget,
    )
    .await?
    .ok_or_else(Error::not_found)
}
