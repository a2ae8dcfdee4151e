//! A customer's own rows: who they were goes, and all that was said in their conversations, by both sides. That there was a
//! conversation, when, and who of the team held it, stays.

use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::{Sql, Tx};
use crate::{params, sql};

/// Locks the customer: of two erasures at once, the second finds it done.
///
/// # Errors
/// 409 `already_erased`.
pub async fn is_there(tx: &mut Tx, workspace_id: &Id, id: &Id) -> Result<()> {
    let erased_at: Option<Option<i64>> = tx
        .first(
            sql!("select erased_at from customers where workspace_id = $1 and id = $2 for update"),
            params![workspace_id, id],
            |r| r.get(0),
        )
        .await?;
    match erased_at.flatten() {
        Some(_) => Err(already()),
        None => Ok(()),
    }
}

/// The same, to read.
///
/// # Errors
/// 409 `already_erased`.
pub async fn was_erased(tx: &mut Tx, workspace_id: &Id, id: &Id) -> Result<()> {
    let count = tx
        .count(
            sql!("select count(*) from customers where workspace_id = $1 and id = $2 and erased_at is not null"),
            params![workspace_id, id],
        )
        .await?;
    if count == 0 { Ok(()) } else { Err(already()) }
}

fn already() -> Error {
    Error::conflict("already_erased", "This customer was erased already.")
}

/// Whether somebody of the team is called so: then the name alone says nothing about whom is meant, and is not looked for.
///
/// # Errors
/// Internal ones only.
pub async fn is_colleague(tx: &mut Tx, workspace_id: &Id, name: &str) -> Result<bool> {
    let found = tx
        .count(
            sql!(
                "select count(*) from members m join accounts a on a.id = m.account_id
                 where m.workspace_id = $1 and lower(a.full_name) = lower($2)"
            ),
            params![workspace_id, name.trim()],
        )
        .await?;
    Ok(found > 0)
}

macro_rules! in_conversations {
    ($statement:literal, $rest:literal) => {
        sql!(
            $statement,
            " where workspace_id = $1 and (conversation_id in (
                select id from conversations where workspace_id = $1 and customer_id = $2)",
            $rest,
            ")"
        )
    };
}

/// What holds the customer, in an order in which each still finds what it is found by.
fn statements() -> [Sql; 10] {
    [
        sql!(
            "delete from replies where account_id in (
                select id from visitors where workspace_id = $1 and customer_id = $2)"
        ),
        // Files become uploads that nobody sent, long ago: their bytes go before their rows.
        in_conversations!(
            "update attachments set conversation_id = null, message_id = null, name = 'erased', uploaded_by = '',
                                    created_at = 0",
            " or uploaded_by in (select id from visitors where workspace_id = $1 and customer_id = $2)"
        ),
        in_conversations!(
            "update messages set content = 'This was erased.', attachments = '[]'",
            ""
        ),
        in_conversations!(
            "delete from search_docs",
            " or (conversation_id is null and object_id = $2)"
        ),
        in_conversations!(
            "delete from search_waiting",
            " or (conversation_id is null and id = $2)"
        ),
        sql!(
            "update conversations set preview_content = 'This was erased.'
             where workspace_id = $1 and customer_id = $2 and preview_content is not null"
        ),
        sql!(
            "update conversations set handoff_at = null, handoff_reason = null, snoozed_until = null,
                                      closed_at = coalesce(closed_at, updated_at), status = 'closed'
             where workspace_id = $1 and customer_id = $2"
        ),
        sql!("delete from identities where workspace_id = $1 and customer_id = $2"),
        sql!("delete from visitors where workspace_id = $1 and customer_id = $2"),
        sql!(
            "update customers set name = null, email = null, external_id = null, fields = '{}', page = null,
                                  identified = false where workspace_id = $1 and id = $2"
        ),
    ]
}

/// Empties what is the customer's own.
///
/// # Errors
/// Internal ones only.
pub async fn own(tx: &mut Tx, workspace_id: &Id, id: &Id) -> Result<()> {
    // Whoever writes in this moment comes before, or finds no visitor any more.
    let _locked: Vec<Id> = tx
        .all(
            sql!("select id from visitors where workspace_id = $1 and customer_id = $2 for update"),
            params![workspace_id, id],
            |r| r.get(0),
        )
        .await?;
    let conversations: Vec<Id> = tx
        .all(
            sql!("select id from conversations where workspace_id = $1 and customer_id = $2"),
            params![workspace_id, id],
            |r| r.get(0),
        )
        .await?;
    for statement in statements() {
        tx.run(statement, params![workspace_id, id]).await?;
    }
    tx.run(
        sql!("update customers set erased_at = $3 where workspace_id = $1 and id = $2"),
        params![workspace_id, id, tx.now()],
    )
    .await?;
    // Gaps in the numbers of events mean nothing.
    for of in conversations.iter().chain([id]) {
        for statement in [
            sql!("delete from outbox where workspace_id = $1 and events like $2"),
            sql!("delete from events where workspace_id = $1 and events like $2"),
        ] {
            tx.run(statement, params![workspace_id, &format!("%{of}%")]).await?;
        }
    }
    Ok(())
}
