//! The rows that could not be taken, as a file to correct and upload again.

use axum::extract::{Path, State as FromApp};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::ImportRow;
use super::show::{Which, show};
use crate::app::App;
use crate::audit::export::harmless;
use crate::door::{Caller, Nothing};
use crate::error::{Error, Problem, Result};

/// The file: the columns of an upload, and why each row is in it.
///
/// # Errors
/// Internal ones only.
pub fn file(rows: &[ImportRow]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(["email", "role", "access_tier", "why"])
        .map_err(Error::internal)?;
    for row in rows {
        let why = row.why.as_deref().unwrap_or_default();
        writer
            .write_record([&row.email, &row.role, &row.tier, why].map(harmless))
            .map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}

/// Downloads the rows that could not be taken.
#[utoipa::path(get, path = "/team/imports/{import_id}/failed.csv", tag = "team",
    params(("import_id" = String, Path, description = "The import")),
    responses((status = 200, body = String, content_type = "text/csv"), (status = "default", body = Problem)))]
pub async fn door(FromApp(app): FromApp<App>, caller: Caller, Path(import_id): Path<String>) -> Result<Response> {
    let import = app
        .member_read(caller, Nothing, move |tx, me, ()| {
            Box::pin(async move { show(tx, &me, &import_id, Which::Failed).await })
        })
        .await?
        .0;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"failed.csv\""),
    ];
    Ok((headers, file(&import.rows)?).into_response())
}
