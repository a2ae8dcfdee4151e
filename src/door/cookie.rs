//! The dashboard's cookie: httpOnly, so that no script of a page ever holds the token.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::account::session::Begun;
use crate::app::App;

/// The answer to a sign-in, with the cookie where it was asked for.
#[must_use]
pub fn signed_in<T: Serialize>(app: &App, begun: &Begun, body: T) -> Response {
    let response = Json(body).into_response();
    match begun.for_cookie() {
        Some(token) => with_cookie(app, response, token, app.lifetime.days * 86_400),
        None => response,
    }
}

/// The answer to a sign-out: the browser forgets the cookie.
#[must_use]
pub fn signed_out(app: &App, response: Response) -> Response {
    with_cookie(app, response, "", 0)
}

fn with_cookie(app: &App, mut response: Response, value: &str, seconds: i64) -> Response {
    let secure = if app.config.is_https() { "; Secure" } else { "" };
    let cookie = format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}",
        app.cookie_name
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
