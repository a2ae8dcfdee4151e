//! Whoever was a member: their name and id go from what they did, and what was their own goes with its archive. What they
//! wrote to customers stays, by nobody.

use super::known::{Known, NOBODY};
use super::person::Person;
use crate::archive::{self, Owner};
use crate::error::Result;
use crate::id::Id;
use crate::store::{Sql, Tx};
use crate::{params, sql};

fn statements() -> [Sql; 10] {
    [
        sql!("delete from activity where workspace_id = $1 and account_id = $2"),
        sql!("delete from replies where account_id = $2 and body like '%' || $1 || '%'"),
        sql!("update invitations set invited_by_name = 'Erased person' where workspace_id = $1 and invited_by = $2"),
        sql!("update join_links set made_by_name = 'Erased person' where workspace_id = $1 and made_by = $2"),
        sql!("update link_uses set name = 'Erased person' where workspace_id = $1 and account_id = $2"),
        sql!("update imports set made_by_name = 'Erased person' where workspace_id = $1 and made_by = $2"),
        sql!("update bulks set made_by_name = 'Erased person' where workspace_id = $1 and made_by = $2"),
        sql!("update bulks set undone_by_name = 'Erased person' where workspace_id = $1 and undone_by = $2"),
        sql!(
            "update bulk_people set name = 'Erased person', disabled_reason = null, why = null, undo_why = null
             where workspace_id = $1 and account_id = $2"
        ),
        sql!("update visits set reason = 'Erased' where workspace_id = $1 and account_id = $2"),
    ]
}

/// Where their id stands beside what they did: the id of the erasure takes its place, so that what one person did can still be
/// told from what another did, and leads to nobody.
fn ids() -> [Sql; 5] {
    [
        sql!("update messages set sender_id = $3 where workspace_id = $1 and sender_id = $2"),
        sql!("update conversations set preview_sender_id = $3 where workspace_id = $1 and preview_sender_id = $2"),
        sql!("update acts set by_account = $3 where workspace_id = $1 and by_account = $2"),
        sql!("update acts set to_account = $3 where workspace_id = $1 and to_account = $2"),
        sql!("update attachments set uploaded_by = $3 where workspace_id = $1 and uploaded_by = $2"),
    ]
}

/// Empties what is the person's own.
///
/// # Errors
/// Internal ones only.
pub async fn own(tx: &mut Tx, (workspace_id, erasure_id): (&Id, &Id), person: &Person, known: &Known) -> Result<()> {
    for address in known.addresses() {
        tx.run(
            sql!("delete from invitations where workspace_id = $1 and lower(email) = $2"),
            params![workspace_id, address],
        )
        .await?;
    }
    for statement in statements() {
        tx.run(statement, params![workspace_id, &person.id]).await?;
    }
    for statement in ids() {
        tx.run(statement, params![workspace_id, &person.id, erasure_id]).await?;
    }
    let owner = Owner {
        workspace_id: workspace_id.clone(),
        account_id: person.id.clone(),
    };
    archive::erase(tx, &owner).await?;
    let deleted_by: Option<Option<String>> = tx
        .first(
            sql!("select deleted_by from workspaces where id = $1"),
            params![workspace_id],
            |r| r.get(0),
        )
        .await?;
    if deleted_by.flatten().is_some_and(|name| known.is_name(&name)) {
        tx.run(
            sql!("update workspaces set deleted_by = $2 where id = $1"),
            params![workspace_id, NOBODY],
        )
        .await?;
    }
    forget_login(tx, workspace_id, &person.id).await
}

/// Somebody who was erased somewhere deletes their account: their name goes as well where nobody holds it any more.
///
/// # Errors
/// Internal ones only.
pub async fn forget_erased_login(tx: &mut Tx, account_id: &Id) -> Result<()> {
    let erased = tx
        .count(
            sql!("select count(*) from erasures where person_id = $1"),
            params![account_id],
        )
        .await?;
    if erased == 0 {
        return Ok(());
    }
    forget_login(tx, &Id::new(), account_id).await
}

/// Of a deleted account nothing is left but the name beside what it wrote; where this was the last workspace that held any
/// of that, the name goes too.
async fn forget_login(tx: &mut Tx, workspace_id: &Id, account_id: &Id) -> Result<()> {
    tx.run(
        sql!(
            "update accounts set full_name = $3 where id = $2 and deleted_at is not null
               and not exists (select 1 from messages where workspace_id <> $1 and sender_id = $2)
               and not exists (select 1 from acts where workspace_id <> $1 and (by_account = $2 or to_account = $2))
               and not exists (select 1 from audit a where a.workspace_id <> $1
                    and (a.actor_id = $2 or a.before like '%' || $2 || '%' or a.after like '%' || $2 || '%')
                    and not exists (select 1 from erasures e
                                    where e.workspace_id = a.workspace_id and e.person_id = $2))"
        ),
        params![workspace_id, account_id, NOBODY],
    )
    .await?;
    Ok(())
}
