//! Whoever looked at a file has its rows worked through. A second time changes nothing.

use axum::extract::{Path, State as FromApp};
use garde::Validate;
use rulebook::{Target, Way};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Import, Stage, in_reach};
use crate::access::{MembersInvite, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// What becomes of people who are members already.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Existing {
    /// They stay as they are.
    Skip,
    /// They get the role and the tier of their row, where whoever confirms may give these.
    Update,
}

/// The choice.
#[derive(Deserialize, Validate, ToSchema)]
pub struct ConfirmImport {
    /// What becomes of people who are members already.
    #[garde(skip)]
    existing: Existing,
}

/// Has the import worked through, on the word of whoever confirms.
///
/// # Errors
/// Internal ones only.
pub async fn confirm(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    mut import: Import,
    existing: Existing,
) -> Result<Import> {
    if import.state != Stage::Preview {
        return Ok(import);
    }
    let choice = match existing {
        Existing::Skip => "skip",
        Existing::Update => "update",
    };
    tx.run(
        sql!(
            "update imports set state = 'running', existing = $3, made_by = $4, made_by_name = $5
             where workspace_id = $1 and id = $2"
        ),
        params![
            &permit.workspace_id,
            &import.id,
            choice,
            &permit.account.id,
            &permit.account.full_name
        ],
    )
    .await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "import.confirmed",
        object: format!("import {}", import.id),
        before: None,
        after: Some(json!({"rows": import.total, "existing": choice})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    import.state = Stage::Running;
    Ok(import)
}

/// Has an import worked through.
#[utoipa::path(post, path = "/team/imports/{import_id}/confirm", tag = "team", request_body = ConfirmImport,
    params(("import_id" = String, Path, description = "The import")),
    responses((status = 200, body = Import), (status = "default", body = Problem)))]
pub async fn door(
    FromApp(app): FromApp<App>,
    caller: Caller,
    Path(import_id): Path<String>,
    body: Body<ConfirmImport>,
) -> Result<Reply<Import>> {
    let reply = app.person_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let import = in_reach(tx, &me, &import_id).await?;
            let permit = me.permit::<MembersInvite>(Target::None)?;
            me.joining(Way::Invitation)?;
            confirm(tx, &permit, import, ask.existing).await
        })
    });
    let reply = reply.await?;
    app.imports.notify_one();
    Ok(reply)
}
