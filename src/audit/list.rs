//! The audit log, newest first, in words. Source: decision 29: the owner, and admins for what they may change.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use bounded::bounded;
use garde::Validate;
use rulebook::{Act, Rulebook, Target};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::marks::Marks;
use super::words::{Change, changes, sentence};
use crate::access::{AuditRead, Member, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Input, Query};
use crate::error::{Error, Problem, Result};
use crate::id::{Id, is_cursor};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Which part of it.
#[bounded]
#[derive(Clone, Default, Deserialize, Validate, IntoParams)]
pub struct ListAudit {
    /// Rows, 1 to 200. Default: 50.
    #[garde(range(min = 1, max = 200))]
    pub limit: Option<u32>,
    /// From the header `X-Next-Cursor` of the page before.
    #[garde(inner(custom(is_cursor)))]
    pub cursor: Option<String>,
    /// Words that all stand in the entry: names, addresses, acts.
    #[garde(length(chars, max = 200))]
    pub q: Option<String>,
    /// An account: what they did, and what was done to them.
    #[garde(length(chars, max = 100))]
    pub person: Option<String>,
    /// An act, as in `member.removed`, or all of a kind, as in `member`.
    #[garde(length(chars, max = 100))]
    pub act: Option<String>,
    /// From this time on (ISO 8601).
    #[garde(length(chars, max = 40))]
    pub from: Option<String>,
    /// Until before this time (ISO 8601).
    #[garde(length(chars, max = 40))]
    pub to: Option<String>,
}

/// The same, understood.
#[derive(Clone)]
pub struct Filter {
    pub(super) limit: usize,
    pub(super) cursor: String,
    words: Vec<String>,
    person: Option<String>,
    act: String,
    from: Time,
    to: Time,
}

/// Entries looked through for one page, at most; the next page goes on from there.
const LOOKED_AT: usize = 20_000;
/// Rows read at once.
const ROWS: i64 = 500;

fn time(field: &str, text: Option<&str>, otherwise: i64) -> Result<Time> {
    let Some(text) = text else {
        return Ok(Time::from_micros(otherwise));
    };
    let parsed: Result<jiff::Timestamp, _> = text.parse();
    parsed
        .map(|t| Time::from_micros(t.as_microsecond()))
        .map_err(|_| Error::field(field, "Has to be a time, as in 2026-03-01T09:30:00Z."))
}

/// Understands a question to the log.
///
/// # Errors
/// 422 for what is no time.
pub fn filter(ask: ListAudit) -> Result<Filter> {
    Ok(Filter {
        limit: ask.limit.unwrap_or(50) as usize,
        cursor: ask.cursor.unwrap_or_else(|| "~".into()),
        words: ask
            .q
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_lowercase)
            .collect(),
        person: ask.person,
        act: ask.act.unwrap_or_default(),
        from: time("from", ask.from.as_deref(), 0)?,
        to: time("to", ask.to.as_deref(), i64::MAX)?,
    })
}

/// One entry.
#[derive(Serialize, ToSchema)]
pub struct AuditEntry {
    /// The entry.
    pub id: Id,
    /// When.
    pub at: Time,
    /// The account.
    pub actor_id: Id,
    /// Its name then.
    pub actor: String,
    /// The API key that did it in their name; null where they did it themselves.
    pub key: Option<ActingKey>,
    /// The visit of a platform admin that it was done on; null everywhere else.
    pub visit: Option<ActingVisit>,
    /// What was done, as in `member.removed`.
    pub act: String,
    /// To what, as in `member 0193…`.
    pub object: String,
    /// All of it in a sentence.
    pub text: String,
    /// What changed, field by field.
    pub changes: Vec<Change>,
    /// As it was.
    #[schema(value_type = Option<Object>)]
    pub before: Option<Value>,
    /// As it is.
    #[schema(value_type = Option<Object>)]
    pub after: Option<Value>,
    /// The right that allowed it.
    pub right: String,
    /// Its number in the workspace's log, a second after it was written.
    pub number: Option<i64>,
    /// Its seal: covers the entry and the seal before it.
    pub digest: Option<String>,
}

/// The API key that something was done by.
#[derive(Serialize, ToSchema)]
pub struct ActingKey {
    /// The key.
    pub id: Id,
    /// Its name then.
    pub name: String,
}

/// The visit that something was done on.
#[derive(Serialize, ToSchema)]
pub struct ActingVisit {
    /// The visit.
    pub id: Id,
    /// What its visitor was there, beside their own name: `platform admin` and their address.
    pub name: String,
}

/// An entry as it is stored, not yet in words.
fn stored(r: &Row<'_>) -> Result<AuditEntry, StoreError> {
    let json = |text: Option<String>| text.and_then(|t| serde_json::from_str(&t).ok());
    let key = match r.get::<Option<Id>>(11)? {
        None => None,
        Some(id) => Some(ActingKey { id, name: r.get(12)? }),
    };
    let visit = match r.get::<Option<Id>>(13)? {
        None => None,
        Some(id) => Some(ActingVisit { id, name: r.get(14)? }),
    };
    Ok(AuditEntry {
        id: r.get(0)?,
        at: r.get(1)?,
        actor_id: r.get(2)?,
        actor: r.get(3)?,
        key,
        visit,
        act: r.get(4)?,
        object: r.get(5)?,
        text: String::new(),
        changes: Vec::new(),
        before: json(r.get(6)?),
        after: json(r.get(7)?),
        right: r.get(8)?,
        number: r.get(9)?,
        digest: r.get(10)?,
    })
}

impl AuditEntry {
    fn in_words(mut self, book: &Rulebook) -> Self {
        let (before, after) = (self.before.as_ref(), self.after.as_ref());
        let actor = match (&self.key, &self.visit) {
            (None, None) => &self.actor,
            (Some(key), _) => &format!("{} (API key {})", self.actor, key.name),
            (None, Some(visit)) => &format!("{} ({})", self.actor, visit.name),
        };
        self.text = sentence(book, actor, &self.act, before, after);
        self.changes = changes(before, after);
        self
    }
}

impl Filter {
    fn fits(&self, entry: &AuditEntry) -> bool {
        let json = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
        let is_of_kind = |act: &str| {
            act.strip_prefix(&self.act)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if !self.act.is_empty() && !is_of_kind(&entry.act) {
            return false;
        }
        if self.words.is_empty() && self.person.is_none() {
            return true;
        }
        let key_id = entry.key.as_ref().map(|key| key.id.clone()).unwrap_or_default();
        let visit_id = entry.visit.as_ref().map(|visit| visit.id.clone()).unwrap_or_default();
        let all = [
            &entry.actor_id,
            &key_id,
            &visit_id,
            &entry.text,
            &entry.act,
            &entry.object,
            &json(&entry.before),
            &json(&entry.after),
        ];
        let all = all.map(|part| part.to_lowercase()).join(" ");
        self.person.as_ref().is_none_or(|id| all.contains(&id.to_lowercase()))
            && self.words.iter().all(|word| all.contains(word))
    }
}

/// The acts that an admin may read of: those of what they may change themselves.
fn may_see(me: &Member, act: &str) -> bool {
    let state = me.state();
    let may = |act: Act| me.book.may(&state).contains(&act);
    let needed = match act.split('.').next() {
        Some("member") => Act::MembersDisable,
        Some("plan") => Act::BillingManage,
        Some("channel") => Act::ChannelsManage,
        Some("key") => Act::KeysManage,
        Some("widget") => Act::WidgetsAppearance,
        _ => Act::WorkspaceUpdate,
    };
    may(needed)
}

/// A page of the log, and where the next one begins.
pub struct Page {
    /// The entries.
    pub entries: Vec<AuditEntry>,
    /// The `cursor` of the next page, where there may be one.
    pub next: Option<String>,
}

/// Reads a page.
///
/// # Errors
/// Internal ones only.
pub async fn page(tx: &mut Tx, permit: &Permit<AuditRead>, filter: &Filter) -> Result<Page> {
    let (mut cursor, mut entries, mut looked_at) = (filter.cursor.clone(), Vec::new(), 0);
    let mut erased = Marks::default();
    while entries.len() < filter.limit && looked_at < LOOKED_AT {
        let rows = tx
            .all(
                sql!(
                    "select id, at, actor_id, actor_name, act, object, before, after, via, number, digest,
                            key_id, key_name, visit_id, visit_name from audit
                     where workspace_id = $1 and id < $2 and at >= $3 and at < $4
                     order by id desc limit $5"
                ),
                params![&permit.workspace_id, &cursor, filter.from, filter.to, ROWS],
                stored,
            )
            .await?;
        let is_last = (rows.len() as i64) < ROWS;
        looked_at += rows.len();
        for mut entry in rows {
            if entries.len() == filter.limit {
                return Ok(Page {
                    entries,
                    next: Some(cursor),
                });
            }
            cursor.clone_from(&entry.id);
            if !permit.is_owner && !may_see(permit, &entry.act) {
                continue;
            }
            erased.show(tx, &permit.workspace_id, &mut entry).await?;
            let entry = entry.in_words(&permit.book);
            if filter.fits(&entry) {
                entries.push(entry);
            }
        }
        if is_last {
            return Ok(Page { entries, next: None });
        }
    }
    Ok(Page {
        entries,
        next: Some(cursor),
    })
}

/// Reads the audit log.
#[utoipa::path(get, path = "/audit", tag = "audit", params(ListAudit),
    responses((status = 200, body = Vec<AuditEntry>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<ListAudit>) -> Result<Response> {
    let Json(page) = app
        .member_read(caller, query.checked(filter), |tx, me, filter| {
            Box::pin(async move {
                let permit = me.permit::<AuditRead>(Target::None)?;
                page(tx, &permit, &filter).await
            })
        })
        .await?;
    let mut response = Json(page.entries).into_response();
    if let Some(next) = page.next.and_then(|next| HeaderValue::from_str(&next).ok()) {
        response.headers_mut().insert("x-next-cursor", next);
    }
    Ok(response)
}
