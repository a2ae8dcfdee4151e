//! A visitor leaves their name or address.

use axum::extract::State;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Visitor;
use crate::account::register::{is_email, is_name, normal};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::inbox::{news, reach, receive};
use crate::store::Tx;
use crate::{params, sql};

/// Who they say they are; what is left out stays.
#[derive(Deserialize, Validate, ToSchema)]
pub struct Describe {
    /// 1 to 200 characters.
    #[garde(inner(custom(is_name)))]
    name: Option<String>,
    /// An address.
    #[garde(inner(custom(is_email)))]
    email: Option<String>,
}

/// Who they said they are.
#[derive(Serialize, ToSchema)]
pub struct Described {
    name: Option<String>,
    email: Option<String>,
}

/// Notes name and address, and tells the team where a conversation goes on.
///
/// # Errors
/// Internal ones only.
pub async fn describe(tx: &mut Tx, visitor: &Visitor, ask: Describe) -> Result<Described> {
    let email = ask.email.as_deref().map(normal);
    tx.run(
        sql!(
            "update customers set name = coalesce($3, name), email = coalesce($4, email)
             where workspace_id = $1 and id = $2"
        ),
        params![&visitor.workspace_id, &visitor.customer_id, &ask.name, &email],
    )
    .await?;
    if let Some(id) = receive::current(tx, visitor).await? {
        let held = reach::conversation_in_reach(tx, &visitor.workspace_id, &id).await?;
        let name = news::name_of(tx, held.assignee_id.as_ref()).await?;
        news::tell(tx, &visitor.workspace_id, &held, name.as_deref()).await?;
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

/// Says who the visitor is.
#[utoipa::path(patch, path = "/visitor", tag = "widget", request_body = Describe,
    responses((status = 200, body = Described), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<Describe>) -> Result<Reply<Described>> {
    app.visitor_write(caller, body, |tx, visitor, ask| {
        Box::pin(async move { describe(tx, &visitor, ask).await })
    })
    .await
}
