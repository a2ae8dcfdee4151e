//! Who was here in the last 30 days and is no more: whoever invites sees it, and what would be offered back.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{Archive, DAYS, archive, counted};
use crate::access::{MembersInvite, Permit};
use crate::app::App;
use crate::door::{Caller, Nothing};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::limits;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Somebody who was here.
#[derive(Serialize, ToSchema)]
pub struct FormerMember {
    /// The account.
    user_id: Id,
    /// Their address.
    email: String,
    /// Their name.
    name: String,
    /// What is kept of theirs.
    archive: Archive,
}

fn former(r: &Row<'_>) -> Result<FormerMember, StoreError> {
    Ok(FormerMember {
        archive: archive(r)?,
        user_id: r.get(3)?,
        email: r.get(4)?,
        name: r.get(5)?,
    })
}

/// The newest come first; at most [`limits::FORMER_MEMBERS`].
async fn list(tx: &mut Tx, permit: &Permit<MembersInvite>) -> Result<Vec<FormerMember>> {
    let since = tx.now().plus_days(-DAYS);
    let mut found = tx
        .all(
            sql!(
                "select v.archived_at, v.role, v.tier, a.id, a.email, a.full_name
                 from archives v join accounts a on a.id = v.account_id
                 where v.workspace_id = $1 and v.archived_at > $2 and not exists (
                    select 1 from members m where m.workspace_id = v.workspace_id and m.account_id = v.account_id)
                 order by v.archived_at desc, v.account_id limit $3"
            ),
            params![&permit.workspace_id, since, limits::FORMER_MEMBERS],
            former,
        )
        .await?;
    let parts: Vec<(Id, String, String)> = tx
        .all(
            sql!(
                "select p.account_id, p.part, p.items from archived_parts p
                 join archives v on v.workspace_id = p.workspace_id and v.account_id = p.account_id
                 where v.workspace_id = $1 and v.archived_at > $2 order by p.account_id, p.part"
            ),
            params![&permit.workspace_id, since],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .await?;
    for (account_id, part, items) in parts {
        let items: Vec<Value> = serde_json::from_str(&items).map_err(Error::internal)?;
        if let Some(of) = found.iter_mut().find(|former| former.user_id == account_id) {
            of.archive.parts.push(counted(part, &items));
        }
    }
    Ok(found)
}

/// Lists who was here in the last 30 days and is no more.
#[utoipa::path(get, path = "/team/archives", tag = "team",
    responses((status = 200, body = Vec<FormerMember>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<FormerMember>>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit_on_somebody::<MembersInvite>()?;
            list(tx, &permit).await
        })
    })
    .await
}
