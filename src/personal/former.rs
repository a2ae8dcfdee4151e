//! Who was here and is no more, as far as anything of theirs is still held under their name.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use rulebook::Target;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::access::{MembersErase, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::limits;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Somebody who was here.
#[derive(Serialize, ToSchema)]
pub struct FormerPerson {
    /// The account.
    user_id: Id,
    /// Their name.
    name: String,
    /// Their address; null where their account is deleted.
    email: Option<String>,
    /// When they last were here, or did something that is still held.
    last_here: Time,
}

/// An account and when they were last here.
type Seen = (Id, Time);

fn seen(r: &Row<'_>) -> Result<Seen, StoreError> {
    Ok((r.get(0)?, r.get(1)?))
}

/// Whoever left something behind: in the archive, in conversations, among what people did.
async fn traces(tx: &mut Tx, workspace_id: &Id) -> Result<Vec<Seen>> {
    let mut all = tx
        .all(
            sql!(
                "select account_id, archived_at from archives where workspace_id = $1
                 union all select account_id, max(at) from activity where workspace_id = $1 group by account_id
                 union all select sender_id, max(created_at) from messages
                    where workspace_id = $1 and sender_type = 'agent' and sender_id is not null group by sender_id"
            ),
            params![workspace_id],
            seen,
        )
        .await?;
    let left: Vec<(Option<String>, Time)> = tx
        .all(
            sql!(
                "select before, at from audit
                 where workspace_id = $1 and (act = 'member.removed' or act = 'member.left')"
            ),
            params![workspace_id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    for (before, at) in left {
        let before: Value = serde_json::from_str(&before.unwrap_or_default()).unwrap_or_default();
        all.extend(before["user_id"].as_str().map(|id| (id.to_owned(), at)));
    }
    Ok(all)
}

/// Whoever was here last comes first; at most [`limits::FORMER_MEMBERS`].
async fn list(tx: &mut Tx, permit: &Permit<MembersErase>) -> Result<Vec<FormerPerson>> {
    let mut last: BTreeMap<Id, Time> = BTreeMap::new();
    for (id, at) in traces(tx, &permit.workspace_id).await? {
        let latest = last.entry(id).or_insert(at);
        *latest = (*latest).max(at);
    }
    let mut last: Vec<_> = last.into_iter().collect();
    last.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    let mut found = Vec::new();
    for (user_id, last_here) in last {
        if found.len() as i64 == limits::FORMER_MEMBERS {
            break;
        }
        let account: Option<(String, String, Option<Time>)> = tx
            .first(
                sql!(
                    "select a.full_name, a.email, a.deleted_at from accounts a where a.id = $2
                       and not exists (select 1 from members m where m.workspace_id = $1 and m.account_id = $2)
                       and not exists (select 1 from erasures e
                                       where e.workspace_id = $1 and e.person_id = $2 and e.at >= $3)"
                ),
                params![&permit.workspace_id, &user_id, last_here],
                |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
            )
            .await?;
        if let Some((name, email, deleted_at)) = account {
            found.push(FormerPerson {
                user_id,
                name,
                email: deleted_at.is_none().then_some(email),
                last_here,
            });
        }
    }
    Ok(found)
}

/// Lists who was here and is no more.
#[utoipa::path(get, path = "/team/former", tag = "personal data",
    responses((status = 200, body = Vec<FormerPerson>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Vec<FormerPerson>>> {
    app.person_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<MembersErase>(Target::None)?;
            list(tx, &permit).await
        })
    })
    .await
}
