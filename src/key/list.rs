//! The keys of a workspace, and when each was last used.

use axum::Json;
use axum::extract::State;
use rulebook::Target;

use super::{ApiKey, key};
use crate::access::{KeysManage, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{key_columns, params, sql};

/// Reads the keys, the latest first.
///
/// # Errors
/// Internal ones only.
pub async fn list(tx: &mut Tx, permit: &Permit<KeysManage>) -> Result<Vec<ApiKey>> {
    of_workspace(tx, &permit.workspace_id).await
}

/// The same, for whoever may read of them by another right.
///
/// # Errors
/// Internal ones only.
pub(crate) async fn of_workspace(tx: &mut Tx, workspace_id: &Id) -> Result<Vec<ApiKey>> {
    tx.all(
        sql!(
            "select ",
            key_columns!(),
            " from keys k
             join members m on m.workspace_id = k.workspace_id and m.id = k.member_id
             join accounts a on a.id = m.account_id
             where k.workspace_id = $1 order by k.id desc"
        ),
        params![workspace_id],
        key,
    )
    .await
}

/// Lists the keys.
#[utoipa::path(get, path = "/workspace/keys", tag = "workspace",
    responses((status = 200, body = Vec<ApiKey>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<ApiKey>>> {
    app.person_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<KeysManage>(Target::None)?;
            list(tx, &permit).await
        })
    })
    .await
}
