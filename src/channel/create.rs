//! The owner opens a channel. Source: first seed's product, `POST /channels/`; decisions 22 and 26: a kind that the plan
//! forbids is 402, then a kind that this server does not have is 422.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::{ChannelKind, Decision, Target};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::Channel;
use crate::access::{Action, ChannelsManage, Member, Permit};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::widget::create::{CreateWidget, create};

/// What kind, and its settings.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateChannel {
    /// `widget` (or `webchat`), `email`, `whatsapp`, `telegram`, `instagram`, `x` or `sms`.
    #[garde(custom(is_kind))]
    r#type: String,
    /// For a widget: `domain`, and any other of its settings.
    #[garde(skip)]
    #[schema(value_type = Object)]
    config: Map<String, Value>,
    /// Default: true.
    #[garde(skip)]
    is_active: Option<bool>,
}

fn is_kind(text: &str, (): &()) -> garde::Result {
    if ChannelKind::from_wire(text).is_some() {
        return Ok(());
    }
    let kinds: Vec<_> = ChannelKind::ALL.iter().map(|k| k.name()).collect();
    Err(garde::Error::new(format!("Has to be one of: {}.", kinds.join(", "))))
}

/// Checks that the plan has this kind of channel.
fn within_plan(me: &Member, kind: ChannelKind) -> Result<()> {
    let target = Target::Channel(kind);
    match me.book.decide(&me.state(), ChannelsManage::ACT, target) {
        Decision::Allow => Ok(()),
        Decision::Refuse(_) => {
            let why = me.book.explain_channel_kind(me.plan, kind);
            let keys: Map<String, Value> = [
                ("error", json!("feature_locked")),
                ("plan", json!(me.book.plan_info(me.plan).label)),
                ("feature", json!("integrations")),
                ("message", json!(why.text)),
            ]
            .into_iter()
            .map(|(k, v)| (k.to_owned(), v))
            .collect();
            Err(Error::payment_required(keys, "feature_locked", why.into()))
        }
    }
}

fn widget_settings(config: Map<String, Value>) -> Result<CreateWidget> {
    let settings: CreateWidget = serde_json::from_value(Value::Object(config))
        .map_err(|e| Error::field("config", format!("A widget needs its `domain` here: {e}.")))?;
    settings
        .validate()
        .map_err(|report| Error::field("config", report.to_string().trim().to_owned()))?;
    Ok(settings)
}

async fn open(tx: &mut Tx, permit: &Permit<ChannelsManage>, ask: CreateChannel) -> Result<Channel> {
    let settings = widget_settings(ask.config)?;
    let widget = create(tx, permit, settings).await?;
    let mut channel = super::to_change(tx, permit, &widget.channel_id).await?;
    if ask.is_active == Some(false) {
        channel = super::change::change(tx, permit, channel, false).await?;
    }
    Ok(channel)
}

/// Opens a channel.
#[utoipa::path(post, path = "/channels", tag = "channels", request_body = CreateChannel,
    responses((status = 200, body = Channel), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<CreateChannel>) -> Result<Reply<Channel>> {
    app.member_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<ChannelsManage>(Target::None)?;
            let kind = ChannelKind::from_wire(&ask.r#type).ok_or_else(Error::not_found)?;
            within_plan(&me, kind)?;
            if kind != ChannelKind::Widget {
                return Err(Error::unprocessable(
                    "channel_not_available",
                    format!(
                        "This server has no channel of the kind `{}`; it has `widget`.",
                        kind.name()
                    ),
                ));
            }
            open(tx, &permit, ask).await
        })
    })
    .await
}
