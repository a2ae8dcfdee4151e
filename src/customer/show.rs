//! A customer, and their conversations.

use axum::Json;
use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::Customer;
use crate::access::{CustomersRead, Member, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Error, Problem, Result};
use crate::id;
use crate::inbox::model::{self, Conversation};
use crate::personal;
use crate::store::Tx;
use crate::{params, sql};

/// A customer with their newest 20 conversations, without messages.
#[derive(Serialize, ToSchema)]
pub struct CustomerShown {
    #[serde(flatten)]
    customer: Customer,
    /// Who erased them, as they are called now; null where nobody did, and where whoever did was erased since.
    erased_by: Option<String>,
    conversations: Vec<Conversation>,
}

/// The customer that a path names.
///
/// # Errors
/// 404 where there is none.
pub async fn in_reach(tx: &mut Tx, me: &Member, wanted: &str) -> Result<Customer> {
    let wanted = id::parse(wanted).ok_or_else(Error::not_found)?;
    super::by_id(tx, &me.workspace_id, &wanted)
        .await?
        .ok_or_else(Error::not_found)
}

async fn show(tx: &mut Tx, permit: &Permit<CustomersRead>, customer: Customer) -> Result<CustomerShown> {
    let conversations = tx
        .all(
            sql!(
                "select ",
                crate::conversation_columns!(),
                "where v.workspace_id = $1 and v.customer_id = $2 order by v.created_at desc, v.id desc limit 20"
            ),
            params![&permit.workspace_id, &customer.id],
            model::conversation,
        )
        .await?;
    let erased = personal::erasure_of(tx, &permit.workspace_id, &customer.id).await?;
    Ok(CustomerShown {
        customer,
        erased_by: erased.and_then(|erased| erased.by),
        conversations,
    })
}

/// Shows a customer.
#[utoipa::path(get, path = "/customers/{customer_id}", tag = "customers",
    params(("customer_id" = String, Path, description = "The customer")),
    responses((status = 200, body = CustomerShown), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Json<CustomerShown>> {
    app.member_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let customer = in_reach(tx, &me, &wanted).await?;
            let permit = me.permit::<CustomersRead>(Target::None)?;
            show(tx, &permit, customer).await
        })
    })
    .await
}
