//! An account becomes a member: the end of every way into a workspace. The seat is taken under the workspace's lock, so
//! that two ways never share the last one. Source: decisions 8 and 17.

use rulebook::{RoleId, TierId, Way};
use serde_json::json;

use super::new_admin::tell_owner;
use super::{removed, seats};
use crate::access::{Account, Member};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::invitation::settle;
use crate::live::events::{MemberChanged, YouJoined};
use crate::live::{Room, outbox};
use crate::role;
use crate::store::Tx;
use crate::{params, sql};

/// Checks that the account is no member yet, under the workspace's lock.
///
/// # Errors
/// 400 `already_member`.
pub async fn check_new(tx: &mut Tx, into: &Member, account: &Account) -> Result<()> {
    seats::lock(tx, into).await?;
    let found = tx
        .count(
            sql!("select count(*) from members where workspace_id = $1 and account_id = $2"),
            params![&into.workspace_id, &account.id],
        )
        .await?;
    if found == 0 {
        return Ok(());
    }
    Err(Error::bad_request(
        "already_member",
        format!("{} is a member of this workspace already.", account.full_name),
    ))
}

/// Adds the account as a member, on the word of `by`. They start offline (decision 17); they and the team hear of it at
/// once. Answers the membership.
///
/// # Errors
/// 402 `limit_exceeded`; 409 `roles_changed` where the role may just have gone.
pub async fn join(tx: &mut Tx, by: &Member, account: &Account, role: RoleId, tier: TierId) -> Result<Id> {
    // The seat that an invitation held for them is theirs.
    settle::over(tx, &by.workspace_id, &account.email).await?;
    removed::forget(tx, by, account).await?;
    seats::take_one(tx, by).await?;
    role::hold(tx, by).await?;
    let (role_name, tier) = (&by.book.role_info(role).name, &by.book.tier_info(tier).name);
    let member_id = tx.id();
    tx.run(
        sql!(
            "insert into members (workspace_id, id, account_id, is_owner, role, tier, status, is_active, invited_at, invited_by)
             values ($1, $2, $3, false, $4, $5, 'offline', true, $6, $7)"
        ),
        params![&by.workspace_id, &member_id, &account.id, role_name, tier, tx.now(), &by.account.id],
    )
    .await?;
    announce(tx, by, account, &member_id).await?;
    tell_owner(tx, by, &member_id, account, role).await?;
    Ok(member_id)
}

/// Writes into the log that somebody came in by themselves, through a way that was opened to them.
///
/// # Errors
/// Internal ones only.
pub async fn record(
    tx: &mut Tx,
    into: &Member,
    account: &Account,
    member_id: &Id,
    (role, tier): (RoleId, TierId),
    way: Way,
) -> Result<()> {
    let entry = Entry {
        workspace_id: &into.workspace_id,
        by: account,
        act: "member.joined",
        object: format!("member {member_id}"),
        before: None,
        after: Some(json!({
            "user_id": account.id, "email": account.email, "name": account.full_name, "way": way.name(),
            "role": into.book.role_info(role).name, "tier": into.book.tier_info(tier).name
        })),
        via: &format!("{}/joining/{}", into.book.name(), way.name()),
    };
    audit::record(tx, entry).await
}

async fn announce(tx: &mut Tx, by: &Member, account: &Account, member_id: &Id) -> Result<()> {
    let joined = MemberChanged {
        member_id: member_id.clone(),
        user_id: account.id.clone(),
        change: "joined".into(),
    };
    let room = Room::Members(by.workspace_id.clone());
    outbox::publish(tx, &by.workspace_id, &room, &joined).await?;
    let you = YouJoined {
        workspace_id: by.workspace_id.clone(),
        name: by.workspace_name.clone(),
    };
    outbox::publish(tx, &by.workspace_id, &Room::Account(account.id.clone()), &you).await
}
