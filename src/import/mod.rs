//! Many people at once, from a file: a look at what would happen first, then in the background, piece by piece. Source:
//! second seed, Bulk Invites; decisions 7, 8 and 30.

pub mod confirm;
pub mod create;
pub mod failed;
pub mod read;
pub mod run;
pub mod show;
pub mod sort;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::Member;
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::store::{Row as DbRow, StoreError, Tx};
use crate::{params, sql};

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It was looked at; nothing was done.
    Preview,
    /// Its rows are worked through.
    Running,
    /// Every row has its result; the mails follow.
    Done,
}

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// The person is invited.
    Invite,
    /// A member gets the role and the tier of the row.
    Update,
    /// A member stays as they are.
    Skip,
    /// An invitation that waits is sent again, with the role and tier of the row.
    Renew,
    /// The address stands in an earlier row.
    Duplicate,
    /// This is no address.
    BadAddress,
    /// This is no role that may be given.
    UnknownRole,
    /// This is no tier that may be given.
    UnknownTier,
    /// The plan has no seat left.
    NoSeat,
    /// The workspace mails no more invitations today.
    TooMany,
}

impl RowOutcome {
    /// Whether the row is among those to correct and upload again.
    #[must_use]
    pub fn is_failure(self) -> bool {
        matches!(
            self,
            RowOutcome::BadAddress
                | RowOutcome::UnknownRole
                | RowOutcome::UnknownTier
                | RowOutcome::NoSeat
                | RowOutcome::TooMany
        )
    }

    /// Whether somebody is mailed.
    #[must_use]
    pub fn is_mailed(self) -> bool {
        matches!(self, RowOutcome::Invite | RowOutcome::Renew)
    }
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportRow {
    /// Its line in the file.
    pub line: i64,
    /// As it is kept; where it is no address, as it was written.
    pub email: String,
    /// The role: a name of the rulebook's, or as it was written.
    pub role: String,
    /// The tier, likewise.
    pub tier: String,
    /// What becomes of it; once it was worked through, what became of it.
    pub outcome: RowOutcome,
    /// Why, where there is something to say.
    pub why: Option<String>,
    /// The invitation, once there is one.
    pub invitation_id: Option<Id>,
}

/// An import.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Import {
    /// The import.
    pub id: Id,
    /// Where it stands.
    pub state: Stage,
    /// Its rows, in the order of the file.
    pub rows: Vec<ImportRow>,
    /// How many rows it has.
    pub total: i64,
    /// Rows that were worked through and need nobody.
    pub done: i64,
    /// Rows that could not be.
    pub failed: i64,
    /// Who uploaded it.
    pub made_by_name: String,
    /// When.
    pub created_at: Time,
    #[serde(skip)]
    made_by: Id,
    #[serde(skip)]
    is_mailing: bool,
    #[serde(skip)]
    skips: bool,
    #[serde(skip)]
    pieces: i64,
    #[serde(skip)]
    worked: i64,
    #[serde(skip)]
    mailed: i64,
}

/// The columns that [`import`] reads.
#[macro_export]
macro_rules! import_columns {
    () => {
        "id, state, total, done, failed, made_by_name, created_at, made_by, existing, pieces, worked, mailed"
    };
}

fn import(r: &DbRow<'_>) -> Result<Import, StoreError> {
    let state: String = r.get(1)?;
    let existing: Option<String> = r.get(8)?;
    Ok(Import {
        id: r.get(0)?,
        state: match state.as_str() {
            "preview" => Stage::Preview,
            "running" => Stage::Running,
            _ => Stage::Done,
        },
        rows: Vec::new(),
        total: r.get(2)?,
        done: r.get(3)?,
        failed: r.get(4)?,
        made_by_name: r.get(5)?,
        created_at: r.get(6)?,
        made_by: r.get(7)?,
        is_mailing: state == "mailing",
        skips: existing.as_deref() != Some("update"),
        pieces: r.get(9)?,
        worked: r.get(10)?,
        mailed: r.get(11)?,
    })
}

/// The import that a path names, locked.
async fn in_reach(tx: &mut Tx, me: &Member, id: &str) -> Result<Import> {
    let id = id::parse(id).ok_or_else(Error::not_found)?;
    with_id(tx, &me.workspace_id, &id).await?.ok_or_else(Error::not_found)
}

async fn with_id(tx: &mut Tx, workspace_id: &Id, id: &Id) -> Result<Option<Import>> {
    tx.first(
        sql!(
            "select ",
            import_columns!(),
            " from imports where workspace_id = $1 and id = $2 for update"
        ),
        params![workspace_id, id],
        import,
    )
    .await
}

/// The rows of one piece.
async fn piece(tx: &mut Tx, workspace_id: &Id, import_id: &Id, piece: i64) -> Result<Vec<ImportRow>> {
    let text: Option<String> = tx
        .first(
            sql!("select rows from import_pieces where workspace_id = $1 and import_id = $2 and piece = $3"),
            params![workspace_id, import_id, piece],
            |r| r.get(0),
        )
        .await?;
    serde_json::from_str(&text.unwrap_or_else(|| "[]".to_owned())).map_err(Error::internal)
}

/// All rows.
async fn rows(tx: &mut Tx, workspace_id: &Id, import: &Import) -> Result<Vec<ImportRow>> {
    let mut all = Vec::new();
    for at in 0..import.pieces {
        all.extend(piece(tx, workspace_id, &import.id, at).await?);
    }
    Ok(all)
}

/// Days that an import that nobody confirmed is kept, and one that was.
const PREVIEW_DAYS: i64 = 1;
const KEPT_DAYS: i64 = 30;

/// Takes out imports that nobody needs any more.
///
/// # Errors
/// Internal ones only.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    let now = tx.now();
    tx.run(
        sql!(
            "delete from imports where (state = 'preview' and created_at < $1) or (state = 'done' and created_at < $2)"
        ),
        params![now.plus_days(-PREVIEW_DAYS), now.plus_days(-KEPT_DAYS)],
    )
    .await?;
    Ok(())
}
