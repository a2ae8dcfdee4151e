//! Somebody has followed a link and looks where it leads, signed in or not.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{CHANGED, are_on, with_token};
use crate::access;
use crate::app::App;
use crate::error::{Error, Problem, Result};
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::{params, sql};

/// Where a link leads.
#[derive(Serialize, ToSchema)]
pub struct LinkSeen {
    /// The workspace's name.
    workspace: String,
    /// Its picture.
    logo_url: Option<String>,
    /// The role, as it is shown.
    role: String,
    /// Whether somebody can come by it now.
    is_open: bool,
    /// Why not, where nobody can.
    why: Option<String>,
}

/// Looks.
///
/// # Errors
/// 404.
pub async fn look(tx: &mut Tx, token: &str, books: &Rulebooks) -> Result<LinkSeen> {
    let (workspace_id, link) = with_token(tx, token).await?.ok_or_else(Error::not_found)?;
    let place = access::owner_of(tx, books, &workspace_id).await?;
    let why = match link.over(tx.now()) {
        Some(why) => Some(why),
        None if link.gives(&place).is_none() => Some(CHANGED),
        None if are_on(tx, &place).await? => None,
        None => Some("The workspace is not open for links now."),
    };
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
        workspace: place.workspace_name.clone(),
        logo_url: logo.flatten(),
        role: role.unwrap_or(link.role),
        is_open: why.is_none(),
        why: why.map(str::to_owned),
    })
}

/// Looks where a link leads.
#[utoipa::path(get, path = "/links/{token}", tag = "account",
    params(("token" = String, Path, description = "The secret of the link")),
    responses((status = 200, body = LinkSeen), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, Path(token): Path<String>) -> Result<Json<LinkSeen>> {
    let books = app.books.clone();
    let looked = app
        .store
        .read(move |tx| Box::pin(async move { look(tx, &token, &books).await }));
    looked.await.map(Json)
}
