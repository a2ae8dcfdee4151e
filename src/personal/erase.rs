//! The owner erases a customer, or somebody who was a member. All rows in one transaction; what lies in files goes right
//! after it, also where the server stops in between. Source: GDPR, article 17.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::known::Known;
use super::{erase_customer, erase_member, finish, mails, messages, person, tables};
use crate::access::{CustomersErase, Member, MembersErase, Permit};
use crate::app::App;
use crate::audit::{self, Entry, erase::Erasure};
use crate::clock::Time;
use crate::customer::{Customer, show::in_reach};
use crate::door::{Body, Caller, Reply};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::seen::is_typed;
use crate::store::Tx;
use crate::{params, sql};

/// That the owner means this one.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ErasePerson {
    /// What the preview says has to be typed.
    #[garde(length(chars, min = 1, max = 254))]
    name: String,
}

/// Done.
#[derive(Serialize, ToSchema)]
pub struct PersonErased {
    /// The erasure, as the log names it.
    erasure_id: Id,
    /// When.
    erased_at: Time,
    #[serde(skip)]
    person_id: Id,
}

/// What a customer is called where somebody has to type it.
#[must_use]
pub fn called(customer: Customer) -> String {
    let known = [customer.name, customer.email, customer.external_id];
    known
        .into_iter()
        .flatten()
        .next()
        .unwrap_or_else(|| "Visitor".to_owned())
}

/// Whom an erasure is of.
pub(super) struct Whom<'a> {
    pub kind: &'static str,
    pub erasure_id: &'a Id,
    pub id: &'a Id,
    /// Whether nobody signs in with their address, so that every mail to it is meant, and every file with it.
    pub is_nowhere_else: bool,
    pub known: &'a Known,
}

/// What is the same for both: the erasure itself, the log, what others wrote, mails, and what everybody is told.
async fn erase(tx: &mut Tx, (by, right): (&Member, &str), whom: Whom<'_>) -> Result<PersonErased> {
    let (workspace_id, erasure_id) = (by.workspace_id.clone(), whom.erasure_id.clone());
    let erasure = Erasure {
        workspace_id: &workspace_id,
        id: &erasure_id,
        person_id: whom.id,
        by: &by.account,
        via: right,
    };
    let is_customer = whom.kind == "customer";
    let entries = audit::erase::erase(tx, &erasure, |word| match is_customer {
        // A customer's name of one word may be anything in the log, which is of colleagues and settings.
        true => whom.known.is_within(word),
        false => whom.known.is_about(word),
    });
    let entries = entries.await?;
    messages::sweep(tx, &workspace_id, whom.known).await?;
    tables::sweep(tx, &workspace_id, whom.known).await?;
    let files = mails::sweep(tx, by, &whom).await?;
    tx.run(
        sql!(
            "insert into erasures (workspace_id, id, kind, person_id, at, by_account, files)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![
            &workspace_id,
            &erasure_id,
            whom.kind,
            whom.id,
            tx.now(),
            &by.account.id,
            &files
        ],
    )
    .await?;
    record(tx, &erasure, whom.kind, entries).await?;
    Ok(PersonErased {
        erased_at: tx.now(),
        person_id: whom.id.clone(),
        erasure_id,
    })
}

/// Ids and numbers alone: the entry that says who was erased must not say who they were.
async fn record(tx: &mut Tx, erasure: &Erasure<'_>, kind: &str, entries: usize) -> Result<()> {
    let (act, object) = match kind {
        "customer" => (audit::CUSTOMER_ERASED, "customer"),
        _ => (audit::MEMBER_ERASED, "account"),
    };
    let entry = Entry {
        workspace_id: erasure.workspace_id,
        by: erasure.by,
        act,
        object: format!("{object} {}", erasure.person_id),
        before: None,
        after: Some(json!({"erasure_id": erasure.id, "entries": entries})),
        via: erasure.via,
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged { what: "erasure".into() };
    let room = Room::Members(erasure.workspace_id.clone());
    outbox::publish(tx, erasure.workspace_id, &room, &event).await
}

/// By which name and address a customer is known; the name of a colleague is the colleague's.
///
/// # Errors
/// Internal ones only.
pub(super) async fn known_of(tx: &mut Tx, workspace_id: &Id, customer: &Customer) -> Result<Known> {
    let mut known = Known::default();
    if let Some(name) = &customer.name
        && !erase_customer::is_colleague(tx, workspace_id, name).await?
    {
        known.name(name);
    }
    customer.email.iter().for_each(|email| known.address(email));
    Ok(known)
}

/// Erases a customer.
///
/// # Errors
/// 409 `already_erased`; 422 where the name is not theirs.
pub async fn customer(
    tx: &mut Tx,
    permit: &Permit<CustomersErase>,
    customer: Customer,
    typed: &str,
) -> Result<PersonErased> {
    erase_customer::is_there(tx, &permit.workspace_id, &customer.id).await?;
    let id = customer.id.clone();
    let known = known_of(tx, &permit.workspace_id, &customer).await?;
    is_typed(typed, &called(customer))?;
    erase_customer::own(tx, &permit.workspace_id, &id).await?;
    let whom = Whom {
        kind: "customer",
        erasure_id: &tx.id(),
        id: &id,
        is_nowhere_else: !mails::is_login(tx, &known).await?,
        known: &known,
    };
    erase(tx, (permit, &permit.right()), whom).await
}

/// Erases somebody who was a member.
///
/// # Errors
/// 400 `owner_protected`, 409 `still_member`; 422 where the name is not theirs.
pub async fn member(
    tx: &mut Tx,
    permit: &Permit<MembersErase>,
    person: &person::Person,
    typed: &str,
) -> Result<PersonErased> {
    person.is_gone(permit)?;
    is_typed(typed, &person.name)?;
    let known = person.known(tx, &permit.workspace_id).await?;
    let erasure_id = tx.id();
    erase_member::own(tx, (&permit.workspace_id, &erasure_id), person, &known).await?;
    let whom = Whom {
        kind: "member",
        erasure_id: &erasure_id,
        id: &person.id,
        is_nowhere_else: person.email.is_none(),
        known: &known,
    };
    erase(tx, (permit, &permit.right()), whom).await
}

/// Erases a customer.
#[utoipa::path(delete, path = "/customers/{customer_id}/personal-data", tag = "personal data",
    params(("customer_id" = String, Path, description = "The customer")), request_body = ErasePerson,
    responses((status = 200, body = PersonErased), (status = "default", body = Problem)))]
pub async fn door_customer(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<ErasePerson>,
) -> Result<Reply<PersonErased>> {
    let write = app.person_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let found = in_reach(tx, &me, &wanted).await?;
            let permit = me.permit::<CustomersErase>(Target::None)?;
            customer(tx, &permit, found, &ask.name).await
        })
    });
    finish::after(&app, write.await?).await
}

/// Erases somebody who was a member.
#[utoipa::path(delete, path = "/team/people/{user_id}/personal-data", tag = "personal data",
    params(("user_id" = String, Path, description = "The account")), request_body = ErasePerson,
    responses((status = 200, body = PersonErased), (status = "default", body = Problem)))]
pub async fn door_member(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<ErasePerson>,
) -> Result<Reply<PersonErased>> {
    let write = app.person_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let found = person::in_reach(tx, &me, &wanted).await?;
            let permit = me.permit::<MembersErase>(Target::None)?;
            member(tx, &permit, &found, &ask.name).await
        })
    });
    finish::after(&app, write.await?).await
}

impl PersonErased {
    /// Whom it was.
    #[must_use]
    pub fn person_id(&self) -> &Id {
        &self.person_id
    }
}
