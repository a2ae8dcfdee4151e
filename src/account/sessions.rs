//! Where somebody is signed in.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::Lifetime;
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::limits;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// A session that is alive.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// The session; no secret.
    pub id: Id,
    /// When it was signed in.
    pub created_at: Time,
    /// When it was last used, to within ten minutes.
    pub last_used_at: Time,
    /// What the client called itself when it signed in.
    pub user_agent: String,
    /// `browser` for the dashboard, `program` for a token.
    pub kind: &'static str,
    /// Whether it is the one that asks.
    pub current: bool,
}

fn session(r: &Row<'_>) -> Result<Session, StoreError> {
    Ok(Session {
        id: r.get(0)?,
        created_at: r.get(1)?,
        last_used_at: r.get(2)?,
        user_agent: r.get(3)?,
        kind: if r.get(4)? { "browser" } else { "program" },
        current: false,
    })
}

/// The live sessions of an account, the last used first: at most 200.
///
/// # Errors
/// Internal ones only.
pub async fn sessions(tx: &mut Tx, account_id: &Id, asking: &Id, lifetime: Lifetime) -> Result<Vec<Session>> {
    let now = tx.now();
    let mut found = tx
        .all(
            sql!(
                "select id, created_at, last_used_at, user_agent, by_cookie from sessions
                 where account_id = $1 and created_at >= $2 and last_used_at >= $3
                 order by last_used_at desc, id desc limit $4"
            ),
            params![
                account_id,
                now.plus_days(-lifetime.days),
                now.plus_days(-lifetime.idle_days),
                i64::from(limits::PAGE)
            ],
            session,
        )
        .await?;
    for one in &mut found {
        one.current = one.id == *asking;
    }
    Ok(found)
}

/// Lists where the person is signed in.
#[utoipa::path(get, path = "/auth/sessions", tag = "account",
    responses((status = 200, body = Vec<Session>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<Session>>> {
    let lifetime = app.lifetime;
    app.account_read(caller, Nothing, move |tx, actor, ()| {
        Box::pin(async move { sessions(tx, &actor.account.id, &actor.session_id, lifetime).await })
    })
    .await
}
