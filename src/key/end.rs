//! The end of a key: revoked, or with the membership of whoever made it. Source: decisions 14 and 25.

use serde_json::json;

use super::{ApiKey, key, tell};
use crate::access::{Action, Permit};
use crate::audit::{self, Entry};
use crate::error::Result;
use crate::store::Tx;
use crate::team::reach::Teammate;
use crate::{key_columns, params, sql};

/// Takes a key out and records by whom.
pub(super) async fn end<A: Action>(tx: &mut Tx, permit: &Permit<A>, key: &ApiKey, act: &'static str) -> Result<()> {
    tx.run(
        sql!("delete from keys where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &key.id],
    )
    .await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("key {}", key.id),
        before: Some(json!({
            "name": key.name, "prefix": key.prefix, "made_by": key.made_by_name, "last_used_at": key.last_used_at
        })),
        after: None,
        via: &permit.right(),
    };
    audit::record(tx, entry).await
}

/// Ends every key of somebody who goes.
///
/// # Errors
/// Internal ones only.
pub async fn of_member<A: Action>(tx: &mut Tx, permit: &Permit<A>, person: &Teammate) -> Result<()> {
    let keys = tx
        .all(
            sql!(
                "select ",
                key_columns!(),
                " from keys k
                 join members m on m.workspace_id = k.workspace_id and m.id = k.member_id
                 join accounts a on a.id = m.account_id
                 where k.workspace_id = $1 and k.member_id = $2 order by k.id"
            ),
            params![&permit.workspace_id, &person.id],
            key,
        )
        .await?;
    for key in &keys {
        end(tx, permit, key, "key.ended").await?;
    }
    if keys.is_empty() {
        return Ok(());
    }
    tell(tx, &permit.workspace_id).await
}
