//! Where to pay. This server has no payment provider, and says so. Source: first seed's product, `GET /billing/checkout-url`;
//! decision 9.

use axum::Json;
use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::BillingManage;
use crate::app::App;
use crate::door::{Caller, Query};
use crate::error::{Error, Problem, Result};

/// For which plan.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct Checkout {
    /// A plan of the rulebook.
    #[garde(length(chars, min = 1, max = 100))]
    plan: String,
}

/// Where to pay.
#[derive(Serialize, ToSchema)]
pub struct CheckoutUrl {
    url: String,
}

/// Answers where to pay.
#[utoipa::path(get, path = "/billing/checkout-url", tag = "billing", params(Checkout),
    responses((status = 200, body = CheckoutUrl), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<Checkout>) -> Result<Json<CheckoutUrl>> {
    app.member_read(caller, query, |_, me, ask| {
        Box::pin(async move {
            if me.book.plan(&ask.plan).is_none() {
                return Err(Error::field("plan", "Is no plan of this workspace's rulebook."));
            }
            me.permit::<BillingManage>(Target::None)?;
            Err(Error::conflict(
                "no_payment_provider",
                "This server has no payment provider, so a plan costs nothing: switch with PUT /api/v1/billing/plan.",
            ))
        })
    })
    .await
}
