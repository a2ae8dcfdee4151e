//! A platform admin ends a visit of theirs, or no longer asks for it.

use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::over::{self, Ended};
use super::own;
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Problem, Result};
use crate::id;

/// Done.
#[derive(Serialize, ToSchema)]
pub struct VisitEnded {
    /// In words.
    pub message: &'static str,
}

/// What whoever ended a visit is told.
pub(super) const ENDED: VisitEnded = VisitEnded {
    message: "The visit is over",
};

/// Ends a visit.
#[utoipa::path(delete, path = "/platform/visits/{visit_id}", tag = "platform",
    params(("visit_id" = String, Path, description = "The visit")),
    responses((status = 200, body = VisitEnded), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(visit_id): Path<String>) -> Result<Reply<VisitEnded>> {
    let named = id::parse(&visit_id);
    let ended = app
        .account_write(caller, Nothing, move |tx, actor, ()| {
            Box::pin(async move {
                let visit = own(tx, &actor, &visit_id).await?;
                over::end(tx, &visit, &actor.account, Ended::ByVisitor).await?;
                Ok(ENDED)
            })
        })
        .await?;
    over::hang_up(&app, named.as_slice());
    Ok(ended)
}
