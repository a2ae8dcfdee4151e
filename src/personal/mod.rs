//! What is held about one person: handed out (GDPR, article 15) and erased (article 17), for a customer and for whoever was
//! a member. What is kept is named with its reason, before and after. See docs/decisions/0010-erasing-a-person.md.

pub mod erase;
mod erase_customer;
pub mod erase_member;
pub mod export;
pub mod finish;
pub mod former;
mod held;
mod known;
mod mails;
mod mentions;
mod messages;
mod person;
pub mod preview;
pub mod tables;

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Something that an erasure leaves, and why.
#[derive(Clone, Serialize, ToSchema)]
pub struct Kept {
    /// What it is.
    pub what: &'static str,
    /// Why it is kept.
    pub why: &'static str,
}

const fn kept(what: &'static str, why: &'static str) -> Kept {
    Kept { what, why }
}

/// What is left of a customer.
pub const KEPT_OF_CUSTOMER: [Kept; 3] = [
    kept(
        "Ids, times and states of the customer and of their conversations",
        "Figures of the team's work are counted from them. They name nobody.",
    ),
    kept(
        "In the audit log: what was done, when and by whom, with a mark in the place of each erased word",
        "The log has to show that nothing was taken out unseen.",
    ),
    kept(
        "Backups that the operator of this server has made",
        "They lie outside of the desk and go when the operator's time for them is over.",
    ),
];

/// What is left of a member.
pub const KEPT_OF_MEMBER: [Kept; 5] = [
    kept(
        "What they wrote to customers and did in conversations, by nobody: under an id that is only the erasure's",
        "It is the workspace's answer, and part of the customers' conversations.",
    ),
    kept(
        "In the audit log: what was done, when and by which account's id, with a mark in the place of each erased word",
        "The log has to show that nothing was taken out unseen. The id names nobody.",
    ),
    kept(
        "A hash of the address of whoever was removed",
        "By it nobody who was removed comes back in by a link or a domain.",
    ),
    kept(
        "The login, and what other workspaces hold",
        "The login is the person's own to delete; each workspace decides about its own data.",
    ),
    kept(
        "Backups that the operator of this server has made",
        "They lie outside of the desk and go when the operator's time for them is over.",
    ),
];

/// When an erasure was, and by which account.
pub struct Erased {
    /// When.
    pub at: Time,
    /// Who did it, as they are called now; nothing where they were erased since.
    pub by: Option<String>,
}

fn erased(r: &Row<'_>) -> Result<Erased, StoreError> {
    Ok(Erased {
        at: r.get(0)?,
        by: r.get(1)?,
    })
}

macro_rules! erasures_where {
    ($rest:literal) => {
        sql!(
            "select e.at, case when exists (select 1 from erasures o where o.workspace_id = e.workspace_id
                                              and o.person_id = e.by_account) then null else a.full_name end
             from erasures e left join accounts a on a.id = e.by_account where e.workspace_id = $1 and ",
            $rest
        )
    };
}

/// The erasure with this id.
///
/// # Errors
/// Internal ones only.
pub async fn erasure(tx: &mut Tx, workspace_id: &Id, id: &str) -> Result<Option<Erased>> {
    tx.first(erasures_where!("e.id = $2"), params![workspace_id, id], erased)
        .await
}

/// The last erasure of this person.
///
/// # Errors
/// Internal ones only.
pub async fn erasure_of(tx: &mut Tx, workspace_id: &Id, person_id: &Id) -> Result<Option<Erased>> {
    let last = erasures_where!("e.person_id = $2 order by e.at desc limit 1");
    tx.first(last, params![workspace_id, person_id], erased).await
}
