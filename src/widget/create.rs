//! The owner makes a widget, and with it a channel. Source: first seed's product, `POST /widget/create`; decisions 22, 24
//! and 27.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{Widget, by_id, domain};
use crate::access::{ChannelsManage, Permit};
use crate::account::register::is_name;
use crate::app::App;
use crate::channel;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::limits;
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// The widget's settings.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateWidget {
    /// The host of the pages that it stands on; scheme, port and `www.` are taken off.
    #[garde(custom(is_domain))]
    pub domain: String,
    /// Default: `Deskbell`.
    #[garde(inner(custom(is_name)))]
    pub name: Option<String>,
    /// Default: `Hi there!`
    #[garde(length(chars, max = 200))]
    pub welcome_heading: Option<String>,
    /// Default: `Ask us anything. We answer here.`
    #[garde(length(chars, max = 500))]
    pub welcome_tagline: Option<String>,
    /// `#rrggbb`. Default: `#7650FF`.
    #[garde(inner(custom(is_color)))]
    pub primary_color: Option<String>,
    /// Default: true.
    #[garde(skip)]
    pub show_online_badge: Option<bool>,
    /// A picture at an https address.
    #[garde(inner(custom(is_picture)))]
    pub logo_url: Option<String>,
    /// Settings of the workspace's own, at most 10,000 characters of JSON.
    #[garde(custom(is_small))]
    #[schema(value_type = Option<Object>)]
    pub config: Option<Map<String, Value>>,
}

fn is_domain(text: &str, (): &()) -> garde::Result {
    match domain::host(text) {
        Some(_) => Ok(()),
        None => Err(garde::Error::new("Has to be a host, as in example.com.")),
    }
}

/// `#rrggbb`.
///
/// # Errors
/// A sentence for the field.
pub fn is_color(text: &str, (): &()) -> garde::Result {
    let hex = text.strip_prefix('#').unwrap_or_default();
    if hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(());
    }
    Err(garde::Error::new("Has to be a colour as in #7650FF."))
}

/// A picture at an https address of at most 2,000 characters.
///
/// # Errors
/// A sentence for the field.
pub fn is_picture(text: &str, (): &()) -> garde::Result {
    if text.len() <= limits::ADDRESS && url::Url::parse(text).is_ok_and(|u| u.scheme() == "https") {
        return Ok(());
    }
    Err(garde::Error::new(
        "Has to be an https address of at most 2,000 characters.",
    ))
}

/// Settings of the workspace's own, bounded.
///
/// # Errors
/// A sentence for the field.
pub fn is_small(config: &Option<Map<String, Value>>, (): &()) -> garde::Result {
    match config {
        Some(map) if json!(map).to_string().len() > 10_000 => {
            Err(garde::Error::new("Has to be at most 10,000 characters of JSON."))
        }
        _ => Ok(()),
    }
}

/// Makes the widget and its channel.
///
/// # Errors
/// 400 `domain_taken`, 402 `limit_exceeded`.
pub async fn create(tx: &mut Tx, permit: &Permit<ChannelsManage>, ask: CreateWidget) -> Result<Widget> {
    let host =
        domain::host(&ask.domain).ok_or_else(|| Error::field("domain", "Has to be a host, as in example.com."))?;
    // Before the look, so that of two requests for one domain the second one sees the first.
    seats::lock(tx, permit).await?;
    let taken = tx
        .count(
            sql!("select count(*) from widgets where workspace_id = $1 and domain = $2"),
            params![&permit.workspace_id, &host],
        )
        .await?;
    if taken > 0 {
        return Err(Error::bad_request(
            "domain_taken",
            format!("This workspace has a widget for {host} already."),
        ));
    }
    let id = tx.id();
    let channel = channel::add(tx, permit, &host, &json!({"widget_id": id}), true).await?;
    let config = Value::Object(ask.config.unwrap_or_default()).to_string();
    tx.run(
        sql!(
            "insert into widgets (workspace_id, id, channel_id, name, domain, welcome_heading, welcome_tagline,
                                  primary_color, show_online_badge, logo_url, config, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)"
        ),
        params![
            &permit.workspace_id,
            &id,
            &channel.id,
            ask.name.as_deref().unwrap_or("Deskbell"),
            &host,
            ask.welcome_heading.as_deref().unwrap_or("Hi there!"),
            ask.welcome_tagline
                .as_deref()
                .unwrap_or("Ask us anything. We answer here."),
            ask.primary_color.as_deref().unwrap_or("#7650FF"),
            ask.show_online_badge.unwrap_or(true),
            &ask.logo_url,
            &config,
            tx.now()
        ],
    )
    .await?;
    by_id(tx, &id).await
}

/// Makes a widget.
#[utoipa::path(post, path = "/widget/create", tag = "widget", request_body = CreateWidget,
    responses((status = 200, body = Widget), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<CreateWidget>) -> Result<Reply<Widget>> {
    app.member_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<ChannelsManage>(Target::None)?;
            create(tx, &permit, ask).await
        })
    })
    .await
}
