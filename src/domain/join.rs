//! Somebody comes in by the domain of their confirmed address: by themselves where they choose to, and at once when they
//! confirm an address at a domain that one workspace owns. Source: second seed, Domain auto-join; decisions 7, 8 and 12.

use axum::extract::{Path, State};
use rulebook::Way;
use serde::Serialize;
use utoipa::ToSchema;

use super::of_address;
use super::offers::{Open, offers, open_for};
use crate::access::{self, Account, Member};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result, Why};
use crate::id::{self, Id};
use crate::invitation::accept::{Accepted, locked};
use crate::link::join::not_confirmed;
use crate::rules::Rulebooks;
use crate::store::{Row, StoreError, Tx};
use crate::team::join::{self, check_new};
use crate::team::{onboarding, removed};
use crate::{params, sql};

/// The workspace, as open for the domain of this address; nothing where it is not.
async fn found(tx: &mut Tx, account: &Account, workspace_id: &Id) -> Result<Option<Open>> {
    let Some(domain) = of_address(&account.email) else {
        return Ok(None);
    };
    let open = open_for(tx, &domain).await?;
    Ok(open.into_iter().find(|open| open.workspace_id == *workspace_id))
}

/// Whether the address is at a domain that the workspace has named, proven or not: only to those people it says why not.
async fn is_named(tx: &mut Tx, account: &Account, workspace_id: &Id) -> Result<bool> {
    let Some(domain) = of_address(&account.email) else {
        return Ok(false);
    };
    let named = tx
        .count(
            sql!(
                "select count(*) from domains d join workspaces w on w.id = d.workspace_id
                 where d.workspace_id = $1 and d.domain = $2 and (w.delete_at is null or w.delete_at > $3)"
            ),
            params![workspace_id, &domain, tx.now()],
        )
        .await?;
    Ok(named > 0)
}

fn closed(place: &Member, account: &Account) -> Error {
    Error::refused(
        "way_closed",
        Why {
            rule: "deskbell/auto_join".into(),
            text: format!(
                "{} is not open for {} now. People come in by invitation.",
                place.workspace_name, account.email
            ),
            who: vec!["owner".into(), "admin".into()],
            link: Some("/settings/joining"),
        },
    )
}

/// Makes the account a member, with what the workspace gives by its domains.
///
/// # Errors
/// 404 where the address is at no domain of the workspace; 400 `already_member`; 403 `removed_here`, `not_confirmed`,
/// `way_closed`; 402 `limit_exceeded`.
pub async fn join(tx: &mut Tx, account: &Account, workspace_id: &str, books: &Rulebooks) -> Result<Accepted> {
    let workspace_id = id::parse(workspace_id).ok_or_else(Error::not_found)?;
    let account = locked(tx, account).await?;
    if !is_named(tx, &account, &workspace_id).await? {
        return Err(Error::not_found());
    }
    let place = access::owner_of(tx, books, &workspace_id).await?;
    check_new(tx, &place, &account).await?;
    removed::check(tx, &place, &account).await?;
    if !account.is_verified {
        return Err(not_confirmed(&account));
    }
    // Read only now: the lock is held, and a proof or a setting that ends meanwhile waits.
    let open = found(tx, &account, &workspace_id).await?;
    let given = open.and_then(|open| open.given(&place));
    let given = given.ok_or_else(|| closed(&place, &account))?;
    let member_id = join::join(tx, &place, &account, given.role, given.tier).await?;
    join::record(tx, &place, &account, &member_id, (given.role, given.tier), Way::Domain).await?;
    onboarding::came(tx, &place.workspace_id, &member_id, Way::Domain, false).await?;
    Ok(Accepted {
        workspace_id,
        name: place.workspace_name.clone(),
        member_id,
        role: given.role_name(&place).to_owned(),
        tier: given.tier_name(&place).to_owned(),
    })
}

/// The workspace that somebody has come into by confirming their address.
#[derive(Debug, Serialize, ToSchema)]
pub struct Joined {
    /// The workspace.
    pub workspace_id: Id,
    /// Its name.
    pub name: String,
}

fn account(r: &Row<'_>) -> Result<Account, StoreError> {
    Ok(Account {
        id: r.get(0)?,
        email: r.get(1)?,
        full_name: r.get(2)?,
        is_verified: r.get(3)?,
        avatar_url: r.get(4)?,
    })
}

/// Takes whoever has just confirmed this address into the workspace that owns its domain, in a transaction of its own: a
/// full plan must not keep an address from being confirmed. Where a mailbox alone proves the domain, they are asked.
pub async fn at_once(app: &App, email: &str) -> Option<Joined> {
    let (books, email) = (app.books.clone(), email.to_owned());
    let joined = app.store.write(move |tx| {
        Box::pin(async move {
            let found = tx
                .first(
                    sql!("select id, email, full_name, is_verified, avatar_url from accounts where email = $1"),
                    params![&email],
                    account,
                )
                .await?;
            let Some(account) = found else { return Ok(None) };
            let offers = offers(tx, &account, &books).await?;
            match offers.iter().find(|offer| offer.owns_domain) {
                Some(offer) => join(tx, &account, &offer.workspace_id, &books).await.map(Some),
                None => Ok(None),
            }
        })
    });
    match joined.await {
        Ok(joined) => joined.map(|a| Joined {
            workspace_id: a.workspace_id,
            name: a.name,
        }),
        Err(error) => {
            tracing::info!(
                code = error.code(),
                "somebody who confirmed an address does not come in by its domain"
            );
            None
        }
    }
}

/// Comes in by the domain of one's address.
#[utoipa::path(post, path = "/auth/offers/{workspace_id}/join", tag = "account",
    params(("workspace_id" = String, Path, description = "The workspace")),
    responses((status = 200, body = Accepted), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(workspace_id): Path<String>) -> Result<Reply<Accepted>> {
    let books = app.books.clone();
    app.account_write(caller, Nothing, move |tx, actor, ()| {
        Box::pin(async move { join(tx, &actor.account, &workspace_id, &books).await })
    })
    .await
}
