//! Somebody has followed the link of an invitation and looks who invites them into what, signed in or not.

use axum::Json;
use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::State as What;
use super::token::{self, Came, Held};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Body, Input};
use crate::error::{Error, Problem, Result};
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::{access, params, sql};

/// The link's secret.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Look {
    /// From the link.
    #[garde(length(chars, min = 1, max = 100))]
    token: String,
}

/// What the link is good for.
#[derive(Serialize, ToSchema)]
pub struct Looked {
    /// The workspace's name.
    workspace: String,
    /// Its picture.
    logo_url: Option<String>,
    /// Who invites.
    invited_by_name: String,
    /// The role, as it is shown.
    role: String,
    /// The address that it is for.
    email: String,
    /// What they add.
    welcome: Option<String>,
    /// What became of it.
    state: What,
    /// Until when it can be accepted.
    expires_at: Time,
    /// Whether the address has an account here: then one signs in, otherwise one signs up.
    has_account: bool,
    /// Whether accepting also confirms the address: it does by the link from the mail.
    confirms: bool,
}

/// Looks, and notes that it was opened.
///
/// # Errors
/// 404 `no_such_invitation`.
pub async fn look(tx: &mut Tx, token: &str, books: &Rulebooks) -> Result<Looked> {
    let held = token::find(tx, token).await?;
    let place = access::owner_of(tx, books, &held.workspace_id).await?;
    let invitation = &held.invitation;
    if matches!(invitation.state, What::Sent | What::Failed) {
        note(tx, &held).await?;
    }
    let role = place.book.role(&invitation.role);
    let label = role.map(|id| place.book.role_info(id).label.clone());
    let accounts = tx
        .count(
            sql!("select count(*) from accounts where email = $1"),
            params![&invitation.email],
        )
        .await?;
    Ok(Looked {
        workspace: place.workspace_name.clone(),
        logo_url: logo(tx, &held).await?,
        invited_by_name: invitation.invited_by_name.clone(),
        role: label.unwrap_or_else(|| invitation.role.clone()),
        email: invitation.email.clone(),
        welcome: invitation.welcome.clone(),
        state: invitation.state,
        expires_at: invitation.expires_at,
        has_account: accounts > 0,
        confirms: held.came == Came::ByMail,
    })
}

async fn logo(tx: &mut Tx, held: &Held) -> Result<Option<String>> {
    let found = tx
        .first(
            sql!("select logo_url from workspaces where id = $1"),
            params![&held.workspace_id],
            |r| r.get::<Option<String>>(0),
        )
        .await?;
    Ok(found.flatten())
}

async fn note(tx: &mut Tx, held: &Held) -> Result<()> {
    let opened = tx
        .run(
            sql!("update invitations set opened_at = $3 where workspace_id = $1 and id = $2 and opened_at is null"),
            params![&held.workspace_id, &held.invitation.id, tx.now()],
        )
        .await?;
    if opened > 0 {
        super::tell_workspace(tx, &held.workspace_id).await?;
    }
    Ok(())
}

/// Whether a secret is good for an address that signs up, and by which link it came.
///
/// # Errors
/// 404 `no_such_invitation`, also where it is over or for another address.
pub async fn check_for(tx: &mut Tx, token: &str, email: &str) -> Result<Came> {
    let held = token::find(tx, token).await?;
    if held.invitation.is_open() && held.invitation.email == email {
        return Ok(held.came);
    }
    Err(Error::no_such(
        "no_such_invitation",
        "This invitation is over, or it is for another address.",
    ))
}

/// Looks at an invitation by its link.
#[utoipa::path(post, path = "/invitations/look", tag = "account", request_body = Look,
    responses((status = 200, body = Looked), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, body: Body<Look>) -> Result<Json<Looked>> {
    let (ask, books) = (body.take()?, app.books.clone());
    let looked = app
        .store
        .write(move |tx| Box::pin(async move { look(tx, &ask.token, &books).await }));
    looked.await.map(Json)
}
