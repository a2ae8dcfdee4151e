//! A person deletes their account: they leave every workspace as by removal, and nobody can sign in as them any more.
//! Their name stays beside what they wrote. Source: decisions 14 and 32.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{proof, session};
use crate::access::{self, Account, Member};
use crate::app::App;
use crate::archive;
use crate::door::{Body, Caller, Reply, cookie};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::mail::{self, Letter};
use crate::personal::erase_member::forget_erased_login;
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::team::leave::leave;
use crate::team::reach::teammate_in_reach;
use crate::team::remove::{Cut, cut};
use crate::{params, sql};

/// Proof that it is the account's owner who asks.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct DeleteAccount {
    /// The password.
    #[garde(length(chars, min = 1, max = 1024))]
    password: String,
}

/// Done.
#[derive(Serialize, ToSchema)]
pub struct AccountDeleted {
    /// In words.
    message: &'static str,
    #[serde(skip)]
    ended: Vec<Id>,
    #[serde(skip)]
    left: Vec<Cut>,
}

/// An owner is permanent, so their account stays as long as their workspace does.
fn owns_none(places: &[Member]) -> Result<()> {
    let owned: Vec<_> = places.iter().filter(|place| place.is_owner).collect();
    if owned.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = owned.iter().map(|place| place.workspace_name.as_str()).collect();
    let way_out = match owned.iter().any(|place| place.book.ownership_moves()) {
        true => "hand it over, where its rules allow that, or delete it first",
        false => "delete it first",
    };
    let detail = format!(
        "You own {}. An account that owns a workspace can't be deleted: {way_out}.",
        names.join(", ")
    );
    Err(Error::conflict("owns_workspace", detail).with("workspaces", names))
}

/// Deletes the account.
///
/// # Errors
/// 409 `owns_workspace`.
pub async fn delete(tx: &mut Tx, account: &Account, books: &Rulebooks) -> Result<AccountDeleted> {
    let places = access::memberships(tx, books, account).await?;
    owns_none(&places)?;
    let mut left = Vec::with_capacity(places.len());
    for place in &places {
        let person = teammate_in_reach(tx, place, &place.id).await?;
        left.push(leave(tx, &place.leaving()?, &person, None, None).await?);
    }
    let ended = session::end_all(tx, &account.id, None).await?;
    archive::forget(tx, &account.id).await?;
    forget(tx, account).await?;
    mail::post(tx, None, &account.email, &Letter::AccountDeleted).await?;
    Ok(AccountDeleted {
        message: "Your account is deleted.",
        ended,
        left,
    })
}

/// Takes out everything about the person but their name. What stands in the place of the address is none, so that nobody
/// is ever found by it.
async fn forget(tx: &mut Tx, account: &Account) -> Result<()> {
    let nobody = format!("deleted:{}", account.id);
    tx.run(
        sql!(
            "update accounts set email = $2, new_email = null, password_hash = '', is_verified = false, avatar_url = null,
                                 deleted_at = $3 where id = $1"
        ),
        params![&account.id, &nobody, tx.now()],
    )
    .await?;
    for statement in [
        sql!("delete from links where account_id = $1"),
        sql!("delete from pictures where account_id = $1"),
        sql!("delete from mails where account_id = $1"),
        sql!("delete from replies where account_id = $1"),
    ] {
        tx.run(statement, params![&account.id]).await?;
    }
    forget_erased_login(tx, &account.id).await
}

/// Deletes the account.
#[utoipa::path(delete, path = "/auth/me", tag = "account", request_body = DeleteAccount,
    responses((status = 200, body = AccountDeleted), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<DeleteAccount>) -> Result<Response> {
    let proven = proof::prove(&app, &caller, body, "password", |ask| &ask.password).await?;
    let books = app.books.clone();
    let write = app.account_write(caller, proven, move |tx, actor, (_, proof)| {
        Box::pin(async move {
            proof.holds(tx).await?;
            delete(tx, &actor.account, &books).await
        })
    });
    let reply = write.await?;
    if let Reply::Fresh(done) = &reply {
        for place in &done.left {
            cut(&app, place).await;
        }
        session::cut(&app, &done.ended).await;
    }
    Ok(cookie::signed_out(&app, reply.into_response()))
}
