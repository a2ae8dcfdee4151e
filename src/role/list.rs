//! The roles of the workspace: those of its rulebook, then those that it added.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use rulebook::Target;

use super::{RoleView, view};
use crate::access::{MembersRead, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::{params, sql};

/// Lists the roles, with how many people have each.
///
/// # Errors
/// Internal ones only.
pub async fn list(tx: &mut Tx, permit: &Permit<MembersRead>) -> Result<Vec<RoleView>> {
    let counts: Vec<(String, i64)> = tx
        .all(
            sql!("select role, count(*) from members where workspace_id = $1 group by role"),
            params![&permit.workspace_id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    let counts: HashMap<_, _> = counts.into_iter().collect();
    let roles = permit.book.roles();
    Ok(roles
        .map(|(id, role)| view(&permit.book, id, counts.get(&role.name).copied().unwrap_or(0)))
        .collect())
}

/// Lists the roles.
#[utoipa::path(get, path = "/workspace/roles", tag = "workspace",
    responses((status = 200, body = Vec<RoleView>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<RoleView>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<MembersRead>(Target::None)?;
            list(tx, &permit).await
        })
    })
    .await
}
