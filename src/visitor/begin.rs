//! A browser meets a widget: it becomes a visitor, and an anonymous customer.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{PREFIX, check_page};
use crate::app::App;
use crate::door::Caller;
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::limits;
use crate::store::Tx;
use crate::widget::{Widget, by_id};
use crate::{params, sql};

/// The visitor's token; kept by the browser.
#[derive(Serialize, ToSchema)]
pub struct Begun {
    visitor_token: String,
    visitor_id: Id,
}

/// Adds the visitor and their customer.
///
/// # Errors
/// Internal ones only.
pub async fn begin(tx: &mut Tx, widget: &Widget) -> Result<Begun> {
    let (customer_id, visitor_id, secret) = (tx.id(), tx.id(), id::secret(PREFIX));
    tx.run(
        sql!("insert into customers (workspace_id, id, created_at) values ($1, $2, $3)"),
        params![&widget.business_id, &customer_id, tx.now()],
    )
    .await?;
    tx.run(
        sql!(
            "insert into visitors (workspace_id, id, widget_id, customer_id, token_hash, created_at) values ($1, $2, $3, $4, $5, $6)"
        ),
        params![
            &widget.business_id, &visitor_id, &widget.id, &customer_id, secret.hash.as_slice(), tx.now()
        ],
    )
    .await?;
    Ok(Begun {
        visitor_token: secret.plain,
        visitor_id,
    })
}

/// Makes a visitor of a widget.
#[utoipa::path(post, path = "/widget/{widget_id}/visitors", tag = "widget",
    params(("widget_id" = String, Path, description = "The widget")),
    responses((status = 200, body = Begun), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Json<Begun>> {
    let wanted_ = wanted.clone();
    let widget = app
        .store
        .read(move |tx| Box::pin(async move { by_id(tx, &wanted_).await }));
    check_page(&caller, &widget.await?.domain)?;
    app.guards.visitors.take(&limits::network(caller.ip), app.clock.now())?;
    let begun = app.store.write(move |tx| {
        Box::pin(async move {
            let widget = by_id(tx, &wanted).await?;
            if !widget.is_active {
                return Err(Error::not_found());
            }
            begin(tx, &widget).await.map(Json)
        })
    });
    begun.await
}
