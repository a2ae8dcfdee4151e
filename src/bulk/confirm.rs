//! Whoever looked has it carried out: on the list as the look fixed it. A second time changes nothing.

use axum::extract::{Path, State as FromApp};
use serde_json::json;

use super::rule::right;
use super::{Bulk, BulkOutcome, BulkState, in_reach, run};
use crate::access::Member;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// Has it carried out, on the word of whoever confirms.
///
/// # Errors
/// 403; 409 `bulk_running`.
pub async fn confirm(tx: &mut Tx, me: &Member, mut bulk: Bulk) -> Result<Bulk> {
    bulk.via = right(me, bulk.act)?;
    if bulk.state != BulkState::Preview {
        return Ok(bulk);
    }
    only_one(tx, me).await?;
    begin(tx, me, bulk).await
}

/// Begins with a list that was just fixed, or confirmed.
///
/// # Errors
/// Internal ones only.
pub(super) async fn begin(tx: &mut Tx, me: &Member, mut bulk: Bulk) -> Result<Bulk> {
    tx.run(
        sql!(
            "update bulks set state = 'running', made_by = $3, made_by_name = $4, via = $5
             where workspace_id = $1 and id = $2"
        ),
        params![
            &bulk.workspace_id,
            &bulk.id,
            &me.account.id,
            &me.account.full_name,
            &bulk.via
        ],
    )
    .await?;
    let people = bulk.results.iter().filter(|row| row.outcome == BulkOutcome::Waiting);
    let entry = Entry {
        workspace_id: &bulk.workspace_id,
        by: &me.account,
        act: "bulk.started",
        object: format!("bulk {}", bulk.id),
        before: None,
        after: Some(json!({"what": bulk.act, "people": people.count(), "tier": bulk.tier, "heir": bulk.heir})),
        via: &bulk.via,
    };
    audit::record(tx, entry).await?;
    bulk.state = BulkState::Running;
    bulk.made_by_name.clone_from(&me.account.full_name);
    Ok(bulk)
}

/// One at a time in a workspace: what two say of the same person would depend on which comes first. The workspace's lock
/// comes after those of members and bulk acts, everywhere: whoever writes an entry holds it too, and has those before.
///
/// # Errors
/// 409 `bulk_running`.
pub(super) async fn only_one(tx: &mut Tx, me: &Member) -> Result<()> {
    seats::lock(tx, me).await?;
    let running: Option<String> = tx
        .first(
            sql!(
                "select made_by_name from bulks
                 where workspace_id = $1 and (state = 'running' or state = 'undoing')"
            ),
            params![&me.workspace_id],
            |r| r.get(0),
        )
        .await?;
    match running {
        None => Ok(()),
        Some(name) => Err(Error::conflict(
            "bulk_running",
            format!("Another act on many people, by {name}, is not done yet. One at a time: try again when it is."),
        )),
    }
}

/// Has what was looked at carried out.
#[utoipa::path(post, path = "/team/bulk/{bulk_id}/confirm", tag = "team",
    params(("bulk_id" = String, Path, description = "The bulk act")),
    responses((status = 200, body = Bulk), (status = "default", body = Problem)))]
pub async fn door(FromApp(app): FromApp<App>, caller: Caller, Path(bulk_id): Path<String>) -> Result<Reply<Bulk>> {
    let reply = app.person_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let bulk = in_reach(tx, &me, &bulk_id).await?;
            confirm(tx, &me, bulk).await
        })
    });
    run::before_the_answer(&app, reply.await?).await
}
