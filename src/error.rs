//! One error for everything, and its one form on the wire: RFC 9457, with the rule behind every refusal.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::limits;

/// What every use case answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was refused, and who can change that.
#[derive(Debug, Clone, Serialize, ToSchema, PartialEq, Eq)]
pub struct Why {
    /// A stable name of the rule, such as `support/permissions/members.invite`.
    pub rule: String,
    /// The rule in words.
    pub text: String,
    /// Who may do it, or can change that it is refused.
    pub who: Vec<String>,
    /// The page of the dashboard where it is changed, or where those who can are; null where none does.
    pub link: Option<&'static str>,
}

/// The page where the switches of the rulebook are turned.
const SWITCHES: &str = "/settings/general";

/// Where a rule is changed, by the part of its name that says what kind it is.
fn link_of(rule: &str) -> &'static str {
    match rule.split('/').nth(1) {
        Some("plans") => "/settings/billing",
        Some("switches") => SWITCHES,
        _ => "/team",
    }
}

impl From<rulebook::Explanation> for Why {
    fn from(e: rulebook::Explanation) -> Self {
        Why {
            link: Some(if e.by_switch { SWITCHES } else { link_of(&e.rule) }),
            rule: e.rule,
            text: e.text,
            who: e.who,
        }
    }
}

/// A field that can't be taken as it is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldError {
    /// The field's path, as in `config.domain`.
    pub field: String,
    /// What is wrong and what would do.
    pub message: String,
}

/// An error body (`application/problem+json`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`; `code` tells errors apart.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What happened, in a sentence.
    pub detail: String,
    /// A stable word for programs.
    pub code: &'static str,
    /// Malformed fields, where there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// The rule behind a refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
    /// Documented keys of a single error (the 402 bodies).
    #[serde(flatten)]
    #[schema(ignore)]
    pub extra: Map<String, Value>,
}

/// An error, on its way to a caller. Boxed: the good path carries one word.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    problem: Problem,
    retry_after: Option<i64>,
}

impl Error {
    fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            problem: Problem {
                kind: "about:blank",
                title: status.canonical_reason().unwrap_or("Error"),
                status: status.as_u16(),
                detail: detail.into(),
                code,
                errors: Vec::new(),
                why: None,
                extra: Map::new(),
            },
            retry_after: None,
        }))
    }

    /// 401: no live session.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthenticated",
            "Sign in first: there is no live session for this request.",
        )
    }

    /// 401: an unknown address and a wrong password look the same.
    #[must_use]
    pub fn wrong_credentials() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "wrong_credentials",
            "Incorrect email or password.",
        )
    }

    /// 413: the body is over its limit, in bytes.
    #[must_use]
    pub fn too_large(limit: usize) -> Self {
        let words = match limit % limits::MIB {
            0 => format!("{} MiB", limit / limits::MIB),
            _ => format!("{limit} bytes"),
        };
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            format!("What was sent is larger than {words}."),
        )
    }

    /// 422: one malformed field.
    #[must_use]
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::fields(vec![FieldError {
            field: field.into(),
            message: message.into(),
        }])
    }

    /// 422: malformed fields.
    #[must_use]
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let detail = errors
            .iter()
            .map(|e| format!("{}: {}", e.field, e.message))
            .collect::<Vec<_>>()
            .join("; ");
        let mut error = Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", detail);
        error.0.problem.errors = errors;
        error
    }

    /// 422 with a code of its own.
    #[must_use]
    pub fn unprocessable(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
    }

    /// 400, where the documented API has it.
    #[must_use]
    pub fn bad_request(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// 400: the account is in no workspace.
    #[must_use]
    pub fn no_workspace() -> Self {
        Self::bad_request(
            "no_workspace",
            "This account is in no workspace. Create one, or ask to be invited.",
        )
    }

    /// 404: absent, malformed or out of reach; the caller can't tell which.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is nothing here that you can see.",
        )
    }

    /// 404 of something that a query or body names.
    #[must_use]
    pub fn no_such(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, detail)
    }

    /// 405: the path is there, the method is not.
    #[must_use]
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "This path does not take this method.",
        )
    }

    /// 403: a rule says no.
    #[must_use]
    pub fn refused(code: &'static str, why: Why) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, why.text.clone()).because(why)
    }

    /// 402: the plan holds no more, with the documented keys.
    #[must_use]
    pub fn payment_required(keys: Map<String, Value>, code: &'static str, why: Why) -> Self {
        let mut error = Self::new(StatusCode::PAYMENT_REQUIRED, code, why.text.clone());
        error.0.problem.extra = keys;
        error.because(why)
    }

    /// 409: the state forbids it.
    #[must_use]
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, detail)
    }

    /// 429, with the seconds until it is worth trying again.
    #[must_use]
    pub fn too_many(code: &'static str, detail: impl Into<String>, retry_after: i64) -> Self {
        let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, code, detail);
        error.0.retry_after = Some(retry_after.max(1));
        error
    }

    /// 507: nothing more can be stored.
    #[must_use]
    pub fn storage_full(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "storage_full", detail)
    }

    /// 503: try again.
    #[must_use]
    pub fn busy(detail: impl Into<String>) -> Self {
        let mut error = Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail);
        error.0.retry_after = Some(1);
        error
    }

    /// 500. What happened goes to the log, never to the caller.
    #[must_use]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Something went wrong on the server. Nothing was changed; the log says more.",
        )
    }

    /// 500: the connection was lost while committing, so nobody knows whether it holds.
    #[must_use]
    pub fn ambiguous(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "a commit was lost");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "unknown_outcome",
            "The database was lost while saving. Look whether it was done before you try again.",
        )
    }

    /// Adds a documented key.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.problem.extra.insert(key.to_owned(), value.into());
        self
    }

    /// Adds the rule behind it.
    #[must_use]
    pub fn because(mut self, why: Why) -> Self {
        self.0.problem.why = Some(why);
        self
    }

    /// The stable word of it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.problem.code
    }

    /// The body of it.
    #[must_use]
    pub fn problem(&self) -> &Problem {
        &self.0.problem
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.0.problem.code, self.0.problem.detail)
    }
}

impl std::error::Error for Error {}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let Inner { problem, retry_after } = *self.0;
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = retry_after {
            headers.insert(HeaderName::from_static("retry-after"), HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"deskbell\""),
            );
        }
        response
    }
}
