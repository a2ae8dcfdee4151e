//! Axum that sends PostgreSQL the statements of list and assign through a pool, and decides nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use deskbell::params;
use deskbell::store::{STATEMENTS, Value};
use serde::{Deserialize, Serialize};
use tokio_postgres::types::ToSql;
use tokio_postgres::{NoTls, Row};

use crate::desk::MEMBERS;

/// Connections, as the server has them when nothing else is set.
const CONNECTIONS: usize = 8;

/// What the requests carry, known beforehand: nothing is looked at.
#[derive(Deserialize)]
struct Known {
    token: String,
    owner: String,
}

/// The server's own texts, so that both send the same when one of them changes.
struct Texts {
    session: &'static str,
    members: &'static str,
    conversation: &'static str,
    teammate: &'static str,
    update: &'static str,
    act: &'static str,
    event: &'static str,
}

struct Floor {
    pool: Pool,
    texts: Texts,
    hash: Vec<u8>,
    owner: String,
    next: AtomicU64,
}

type Shared = Arc<Floor>;

fn text(file: &str, words: &[&str]) -> Result<&'static str> {
    let mut found = STATEMENTS
        .iter()
        .filter(|s| s.place.starts_with(file) && words.iter().all(|word| s.text.contains(word)));
    let one = found
        .next()
        .with_context(|| format!("{file} has no statement with {words:?} any more"))?;
    anyhow::ensure!(found.next().is_none(), "{file} has two statements with {words:?}");
    Ok(one.text)
}

fn texts() -> Result<Texts> {
    Ok(Texts {
        session: text("src/access/", &["from sessions"])?,
        members: text("src/team/list.rs", &["from members"])?,
        conversation: text("src/inbox/reach.rs", &["from conversations", "for update"])?,
        teammate: text("src/team/reach.rs", &["m.account_id = $2 and", "for update"])?,
        update: text("src/inbox/assign.rs", &["update conversations"])?,
        act: text("src/inbox/news.rs", &["insert into acts"])?,
        event: text("src/store/tx.rs", &["insert into outbox"])?,
    })
}

/// A wrong answer of the database is a wrong measurement, so it is said aloud.
fn failed(error: impl std::fmt::Display) -> StatusCode {
    eprintln!("the floor failed: {error}");
    StatusCode::INTERNAL_SERVER_ERROR
}

async fn rows(c: &Object, text: &str, params: &[Value<'_>]) -> Result<Vec<Row>, StatusCode> {
    let params: Vec<_> = params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
    let statement = c.prepare_cached(text).await.map_err(failed)?;
    c.query(&statement, &params).await.map_err(failed)
}

#[derive(Serialize)]
struct Member {
    id: String,
    user_id: String,
    email: String,
    name: String,
    role: String,
    status: String,
    is_active: bool,
    invited_at: i64,
    is_verified: bool,
}

async fn list(State(floor): State<Shared>) -> Result<Json<Vec<Member>>, StatusCode> {
    let c = floor.pool.get().await.map_err(failed)?;
    let begin = "begin transaction isolation level repeatable read read only";
    c.batch_execute(begin).await.map_err(failed)?;
    let session = rows(&c, floor.texts.session, params![floor.hash.as_slice(), None::<&str>]).await?;
    let workspace_id: String = session.first().ok_or_else(|| failed("no session"))?.get("workspace_id");
    let found = rows(&c, floor.texts.members, params![&workspace_id, "", 1_000_000_i64]).await?;
    c.batch_execute("rollback").await.map_err(failed)?;
    let member = |r: &Row| Member {
        id: r.get(0),
        user_id: r.get(1),
        email: r.get(2),
        name: r.get(3),
        role: r.get(4),
        status: r.get(5),
        is_active: r.get(6),
        invited_at: r.get(7),
        is_verified: r.get(8),
    };
    Ok(Json(found.iter().map(member).collect()))
}

#[derive(Deserialize)]
struct Ask {
    agent_id: String,
}

async fn assign(
    State(floor): State<Shared>,
    Path(conversation_id): Path<String>,
    Query(Ask { agent_id }): Query<Ask>,
) -> Result<&'static str, StatusCode> {
    let (c, texts) = (floor.pool.get().await.map_err(failed)?, &floor.texts);
    c.batch_execute("begin transaction isolation level read committed")
        .await
        .map_err(failed)?;
    let session = rows(&c, texts.session, params![floor.hash.as_slice(), None::<&str>]).await?;
    let workspace_id: String = session.first().ok_or_else(|| failed("no session"))?.get("workspace_id");
    let (w, now) = (&workspace_id, 1_700_000_000_000_000_i64);
    rows(&c, texts.conversation, params![w, &conversation_id]).await?;
    rows(&c, texts.teammate, params![w, &agent_id]).await?;
    rows(&c, texts.update, params![w, &conversation_id, &agent_id, now]).await?;
    let id = || format!("{:036}", floor.next.fetch_add(1, Ordering::Relaxed));
    rows(
        &c,
        texts.act,
        params![w, &conversation_id, &id(), "assigned", &floor.owner, &agent_id, now],
    )
    .await?;
    let event = format!("{{\"conversation_id\":\"{conversation_id}\",\"assignee_id\":\"{agent_id}\"}}");
    let events = format!("[{event},{event},{event}");
    rows(&c, texts.event, params![w, &id(), &events, now]).await?;
    c.batch_execute("commit").await.map_err(failed)?;
    Ok("done")
}

/// Serves it until the process is killed.
pub async fn run(url: &str, known: &str) -> Result<()> {
    let known: Known = serde_json::from_slice(&std::fs::read(known)?)?;
    let recycling_method = RecyclingMethod::Fast;
    let manager = Manager::from_config(url.parse()?, NoTls, ManagerConfig { recycling_method });
    let floor = Floor {
        pool: Pool::builder(manager).max_size(CONNECTIONS).build()?,
        texts: texts()?,
        hash: deskbell::id::hash(&known.token),
        owner: known.owner,
        next: AtomicU64::new(0),
    };
    let router = Router::new()
        .route(MEMBERS, get(list))
        .route("/api/v1/team/assign/{conversation_id}", post(assign))
        .with_state(Arc::new(floor));
    super::serve(super::ANY, router).await
}
