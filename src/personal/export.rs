//! Everything that the workspace holds about one person, as one document. Source: GDPR, article 15.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rulebook::Target;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::held::{Held, of_customer, of_member, own_parts};
use super::known::Known;
use super::{KEPT_OF_CUSTOMER, KEPT_OF_MEMBER, Kept, erase, mentions, person};
use crate::access::{CustomersErase, MembersErase};
use crate::app::App;
use crate::archive::Owner;
use crate::clock::Time;
use crate::customer::show::in_reach;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::limits;
use crate::store::Tx;

/// What is held about a person.
#[derive(Serialize, ToSchema)]
pub struct PersonalData {
    /// When this was put together.
    at: Time,
    /// The customer, or the account.
    id: Id,
    /// Their name, as far as one is known.
    name: Option<String>,
    /// Their address, likewise.
    email: Option<String>,
    /// Part by part: each a list of rows.
    #[schema(value_type = BTreeMap<String, Vec<Object>>)]
    held: BTreeMap<&'static str, Vec<Value>>,
    /// Parts of which there is more than is sent: 100,000 rows of each.
    cut: Vec<&'static str>,
    /// What an erasure would leave.
    kept: Vec<Kept>,
}

async fn gather(tx: &mut Tx, workspace_id: &Id, id: &Id, parts: Vec<Held>, known: &Known) -> Result<PersonalData> {
    let mut out = PersonalData {
        at: tx.now(),
        id: id.clone(),
        name: None,
        email: None,
        held: BTreeMap::new(),
        cut: Vec::new(),
        kept: Vec::new(),
    };
    for part in parts {
        let rows = part.rows(tx, workspace_id, id).await?;
        if rows.len() as i64 == limits::PERSONAL_ROWS {
            out.cut.push(part.name);
        }
        out.held.insert(part.name, rows);
    }
    let mut rows = mentions::mentions(tx, workspace_id, id, known).await?;
    if rows.len() as i64 >= limits::PERSONAL_ROWS {
        rows.truncate(limits::PERSONAL_ROWS as usize);
        out.cut.push(mentions::PART);
    }
    out.held.insert(mentions::PART, rows);
    Ok(out)
}

fn door_file(Json(data): Json<PersonalData>) -> Response {
    let headers = [
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"personal-data.json\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, Json(data)).into_response()
}

/// Hands out what is held about a customer.
#[utoipa::path(get, path = "/customers/{customer_id}/personal-data", tag = "personal data",
    params(("customer_id" = String, Path, description = "The customer")),
    responses((status = 200, body = PersonalData), (status = "default", body = Problem)))]
pub async fn door_customer(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Response> {
    let read = app.person_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let customer = in_reach(tx, &me, &wanted).await?;
            me.permit::<CustomersErase>(Target::None)?;
            let known = erase::known_of(tx, &me.workspace_id, &customer).await?;
            let mut data = gather(tx, &me.workspace_id, &customer.id, of_customer(), &known).await?;
            (data.name, data.email) = (customer.name, customer.email);
            data.kept = KEPT_OF_CUSTOMER.to_vec();
            Ok(data)
        })
    });
    read.await.map(door_file)
}

/// Hands out what is held about somebody who is or was a member.
#[utoipa::path(get, path = "/team/people/{user_id}/personal-data", tag = "personal data",
    params(("user_id" = String, Path, description = "The account")),
    responses((status = 200, body = PersonalData), (status = "default", body = Problem)))]
pub async fn door_member(State(app): State<App>, caller: Caller, Path(wanted): Path<String>) -> Result<Response> {
    let read = app.person_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let person = person::in_reach(tx, &me, &wanted).await?;
            me.permit::<MembersErase>(Target::None)?;
            let known = person.known(tx, &me.workspace_id).await?;
            let mut data = gather(tx, &me.workspace_id, &person.id, of_member(), &known).await?;
            let owner = Owner {
                workspace_id: me.workspace_id.clone(),
                account_id: person.id.clone(),
            };
            data.held.extend(own_parts(tx, &owner).await?);
            (data.name, data.email) = (Some(person.name), person.email);
            data.kept = KEPT_OF_MEMBER.to_vec();
            Ok(data)
        })
    });
    read.await.map(door_file)
}
