//! The inbox: conversations by status, assignee and channel, the most recently updated first. Source: first seed's product,
//! `GET /conversations/`; paging by cursor is Deskbell's own.

use std::cmp::Reverse;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{self, Conversation, STATUSES};
use crate::access::{ConversationsRead, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Input, Query};
use crate::error::{Error, Problem, Result};
use crate::id;
use crate::limits;
use crate::store::{Sql, Tx};
use crate::{params, sql};

/// Which conversations.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct ListConversations {
    /// One of the four statuses, or several with commas. Without it: all.
    #[garde(custom(are_statuses))]
    status: Option<String>,
    /// Held by this account.
    #[garde(custom(is_id))]
    assignee_id: Option<String>,
    /// Held by nobody.
    #[garde(skip)]
    unassigned: Option<bool>,
    /// From this channel.
    #[garde(custom(is_id))]
    channel_id: Option<String>,
    /// With this tag.
    #[garde(custom(is_id))]
    tag: Option<String>,
    /// From 1; pages beyond 10,000 rows go by cursor. Default: 1.
    #[garde(range(min = 1))]
    page: Option<u32>,
    /// Rows, 1 to 200. Default: 50.
    #[garde(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// From the header `X-Next-Cursor` of the page before.
    #[garde(custom(is_cursor))]
    cursor: Option<String>,
}

/// Statuses with commas between.
///
/// # Errors
/// A sentence for the field.
pub fn are_statuses(text: &Option<String>, (): &()) -> garde::Result {
    let wrong = text.iter().flat_map(|t| t.split(',')).find(|s| !STATUSES.contains(s));
    wrong.map_or(Ok(()), |_| {
        Err(garde::Error::new(
            "Has to be `open`, `pending`, `resolved` or `closed`.",
        ))
    })
}

/// An id, where one is given.
///
/// # Errors
/// A sentence for the field.
pub fn is_id(text: &Option<String>, (): &()) -> garde::Result {
    match text.as_deref().map(id::parse) {
        Some(None) => Err(garde::Error::new("Has to be an id (a UUID).")),
        _ => Ok(()),
    }
}

fn is_cursor(text: &Option<String>, (): &()) -> garde::Result {
    match text.as_deref().map(parse_cursor) {
        Some(None) => Err(garde::Error::new(id::NO_CURSOR)),
        _ => Ok(()),
    }
}

fn parse_cursor(text: &str) -> Option<(Time, String)> {
    let (at, id) = text.split_once('.')?;
    Some((Time::from_micros(at.parse().ok()?), id::parse(id)?))
}

/// The statements of one list: each reads one status, so that an index gives the rows in order; but the few conversations
/// of a rare tag are read by the tag, and sorted.
fn statement(ask: &ListConversations, rare: bool) -> Sql {
    macro_rules! select {
        ($filter:literal) => {
            sql!(
                "select ",
                crate::conversation_columns!(),
                "where v.workspace_id = $1 and v.status = $2 and (v.updated_at, v.id) < ($3, $4)
                 and ",
                $filter,
                " and ($9 or true) and (cast($8 as text) is null or exists (select 1 from conversation_tags g
                       where g.workspace_id = v.workspace_id and g.conversation_id = v.id and g.tag_id = $8))
                 order by v.updated_at desc, v.id desc limit $5"
            )
        };
    }
    if rare {
        // `coalesce` keeps the databases from walking through all conversations of the status in their order.
        return sql!(
            "select ",
            crate::conversation_columns!(),
            "where v.workspace_id = $1 and coalesce(v.status, '') = $2 and (v.updated_at, v.id) < ($3, $4)
             and v.id in (select g.conversation_id from conversation_tags g where g.workspace_id = $1 and g.tag_id = $8)
             and (cast($6 as text) is null or v.assignee_id = $6) and (cast($7 as text) is null or v.channel_id = $7)
             and ($9 or v.assignee_id is null)
             order by v.updated_at desc, v.id desc limit $5"
        );
    }
    match (ask.unassigned.unwrap_or(false), &ask.assignee_id, &ask.channel_id) {
        (true, _, _) => select!(
            "v.assignee_id is null and (cast($7 as text) is null or v.channel_id = $7) and cast($6 as text) is null"
        ),
        (false, Some(_), _) => {
            select!("v.assignee_id = $6 and (cast($7 as text) is null or v.channel_id = $7)")
        }
        (false, None, Some(_)) => select!("v.channel_id = $7 and cast($6 as text) is null"),
        (false, None, None) => {
            select!("cast($6 as text) is null and cast($7 as text) is null")
        }
    }
}

/// Rows before the page; bounded, because they are read and thrown away.
fn skipped(ask: &ListConversations) -> u32 {
    let limit = ask.limit.unwrap_or(50);
    ask.page.unwrap_or(1).saturating_sub(1).saturating_mul(limit)
}

fn is_near(ask: ListConversations) -> Result<ListConversations> {
    if skipped(&ask) > limits::SKIPPED {
        return Err(Error::field("page", "Is too far. Go on with `cursor` instead."));
    }
    Ok(ask)
}

/// Conversations of a tag that are read and sorted at once, at most.
const RARE: i64 = 2000;

/// Whether a tag is on so few conversations that a list is read by it.
async fn is_rare(tx: &mut Tx, permit: &Permit<ConversationsRead>, tag: &str) -> Result<bool> {
    let found = tx
        .count(
            sql!(
                "select count(*) from (select 1 from conversation_tags where workspace_id = $1 and tag_id = $2 limit $3) found"
            ),
            params![&permit.workspace_id, tag, RARE + 1],
        )
        .await?;
    Ok(found <= RARE)
}

/// The page, and whether there is more.
async fn list(
    tx: &mut Tx,
    permit: &Permit<ConversationsRead>,
    ask: &ListConversations,
) -> Result<(Vec<Conversation>, bool)> {
    let (limit, skip) = (ask.limit.unwrap_or(50), skipped(ask));
    let (before, before_id) = ask
        .cursor
        .as_deref()
        .and_then(parse_cursor)
        .unwrap_or((Time::from_micros(i64::MAX), String::new()));
    let statuses = ask.status.as_deref().map_or_else(|| STATUSES.join(","), str::to_owned);
    let wanted = i64::from(skip + limit + 1);
    let assignee = ask.assignee_id.as_ref().filter(|_| !ask.unassigned.unwrap_or(false));
    let rare = match &ask.tag {
        Some(tag) => is_rare(tx, permit, tag).await?,
        None => false,
    };
    let anybody = !ask.unassigned.unwrap_or(false);
    let mut found = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for status in statuses.split(',') {
        if seen.contains(&status) {
            continue;
        }
        seen.push(status);
        let some = tx
            .all(
                statement(ask, rare),
                params![
                    &permit.workspace_id,
                    status,
                    before,
                    &before_id,
                    wanted,
                    assignee,
                    &ask.channel_id,
                    &ask.tag,
                    anybody
                ],
                model::conversation,
            )
            .await?;
        found.extend(some);
    }
    found.sort_by(|a, b| Reverse((a.updated_at, &a.id)).cmp(&Reverse((b.updated_at, &b.id))));
    let more = found.len() > (skip + limit) as usize;
    let page = found.into_iter().skip(skip as usize).take(limit as usize).collect();
    Ok((page, more))
}

/// Lists conversations.
#[utoipa::path(get, path = "/conversations", tag = "inbox", params(ListConversations),
    responses((status = 200, body = Vec<Conversation>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<ListConversations>) -> Result<Response> {
    let answer = app.member_read(caller, query.checked(is_near), |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            list(tx, &permit, &ask).await
        })
    });
    let Json((page, more)) = answer.await?;
    let next = page
        .last()
        .filter(|_| more)
        .and_then(|c| HeaderValue::from_str(&format!("{}.{}", c.updated_at.micros(), c.id)).ok());
    let mut response = Json(page).into_response();
    if let Some(next) = next {
        response.headers_mut().insert("x-next-cursor", next);
    }
    Ok(response)
}
