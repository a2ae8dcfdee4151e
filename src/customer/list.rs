//! Customers, the newest first.

use axum::Json;
use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Customer;
use crate::access::{CustomersRead, Permit};
use crate::app::App;
use crate::door::{Caller, Input, Query};
use crate::error::{Error, Problem, Result};
use crate::limits;
use crate::store::Tx;
use crate::{params, sql};

/// Which part of the list.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct ListCustomers {
    /// From 1, up to 10,000 rows. Default: 1.
    #[garde(range(min = 1))]
    page: Option<u32>,
    /// Rows, 1 to 200. Default: 50.
    #[garde(range(min = 1, max = 200))]
    limit: Option<u32>,
}

/// How many rows, after how many.
fn page(ask: ListCustomers) -> Result<(u32, u32)> {
    let limit = ask.limit.unwrap_or(50);
    let skip = ask.page.unwrap_or(1).saturating_sub(1).saturating_mul(limit);
    if skip > limits::SKIPPED {
        return Err(Error::field("page", "Is too far: 10,000 rows can be paged through."));
    }
    Ok((limit, skip))
}

async fn list(tx: &mut Tx, permit: &Permit<CustomersRead>, (limit, skip): (u32, u32)) -> Result<Vec<Customer>> {
    tx.all(
        sql!(
            "select ",
            crate::customer_columns!(),
            "from customers c where c.workspace_id = $1 order by c.id desc limit $2 offset $3"
        ),
        params![&permit.workspace_id, i64::from(limit), i64::from(skip)],
        super::customer,
    )
    .await
}

/// Lists customers.
#[utoipa::path(get, path = "/customers", tag = "customers", params(ListCustomers),
    responses((status = 200, body = Vec<Customer>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<ListCustomers>) -> Result<Json<Vec<Customer>>> {
    app.member_read(caller, query.checked(page), |tx, me, page| {
        Box::pin(async move {
            let permit = me.permit::<CustomersRead>(Target::None)?;
            list(tx, &permit, page).await
        })
    })
    .await
}
