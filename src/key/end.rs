//! The end of a key: revoked, with the membership of whoever made it, or with a role in whose place comes one that may more.
//! Source: decisions 7, 14 and 25.

use rulebook::RoleId;
use serde_json::{Value, json};

use super::{ApiKey, key, tell};
use crate::access::{Action, Permit, RolesManage};
use crate::audit::{self, Entry};
use crate::error::Result;
use crate::id::Id;
use crate::store::Tx;
use crate::team::reach::Teammate;
use crate::{key_columns, params, sql};

/// Takes a key out and records by whom; `after` says with what it ends, where that is no membership.
pub(super) async fn end<A: Action>(
    tx: &mut Tx,
    permit: &Permit<A>,
    key: &ApiKey,
    (act, after): (&'static str, Option<Value>),
) -> Result<()> {
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
        after,
        via: &permit.right(),
    };
    audit::record(tx, entry).await
}

/// Ends every key of somebody who goes.
///
/// # Errors
/// Internal ones only.
pub async fn of_member<A: Action>(tx: &mut Tx, permit: &Permit<A>, person: &Teammate) -> Result<()> {
    end_all(tx, permit, (Some(&person.id), None)).await.map(|_| ())
}

/// Ends every key that has this role, and answers them: their requests still have to be cut off.
///
/// # Errors
/// Internal ones only.
pub async fn of_role(tx: &mut Tx, permit: &Permit<RolesManage>, role: RoleId) -> Result<Vec<ApiKey>> {
    end_all(tx, permit, (None, Some(role))).await
}

async fn end_all<A: Action>(
    tx: &mut Tx,
    permit: &Permit<A>,
    (member_id, role): (Option<&Id>, Option<RoleId>),
) -> Result<Vec<ApiKey>> {
    let role = role.map(|role| permit.book.role_info(role));
    let keys = tx
        .all(
            sql!(
                "select ",
                key_columns!(),
                " from keys k
                 join members m on m.workspace_id = k.workspace_id and m.id = k.member_id
                 join accounts a on a.id = m.account_id
                 where k.workspace_id = $1 and (k.member_id = $2 or k.role = $3) order by k.id"
            ),
            params![&permit.workspace_id, member_id, role.map(|role| &role.name)],
            key,
        )
        .await?;
    for key in &keys {
        let with = role.map(|role| json!({"role": role.label}));
        end(tx, permit, key, ("key.ended", with)).await?;
    }
    if !keys.is_empty() {
        tell(tx, &permit.workspace_id).await?;
    }
    Ok(keys)
}
