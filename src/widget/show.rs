//! A widget as every browser gets it. Source: first seed's product, `GET /widget/{id}`, public.

use axum::Json;
use axum::extract::{Path, State};

use super::{Widget, by_id};
use crate::app::App;
use crate::error::{Problem, Result};
use crate::visitor::online;

/// Shows a widget.
#[utoipa::path(get, path = "/widget/{widget_id}", tag = "widget",
    params(("widget_id" = String, Path, description = "The widget")),
    responses((status = 200, body = Widget), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, Path(wanted): Path<String>) -> Result<Json<Widget>> {
    let app_ = app.clone();
    let shown = app.store.read(move |tx| {
        Box::pin(async move {
            let mut widget = by_id(tx, &wanted).await?;
            widget.online = widget.is_active && online::is_online(tx, &app_, &widget.business_id).await?;
            Ok(Json(widget))
        })
    });
    shown.await
}
