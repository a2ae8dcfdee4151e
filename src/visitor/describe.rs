//! A visitor leaves their name or address, or the page says something of them. Where the page has signed who they are, its
//! name and address stay: nobody but the page may say them.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::Visitor;
use crate::account::register::{is_email, is_name, normal};
use crate::app::App;
use crate::customer::fields::{self, are_fields, is_page};
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::inbox::{news, reach, receive};
use crate::search::mark;
use crate::store::Tx;
use crate::{params, sql};

/// Who they say they are; what is left out stays.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Describe {
    /// 1 to 200 characters.
    #[garde(inner(custom(is_name)))]
    name: Option<String>,
    /// An address.
    #[garde(inner(custom(is_email)))]
    email: Option<String>,
    /// Takes the place of what the page said before: at most 20 keys of at most 40 characters, with texts, numbers or truth
    /// values of at most 200.
    #[garde(custom(are_fields))]
    #[schema(value_type = Option<Object>)]
    fields: Option<Map<String, Value>>,
    /// Where they are: an http or https address.
    #[garde(inner(custom(is_page)))]
    page: Option<String>,
}

/// Who they said they are.
#[derive(Serialize, ToSchema)]
pub struct Described {
    name: Option<String>,
    email: Option<String>,
}

/// Notes what the page says, where it says something.
///
/// # Errors
/// Internal ones only.
pub async fn note_page(
    tx: &mut Tx,
    workspace_id: &Id,
    customer_id: &Id,
    said: Option<Map<String, Value>>,
    page: Option<String>,
) -> Result<()> {
    if said.is_none() && page.is_none() {
        return Ok(());
    }
    let said = said.map(|said| json!(fields::kept(&said)).to_string());
    tx.run(
        sql!(
            "update customers set fields = coalesce($3, fields), page = coalesce($4, page)
             where workspace_id = $1 and id = $2"
        ),
        params![workspace_id, customer_id, &said, &page],
    )
    .await?;
    if said.is_some() {
        mark::customer(tx, workspace_id, customer_id).await?;
    }
    Ok(())
}

/// Notes name and address, and tells the team where a conversation goes on.
///
/// # Errors
/// Internal ones only.
pub async fn describe(tx: &mut Tx, visitor: &Visitor, ask: Describe) -> Result<Described> {
    let email = ask.email.as_deref().map(normal);
    // Every page that somebody walks through is no news for the team.
    let is_news = ask.name.is_some() || email.is_some() || ask.fields.is_some();
    note_page(tx, &visitor.workspace_id, &visitor.customer_id, ask.fields, ask.page).await?;
    tx.run(
        sql!(
            "update customers set name = coalesce($3, name), email = coalesce($4, email)
             where workspace_id = $1 and id = $2 and not identified"
        ),
        params![&visitor.workspace_id, &visitor.customer_id, &ask.name, &email],
    )
    .await?;
    if is_news {
        tell(tx, visitor).await?;
    }
    let described = tx
        .first(
            sql!("select name, email from customers where workspace_id = $1 and id = $2"),
            params![&visitor.workspace_id, &visitor.customer_id],
            |r| {
                Ok(Described {
                    name: r.get(0)?,
                    email: r.get(1)?,
                })
            },
        )
        .await?;
    described.ok_or_else(crate::error::Error::not_found)
}

/// Tells the index, and the team where a conversation goes on.
async fn tell(tx: &mut Tx, visitor: &Visitor) -> Result<()> {
    mark::customer(tx, &visitor.workspace_id, &visitor.customer_id).await?;
    let Some(id) = receive::current(tx, visitor).await? else {
        return Ok(());
    };
    let held = reach::conversation_in_reach(tx, &visitor.workspace_id, &id).await?;
    let name = news::name_of(tx, held.assignee_id.as_ref()).await?;
    news::tell(tx, &visitor.workspace_id, &held, name.as_deref()).await
}

/// Says who the visitor is.
#[utoipa::path(patch, path = "/visitor", tag = "widget", request_body = Describe,
    responses((status = 200, body = Described), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<Describe>) -> Result<Reply<Described>> {
    app.visitor_write(caller, body, |tx, visitor, ask| {
        Box::pin(async move { describe(tx, &visitor, ask).await })
    })
    .await
}
