//! A person confirms an address with the link from a mail: their own, or the one that they want to move to. Source:
//! decisions 3 and 32.

use axum::Json;
use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::link::{self, Purpose};
use super::tell;
use crate::access::Account;
use crate::app::App;
use crate::domain::join::{Joined, at_once};
use crate::door::{Body, Input};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::mail::{self, Letter};
use crate::store::Tx;
use crate::{params, sql};

/// The link's secret.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Confirm {
    /// From the link.
    #[garde(length(chars, min = 1, max = 100))]
    token: String,
}

/// Done.
#[derive(Serialize, ToSchema)]
pub struct Confirmed {
    /// The address that the account has now.
    email: String,
    /// The workspace that the person is in by that, because it owns the domain of the address and is open for it.
    joined: Option<Joined>,
}

/// Confirms the address.
///
/// # Errors
/// 404 `no_such_link`, also where the account neither has nor wants this address any more; 409 `email_registered`.
pub async fn confirm(tx: &mut Tx, token: &str) -> Result<Confirmed> {
    let account_id = link::account_of(tx, Purpose::Confirm, token).await?;
    let (account, new) = locked(tx, &account_id).await?;
    link::lock_address(tx, token).await?;
    let email = link::take(tx, Purpose::Confirm, token).await?;
    if account.email == email {
        tx.run(
            sql!("update accounts set is_verified = true where id = $1"),
            params![&account.id],
        )
        .await?;
    } else if new.as_ref() == Some(&email) {
        move_to(tx, &account, &email).await?;
    } else {
        return Err(link::dead());
    }
    link::end_address(tx, &email).await?;
    Ok(Confirmed { email, joined: None })
}

/// The account, and the address that it wants to move to.
async fn locked(tx: &mut Tx, account_id: &Id) -> Result<(Account, Option<String>)> {
    tx.first(
        sql!(
            "select id, email, full_name, is_verified, avatar_url, new_email from accounts
             where id = $1 and deleted_at is null for update"
        ),
        params![account_id],
        |r| {
            let account = Account {
                id: r.get(0)?,
                email: r.get(1)?,
                full_name: r.get(2)?,
                is_verified: r.get(3)?,
                avatar_url: r.get(4)?,
            };
            Ok((account, r.get(5)?))
        },
    )
    .await?
    .ok_or_else(link::dead)
}

async fn move_to(tx: &mut Tx, account: &Account, email: &str) -> Result<()> {
    let taken = tx
        .count(sql!("select count(*) from accounts where email = $1"), params![email])
        .await?;
    if taken > 0 {
        return Err(Error::conflict(
            "email_registered",
            "This address has an account of its own by now.",
        ));
    }
    tx.run(
        sql!("update accounts set email = $2, new_email = null, is_verified = true where id = $1"),
        params![&account.id, email],
    )
    .await?;
    let letter = Letter::AddressChanged { to: email.to_owned() };
    mail::post(tx, Some(&account.id), &account.email, &letter).await?;
    let (before, after) = (json!({"email": account.email}), json!({"email": email}));
    tell::every_workspace(tx, account, "member.address_changed", before, after).await
}

/// Confirms an address with the link from a mail.
#[utoipa::path(post, path = "/auth/verify", tag = "account", request_body = Confirm,
    responses((status = 200, body = Confirmed), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, body: Body<Confirm>) -> Result<Json<Confirmed>> {
    let ask = body.take()?;
    let done = app
        .store
        .write(move |tx| Box::pin(async move { confirm(tx, &ask.token).await }));
    let mut done = done.await?;
    done.joined = at_once(&app, &done.email).await;
    Ok(Json(done))
}
