//! The links of a workspace, and who came by them.

use axum::Json;
use axum::extract::State;

use super::{Came, JoinLink, link};
use crate::access::{Member, MembersInvite, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{join_link_columns, params, sql};

/// The role and the tier that the workspace gives by links, where it says so.
///
/// # Errors
/// Internal ones only.
pub async fn defaults(tx: &mut Tx, me: &Member) -> Result<(Option<String>, Option<String>)> {
    let found = tx
        .first(
            sql!("select link_role, link_tier from workspaces where id = $1"),
            params![&me.workspace_id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// Reads the links that were not ended, the latest first.
///
/// # Errors
/// Internal ones only.
pub async fn list(tx: &mut Tx, permit: &Permit<MembersInvite>) -> Result<Vec<JoinLink>> {
    let found = tx
        .all(
            sql!(
                "select ",
                join_link_columns!(),
                " from join_links where workspace_id = $1 and revoked_at is null order by id desc"
            ),
            params![&permit.workspace_id],
            link,
        )
        .await?;
    let now = tx.now();
    let mut links: Vec<_> = found.into_iter().map(|link| link.at(now)).collect();
    for link in &mut links {
        link.is_open &= link.gives(permit).is_some();
        if link.used > 0 {
            link.people = people(tx, permit, &link.id).await?;
        }
    }
    Ok(links)
}

async fn people(tx: &mut Tx, me: &Member, link_id: &Id) -> Result<Vec<Came>> {
    tx.all(
        sql!(
            "select account_id, name, at from link_uses where workspace_id = $1 and link_id = $2
             order by at, account_id limit 200"
        ),
        params![&me.workspace_id, link_id],
        |r| {
            Ok(Came {
                user_id: r.get(0)?,
                name: r.get(1)?,
                at: r.get(2)?,
            })
        },
    )
    .await
}

/// Lists the links.
#[utoipa::path(get, path = "/team/links", tag = "team",
    responses((status = 200, body = Vec<JoinLink>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<JoinLink>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit_on_somebody::<MembersInvite>()?;
            list(tx, &permit).await
        })
    })
    .await
}
