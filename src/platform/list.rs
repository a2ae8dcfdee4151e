//! The visits of a platform admin that wait, are approved or run.

use axum::Json;
use axum::extract::State;

use super::{PlatformVisit, gate, visit};
use crate::access::Actor;
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql, visit_columns};

/// Reads them, the newest first.
///
/// # Errors
/// Internal ones only.
pub async fn list(tx: &mut Tx, actor: &Actor) -> Result<Vec<PlatformVisit>> {
    let found = tx
        .all(
            sql!(
                visit_columns!(),
                " and v.account_id = $1 and v.ends_at > $2 order by v.id desc"
            ),
            params![&actor.account.id, tx.now()],
            visit,
        )
        .await?;
    let seen = found.into_iter().map(|one| one.seen_from(&actor.session_id));
    Ok(seen.collect())
}

/// Lists one's own visits.
#[utoipa::path(get, path = "/platform/visits", tag = "platform",
    responses((status = 200, body = Vec<PlatformVisit>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<PlatformVisit>>> {
    app.account_read(caller, Nothing, |tx, actor, ()| {
        Box::pin(async move {
            gate(tx, &actor).await?;
            list(tx, &actor).await
        })
    })
    .await
}
