//! For a while, tiers and accesses go back to what they were: where they still stand as the act has left them.

use axum::extract::{Path, State as FromApp};
use serde_json::json;

use super::confirm::only_one;
use super::rule::right;
use super::{Bulk, BulkAct, BulkOutcome, BulkState, BulkUndone, UNDO_MINUTES, in_reach, run};
use crate::access::Member;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// Whether it can be undone now.
fn in_time(bulk: &Bulk, tx: &Tx) -> Result<()> {
    if bulk.act == BulkAct::Remove {
        return Err(Error::conflict(
            "not_undoable",
            "A removal is not undone: invite them again.",
        ));
    }
    match bulk.undo_until {
        None => Err(Error::conflict("not_done", "It was not carried out yet.")),
        Some(until) if tx.now() >= until => Err(Error::conflict(
            "too_late",
            format!(
                "It can be undone within {UNDO_MINUTES} minutes. Now change people one by one, or by another act on many."
            ),
        )),
        Some(_) => Ok(()),
    }
}

/// Has it undone. A second time changes nothing.
///
/// # Errors
/// 403; 409 `not_undoable`, `not_done`, `too_late` or `bulk_running`.
pub async fn undo(tx: &mut Tx, me: &Member, mut bulk: Bulk) -> Result<Bulk> {
    let via = right(me, bulk.act)?;
    if matches!(bulk.state, BulkState::Undoing | BulkState::Undone) {
        return Ok(bulk);
    }
    in_time(&bulk, tx)?;
    only_one(tx, me).await?;
    tx.run(
        sql!(
            "update bulks set state = 'undoing', worked = 0, undone_by = $3, undone_by_name = $4, via = $5
             where workspace_id = $1 and id = $2"
        ),
        params![
            &bulk.workspace_id,
            &bulk.id,
            &me.account.id,
            &me.account.full_name,
            &via
        ],
    )
    .await?;
    tx.run(
        sql!("update bulk_people set undo = 'waiting' where workspace_id = $1 and bulk_id = $2 and outcome = 'done'"),
        params![&bulk.workspace_id, &bulk.id],
    )
    .await?;
    let done = bulk.results.iter_mut().filter(|row| row.outcome == BulkOutcome::Done);
    let people = done
        .map(|row| {
            row.undo = Some(BulkUndone {
                outcome: BulkOutcome::Waiting,
                why: None,
            })
        })
        .count();
    let entry = Entry {
        workspace_id: &bulk.workspace_id,
        by: &me.account,
        act: "bulk.undo",
        object: format!("bulk {}", bulk.id),
        before: None,
        after: Some(json!({"what": bulk.act, "people": people, "by": bulk.made_by_name})),
        via: &via,
    };
    audit::record(tx, entry).await?;
    (bulk.state, bulk.worked, bulk.undo_until) = (BulkState::Undoing, 0, None);
    Ok(bulk)
}

/// Undoes a bulk act.
#[utoipa::path(post, path = "/team/bulk/{bulk_id}/undo", tag = "team",
    params(("bulk_id" = String, Path, description = "The bulk act")),
    responses((status = 200, body = Bulk), (status = "default", body = Problem)))]
pub async fn door(FromApp(app): FromApp<App>, caller: Caller, Path(bulk_id): Path<String>) -> Result<Reply<Bulk>> {
    let reply = app.person_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let bulk = in_reach(tx, &me, &bulk_id).await?;
            undo(tx, &me, bulk).await
        })
    });
    run::before_the_answer(&app, reply.await?).await
}
