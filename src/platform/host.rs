//! The visited workspace: its owner and admins see who visits and why; the owner ends a visit, and wants to be asked before
//! one begins or not. Source: decision 16.

use axum::Json;
use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::end::{ENDED, VisitEnded};
use super::over::{self, Ended};
use super::{PlatformVisit, record, tell, visit};
use crate::access::{AuditRead, BY_OWNER, Member, Permit, WorkspaceRead};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Body, Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::id;
use crate::store::Tx;
use crate::{params, sql, visit_columns};

/// Who visits the workspace, and whether anybody has to ask first.
#[derive(Serialize, ToSchema)]
pub struct Visits {
    /// Whether the owner is asked before a platform admin comes in.
    pub ask_first: bool,
    /// Visits that wait for the owner, are approved or run, the newest first.
    pub visits: Vec<PlatformVisit>,
}

/// What the owner wants.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeVisits {
    /// Whether they are asked before a platform admin comes in.
    #[garde(skip)]
    ask_first: bool,
}

/// Reads what there is.
///
/// # Errors
/// Internal ones only.
pub async fn read(tx: &mut Tx, me: &Member) -> Result<Visits> {
    let visits = tx
        .all(
            sql!(
                visit_columns!(),
                " and v.workspace_id = $1 and v.ends_at > $2 order by v.id desc"
            ),
            params![&me.workspace_id, tx.now()],
            visit,
        )
        .await?;
    let ask_first = tx
        .first(
            sql!("select visits_ask_first from workspaces where id = $1"),
            params![&me.workspace_id],
            |r| r.get(0),
        )
        .await?;
    Ok(Visits {
        ask_first: ask_first.unwrap_or(false),
        visits,
    })
}

/// A visit to the workspace of `me`, as a path names it.
async fn here(tx: &mut Tx, me: &Member, named: &str) -> Result<PlatformVisit> {
    let found = match id::parse(named) {
        None => None,
        Some(id) => {
            tx.first(
                sql!(
                    visit_columns!(),
                    " and v.workspace_id = $1 and v.id = $2 and v.ends_at > $3"
                ),
                params![&me.workspace_id, &id, tx.now()],
                visit,
            )
            .await?
        }
    };
    found.ok_or_else(Error::not_found)
}

/// Turns being asked on and off, from the next visit on.
///
/// # Errors
/// Internal ones only.
pub async fn change(tx: &mut Tx, permit: &Permit<WorkspaceRead>, ask_first: bool) -> Result<()> {
    let changed = tx
        .run(
            sql!("update workspaces set visits_ask_first = $2 where id = $1 and visits_ask_first <> $2"),
            params![&permit.workspace_id, ask_first],
        )
        .await?;
    if changed == 0 {
        return Ok(());
    }
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "workspace.changed",
        object: format!("workspace {}", permit.workspace_id),
        before: Some(json!({"ask_before_visits": !ask_first})),
        after: Some(json!({"ask_before_visits": ask_first})),
        via: BY_OWNER,
    };
    audit::record(tx, entry).await?;
    tell(tx, &permit.workspace_id).await
}

/// Lets a platform admin come in, once, until the day is over.
///
/// # Errors
/// 409 `not_waiting`.
pub async fn approve(tx: &mut Tx, permit: &Permit<WorkspaceRead>, visit: &PlatformVisit) -> Result<()> {
    let approved = tx
        .run(
            sql!("update visits set state = 'approved' where workspace_id = $1 and id = $2 and state = 'waiting'"),
            params![&visit.workspace_id, &visit.id],
        )
        .await?;
    if approved == 0 {
        return Err(Error::conflict("not_waiting", "Nobody waits to be let in by this."));
    }
    record(tx, visit, &permit.account, "visit.approved", None).await
}

/// Lists the visits to this workspace.
#[utoipa::path(get, path = "/workspace/visits", tag = "platform",
    responses((status = 200, body = Visits), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Visits>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            me.permit::<AuditRead>(Target::None)?;
            read(tx, &me).await
        })
    })
    .await
}

/// Changes whether the owner is asked first.
#[utoipa::path(patch, path = "/workspace/visits", tag = "platform", request_body = ChangeVisits,
    responses((status = 200, body = Visits), (status = "default", body = Problem)))]
pub async fn door_change(State(app): State<App>, caller: Caller, body: Body<ChangeVisits>) -> Result<Reply<Visits>> {
    app.person_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.hosting()?;
            change(tx, &permit, ask.ask_first).await?;
            read(tx, &permit).await
        })
    })
    .await
}

/// Approves a visit.
#[utoipa::path(post, path = "/workspace/visits/{visit_id}/approve", tag = "platform",
    params(("visit_id" = String, Path, description = "The visit")),
    responses((status = 200, body = Visits), (status = "default", body = Problem)))]
pub async fn door_approve(
    State(app): State<App>,
    caller: Caller,
    Path(visit_id): Path<String>,
) -> Result<Reply<Visits>> {
    app.person_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let visit = here(tx, &me, &visit_id).await?;
            let permit = me.hosting()?;
            approve(tx, &permit, &visit).await?;
            read(tx, &permit).await
        })
    })
    .await
}

/// Ends a visit, or does not let it begin.
#[utoipa::path(delete, path = "/workspace/visits/{visit_id}", tag = "platform",
    params(("visit_id" = String, Path, description = "The visit")),
    responses((status = 200, body = VisitEnded), (status = "default", body = Problem)))]
pub async fn door_end(
    State(app): State<App>,
    caller: Caller,
    Path(visit_id): Path<String>,
) -> Result<Reply<VisitEnded>> {
    let named = id::parse(&visit_id);
    let ended = app
        .person_write(caller, Nothing, move |tx, me, ()| {
            Box::pin(async move {
                let visit = here(tx, &me, &visit_id).await?;
                let permit = me.hosting()?;
                over::end(tx, &visit, &permit.account, Ended::ByOwner).await?;
                Ok(ENDED)
            })
        })
        .await?;
    over::hang_up(&app, named.as_slice());
    Ok(ended)
}
