//! A raw group commit: one update and one insert a request, durable, nothing checked. What waits shares a commit.

use anyhow::{Context, Result};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot};

/// Most requests that share a commit; the load never has more on their way.
const TOGETHER: usize = 256;

const SCHEMA: &str = "
    create table conversations (id text primary key, assignee_id text, updated_at integer) without rowid;
    create table acts (id integer primary key, conversation_id text, to_account text, created_at integer);
";

struct Job {
    conversation_id: String,
    agent_id: String,
    done: oneshot::Sender<()>,
}

#[derive(Deserialize)]
struct Ask {
    agent_id: String,
}

#[derive(Serialize)]
struct Assigned {
    message: &'static str,
}

async fn assign(
    State(writer): State<mpsc::Sender<Job>>,
    Path(conversation_id): Path<String>,
    Query(Ask { agent_id }): Query<Ask>,
) -> Result<Json<Assigned>, StatusCode> {
    let (done, is_done) = oneshot::channel();
    let job = Job {
        conversation_id,
        agent_id,
        done,
    };
    writer.send(job).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    is_done.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok(Json(Assigned {
        message: "Conversation assigned successfully",
    }))
}

fn write_forever(database: &Connection, mut waiting: mpsc::Receiver<Job>) -> Result<()> {
    let mut jobs = Vec::with_capacity(TOGETHER);
    let mut update = database.prepare("update conversations set assignee_id = ?2, updated_at = ?3 where id = ?1")?;
    let mut insert =
        database.prepare("insert into acts (conversation_id, to_account, created_at) values (?1, ?2, ?3)")?;
    let mut now = 1_700_000_000_000_000_i64;
    while waiting.blocking_recv_many(&mut jobs, TOGETHER) > 0 {
        database.prepare_cached("begin immediate")?.execute([])?;
        for job in &jobs {
            now += 1;
            update.execute((&job.conversation_id, &job.agent_id, now))?;
            insert.execute((&job.conversation_id, &job.agent_id, now))?;
        }
        database.prepare_cached("commit")?.execute([])?;
        for job in jobs.drain(..) {
            // The load has gone where nobody takes it.
            let _gone = job.done.send(());
        }
    }
    Ok(())
}

fn fill(database: &Connection, rows: &str) -> Result<()> {
    let ids: Vec<String> = serde_json::from_slice(&std::fs::read(rows)?)?;
    database.execute_batch(SCHEMA)?;
    database.execute_batch("begin")?;
    for id in &ids {
        database
            .prepare_cached("insert into conversations (id) values (?1)")?
            .execute([id])?;
    }
    database.execute_batch("commit")?;
    Ok(())
}

/// Serves it until the process is killed.
pub async fn run(folder: &str, rows: &str) -> Result<()> {
    let database = super::empty::open(folder)?;
    fill(&database, rows)?;
    let (writer, waiting) = mpsc::channel(4096);
    std::thread::Builder::new()
        .spawn(move || {
            if let Err(error) = write_forever(&database, waiting) {
                eprintln!("the floor's writer stopped: {error:#}");
            }
        })
        .context("no thread")?;
    let router = Router::new()
        .route("/api/v1/team/assign/{conversation_id}", post(assign))
        .with_state(writer);
    super::serve(super::ANY, router).await
}
