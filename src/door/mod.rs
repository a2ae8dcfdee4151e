//! What all HTTP doors share: who calls, what they sent, and the one way into a use case.

mod act;
mod caller;
pub mod cookie;
pub mod file;
mod input;
mod line;
mod malformed;
mod path;
mod raw;
mod reply;
mod route;
mod upload;

/// Under which the API answers.
pub const BASE: &str = "/api/v1";

pub use caller::{Caller, SESSION_COOKIE, Token, session_cookie};
pub use input::{Body, Input, MaybeBody, Nothing, Query};
pub use line::{Line, Lines, Peer};
pub use path::readable;
pub use raw::{Raw, Sheet};
pub use reply::{REMEMBERED, Reply};
pub use route::{Route, describe, serve};
pub use upload::{Kept, Upload};
