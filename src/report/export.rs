//! The report as a file for a spreadsheet: one row a person or key, with the part of the report that names them.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::audit::{AuditReport, ReportInvitation, ReportPerson, read};
use crate::app::App;
use crate::audit::export::harmless;
use crate::door::Caller;
use crate::error::{Error, Problem, Result};
use crate::key::ApiKey;

const COLUMNS: [&str; 8] = [
    "part",
    "name",
    "email",
    "role",
    "tier",
    "activity",
    "last_active_at",
    "note",
];

fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn row_of(part: &str, person: &ReportPerson) -> [String; 8] {
    let off = person
        .disabled
        .as_ref()
        .map(|off| format!("access off since {}", off.since));
    [
        part.to_owned(),
        person.name.clone(),
        person.email.clone(),
        person.role.clone(),
        person.tier.clone(),
        word(person.activity),
        person.last_active_at.map(|at| at.to_string()).unwrap_or_default(),
        off.unwrap_or_default(),
    ]
}

fn row_of_invitation(invited: &ReportInvitation) -> [String; 8] {
    [
        "never came".to_owned(),
        String::new(),
        invited.email.clone(),
        invited.role.clone(),
        invited.tier.clone(),
        word(invited.state),
        String::new(),
        format!("invited at {} by {}", invited.created_at, invited.invited_by_name),
    ]
}

/// A key stands under its own name; who made it says the note.
fn row_of_key(key: &ApiKey) -> [String; 8] {
    [
        "unused key".to_owned(),
        key.name.clone(),
        String::new(),
        key.role.clone(),
        String::new(),
        String::new(),
        key.last_used_at.map(|at| at.to_string()).unwrap_or_default(),
        format!("{} made at {} by {}", key.prefix, key.created_at, key.made_by_name),
    ]
}

fn written(report: &AuditReport) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(Error::internal)?;
    let inactive = report.inactive.iter().map(|person| row_of("inactive", person));
    let never_came = report.never_came.iter().map(row_of_invitation);
    let leaders = report
        .leaders
        .iter()
        .map(|person| row_of("stands above others", person));
    let unused_tiers = report.unused_tiers.iter().map(|person| row_of("unused tier", person));
    let unused_keys = report.unused_keys.iter().map(row_of_key);
    for row in inactive
        .chain(never_came)
        .chain(leaders)
        .chain(unused_tiers)
        .chain(unused_keys)
    {
        writer
            .write_record(row.iter().map(|cell| harmless(cell)))
            .map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}

/// Exports the report.
#[utoipa::path(get, path = "/reports/audit/export", tag = "audit",
    responses((status = 200, body = String, content_type = "text/csv"), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Response> {
    let report = read(&app, caller).await?;
    let name = format!("attachment; filename=\"people-{}.csv\"", report.at.day());
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::OK, headers, written(&report)?).into_response())
}
