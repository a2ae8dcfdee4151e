//! The workspaces of this server, as a platform admin finds the one that needs help: what each is called and how much it is
//! used, and nothing of what is in it. Source: decision 16.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::gate;
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Query};
use crate::error::{Problem, Result};
use crate::id::{Id, is_cursor};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Which part of the list.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct ListWorkspaces {
    /// Rows, 1 to 200. Default: 50.
    #[garde(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// From the header `X-Next-Cursor` of the page before.
    #[garde(inner(custom(is_cursor)))]
    cursor: Option<String>,
    /// A part of the name, in capitals or not.
    #[garde(length(chars, max = 200))]
    q: Option<String>,
}

/// A workspace, from outside.
#[derive(Serialize, ToSchema)]
pub struct WorkspaceOutside {
    /// The workspace.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The rules it follows.
    pub rulebook: String,
    /// Its owner.
    pub owner_name: String,
    /// Its members, the owner among them.
    pub people: i64,
    /// When it was made.
    pub created_at: Time,
    /// When anybody last did something in it.
    pub last_active_at: Option<Time>,
    /// Whether the owner wants to be asked before a platform admin comes in.
    pub asks_first: bool,
}

fn workspace(r: &Row<'_>) -> Result<WorkspaceOutside, StoreError> {
    Ok(WorkspaceOutside {
        id: r.get(0)?,
        name: r.get(1)?,
        rulebook: r.get(2)?,
        owner_name: r.get(3)?,
        people: r.get(4)?,
        created_at: r.get(5)?,
        last_active_at: None,
        asks_first: r.get(6)?,
    })
}

/// Rows looked through for one page, at most; the next page goes on from there.
const LOOKED_AT: usize = 20_000;
/// Rows read at once.
const ROWS: i64 = 500;

/// A page, newest first, and where the next one begins.
///
/// # Errors
/// Internal ones only.
pub async fn page(tx: &mut Tx, ask: &ListWorkspaces) -> Result<(Vec<WorkspaceOutside>, Option<Id>)> {
    let limit = ask.limit.unwrap_or(50) as usize;
    let wanted = ask.q.as_deref().unwrap_or_default().trim().to_lowercase();
    let mut cursor = ask.cursor.clone().unwrap_or_else(|| "~".into());
    let (mut found, mut looked_at) = (Vec::new(), 0);
    while looked_at < LOOKED_AT {
        let rows = tx
            .all(
                sql!(
                    "select w.id, w.name, w.rulebook, a.full_name,
                            (select count(*) from members p where p.workspace_id = w.id), w.created_at, w.visits_ask_first
                     from workspaces w
                     join members m on m.workspace_id = w.id and m.is_owner
                     join accounts a on a.id = m.account_id
                     where w.id < $1 and (w.delete_at is null or w.delete_at > $2)
                     order by w.id desc limit $3"
                ),
                params![&cursor, tx.now(), ROWS],
                workspace,
            )
            .await?;
        let is_last = (rows.len() as i64) < ROWS;
        looked_at += rows.len();
        for row in rows {
            if found.len() == limit {
                return Ok((found, Some(cursor)));
            }
            cursor.clone_from(&row.id);
            if row.name.to_lowercase().contains(&wanted) {
                found.push(row);
            }
        }
        if is_last {
            return Ok((found, None));
        }
    }
    Ok((found, Some(cursor)))
}

/// Lists the workspaces of this server.
#[utoipa::path(get, path = "/platform/workspaces", tag = "platform", params(ListWorkspaces),
    responses((status = 200, body = Vec<WorkspaceOutside>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<ListWorkspaces>) -> Result<Response> {
    let Json((mut rows, next)) = app
        .account_read(caller, query, |tx, actor, ask| {
            Box::pin(async move {
                gate(tx, &actor).await?;
                page(tx, &ask).await
            })
        })
        .await?;
    for row in &mut rows {
        row.last_active_at = app.last_acts.latest(&row.id);
    }
    let mut response = Json(rows).into_response();
    if let Some(next) = next.and_then(|next| HeaderValue::from_str(&next).ok()) {
        response.headers_mut().insert("x-next-cursor", next);
    }
    Ok(response)
}
