//! The visitor's conversation, as they may see it: messages of both sides and who answers.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Visitor, online};
use crate::app::App;
use crate::attachment::Attachment;
use crate::clock::Time;
use crate::door::Caller;
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::inbox::receive;
use crate::inbox::show::{self, Reader};
use crate::store::Tx;
use crate::{params, sql};

/// What the visitor sees.
#[derive(Serialize, ToSchema)]
pub struct VisitorView {
    /// The one that goes on, or null.
    conversation: Option<VisitorConversation>,
    /// Whether somebody of the team is there.
    online: bool,
    /// What they said their name is.
    name: Option<String>,
    /// What they said their address is.
    email: Option<String>,
}

/// A conversation, without anything that is the team's own.
#[derive(Serialize, ToSchema)]
pub struct VisitorConversation {
    id: Id,
    status: String,
    /// Who answers.
    assignee: Option<Answerer>,
    /// When the team last looked.
    team_read_at: Option<Time>,
    /// Whether a person was asked for.
    needs_handoff: bool,
    messages: Vec<VisitorMessage>,
}

/// A teammate, by name only.
#[derive(Serialize, ToSchema)]
pub struct Answerer {
    name: String,
}

/// A message, without anybody's id.
#[derive(Serialize, ToSchema)]
pub struct VisitorMessage {
    /// The message.
    pub id: Id,
    /// Where it stands.
    pub conversation_id: Id,
    /// Plain text.
    pub content: String,
    /// `agent` or `customer`.
    pub sender_type: String,
    /// The teammate's name.
    pub sender_name: Option<String>,
    /// When.
    pub created_at: Time,
    /// Files sent with it.
    pub attachments: Vec<Attachment>,
}

impl From<crate::inbox::model::Message> for VisitorMessage {
    fn from(m: crate::inbox::model::Message) -> Self {
        VisitorMessage {
            id: m.id,
            conversation_id: m.conversation_id,
            content: m.content,
            sender_type: m.sender_type,
            sender_name: m.sender_name,
            created_at: m.created_at,
            attachments: m.attachments,
        }
    }
}

async fn conversation(tx: &mut Tx, visitor: &Visitor, id: &Id) -> Result<VisitorConversation> {
    let mut view = tx
        .first(
            sql!(
                "select v.id, v.status, a.full_name, v.team_read_at, v.handoff_at from conversations v
                 left join accounts a on a.id = v.assignee_id where v.workspace_id = $1 and v.id = $2"
            ),
            params![&visitor.workspace_id, id],
            |r| {
                Ok(VisitorConversation {
                    id: r.get(0)?,
                    status: r.get(1)?,
                    assignee: r.get::<Option<String>>(2)?.map(|name| Answerer { name }),
                    team_read_at: r.get(3)?,
                    needs_handoff: r.get::<Option<Time>>(4)?.is_some(),
                    messages: Vec::new(),
                })
            },
        )
        .await?
        .ok_or_else(crate::error::Error::not_found)?;
    let newest = (Some(crate::limits::PAGE), None);
    let messages = show::messages(tx, &visitor.workspace_id, id, Reader::Visitor, newest).await?;
    view.messages = messages.into_iter().map(VisitorMessage::from).collect();
    Ok(view)
}

async fn view(tx: &mut Tx, app: &App, visitor: &Visitor) -> Result<VisitorView> {
    let conversation = match receive::current(tx, visitor).await? {
        None => None,
        Some(id) => Some(conversation(tx, visitor, &id).await?),
    };
    let (name, email) = tx
        .first(
            sql!("select name, email from customers where workspace_id = $1 and id = $2"),
            params![&visitor.workspace_id, &visitor.customer_id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?
        .unwrap_or_default();
    let online = online::is_online(tx, app, &visitor.workspace_id).await?;
    Ok(VisitorView {
        conversation,
        online,
        name,
        email,
    })
}

/// Shows the visitor's conversation: its newest 200 messages, the oldest first.
#[utoipa::path(get, path = "/visitor/conversation", tag = "widget",
    responses((status = 200, body = VisitorView), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<VisitorView>> {
    let app_ = app.clone();
    app.visitor_read(caller, |tx, visitor| {
        Box::pin(async move { view(tx, &app_, &visitor).await })
    })
    .await
}
