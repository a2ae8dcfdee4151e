//! Ownership moves: the owner nominates, the other accepts within a day, both change places in one step. Source: second
//! seed, Owner; decision 7.

pub mod accept;
pub mod nominate;
pub mod withdraw;

use rulebook::Target;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::access::{Action, Member, OwnershipTransfer, Permit};
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::{Row, StoreError, Tx};
use crate::team::reach::Teammate;
use crate::{params, sql};

/// Hours that a nomination waits to be accepted.
pub const HOURS: i64 = 24;

/// A nomination that waits.
#[derive(Clone, Serialize, ToSchema)]
pub struct Transfer {
    /// The membership of the nominated.
    pub member_id: Id,
    /// Their name.
    pub name: String,
    /// When the owner nominated them.
    pub nominated_at: Time,
    /// When it is over by itself.
    pub expires_at: Time,
    #[serde(skip)]
    nominated_by: Id,
}

fn transfer(r: &Row<'_>) -> Result<Transfer, StoreError> {
    Ok(Transfer {
        member_id: r.get(0)?,
        name: r.get(1)?,
        nominated_at: r.get(2)?,
        expires_at: r.get(3)?,
        nominated_by: r.get(4)?,
    })
}

/// The nomination that waits in a workspace.
///
/// # Errors
/// Internal ones only.
pub async fn pending(tx: &mut Tx, workspace_id: &Id) -> Result<Option<Transfer>> {
    tx.first(
        sql!(
            "select t.member_id, a.full_name, t.nominated_at, t.expires_at, t.nominated_by
             from transfers t
             join members m on m.workspace_id = t.workspace_id and m.id = t.member_id
             join accounts a on a.id = m.account_id
             where t.workspace_id = $1 and t.expires_at > $2"
        ),
        params![workspace_id, tx.now()],
        transfer,
    )
    .await
}

/// The same, where it is for the eyes of this member: the owner and the nominated.
///
/// # Errors
/// Internal ones only.
pub async fn seen_by(tx: &mut Tx, me: &Member) -> Result<Option<Transfer>> {
    let found = pending(tx, &me.workspace_id).await?;
    Ok(found.filter(|transfer| me.is_owner || transfer.member_id == me.id))
}

/// A nomination of somebody who is disabled, removed or leaves is over.
///
/// # Errors
/// Internal ones only.
pub async fn end_of<A: Action>(tx: &mut Tx, permit: &Permit<A>, person: &Teammate) -> Result<()> {
    let found = pending(tx, &permit.workspace_id).await?;
    let Some(found) = found.filter(|transfer| transfer.member_id == person.id) else {
        return Ok(());
    };
    end(tx, permit, &found, "ownership.nomination_ended", &permit.right()).await
}

async fn forget(tx: &mut Tx, me: &Member) -> Result<()> {
    tx.run(
        sql!("delete from transfers where workspace_id = $1"),
        params![&me.workspace_id],
    )
    .await?;
    Ok(())
}

async fn end(tx: &mut Tx, me: &Member, transfer: &Transfer, act: &'static str, via: &str) -> Result<()> {
    forget(tx, me).await?;
    record(tx, me, transfer, act, via).await?;
    tell_both(tx, me, transfer).await
}

async fn record(tx: &mut Tx, me: &Member, transfer: &Transfer, act: &'static str, via: &str) -> Result<()> {
    let entry = Entry {
        workspace_id: &me.workspace_id,
        by: &me.account,
        act,
        object: format!("member {}", transfer.member_id),
        before: None,
        after: Some(json!({"name": transfer.name, "expires_at": transfer.expires_at})),
        via,
    };
    audit::record(tx, entry).await
}

/// Their pages show that a nomination began or ended.
async fn tell_both(tx: &mut Tx, me: &Member, transfer: &Transfer) -> Result<()> {
    let event = WorkspaceChanged {
        what: "ownership".into(),
    };
    for member_id in [&transfer.member_id, &transfer.nominated_by] {
        let room = Room::Member(member_id.clone());
        outbox::publish(tx, &me.workspace_id, &room, &event).await?;
    }
    Ok(())
}

/// Whether ownership moves here at all.
fn moves(me: &Member) -> Result<()> {
    if me.book.ownership_moves() {
        return Ok(());
    }
    me.permit::<OwnershipTransfer>(Target::None).map(|_| ())
}

fn none_pending() -> Error {
    Error::no_such(
        "no_transfer",
        "No transfer of ownership waits for you here. It may have ended: after a day, or because somebody changed their mind.",
    )
}
