//! What was somebody's own in a workspace that they are out of: kept for 30 days, offered back where they come in again,
//! then purged. Source: second seed, Removing Users; decision 14.

pub mod decline;
pub mod keep;
pub mod list;
pub mod parts;
pub mod purge;
pub mod restore;
pub mod show;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::access::{Member, Permit, WorkspaceRead};
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Days for which it is kept. Source: second seed, Removing Users.
pub const DAYS: i64 = 30;

/// How much of one part is kept.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ArchivedPart {
    /// The part, as in `views`.
    pub part: String,
    /// How many there are.
    pub count: usize,
}

/// What was somebody's own.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Archive {
    /// Until when they were here.
    pub until: Time,
    /// When it is purged.
    pub purged_at: Time,
    /// The role they had, which does not come back by itself.
    pub role: String,
    /// The tier they had, likewise.
    pub tier: String,
    /// What is kept, part by part.
    pub parts: Vec<ArchivedPart>,
}

/// Whose it is.
pub struct Owner {
    /// Where.
    pub workspace_id: Id,
    /// Who.
    pub account_id: Id,
}

impl Owner {
    /// The account of a member.
    #[must_use]
    pub fn of(me: &Member) -> Self {
        Owner {
            workspace_id: me.workspace_id.clone(),
            account_id: me.account.id.clone(),
        }
    }
}

fn archive(r: &Row<'_>) -> Result<Archive, StoreError> {
    let until: Time = r.get(0)?;
    Ok(Archive {
        until,
        purged_at: until.plus_days(DAYS),
        role: r.get(1)?,
        tier: r.get(2)?,
        parts: Vec::new(),
    })
}

/// Everything that is kept of somebody, part by part, the newest of each first.
async fn contents(tx: &mut Tx, owner: &Owner) -> Result<Vec<(String, Vec<Value>)>> {
    let rows: Vec<(String, String)> = tx
        .all(
            sql!("select part, items from archived_parts where workspace_id = $1 and account_id = $2 order by part"),
            params![&owner.workspace_id, &owner.account_id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    let parsed = rows.into_iter().map(|(part, items)| {
        let items = serde_json::from_str(&items).map_err(Error::internal)?;
        Ok((part, items))
    });
    parsed.collect()
}

/// The archive of somebody, where there is one that has not been due yet.
async fn of(tx: &mut Tx, owner: &Owner) -> Result<Option<Archive>> {
    let found = tx
        .first(
            sql!(
                "select archived_at, role, tier from archives
                 where workspace_id = $1 and account_id = $2 and archived_at > $3"
            ),
            params![&owner.workspace_id, &owner.account_id, tx.now().plus_days(-DAYS)],
            archive,
        )
        .await?;
    let Some(mut found) = found else { return Ok(None) };
    let contents = contents(tx, owner).await?;
    found.parts = contents
        .into_iter()
        .map(|(part, items)| counted(part, &items))
        .collect();
    Ok(Some(found))
}

fn counted(part: String, items: &[Value]) -> ArchivedPart {
    ArchivedPart {
        part,
        count: items.len(),
    }
}

/// What is offered back to a member: where nothing of theirs is kept but what they were, nothing is.
async fn offered(tx: &mut Tx, owner: &Owner) -> Result<Option<Archive>> {
    Ok(of(tx, owner).await?.filter(|archive| !archive.parts.is_empty()))
}

/// The same, for whoever decides about it: of two answers at once, the second finds nothing any more.
async fn offered_once(tx: &mut Tx, owner: &Owner) -> Result<Archive> {
    let _locked: Option<Time> = tx
        .first(
            sql!("select archived_at from archives where workspace_id = $1 and account_id = $2 for update"),
            params![&owner.workspace_id, &owner.account_id],
            |r| r.get(0),
        )
        .await?;
    offered(tx, owner).await?.ok_or_else(nothing_archived)
}

fn nothing_archived() -> Error {
    let detail = "Nothing of yours is kept in this workspace's archive.";
    Error::conflict("nothing_archived", detail)
}

/// Takes an archive away.
async fn drop_of(tx: &mut Tx, owner: &Owner) -> Result<()> {
    tx.run(
        sql!("delete from archives where workspace_id = $1 and account_id = $2"),
        params![&owner.workspace_id, &owner.account_id],
    )
    .await?;
    Ok(())
}

/// Takes away every archive of somebody whose account goes: nobody is left to offer them to.
///
/// # Errors
/// Internal ones only.
pub async fn forget(tx: &mut Tx, account_id: &Id) -> Result<()> {
    tx.run(sql!("delete from archives where account_id = $1"), params![account_id])
        .await?;
    Ok(())
}

/// Takes away what is somebody's own, in the archive and beside it: they are erased.
///
/// # Errors
/// Internal ones only.
pub async fn erase(tx: &mut Tx, owner: &Owner) -> Result<()> {
    for part in parts::PARTS {
        // What is taken out goes nowhere.
        (part.take)(tx, owner).await?;
    }
    drop_of(tx, owner).await
}

/// Writes down what somebody did with their archive.
async fn record(tx: &mut Tx, permit: &Permit<WorkspaceRead>, act: &'static str, archive: &Archive) -> Result<()> {
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("member {}", permit.id),
        before: None,
        after: Some(parts::in_log(&permit.account.full_name, &archive.parts)),
        via: &permit.right(),
    };
    audit::record(tx, entry).await
}
