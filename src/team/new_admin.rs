//! The owner is told of each person who now stands above others: only the owner can undo it. Source: decision 7.

use rulebook::RoleId;

use crate::access::{Account, Member};
use crate::error::Result;
use crate::id::Id;
use crate::live::events::NewAdmin;
use crate::live::{Room, outbox};
use crate::mail::{self, Letter};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

struct Owner {
    member_id: Id,
    account_id: Id,
    email: String,
}

fn owner(r: &Row<'_>) -> Result<Owner, StoreError> {
    Ok(Owner {
        member_id: r.get(0)?,
        account_id: r.get(1)?,
        email: r.get(2)?,
    })
}

/// Tells the owner by event and mail, where `by` gave `person` a role that stands above others. The owner who gave it
/// themselves knows.
///
/// # Errors
/// Internal ones only.
pub async fn tell_owner(tx: &mut Tx, by: &Member, member_id: &Id, person: &Account, role: RoleId) -> Result<()> {
    if by.is_owner || !by.book.leads(role) {
        return Ok(());
    }
    let found = tx
        .first(
            sql!(
                "select m.id, a.id, a.email from members m join accounts a on a.id = m.account_id
                 where m.workspace_id = $1 and m.is_owner"
            ),
            params![&by.workspace_id],
            owner,
        )
        .await?;
    let Some(owner) = found else { return Ok(()) };
    let label = &by.book.role_info(role).label;
    let event = NewAdmin {
        member_id: member_id.clone(),
        name: person.full_name.clone(),
        role: label.clone(),
        by: by.account.full_name.clone(),
    };
    outbox::publish(tx, &by.workspace_id, &Room::Member(owner.member_id), &event).await?;
    let letter = Letter::NewAdmin {
        workspace: by.workspace_name.clone(),
        person: person.full_name.clone(),
        role: label.clone(),
        by: by.account.full_name.clone(),
        member_id: member_id.clone(),
    };
    mail::post(tx, Some(&owner.account_id), &owner.email, &letter).await
}
