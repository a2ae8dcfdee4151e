//! The owner or the nominated changes their mind: the nomination is over. Source: decision 7.

use axum::extract::State;
use rulebook::Target;

use super::{end, moves, none_pending, seen_by};
use crate::access::{Permit, WorkspaceRead};
use crate::account::tell::BY_THEMSELVES;
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::store::Tx;
use crate::team::reach::teammate_in_reach;
use crate::workspace::show::{self, Settings};

/// Ends the nomination.
///
/// # Errors
/// 404 `no_transfer` where none waits that the member could end.
pub async fn withdraw(tx: &mut Tx, permit: &Permit<WorkspaceRead>) -> Result<()> {
    let transfer = seen_by(tx, permit).await?.ok_or_else(none_pending)?;
    // Whoever is accepting it just now holds this lock.
    teammate_in_reach(tx, permit, &transfer.member_id).await?;
    let transfer = seen_by(tx, permit).await?.ok_or_else(none_pending)?;
    end(tx, permit, &transfer, "ownership.withdrawn", BY_THEMSELVES).await
}

/// Withdraws or declines the nomination.
#[utoipa::path(delete, path = "/workspace/transfer", tag = "workspace",
    responses((status = 200, body = Settings), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Reply<Settings>> {
    app.person_write(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            moves(&me)?;
            let permit = me.permit::<WorkspaceRead>(Target::None)?;
            withdraw(tx, &permit).await?;
            show::read(tx, &me).await
        })
    })
    .await
}
