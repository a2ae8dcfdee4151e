//! The audit log, newest first. Source: decision 29: the owner, and admins for what they may change.

use axum::Json;
use axum::extract::State;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::access::{AuditRead, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Query};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Which part of it.
#[derive(Deserialize, Validate, IntoParams)]
pub struct ListAudit {
    /// Rows, 1 to 200. Default: 50.
    #[garde(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// The `id` of the last entry of the page before.
    #[garde(length(chars, max = 100))]
    cursor: Option<String>,
}

/// One entry.
#[derive(Serialize, ToSchema)]
pub struct AuditEntry {
    id: Id,
    at: Time,
    /// The account.
    actor_id: Id,
    /// Its name then.
    actor: String,
    act: String,
    object: String,
    #[schema(value_type = Option<Object>)]
    before: Option<Value>,
    #[schema(value_type = Option<Object>)]
    after: Option<Value>,
    /// The right that allowed it.
    right: String,
}

fn entry(r: &Row<'_>) -> Result<AuditEntry, StoreError> {
    let json = |text: Option<String>| text.and_then(|t| serde_json::from_str(&t).ok());
    Ok(AuditEntry {
        id: r.get(0)?,
        at: r.get(1)?,
        actor_id: r.get(2)?,
        actor: r.get(3)?,
        act: r.get(4)?,
        object: r.get(5)?,
        before: json(r.get(6)?),
        after: json(r.get(7)?),
        right: r.get(8)?,
    })
}

/// The entries that this member may see: without the owner's own matters (members, plan, channels) for an admin.
async fn list(tx: &mut Tx, permit: &Permit<AuditRead>, ask: ListAudit) -> Result<Vec<AuditEntry>> {
    let before = ask.cursor.unwrap_or_else(|| "~".into());
    tx.all(
        sql!(
            "select id, at, actor_id, actor_name, act, object, before, after, via from audit
             where workspace_id = $1 and id < $2 and ($3 or act like 'workspace.%' or act like 'widget.%')
             order by id desc limit $4"
        ),
        params![
            &permit.workspace_id,
            &before,
            permit.is_owner,
            i64::from(ask.limit.unwrap_or(50))
        ],
        entry,
    )
    .await
}

/// Reads the audit log.
#[utoipa::path(get, path = "/audit", tag = "audit", params(ListAudit),
    responses((status = 200, body = Vec<AuditEntry>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<ListAudit>) -> Result<Json<Vec<AuditEntry>>> {
    app.member_read(caller, query, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<AuditRead>(Target::None)?;
            list(tx, &permit, ask).await
        })
    })
    .await
}
