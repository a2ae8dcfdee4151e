//! The person who was invited comes in. Source: second seed, Individual Invites; decisions 7, 8 and 25.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Way;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Invitation;
use super::give::{self, Given};
use super::reach::{invitation_with, is_over};
use super::token::{self, Came};
use crate::access::{self, Account, Actor, Member};
use crate::account::link;
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result, Why};
use crate::id::Id;
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::team::join::{self, check_new, join};
use crate::team::onboarding;
use crate::{params, sql};

/// The link's secret.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Accept {
    /// From the link.
    #[garde(length(chars, min = 1, max = 100))]
    token: String,
}

/// Where the person is now. The session stays where it is: `POST /auth/workspace` moves it.
#[derive(Serialize, ToSchema)]
pub struct Accepted {
    /// The workspace.
    pub workspace_id: Id,
    /// Its name.
    pub name: String,
    /// The membership.
    pub member_id: Id,
    /// The role.
    pub role: String,
    /// The tier.
    pub tier: String,
}

/// Makes the account a member, with what the invitation gives. By the link from the mail its address is confirmed.
///
/// # Errors
/// 404 `no_such_invitation`; 403 `another_account` for an account with another address; 400 `already_member`; 409
/// `invitation_over` where it waited too long, was used or taken back, or gives more than whoever made it may give now.
pub async fn accept(tx: &mut Tx, actor: &Actor, token: &str, books: &Rulebooks) -> Result<Accepted> {
    let held = token::find(tx, token).await?;
    let account = locked(tx, &actor.account).await?;
    if account.email != held.invitation.email {
        return Err(another_account(&held.invitation, &account));
    }
    let place = access::owner_of(tx, books, &held.workspace_id).await?;
    check_new(tx, &place, &account).await?;
    let invitation = invitation_with(tx, &place, &held.invitation.id).await?;
    if !invitation.is_open() {
        return Err(is_over(&invitation));
    }
    let (by, given) = giver(tx, &place, &invitation, books).await?;
    if held.came == Came::ByMail && !account.is_verified {
        confirm(tx, &account).await?;
    }
    let member_id = join(tx, &by, &account, given.role, given.tier).await?;
    join::record(tx, &by, &account, &member_id, (given.role, given.tier), Way::Invitation).await?;
    let welcomed = invitation.welcome.is_some() && invitation.sent_at.is_some();
    onboarding::came(tx, &place.workspace_id, &member_id, Way::Invitation, welcomed).await?;
    Ok(Accepted {
        workspace_id: place.workspace_id.clone(),
        name: place.workspace_name.clone(),
        member_id,
        role: invitation.role,
        tier: invitation.tier,
    })
}

/// The account as it is now; nobody changes its address meanwhile.
///
/// # Errors
/// 401 where it is gone.
pub async fn locked(tx: &mut Tx, account: &Account) -> Result<Account> {
    let now: Option<(String, bool)> = tx
        .first(
            sql!("select email, is_verified from accounts where id = $1 and deleted_at is null for update"),
            params![&account.id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    let (email, is_verified) = now.ok_or_else(Error::unauthenticated)?;
    Ok(Account {
        email,
        is_verified,
        ..account.clone()
    })
}

fn another_account(invitation: &Invitation, account: &Account) -> Error {
    Error::refused(
        "another_account",
        Why {
            rule: "deskbell/invited_address".into(),
            text: format!(
                "This invitation is for {}, and you are signed in as {}. Sign out, then sign in or sign up with the invited \
                 address.",
                invitation.email, account.email
            ),
            who: vec!["the person who reads the mail of the invited address".into()],
            link: None,
        },
    )
}

/// On whose word the person comes in, and as what. An invitation that gives standing holds as long as whoever made it may
/// still give it: somebody who was removed must not come back, or send a friend, by one they left behind. What an ordinary
/// member gets does not hang on them; where they are gone, the owner stands in.
async fn giver(tx: &mut Tx, place: &Member, invitation: &Invitation, books: &Rulebooks) -> Result<(Member, Given)> {
    let given = give::named(place, Some(&invitation.role), Some(&invitation.tier)).map_err(|_| gone(invitation))?;
    let giver = access::member_of(tx, books, &invitation.invited_by, &place.workspace_id).await?;
    match giver {
        Some(giver) if !given.has_standing(place) || may_give(&giver, given) => Ok((giver, given)),
        None if !given.has_standing(place) => Ok((place.clone(), given)),
        _ => Err(gone(invitation)),
    }
}

fn may_give(giver: &Member, given: Given) -> bool {
    giver.disabled_at.is_none() && give::permit(giver, given).is_ok()
}

fn gone(invitation: &Invitation) -> Error {
    Error::conflict(
        "invitation_over",
        format!(
            "{} invited you and may not give this role any more. Ask the workspace's owner for another invitation.",
            invitation.invited_by_name
        ),
    )
}

/// Whoever used the link from the mail reads the mail of the address.
async fn confirm(tx: &mut Tx, account: &Account) -> Result<()> {
    tx.run(
        sql!("update accounts set is_verified = true where id = $1"),
        params![&account.id],
    )
    .await?;
    link::end_address(tx, &account.email).await
}

/// Accepts an invitation.
#[utoipa::path(post, path = "/invitations/accept", tag = "account", request_body = Accept,
    responses((status = 200, body = Accepted), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<Accept>) -> Result<Reply<Accepted>> {
    let books = app.books.clone();
    app.account_write(caller, body, move |tx, actor, ask| {
        Box::pin(async move { accept(tx, &actor, &ask.token, &books).await })
    })
    .await
}
