//! The audit log as a file, for auditors: everything that the filter lets through, page by page. Whoever loses the right
//! meanwhile gets no further page.

use axum::body::Body;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use bounded::bounded;
use futures_util::stream;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::list::{AuditEntry, Filter, ListAudit, Page, filter, page};
use crate::access::AuditRead;
use crate::app::App;
use crate::door::{Caller, Input, Nothing, Query};
use crate::error::{Error, Problem, Result};
use crate::live::Reading;

/// The form of the file.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For spreadsheets; a cell that one would take for a formula begins with an apostrophe.
    #[default]
    Csv,
    /// One JSON object a line, with everything.
    Jsonl,
}

/// Which entries, and in which form.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct ExportAudit {
    /// `csv` (default) or `jsonl`.
    #[serde(default)]
    #[garde(skip)]
    #[param(inline)]
    format: Format,
    /// As in `GET /audit`.
    #[garde(length(chars, max = 200))]
    q: Option<String>,
    /// As in `GET /audit`.
    #[garde(length(chars, max = 100))]
    person: Option<String>,
    /// As in `GET /audit`.
    #[garde(length(chars, max = 100))]
    act: Option<String>,
    /// As in `GET /audit`.
    #[garde(length(chars, max = 40))]
    from: Option<String>,
    /// As in `GET /audit`.
    #[garde(length(chars, max = 40))]
    to: Option<String>,
}

/// Entries of one piece of the file.
const PIECE: u32 = 500;

fn understand(ask: ExportAudit) -> Result<(Format, Filter)> {
    let list = ListAudit {
        limit: Some(PIECE),
        cursor: None,
        q: ask.q,
        person: ask.person,
        act: ask.act,
        from: ask.from,
        to: ask.to,
    };
    Ok((ask.format, filter(list)?))
}

/// A cell that no spreadsheet runs as a formula. Some read the full-width forms of the signs as the signs. Source: OWASP,
/// CSV injection.
#[must_use]
pub fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

const COLUMNS: [&str; 12] = [
    "number", "time", "who", "who_id", "key", "visit", "act", "what", "object", "changes", "right", "digest",
];

fn csv(entries: &[AuditEntry], is_first: bool) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    if is_first {
        writer.write_record(COLUMNS).map_err(Error::internal)?;
    }
    for entry in entries {
        let changes: Vec<String> = entry.changes.iter().map(ToString::to_string).collect();
        let cells = [
            entry.number.map(|n| n.to_string()).unwrap_or_default(),
            entry.at.to_string(),
            entry.actor.clone(),
            entry.actor_id.clone(),
            entry.key.as_ref().map(|key| key.name.clone()).unwrap_or_default(),
            entry.visit.as_ref().map(|visit| visit.name.clone()).unwrap_or_default(),
            entry.act.clone(),
            entry.text.clone(),
            entry.object.clone(),
            changes.join("; "),
            entry.right.clone(),
            entry.digest.clone().unwrap_or_default(),
        ];
        writer
            .write_record(cells.iter().map(|cell| harmless(cell)))
            .map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}

fn lines(entries: &[AuditEntry]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    for entry in entries {
        serde_json::to_writer(&mut out, entry).map_err(Error::internal)?;
        out.push(b'\n');
    }
    Ok(out)
}

fn piece(format: Format, page: &Page, is_first: bool) -> Result<Vec<u8>> {
    match format {
        Format::Csv => csv(&page.entries, is_first),
        Format::Jsonl => lines(&page.entries),
    }
}

async fn read(app: &App, caller: Caller, filter: Filter) -> Result<Page> {
    let answer = app.member_read(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<AuditRead>(Target::None)?;
            page(tx, &permit, &filter).await
        })
    });
    Ok(answer.await?.0)
}

/// Where the file stands.
struct Rest {
    app: App,
    caller: Caller,
    filter: Filter,
    cursor: Option<String>,
    format: Format,
    /// Whoever is cut off meanwhile does not get what is on its way either.
    _while_it_is_read: Reading,
}

async fn next(mut rest: Rest) -> Result<Option<(Vec<u8>, Rest)>> {
    let Some(cursor) = rest.cursor.take() else {
        return Ok(None);
    };
    rest.filter.cursor = cursor;
    let page = read(&rest.app, rest.caller.clone(), rest.filter.clone()).await;
    let page = page.inspect_err(|_| rest.caller.line.hang_up())?;
    let bytes = piece(rest.format, &page, false)?;
    rest.cursor = page.next;
    Ok(Some((bytes, rest)))
}

/// Exports the audit log.
#[utoipa::path(get, path = "/audit/export", tag = "audit", params(ExportAudit),
    responses((status = 200, body = String, content_type = "text/csv"), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<ExportAudit>) -> Result<Response> {
    let again = caller.clone();
    let ((format, filter, first), reading) = app
        .member_read_at_length(caller, query.checked(understand), |tx, me, (format, filter)| {
            Box::pin(async move {
                let permit = me.permit::<AuditRead>(Target::None)?;
                let first = page(tx, &permit, &filter).await?;
                Ok((format, filter, first))
            })
        })
        .await?;
    let head = piece(format, &first, true)?;
    let rest = Rest {
        _while_it_is_read: reading,
        app,
        caller: again,
        filter,
        cursor: first.next,
        format,
    };
    let more = stream::try_unfold(rest, next);
    let body = Body::from_stream(futures_util::StreamExt::chain(stream::iter([Ok(head)]), more));
    let (kind, name) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "audit.csv"),
        Format::Jsonl => ("application/x-ndjson", "audit.jsonl"),
    };
    let file = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, file),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::OK, headers, body).into_response())
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        for (given, kept) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("\n=1", "'\n=1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠x", "'＠x"),
            ("Ada = owner", "Ada = owner"),
            ("", ""),
        ] {
            assert_eq!(harmless(given), kept);
        }
    }
}
