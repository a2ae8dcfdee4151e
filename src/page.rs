//! The pages: the dashboard, the widget's two scripts, and a page to try the widget on. All embedded in the program.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde::Deserialize;

use crate::app::App;
use crate::error::Error;
use crate::id;

#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dashboard;

#[derive(RustEmbed)]
#[folder = "web/widget/dist"]
#[allow_missing = true]
struct Widget;

/// Where a nonce goes in an HTML page.
const PLACE: &str = "__CSP_NONCE__";

const YEAR: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// What a page may do. Sockets are named as well as the page's own address: not every browser reads `'self'` as both.
fn policy(public_origin: &str, nonce: &str) -> String {
    let sockets = public_origin.replacen("http", "ws", 1);
    format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data: https:; font-src 'self'; connect-src 'self' {sockets}; frame-src 'self'; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
}

/// An HTML page with a nonce of its own.
fn page(app: &App, html: &str, status: StatusCode) -> Response {
    let nonce = STANDARD.encode(id::hash(&id::secret("").plain));
    let mut response = (status, Html(html.replace(PLACE, &nonce))).into_response();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&policy(&app.public_origin, &nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, value);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn file(name: &str, file: EmbeddedFile, cache: &'static str, asked: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", hex::encode(&file.metadata.sha256_hash()[..16]));
    let mime = mime_guess::from_path(name).first_or_octet_stream();
    let charset = if mime.type_() == "text" { "; charset=utf-8" } else { "" };
    let mime = format!("{mime}{charset}");
    let mut headers = HeaderMap::new();
    for (key, value) in [
        (header::CONTENT_TYPE, mime.as_str()),
        (header::CACHE_CONTROL, cache),
        (header::ETAG, &tag),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(key, value);
        }
    }
    if asked
        .get(header::IF_NONE_MATCH)
        .is_some_and(|v| v.as_bytes() == tag.as_bytes())
    {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, file.data).into_response()
}

/// A script of the widget, compressed beforehand where the browser takes that: smaller than what is compressed while
/// answering.
fn script(uri: &Uri, asked: &HeaderMap) -> Response {
    let name = uri.path().trim_start_matches('/');
    let takes_br = asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .any(|v| v.split(',').any(|c| c.trim() == "br"));
    let packed = Widget::get(&format!("{name}.br")).filter(|_| takes_br);
    let is_packed = packed.is_some();
    let Some(found) = packed.or_else(|| Widget::get(name)) else {
        return Error::not_found().into_response();
    };
    // The launcher names the panel by its digest, so that one never changes.
    let is_named_by_digest = uri.query().is_some_and(|q| q.starts_with("v="));
    let cache = if is_named_by_digest { YEAR } else { ASK_AGAIN };
    let mut response = file(name, found, cache, asked);
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

/// Everything that is no API: a file of the dashboard, or the dashboard itself, whose router takes the path from there.
pub async fn dashboard(State(app): State<App>, uri: Uri, asked: HeaderMap) -> Response {
    let name = uri.path().trim_start_matches('/');
    if name.starts_with("widget") && name.ends_with(".js") {
        return script(&uri, &asked);
    }
    if let Some(found) = Dashboard::get(name).filter(|_| name != "index.html") {
        let cache = if name.starts_with("assets/") { YEAR } else { ASK_AGAIN };
        return file(name, found, cache, &asked);
    }
    if name.starts_with("api/") || name.contains('.') {
        return Error::not_found().into_response();
    }
    match Dashboard::get("index.html") {
        Some(index) => page(
            &app,
            &telling(&app, &String::from_utf8_lossy(&index.data)),
            StatusCode::OK,
        ),
        None => page(&app, UNBUILT, StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// The page has to know at which address alone people can sign in: it may have been opened at another. In a rehearsal it
/// has to play the same day as the server, and to say so.
fn telling(app: &App, html: &str) -> String {
    let mut tell = meta("deskbell-address", &app.public_origin);
    if app.clock.is_rehearsal() {
        tell += &meta("deskbell-rehearsal", &app.clock.now().to_string());
    }
    html.replacen("</head>", &format!("{tell}</head>"), 1)
}

fn meta(name: &str, content: &str) -> String {
    format!("<meta name=\"{name}\" content=\"{content}\">")
}

const UNBUILT: &str = "<!doctype html><html lang=\"en\"><title>Deskbell</title><p>This program was built without its pages. \
                       Build both with <code>cargo xtask build</code>.</p></html>";

/// Which widget to try.
#[derive(Deserialize)]
pub struct Try {
    widget: Option<String>,
}

/// A page to ring the bell on.
pub async fn demo(State(app): State<App>, Query(which): Query<Try>) -> Response {
    let Some(id) = which.widget.as_deref().and_then(id::parse) else {
        return Error::not_found().into_response();
    };
    let html = include_str!("demo_page.html")
        .replace("__WIDGET__", &id)
        .replace("__ORIGIN__", &app.public_origin);
    page(&app, &html, StatusCode::OK)
}
