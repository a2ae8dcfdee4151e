//! Somebody who holds a link comes in by it. Its uses are counted under the workspace's lock, so that the last one is one
//! person's. Source: decisions 7, 8 and 12.

use axum::extract::{Path, State};
use rulebook::Way;

use super::{CHANGED, JoinLink, are_off, are_on, with_token};
use crate::access::{self, Account, Actor, Member};
use crate::app::App;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result, Why};
use crate::invitation::accept::{Accepted, locked};
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::team::join::{self, check_new};
use crate::team::{onboarding, removed};
use crate::{params, sql};

/// Makes the account a member, with what the link gives.
///
/// # Errors
/// 404; 400 `already_member`; 403 `removed_here`, `not_confirmed`, `way_closed`; 409 `link_over`; 402 `limit_exceeded`.
pub async fn join(
    tx: &mut Tx,
    actor: &Actor,
    token: &str,
    books: &Rulebooks,
    confirmed_only: bool,
) -> Result<Accepted> {
    let (workspace_id, _) = with_token(tx, token).await?.ok_or_else(Error::not_found)?;
    let account = locked(tx, &actor.account).await?;
    let place = access::owner_of(tx, books, &workspace_id).await?;
    check_new(tx, &place, &account).await?;
    // Read again: now the lock is held, and nobody else comes or ends it meanwhile.
    let (_, link) = with_token(tx, token).await?.ok_or_else(Error::not_found)?;
    removed::check(tx, &place, &account).await?;
    if confirmed_only && !account.is_verified {
        return Err(not_confirmed(&account));
    }
    if !are_on(tx, &place).await? {
        return Err(are_off(&place));
    }
    if let Some(why) = link.over(tx.now()) {
        return Err(Error::conflict(
            "link_over",
            format!("Nobody can come by this link any more. {why}"),
        ));
    }
    let given = link
        .gives(&place)
        .ok_or_else(|| Error::conflict("link_over", format!("Nobody can come by this link any more. {CHANGED}")))?;
    let by = access::member_of(tx, books, &link.made_by, &workspace_id)
        .await?
        .unwrap_or_else(|| place.clone());
    let member_id = join::join(tx, &by, &account, given.role, given.tier).await?;
    join::record(tx, &by, &account, &member_id, (given.role, given.tier), Way::Link).await?;
    onboarding::came(tx, &place.workspace_id, &member_id, Way::Link, false).await?;
    count(tx, &place, &link, &account).await?;
    Ok(Accepted {
        workspace_id,
        name: place.workspace_name.clone(),
        member_id,
        role: link.role,
        tier: link.tier,
    })
}

async fn count(tx: &mut Tx, place: &Member, link: &JoinLink, account: &Account) -> Result<()> {
    tx.run(
        sql!("update join_links set used = used + 1 where workspace_id = $1 and id = $2"),
        params![&place.workspace_id, &link.id],
    )
    .await?;
    tx.run(
        sql!(
            "insert into link_uses (workspace_id, link_id, account_id, name, at) values ($1, $2, $3, $4, $5)
             on conflict (workspace_id, link_id, account_id) do update set name = excluded.name, at = excluded.at"
        ),
        params![&place.workspace_id, &link.id, &account.id, &account.full_name, tx.now()],
    )
    .await?;
    Ok(())
}

/// 403: whoever typed the address has not shown that they read its mail.
#[must_use]
pub fn not_confirmed(account: &Account) -> Error {
    Error::refused(
        "not_confirmed",
        Why {
            rule: "deskbell/confirmed_address".into(),
            text: format!(
                "{} is not confirmed yet. Open the link in the mail that you got when you signed up, then come back.",
                account.email
            ),
            who: vec!["the person who reads the mail of this address".into()],
            link: Some("/me"),
        },
    )
}

/// Comes in by a link.
#[utoipa::path(post, path = "/links/{token}/join", tag = "account",
    params(("token" = String, Path, description = "The secret of the link")),
    responses((status = 200, body = Accepted), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(token): Path<String>) -> Result<Reply<Accepted>> {
    let (books, confirmed_only) = (app.books.clone(), app.mailer.reaches_people());
    app.account_write(caller, Nothing, move |tx, actor, ()| {
        Box::pin(async move { join(tx, &actor, &token, &books, confirmed_only).await })
    })
    .await
}
