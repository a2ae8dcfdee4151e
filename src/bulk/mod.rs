//! One act on many people: a look that fixes the list and says what would happen to whom, then each person by the use case
//! that acts on one alone, and a way back for a while. Source: second seed, Bulk Actions; decisions 7, 13 and 14.

pub mod confirm;
mod plan_again;
mod rule;
pub mod run;
pub mod show;
pub mod start;
pub mod undo;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::{Account, Member};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::store::{Row, StoreError, Tx};
use crate::team::plan_removal::{PlannedRemoval, planned};
use crate::{params, sql};

/// Gives each of these enums the words under which it is stored and sent.
macro_rules! words {
    ($name:ident { $($variant:ident $word:literal)* }) => {
        impl $name {
            /// Its word.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            fn of(word: &str) -> Result<Self, StoreError> {
                match word {
                    $($word => Ok($name::$variant),)*
                    other => Err(StoreError::Other(format!("`{other}` is no {}", stringify!($name)))),
                }
            }
        }
    };
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkAct {
    /// They get a tier.
    Tier,
    /// Their access is turned off.
    Disable,
    /// It is turned on again.
    Enable,
    /// They are removed.
    Remove,
}
words!(BulkAct { Tier "tier" Disable "disable" Enable "enable" Remove "remove" });

/// Where a bulk act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkState {
    /// The list is fixed; nothing was done.
    Preview,
    /// It is carried out.
    Running,
    /// Everybody has their result.
    Done,
    /// It is undone.
    Undoing,
    /// It was undone, as far as it still stood.
    Undone,
}
words!(BulkState { Preview "preview" Running "running" Done "done" Undoing "undoing" Undone "undone" });

/// What becomes of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkOutcome {
    /// It is their turn once the act is carried out.
    Waiting,
    /// It was done.
    Done,
    /// It was not, and `why` says why not.
    Skipped,
    /// It could not be.
    Failed,
}
words!(BulkOutcome { Waiting "waiting" Done "done" Skipped "skipped" Failed "failed" });

/// What became of somebody when the act was undone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BulkUndone {
    /// What became of them.
    pub outcome: BulkOutcome,
    /// Why, where there is something to say.
    pub why: Option<String>,
}

/// Somebody in a bulk act: as they stood when the list was fixed, and what becomes of them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BulkResult {
    /// The membership.
    pub member_id: Id,
    /// The account; nothing where nobody here has this membership.
    pub user_id: Option<Id>,
    /// Their name, likewise.
    pub name: Option<String>,
    /// Their role then.
    pub role: Option<String>,
    /// Their tier then.
    pub tier: Option<String>,
    /// Whether they had access then.
    pub agent_access: bool,
    /// What becomes of them.
    pub outcome: BulkOutcome,
    /// Why, where there is something to say.
    pub why: Option<String>,
    /// What became of it when it was undone.
    pub undo: Option<BulkUndone>,
    #[serde(skip)]
    number: i64,
    #[serde(skip)]
    disabled_at: Option<Time>,
    #[serde(skip)]
    disabled_reason: Option<String>,
    #[serde(skip)]
    acted_at: Option<Time>,
    /// The removal that turning their access on calls off.
    #[serde(skip)]
    removal: Option<PlannedRemoval>,
}

/// One act on many people.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Bulk {
    /// The act.
    pub id: Id,
    /// What is done.
    pub act: BulkAct,
    /// The tier that is given.
    pub tier: Option<String>,
    /// Who gets the open conversations: a `user_id`, `queue` or `stay`.
    pub heir: Option<String>,
    /// Why their access is turned off.
    pub reason: Option<String>,
    /// Where it stands.
    pub state: BulkState,
    /// How many people it is about.
    pub total: i64,
    /// How many it went through, or back through while it is undone.
    pub worked: i64,
    /// Who had it carried out, or looked.
    pub made_by_name: String,
    /// When the list was fixed.
    pub created_at: Time,
    /// Until when it can be undone, where it can.
    pub undo_until: Option<Time>,
    /// Everybody, in the order in which they joined.
    pub results: Vec<BulkResult>,
    #[serde(skip)]
    workspace_id: Id,
    #[serde(skip)]
    by: Account,
    #[serde(skip)]
    via: String,
    #[serde(skip)]
    done_at: Option<Time>,
}

/// Minutes for which tier and access can be set back.
const UNDO_MINUTES: i64 = 10;

/// The columns that [`bulk`] reads.
macro_rules! bulk_columns {
    () => {
        "workspace_id, id, act, tier, heir, reason, state, made_by, made_by_name, via, created_at, done_at, undone_by,
         undone_by_name, total, worked"
    };
}
use bulk_columns;

fn bulk(r: &Row<'_>) -> Result<Bulk, StoreError> {
    let act = BulkAct::of(&r.get::<String>(2)?)?;
    let state = BulkState::of(&r.get::<String>(6)?)?;
    let (made_by, made_by_name): (Id, String) = (r.get(7)?, r.get(8)?);
    let (done_at, undone_by): (Option<Time>, Option<Id>) = (r.get(11)?, r.get(12)?);
    let undone_by_name: Option<String> = r.get(13)?;
    let by = match (&undone_by, &undone_by_name) {
        (Some(id), Some(name)) => Account::remembered(id, name),
        _ => Account::remembered(&made_by, &made_by_name),
    };
    let is_open = state == BulkState::Done && act != BulkAct::Remove;
    Ok(Bulk {
        id: r.get(1)?,
        act,
        tier: r.get(3)?,
        heir: r.get(4)?,
        reason: r.get(5)?,
        state,
        total: r.get(14)?,
        worked: r.get(15)?,
        made_by_name,
        created_at: r.get(10)?,
        undo_until: done_at.filter(|_| is_open).map(|at| at.plus_seconds(UNDO_MINUTES * 60)),
        results: Vec::new(),
        workspace_id: r.get(0)?,
        by,
        via: r.get(9)?,
        done_at,
    })
}

/// The bulk act that a path names, locked, with its people.
///
/// # Errors
/// 404.
async fn in_reach(tx: &mut Tx, me: &Member, id: &str) -> Result<Bulk> {
    let id = id::parse(id).ok_or_else(Error::not_found)?;
    let found = with_id(tx, &me.workspace_id, &id).await?;
    let mut bulk = found.ok_or_else(Error::not_found)?;
    bulk.results = people(tx, &bulk).await?;
    Ok(bulk)
}

async fn with_id(tx: &mut Tx, workspace_id: &Id, id: &Id) -> Result<Option<Bulk>> {
    tx.first(
        sql!(
            "select ",
            bulk_columns!(),
            " from bulks where workspace_id = $1 and id = $2 for update"
        ),
        params![workspace_id, id],
        bulk,
    )
    .await
}

/// The columns that [`person`] reads.
macro_rules! person_columns {
    () => {
        "number, member_id, account_id, name, role, tier, disabled_at, disabled_reason, outcome, why, acted_at, undo,
         undo_why, removal_at, removal_heir, removal_by, removal_by_name from bulk_people"
    };
}
use person_columns;

fn person(r: &Row<'_>) -> Result<BulkResult, StoreError> {
    let disabled_at: Option<Time> = r.get(6)?;
    let undo = match r.get::<Option<String>>(11)? {
        None => None,
        Some(word) => Some(BulkUndone {
            outcome: BulkOutcome::of(&word)?,
            why: r.get(12)?,
        }),
    };
    let user_id: Option<Id> = r.get(2)?;
    Ok(BulkResult {
        member_id: r.get(1)?,
        agent_access: user_id.is_some() && disabled_at.is_none(),
        user_id,
        name: r.get(3)?,
        role: r.get(4)?,
        tier: r.get(5)?,
        outcome: BulkOutcome::of(&r.get::<String>(8)?)?,
        why: r.get(9)?,
        undo,
        number: r.get(0)?,
        disabled_at,
        disabled_reason: r.get(7)?,
        acted_at: r.get(10)?,
        removal: planned(r, 13)?,
    })
}

async fn people(tx: &mut Tx, bulk: &Bulk) -> Result<Vec<BulkResult>> {
    tx.all(
        sql!(
            "select ",
            person_columns!(),
            " where workspace_id = $1 and bulk_id = $2 order by number"
        ),
        params![&bulk.workspace_id, &bulk.id],
        person,
    )
    .await
}

/// Days that a look that nobody carried out is kept, and what was.
const PREVIEW_DAYS: i64 = 1;
const KEPT_DAYS: i64 = 30;

/// Takes out bulk acts that nobody needs any more.
///
/// # Errors
/// Internal ones only.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    tx.run(
        sql!(
            "delete from bulks where (state = 'preview' and created_at < $1)
                or ((state = 'done' or state = 'undone') and created_at < $2)"
        ),
        params![now.plus_days(-PREVIEW_DAYS), now.plus_days(-KEPT_DAYS)],
    )
    .await?;
    Ok(())
}
