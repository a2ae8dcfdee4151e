//! A link is ended: nobody comes by it from the answer on. Who came stays.

use axum::extract::{Path, State};
use rulebook::Target;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{JoinLink, link};
use crate::access::{Member, MembersInvite, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::id;
use crate::invitation::tell;
use crate::store::Tx;
use crate::team::seats;
use crate::{join_link_columns, params, sql};

/// Done.
#[derive(Serialize, ToSchema)]
pub struct LinkEnded {
    /// In words.
    message: &'static str,
}

/// The link that a path names, under the workspace's lock.
async fn in_reach(tx: &mut Tx, me: &Member, id: &str) -> Result<JoinLink> {
    let id = id::parse(id).ok_or_else(Error::not_found)?;
    seats::lock(tx, me).await?;
    tx.first(
        sql!(
            "select ",
            join_link_columns!(),
            " from join_links where workspace_id = $1 and id = $2 and revoked_at is null for update"
        ),
        params![&me.workspace_id, &id],
        link,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// Ends a link.
///
/// # Errors
/// Internal ones only.
pub async fn revoke(tx: &mut Tx, permit: &Permit<MembersInvite>, link: &JoinLink) -> Result<LinkEnded> {
    tx.run(
        sql!("update join_links set revoked_at = $3 where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &link.id, tx.now()],
    )
    .await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "link.ended",
        object: format!("link {}", link.id),
        before: Some(json!({"role": link.role, "tier": link.tier, "used": link.used})),
        after: None,
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    tell(tx, permit).await?;
    Ok(LinkEnded {
        message: "The link is ended.",
    })
}

/// Ends a link.
#[utoipa::path(delete, path = "/team/links/{link_id}", tag = "team",
    params(("link_id" = String, Path, description = "The link")),
    responses((status = 200, body = LinkEnded), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(link_id): Path<String>) -> Result<Reply<LinkEnded>> {
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let link = in_reach(tx, &me, &link_id).await?;
            let permit = me.permit::<MembersInvite>(Target::None)?;
            revoke(tx, &permit, &link).await
        })
    })
    .await
}
