//! The owner looks up the secrets of a widget.

use axum::Json;
use axum::extract::{Path, State};
use rulebook::Target;

use super::{WidgetSecret, all, widget_in_reach};
use crate::access::ChannelsManage;
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};

/// Lists a widget's secrets.
#[utoipa::path(get, path = "/widget/{widget_id}/secrets", tag = "widget",
    params(("widget_id" = String, Path, description = "The widget")),
    responses((status = 200, body = Vec<WidgetSecret>), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
) -> Result<Json<Vec<WidgetSecret>>> {
    app.member_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let widget = widget_in_reach(tx, &me, &wanted).await?;
            let permit = me.permit::<ChannelsManage>(Target::None)?;
            all(tx, &permit.workspace_id, &widget.id).await
        })
    })
    .await
}
