//! One conversation with all that was said and done. Source: first seed's product, `GET /conversations/{id}`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{self, Act, Conversation, Message};
use super::reach::conversation_in_reach;
use crate::access::ConversationsRead;
use crate::app::App;
use crate::door::{Caller, Query};
use crate::error::{Error, Problem, Result};
use crate::id::{Id, is_cursor};
use crate::limits;
use crate::store::Tx;
use crate::{params, sql};

/// Which part of the messages.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct ShowConversation {
    /// The newest so many, 1 to 200. Without it: all.
    #[garde(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// From the header `X-Next-Cursor`: what stands before it.
    #[garde(inner(custom(is_cursor)))]
    cursor: Option<String>,
}

/// A conversation without messages and acts.
///
/// # Errors
/// 404 where there is none.
pub async fn summary(tx: &mut Tx, workspace_id: &Id, conversation_id: &Id) -> Result<Conversation> {
    tx.first(
        sql!(
            "select ",
            crate::conversation_columns!(),
            "where v.workspace_id = $1 and v.id = $2"
        ),
        params![workspace_id, conversation_id],
        model::conversation,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// Who reads the messages of a conversation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A member: notes too.
    Team,
    /// The visitor: what the two sides said to each other.
    Visitor,
}

/// Messages as `reader` may see them, the oldest first: the newest `limit` of those before `cursor`.
///
/// # Errors
/// Internal ones only.
pub async fn messages(
    tx: &mut Tx,
    workspace_id: &Id,
    conversation_id: &Id,
    reader: Reader,
    (limit, cursor): (Option<u32>, Option<&str>),
) -> Result<Vec<Message>> {
    let limit = limit.map_or(limits::MESSAGES_PER_CONVERSATION, i64::from);
    let mut messages = tx
        .all(
            sql!(
                "select m.id, m.conversation_id, m.sender_type, m.sender_id, a.full_name, m.content, m.attachments, m.created_at,
                        m.private
                 from messages m left join accounts a on a.id = m.sender_id
                 where m.workspace_id = $1 and m.conversation_id = $2 and m.id < $3 and ($5 or not m.private)
                 order by m.id desc limit $4"
            ),
            params![
                workspace_id,
                conversation_id,
                cursor.unwrap_or("~"),
                limit,
                reader == Reader::Team
            ],
            model::message,
        )
        .await?;
    messages.reverse();
    Ok(messages)
}

async fn acts(tx: &mut Tx, workspace_id: &Id, conversation_id: &Id) -> Result<Vec<Act>> {
    tx.all(
        sql!(
            "select t.id, t.act, t.by_account, b.full_name, t.to_account, o.full_name, t.created_at
             from acts t left join accounts b on b.id = t.by_account left join accounts o on o.id = t.to_account
             where t.workspace_id = $1 and t.conversation_id = $2 order by t.id limit 1000"
        ),
        params![workspace_id, conversation_id],
        |r| {
            Ok(Act {
                id: r.get(0)?,
                act: r.get(1)?,
                by: r.get(2)?,
                by_name: r.get(3)?,
                to: r.get(4)?,
                to_name: r.get(5)?,
                created_at: r.get(6)?,
            })
        },
    )
    .await
}

/// Shows a conversation.
#[utoipa::path(get, path = "/conversations/{conversation_id}", tag = "inbox",
    params(("conversation_id" = String, Path, description = "The conversation"), ShowConversation),
    responses((status = 200, body = Conversation), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    query: Query<ShowConversation>,
) -> Result<Response> {
    let file_limit = limits::mib(app.config.member_file_mib) as u64;
    let answer = app.member_read(caller, query, move |tx, me, ask| {
        Box::pin(async move {
            let held = conversation_in_reach(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            let workspace_id = &permit.workspace_id;
            let mut conversation = summary(tx, workspace_id, &held.id).await?;
            let part = (ask.limit, ask.cursor.as_deref());
            conversation.messages = messages(tx, workspace_id, &held.id, Reader::Team, part).await?;
            conversation.acts = acts(tx, workspace_id, &held.id).await?;
            Ok((conversation, ask.limit))
        })
    });
    let Json((mut conversation, limit)) = answer.await?;
    conversation.file_limit = Some(file_limit);
    let first = conversation.messages.first();
    let next = first
        .filter(|_| limit.is_some_and(|n| conversation.messages.len() == n as usize))
        .and_then(|m| HeaderValue::from_str(&m.id).ok());
    let mut response = Json(conversation).into_response();
    if let Some(next) = next {
        response.headers_mut().insert("x-next-cursor", next);
    }
    Ok(response)
}
