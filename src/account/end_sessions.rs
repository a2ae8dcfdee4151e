//! A person signs out elsewhere: one session, or all but the one that asks. Source: decision 25.

use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::session;
use crate::access::Actor;
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::{params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct SessionEnded {
    /// In words.
    message: &'static str,
    #[serde(skip)]
    ended: Vec<Id>,
}

/// Done.
#[derive(Serialize, ToSchema)]
pub struct SessionsEnded {
    /// In words.
    message: &'static str,
    /// How many.
    ended: usize,
    #[serde(skip)]
    sessions: Vec<Id>,
}

/// Ends one session of the account.
///
/// # Errors
/// 404 where it is none of theirs.
pub async fn end_one(tx: &mut Tx, actor: &Actor, wanted: &str) -> Result<SessionEnded> {
    let session_id = id::parse(wanted).ok_or_else(Error::not_found)?;
    let ended = tx
        .run(
            sql!("delete from sessions where id = $1 and account_id = $2"),
            params![&session_id, &actor.account.id],
        )
        .await?;
    if ended == 0 {
        return Err(Error::not_found());
    }
    Ok(SessionEnded {
        message: "That session is signed out.",
        ended: vec![session_id],
    })
}

/// Ends all sessions of the account but the one that asks.
///
/// # Errors
/// Internal ones only.
pub async fn end_others(tx: &mut Tx, actor: &Actor) -> Result<SessionsEnded> {
    let sessions = session::end_all(tx, &actor.account.id, Some(&actor.session_id)).await?;
    Ok(SessionsEnded {
        message: "You are signed out everywhere else.",
        ended: sessions.len(),
        sessions,
    })
}

/// Ends one session.
#[utoipa::path(delete, path = "/auth/sessions/{session_id}", tag = "account",
    params(("session_id" = String, Path, description = "The session")),
    responses((status = 200, body = SessionEnded), (status = "default", body = Problem)))]
pub async fn door_one(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
) -> Result<Reply<SessionEnded>> {
    let write = app.account_write(caller, Nothing, move |tx, actor, ()| {
        Box::pin(async move { end_one(tx, &actor, &wanted).await })
    });
    let reply = write.await?;
    if let Reply::Fresh(done) = &reply {
        session::cut(&app, &done.ended).await;
    }
    Ok(reply)
}

/// Signs out everywhere else.
#[utoipa::path(delete, path = "/auth/sessions", tag = "account",
    responses((status = 200, body = SessionsEnded), (status = "default", body = Problem)))]
pub async fn door_others(State(app): State<App>, caller: Caller) -> Result<Reply<SessionsEnded>> {
    let write = app.account_write(caller, Nothing, |tx, actor, ()| {
        Box::pin(async move { end_others(tx, &actor).await })
    });
    let reply = write.await?;
    if let Reply::Fresh(done) = &reply {
        session::cut(&app, &done.sessions).await;
    }
    Ok(reply)
}
