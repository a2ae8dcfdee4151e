//! Somebody has followed a link and looks where it leads, signed in or not.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{are_on, with_token};
use crate::access;
use crate::app::App;
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::{params, sql};

/// Where a link leads.
#[derive(Serialize, ToSchema)]
pub struct LinkSeen {
    /// The workspace.
    workspace_id: Id,
    /// Its name.
    workspace: String,
    /// Its picture.
    logo_url: Option<String>,
    /// The role, as it is shown.
    role: String,
    /// Whether somebody can come by it now.
    is_open: bool,
    /// Why not, where nobody can.
    why: Option<&'static str>,
    /// Whether only an account with a confirmed address comes in.
    confirmed_only: bool,
}

/// Looks.
///
/// # Errors
/// 404.
pub async fn look(tx: &mut Tx, token: &str, books: &Rulebooks, confirmed_only: bool) -> Result<LinkSeen> {
    let (workspace_id, link) = with_token(tx, token).await?.ok_or_else(Error::not_found)?;
    let place = access::owner_of(tx, books, &workspace_id).await?;
    let on = are_on(tx, &place).await?;
    let link = link.at(tx.now(), &place, on);
    let logo = tx
        .first(
            sql!("select logo_url from workspaces where id = $1"),
            params![&workspace_id],
            |r| r.get::<Option<String>>(0),
        )
        .await?;
    let role = place
        .book
        .role(&link.role)
        .map(|id| place.book.role_info(id).label.clone());
    Ok(LinkSeen {
        workspace_id,
        workspace: place.workspace_name.clone(),
        logo_url: logo.flatten(),
        role: role.unwrap_or(link.role),
        is_open: link.is_open,
        why: link.why,
        confirmed_only,
    })
}

/// Looks where a link leads.
#[utoipa::path(get, path = "/links/{token}", tag = "account",
    params(("token" = String, Path, description = "The secret of the link")),
    responses((status = 200, body = LinkSeen), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, Path(token): Path<String>) -> Result<Json<LinkSeen>> {
    let (books, confirmed_only) = (app.books.clone(), app.mailer.reaches_people());
    let looked = app
        .store
        .read(move |tx| Box::pin(async move { look(tx, &token, &books, confirmed_only).await }));
    looked.await.map(Json)
}
