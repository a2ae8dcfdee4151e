//! A teammate adds a customer, to write to them first.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Customer;
use crate::access::{CustomersWrite, Permit};
use crate::account::register::{is_email, is_name, normal};
use crate::activity;
use crate::app::App;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::search::mark;
use crate::store::Tx;
use crate::{params, sql};

/// Who it is. At least one of the three.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct CreateCustomer {
    /// 1 to 200 characters.
    #[garde(inner(custom(is_name)))]
    name: Option<String>,
    /// An address.
    #[garde(inner(custom(is_email)))]
    email: Option<String>,
    /// What the workspace's own system calls them; 1 to 200 characters.
    #[garde(inner(custom(is_name)))]
    external_id: Option<String>,
}

fn says_who(ask: CreateCustomer) -> Result<CreateCustomer> {
    if ask.name.is_none() && ask.email.is_none() && ask.external_id.is_none() {
        return Err(Error::field("name", "Give a name, an email or an external_id."));
    }
    Ok(ask)
}

/// Adds a customer.
///
/// # Errors
/// Internal ones only.
pub async fn create(tx: &mut Tx, permit: &Permit<CustomersWrite>, ask: CreateCustomer) -> Result<Customer> {
    let customer = Customer {
        id: tx.id(),
        business_id: permit.workspace_id.clone(),
        name: ask.name,
        email: ask.email.as_deref().map(normal),
        external_id: ask.external_id,
        identified: false,
        erased_at: None,
        fields: std::collections::BTreeMap::new(),
        page: None,
        created_at: tx.now(),
    };
    tx.run(
        sql!(
            "insert into customers (workspace_id, id, name, email, external_id, created_at) values ($1, $2, $3, $4, $5, $6)"
        ),
        params![
            &customer.business_id, &customer.id, &customer.name, &customer.email,
            &customer.external_id, tx.now()
        ],
    )
    .await?;
    let by = &permit.account.id;
    activity::note(tx, &customer.business_id, by, (&customer.id, "customer_added"), None);
    mark::customer(tx, &customer.business_id, &customer.id).await?;
    Ok(customer)
}

/// Adds a customer.
#[utoipa::path(post, path = "/customers", tag = "customers", request_body = CreateCustomer,
    responses((status = 200, body = Customer), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<CreateCustomer>) -> Result<Reply<Customer>> {
    app.member_write(caller, body.checked(says_who), |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<CustomersWrite>(Target::None)?;
            create(tx, &permit, ask).await
        })
    })
    .await
}
