//! What an erasure would take, what it would leave and why, before anybody decides.

use axum::Json;
use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::held::{Held, of_customer, of_member};
use super::known::Known;
use super::{KEPT_OF_CUSTOMER, KEPT_OF_MEMBER, Kept, erase, erase_customer, mentions, person};
use crate::access::{CustomersErase, MembersErase};
use crate::app::App;
use crate::customer::show::in_reach;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::Tx;

/// What an erasure would do.
#[derive(Serialize, ToSchema)]
pub struct ErasurePreview {
    /// What has to be typed to erase them.
    name: String,
    /// What goes or loses every name, part by part.
    goes: Vec<PersonalPart>,
    /// What is kept, and why.
    kept: Vec<Kept>,
}

/// How much there is of a part.
#[derive(Serialize, ToSchema)]
pub struct PersonalPart {
    /// The part, as in the export.
    part: &'static str,
    /// Rows.
    count: i64,
}

async fn count(tx: &mut Tx, workspace_id: &Id, id: &Id, parts: Vec<Held>, known: &Known) -> Result<Vec<PersonalPart>> {
    let mut out = Vec::new();
    for part in parts {
        let count = part.count(tx, workspace_id, id).await?;
        if count > 0 {
            out.push(PersonalPart { part: part.name, count });
        }
    }
    let mentions = mentions::mentions(tx, workspace_id, id, known).await?.len() as i64;
    if mentions > 0 {
        out.push(PersonalPart {
            part: mentions::PART,
            count: mentions,
        });
    }
    Ok(out)
}

/// Shows what erasing a customer would take and leave.
#[utoipa::path(get, path = "/customers/{customer_id}/erasure", tag = "personal data",
    params(("customer_id" = String, Path, description = "The customer")),
    responses((status = 200, body = ErasurePreview), (status = "default", body = Problem)))]
pub async fn door_customer(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
) -> Result<Json<ErasurePreview>> {
    app.person_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let customer = in_reach(tx, &me, &wanted).await?;
            me.permit::<CustomersErase>(Target::None)?;
            erase_customer::was_erased(tx, &me.workspace_id, &customer.id).await?;
            let known = erase::known_of(tx, &me.workspace_id, &customer).await?;
            Ok(ErasurePreview {
                goes: count(tx, &me.workspace_id, &customer.id, of_customer(), &known).await?,
                name: erase::called(customer),
                kept: KEPT_OF_CUSTOMER.to_vec(),
            })
        })
    })
    .await
}

/// Shows what erasing somebody who was a member would take and leave.
#[utoipa::path(get, path = "/team/people/{user_id}/erasure", tag = "personal data",
    params(("user_id" = String, Path, description = "The account")),
    responses((status = 200, body = ErasurePreview), (status = "default", body = Problem)))]
pub async fn door_member(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
) -> Result<Json<ErasurePreview>> {
    app.person_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let person = person::in_reach(tx, &me, &wanted).await?;
            let permit = me.permit::<MembersErase>(Target::None)?;
            person.is_gone(&permit)?;
            let known = person.known(tx, &me.workspace_id).await?;
            Ok(ErasurePreview {
                goes: count(tx, &me.workspace_id, &person.id, of_member(), &known).await?,
                name: person.name,
                kept: KEPT_OF_MEMBER.to_vec(),
            })
        })
    })
    .await
}
