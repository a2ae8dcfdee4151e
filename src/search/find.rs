//! A member looks for customers, and for what was said. Notes are found like messages.

use axum::Json;
use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Kind, fold, prefix};
use crate::access::{ConversationsRead, CustomersRead, Permit};
use crate::app::App;
use crate::attachment::Attachment;
use crate::customer::{self, Customer};
use crate::door::{Caller, Query};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::inbox::model::Conversation;
use crate::inbox::show;
use crate::store::{Hit, Tx};
use crate::{params, sql};

/// What to look for.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct Search {
    /// Words or their beginnings, 1 to 200 characters; all of them have to be there. Of more than 10 words the first 10 count.
    #[garde(length(chars, min = 1, max = 200))]
    q: String,
    /// Customers, and conversations, at most: 1 to 50. Default: 20.
    #[garde(range(min = 1, max = 50))]
    limit: Option<u32>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub struct Found {
    /// By name, address or id elsewhere; the latest change first.
    customers: Vec<Customer>,
    /// By their messages; the latest one that fits first.
    conversations: Vec<FoundConversation>,
}

/// A conversation, and the latest of its messages that fits.
#[derive(Serialize, ToSchema)]
pub struct FoundConversation {
    #[serde(flatten)]
    conversation: Conversation,
    #[serde(rename = "match")]
    found: Match,
}

/// A message that fits.
#[derive(Serialize, ToSchema)]
pub struct Match {
    message_id: Id,
    /// The part of it around the first word that was found, about 160 characters.
    excerpt: String,
    /// Whether it is a note.
    private: bool,
}

const WORDS: usize = 10;
/// Hits that are read at a time, and how often: a conversation with thousands of hits must not be read to its end.
const HITS: i64 = 200;
const ROUNDS: usize = 20;

/// Hits, the latest first, the first one of each conversation (or customer), at most `limit`.
async fn hits(tx: &mut Tx, workspace_id: &Id, words: &[String], kind: Kind, limit: usize) -> Result<Vec<Hit>> {
    let prefix = prefix(workspace_id, kind);
    let words: Vec<String> = words.iter().map(|word| format!("{prefix}{word}")).collect();
    let (mut found, mut before): (Vec<Hit>, i64) = (Vec::new(), i64::MAX);
    for _ in 0..ROUNDS {
        let some = tx.search(workspace_id, &words, before, HITS).await?;
        let more = some.len() as i64 == HITS;
        before = some.last().map_or(0, |hit| hit.number);
        for hit in some {
            let is_known = found.iter().any(|f| {
                f.conversation_id == hit.conversation_id && (kind == Kind::Message || f.object_id == hit.object_id)
            });
            if !is_known {
                found.push(hit);
            }
            if found.len() == limit {
                return Ok(found);
            }
        }
        if !more {
            break;
        }
    }
    Ok(found)
}

async fn conversation(
    tx: &mut Tx,
    workspace_id: &Id,
    hit: &Hit,
    words: &[String],
) -> Result<Option<FoundConversation>> {
    let Some(conversation_id) = &hit.conversation_id else {
        return Ok(None);
    };
    let message = tx
        .first(
            sql!(
                "select content, attachments, private from messages
                 where workspace_id = $1 and conversation_id = $2 and id = $3"
            ),
            params![workspace_id, conversation_id, &hit.object_id],
            |r| Ok((r.get::<String>(0)?, r.get::<String>(1)?, r.get::<bool>(2)?)),
        )
        .await?;
    let Some((content, files, private)) = message else {
        return Ok(None);
    };
    let files: Vec<Attachment> = serde_json::from_str(&files).unwrap_or_default();
    let names = files.into_iter().map(|file| file.name);
    let text: Vec<String> = [content].into_iter().chain(names).collect();
    Ok(Some(FoundConversation {
        conversation: show::summary(tx, workspace_id, conversation_id).await?,
        found: Match {
            message_id: hit.object_id.clone(),
            excerpt: fold::excerpt(&text.join(" "), words),
            private,
        },
    }))
}

/// Looks for customers and messages.
///
/// # Errors
/// Internal ones only.
pub async fn find(
    tx: &mut Tx,
    permit: &Permit<ConversationsRead>,
    _too: &Permit<CustomersRead>,
    ask: &Search,
) -> Result<Found> {
    let workspace_id = &permit.workspace_id;
    let words: Vec<String> = fold::words(&ask.q)
        .into_iter()
        .map(|(_, word)| word)
        .take(WORDS)
        .collect();
    let (mut customers, mut conversations) = (Vec::new(), Vec::new());
    if !words.is_empty() {
        let limit = ask.limit.unwrap_or(20) as usize;
        for hit in hits(tx, workspace_id, &words, Kind::Customer, limit).await? {
            customers.extend(customer::by_id(tx, workspace_id, &hit.object_id).await?);
        }
        for hit in hits(tx, workspace_id, &words, Kind::Message, limit).await? {
            conversations.extend(conversation(tx, workspace_id, &hit, &words).await?);
        }
    }
    Ok(Found {
        customers,
        conversations,
    })
}

/// Searches.
#[utoipa::path(get, path = "/search", tag = "inbox", params(Search),
    responses((status = 200, body = Found), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<Search>) -> Result<Json<Found>> {
    app.member_read_apart(caller, query, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<ConversationsRead>(Target::None)?;
            let too = me.permit::<CustomersRead>(Target::None)?;
            find(tx, &permit, &too, &ask).await
        })
    })
    .await
}
