//! A person changed something about themselves: each of their workspaces has it in its log, and its pages hear of it.

use serde_json::Value;

use crate::access::Account;
use crate::audit::{self, Entry};
use crate::error::Result;
use crate::id::Id;
use crate::live::events::MemberChanged;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::{params, sql};

/// What a person does to themselves needs no right.
pub const BY_THEMSELVES: &str = "deskbell/oneself";

/// Records the change in every workspace of the account, and tells the members there.
///
/// # Errors
/// Internal ones only.
pub async fn every_workspace(
    tx: &mut Tx,
    account: &Account,
    act: &'static str,
    before: Value,
    after: Value,
) -> Result<()> {
    let memberships: Vec<(Id, Id)> = tx
        .all(
            sql!("select workspace_id, id from members where account_id = $1 order by workspace_id"),
            params![&account.id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    for (workspace_id, member_id) in memberships {
        let entry = Entry {
            workspace_id: &workspace_id,
            by: account,
            act,
            object: format!("member {member_id}"),
            before: Some(before.clone()),
            after: Some(after.clone()),
            via: BY_THEMSELVES,
        };
        audit::record(tx, entry).await?;
        let event = MemberChanged {
            member_id,
            user_id: account.id.clone(),
            change: "profile".into(),
        };
        let room = Room::Members(workspace_id.clone());
        outbox::publish(tx, &workspace_id, &room, &event).await?;
    }
    Ok(())
}
