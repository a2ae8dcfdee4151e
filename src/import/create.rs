//! An owner or admin uploads a file of people and sees, row by row, what would become of it. Nobody is invited yet.

use axum::extract::State as FromApp;
use bounded::bounded;
use garde::Validate;
use rulebook::{Target, Way};
use serde::Deserialize;
use utoipa::IntoParams;

use super::read::{Line, read};
use super::sort::Sorter;
use super::{Import, ImportRow, Stage};
use crate::access::{MembersInvite, Permit};
use crate::app::App;
use crate::door::{Caller, Input, Query, Reply, Sheet};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::inbox::list::is_id;
use crate::invitation::quota::Terms;
use crate::limits;
use crate::store::Tx;
use crate::{id, params, sql};

/// Which look this one takes the place of.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct UploadImport {
    /// An import that was not confirmed, corrected by this file: it is forgotten. One that was confirmed stays.
    #[garde(custom(is_id))]
    replaces: Option<String>,
}

/// Rows of a piece: what is worked through in one transaction.
pub const PIECE: usize = 2_500;

/// Keeps the file with what would become of each row, in place of the one that it corrects.
///
/// # Errors
/// 409 `too_many_imports`.
pub async fn create(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    lines: Vec<Line>,
    replaces: Option<&str>,
    terms: Terms,
) -> Result<Import> {
    if let Some(before) = replaces.and_then(id::parse) {
        forget(tx, permit, &before).await?;
    }
    let mut sorter = Sorter::new(tx, permit, terms, lines.iter().map(|line| line.email.as_str())).await?;
    let waiting = tx
        .count(
            sql!("select count(*) from imports where workspace_id = $1 and state <> 'done'"),
            params![&permit.workspace_id],
        )
        .await?;
    if waiting >= limits::IMPORTS {
        return Err(Error::conflict(
            "too_many_imports",
            "Too many files were uploaded and not confirmed. They are forgotten after a day.",
        ));
    }
    let rows: Vec<ImportRow> = lines.into_iter().map(|line| sorter.sort(line).0).collect();
    let count = |n: usize| i64::try_from(n).map_err(Error::internal);
    let import = Import {
        id: tx.id(),
        state: Stage::Preview,
        total: count(rows.len())?,
        done: 0,
        failed: 0,
        made_by_name: permit.account.full_name.clone(),
        created_at: tx.now(),
        made_by: permit.account.id.clone(),
        is_mailing: false,
        skips: true,
        pieces: count(rows.len().div_ceil(PIECE))?,
        worked: 0,
        mailed: 0,
        rows,
    };
    keep(tx, permit, &import).await?;
    Ok(import)
}

async fn forget(tx: &mut Tx, permit: &Permit<MembersInvite>, before: &Id) -> Result<()> {
    tx.run(
        sql!("delete from imports where workspace_id = $1 and id = $2 and state = 'preview'"),
        params![&permit.workspace_id, before],
    )
    .await?;
    Ok(())
}

async fn keep(tx: &mut Tx, permit: &Permit<MembersInvite>, import: &Import) -> Result<()> {
    tx.run(
        sql!(
            "insert into imports
                 (workspace_id, id, state, made_by, made_by_name, created_at, pieces, worked, mailed, total, done, failed)
             values ($1, $2, 'preview', $3, $4, $5, $6, 0, 0, $7, 0, 0)"
        ),
        params![
            &permit.workspace_id,
            &import.id,
            &import.made_by,
            &import.made_by_name,
            import.created_at,
            import.pieces,
            import.total
        ],
    )
    .await?;
    for (at, rows) in import.rows.chunks(PIECE).enumerate() {
        let text = serde_json::to_string(rows).map_err(Error::internal)?;
        tx.run(
            sql!("insert into import_pieces (workspace_id, import_id, piece, rows) values ($1, $2, $3, $4)"),
            params![
                &permit.workspace_id,
                &import.id,
                i64::try_from(at).map_err(Error::internal)?,
                &text
            ],
        )
        .await?;
    }
    Ok(())
}

/// Looks at a file of people.
#[utoipa::path(post, path = "/team/imports", tag = "team", params(UploadImport),
    request_body(content = String, content_type = "text/csv", description = "Columns email, role, access_tier"),
    responses((status = 200, body = Import), (status = "default", body = Problem)))]
pub async fn door(
    FromApp(app): FromApp<App>,
    caller: Caller,
    query: Query<UploadImport>,
    body: Sheet,
) -> Result<Reply<Import>> {
    let terms = Terms::of(&app);
    let input = (query, body.checked(|bytes| read(&bytes)));
    app.member_write(caller, input, move |tx, me, (ask, lines)| {
        Box::pin(async move {
            let permit = me.permit::<MembersInvite>(Target::None)?;
            me.joining(Way::Invitation)?;
            create(tx, &permit, lines, ask.replaces.as_deref(), terms).await
        })
    })
    .await
}
