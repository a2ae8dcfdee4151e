//! An owner or admin changes how a widget looks. Source: decision 28.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::create::{is_color, is_picture, is_small};
use super::{Widget, by_id};
use crate::access::{Permit, WidgetsAppearance};
use crate::account::register::is_name;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::{params, sql};

/// What changes; what is left out stays.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeWidget {
    /// 1 to 200 characters.
    #[garde(inner(custom(is_name)))]
    name: Option<String>,
    /// At most 200 characters.
    #[garde(length(chars, max = 200))]
    welcome_heading: Option<String>,
    /// At most 500 characters.
    #[garde(length(chars, max = 500))]
    welcome_tagline: Option<String>,
    /// `#rrggbb`.
    #[garde(inner(custom(is_color)))]
    primary_color: Option<String>,
    /// Whether visitors see that somebody is there.
    #[garde(skip)]
    show_online_badge: Option<bool>,
    /// A picture at an https address.
    #[garde(inner(custom(is_picture)))]
    logo_url: Option<String>,
    /// Settings of the workspace's own.
    #[garde(custom(is_small))]
    #[schema(value_type = Option<Object>)]
    config: Option<Map<String, Value>>,
}

fn looks(w: &Widget) -> Value {
    json!({
        "name": w.name, "welcome_heading": w.welcome_heading, "welcome_tagline": w.welcome_tagline,
        "primary_color": w.primary_color, "show_online_badge": w.show_online_badge, "logo_url": w.logo_url,
    })
}

/// Changes the widget.
///
/// # Errors
/// Internal ones only.
pub async fn change(
    tx: &mut Tx,
    permit: &Permit<WidgetsAppearance>,
    before: Widget,
    ask: ChangeWidget,
) -> Result<Widget> {
    let config = ask
        .config
        .map_or_else(|| before.config.to_string(), |c| Value::Object(c).to_string());
    tx.run(
        sql!(
            "update widgets set name = coalesce($3, name), welcome_heading = coalesce($4, welcome_heading),
                    welcome_tagline = coalesce($5, welcome_tagline), primary_color = coalesce($6, primary_color),
                    show_online_badge = $7, logo_url = coalesce($8, logo_url), config = $9, updated_at = $10
             where workspace_id = $1 and id = $2"
        ),
        params![
            &permit.workspace_id,
            &before.id,
            &ask.name,
            &ask.welcome_heading,
            &ask.welcome_tagline,
            &ask.primary_color,
            ask.show_online_badge.unwrap_or(before.show_online_badge),
            &ask.logo_url,
            &config,
            tx.now()
        ],
    )
    .await?;
    let after = by_id(tx, &before.id).await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "widget.changed",
        object: format!("widget {}", before.id),
        before: Some(looks(&before)),
        after: Some(looks(&after)),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged {
        what: "channels".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await?;
    Ok(after)
}

/// Changes how a widget looks.
#[utoipa::path(patch, path = "/widget/{widget_id}", tag = "widget", request_body = ChangeWidget,
    params(("widget_id" = String, Path, description = "The widget")),
    responses((status = 200, body = Widget), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<ChangeWidget>,
) -> Result<Reply<Widget>> {
    app.member_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let widget = by_id(tx, &wanted).await?;
            if widget.business_id != me.workspace_id {
                return Err(Error::not_found());
            }
            let permit = me.permit::<WidgetsAppearance>(Target::None)?;
            change(tx, &permit, widget, ask).await
        })
    })
    .await
}
