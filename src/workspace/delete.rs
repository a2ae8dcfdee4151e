//! The owner deletes the workspace: for a week it goes on under a banner and can be restored, then all of it is purged.
//! Source: second seed, Owner ("full control over the organization"); design: the log is handed to the owner first.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::show::{self, Settings};
use crate::access::{Permit, WorkspaceDelete};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::mail::{self, Letter};
use crate::seen::is_typed;
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// Days that a deleted workspace goes on.
pub const DAYS: i64 = 7;

/// That the owner means this one.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct DeleteWorkspace {
    /// Its name, as it is written.
    #[garde(length(chars, min = 1, max = 200))]
    name: String,
}

/// The end of a workspace, as everybody in it may know.
#[derive(Clone, Serialize, ToSchema)]
pub struct Deletion {
    /// When everything of it goes.
    pub at: Time,
    /// Who deleted it.
    pub by: String,
}

/// Deletes the workspace, in a week. A second time changes nothing.
///
/// # Errors
/// 422 where the name is not its name.
pub async fn delete(tx: &mut Tx, permit: &Permit<WorkspaceDelete>, name: &str) -> Result<()> {
    is_typed(name, &permit.workspace_name)?;
    seats::lock(tx, permit).await?;
    let at = tx.now().plus_days(DAYS);
    let changed = tx
        .run(
            sql!("update workspaces set delete_at = $2, deleted_by = $3 where id = $1 and delete_at is null"),
            params![&permit.workspace_id, at, &permit.account.full_name],
        )
        .await?;
    if changed == 0 {
        return Ok(());
    }
    record(tx, permit, "workspace.deleted", Some(at)).await?;
    let letter = Letter::WorkspaceDeleted {
        workspace: permit.workspace_name.clone(),
        day: at.to_string().chars().take(10).collect(),
    };
    mail::post(tx, Some(&permit.account.id), &permit.account.email, &letter).await
}

pub(super) async fn record(
    tx: &mut Tx,
    permit: &Permit<WorkspaceDelete>,
    act: &'static str,
    at: Option<Time>,
) -> Result<()> {
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("workspace {}", permit.workspace_id),
        before: None,
        after: Some(json!({"name": permit.workspace_name, "gone_at": at})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged {
        what: "deletion".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}

/// Deletes the workspace.
#[utoipa::path(delete, path = "/workspace", tag = "workspace", request_body = DeleteWorkspace,
    responses((status = 200, body = Settings), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<DeleteWorkspace>) -> Result<Reply<Settings>> {
    app.person_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceDelete>(Target::None)?;
            delete(tx, &permit, &ask.name).await?;
            show::read(tx, &me).await
        })
    })
    .await
}
