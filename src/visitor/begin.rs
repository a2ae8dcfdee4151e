//! A browser meets a widget: it becomes a visitor, and an anonymous customer, or the one whom the page names.

use axum::Json;
use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::describe::note_page;
use super::identity::{Identity, named};
use super::{PREFIX, check_page};
use crate::app::App;
use crate::customer::fields::{are_fields, is_page};
use crate::door::{Caller, Input, MaybeBody};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::limits;
use crate::store::Tx;
use crate::widget::{Widget, by_id};
use crate::{params, sql};

/// What the page says of its visitor; all of it may be left out, and so may the body.
#[bounded]
#[derive(Default, Deserialize, Validate, ToSchema)]
pub struct Begin {
    /// Who it is, signed.
    #[garde(dive)]
    identity: Option<Identity>,
    /// At most 20 keys of at most 40 characters, with texts, numbers or truth values of at most 200.
    #[garde(custom(are_fields))]
    #[schema(value_type = Option<Object>)]
    fields: Option<Map<String, Value>>,
    /// Where they are: an http or https address.
    #[garde(inner(custom(is_page)))]
    page: Option<String>,
}

/// The visitor's token; kept by the browser.
#[derive(Serialize, ToSchema)]
pub struct Begun {
    visitor_token: String,
    visitor_id: Id,
    /// Whether the page's word for who it is holds.
    identified: bool,
}

async fn anonymous(tx: &mut Tx, workspace_id: &Id) -> Result<Id> {
    let id = tx.id();
    tx.run(
        sql!("insert into customers (workspace_id, id, created_at) values ($1, $2, $3)"),
        params![workspace_id, &id, tx.now()],
    )
    .await?;
    Ok(id)
}

/// Adds the visitor, and the customer where they are new.
///
/// # Errors
/// Internal ones only.
pub async fn begin(tx: &mut Tx, widget: &Widget, ask: Begin) -> Result<Begun> {
    let known = match &ask.identity {
        Some(identity) => named(tx, widget, identity).await?,
        None => None,
    };
    let identified = known.is_some();
    let customer_id = match known {
        Some(id) => id,
        None => anonymous(tx, &widget.business_id).await?,
    };
    note_page(tx, &widget.business_id, &customer_id, ask.fields, ask.page).await?;
    let (visitor_id, secret) = (tx.id(), id::secret(PREFIX));
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
        identified,
    })
}

/// Makes a visitor of a widget.
#[utoipa::path(post, path = "/widget/{widget_id}/visitors", tag = "widget", request_body = Begin,
    params(("widget_id" = String, Path, description = "The widget")),
    responses((status = 200, body = Begun), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: MaybeBody<Begin>,
) -> Result<Json<Begun>> {
    let (ask, wanted_) = (body.take()?, wanted.clone());
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
            begin(tx, &widget, ask).await.map(Json)
        })
    });
    begun.await
}
