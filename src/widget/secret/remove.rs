//! The owner takes a secret away: no name that was signed with it counts from then on.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::{changed, widget_in_reach};
use crate::access::{ChannelsManage, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::store::Tx;
use crate::widget::Widget;
use crate::{params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct WidgetSecretRemoved {
    message: &'static str,
}

/// The secret of this widget that a path names.
async fn in_reach(tx: &mut Tx, widget: &Widget, wanted: &str) -> Result<Id> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!("select id from widget_secrets where workspace_id = $1 and widget_id = $2 and id = $3"),
        params![&widget.business_id, &widget.id, &wanted],
        |r| r.get(0),
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// Removes a secret.
///
/// # Errors
/// Internal ones only.
pub async fn remove(
    tx: &mut Tx,
    permit: &Permit<ChannelsManage>,
    widget_id: &Id,
    id: &Id,
) -> Result<WidgetSecretRemoved> {
    tx.run(
        sql!("delete from widget_secrets where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, id],
    )
    .await?;
    changed(tx, permit, "widget_secret.removed", widget_id, id).await?;
    Ok(WidgetSecretRemoved {
        message: "Secret removed",
    })
}

/// Removes a widget's secret.
#[utoipa::path(delete, path = "/widget/{widget_id}/secrets/{secret_id}", tag = "widget",
    params(("widget_id" = String, Path, description = "The widget"),
           ("secret_id" = String, Path, description = "The secret's id")),
    responses((status = 200, body = WidgetSecretRemoved), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path((wanted, secret_id)): Path<(String, String)>,
) -> Result<Reply<WidgetSecretRemoved>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let widget = widget_in_reach(tx, &me, &wanted).await?;
            let id = in_reach(tx, &widget, &secret_id).await?;
            let permit = me.permit::<ChannelsManage>(Target::None)?;
            remove(tx, &permit, &widget.id, &id).await
        })
    })
    .await
}
