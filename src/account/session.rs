//! Sessions: opaque tokens of 256 bits, of which only the hash is kept (decision 19).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::door::Caller;
use crate::error::{Error, Result};
use crate::id::{self, Id, Secret};
use crate::live::Room;
use crate::store::Tx;
use crate::{params, sql};

/// How the client wants to hold its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Hold {
    /// In an httpOnly cookie; the answer carries no token. Only from the dashboard's own pages.
    Cookie,
    /// As a token in the answer.
    Bearer,
}

/// What a client gets to sign its requests with.
#[derive(Debug, Serialize, ToSchema)]
pub struct Token {
    /// The token; null where the session is held in a cookie.
    pub access_token: Option<String>,
    /// `bearer` or `cookie`.
    pub token_type: &'static str,
}

/// A session just begun: its secret leaves the server once.
pub struct Begun {
    hold: Hold,
    secret: Secret,
}

/// Begins a session for an account.
///
/// # Errors
/// Internal ones only.
pub async fn begin(tx: &mut Tx, account_id: &Id, hold: Hold, user_agent: &str) -> Result<Begun> {
    let secret = id::secret("db_");
    let now = tx.now();
    tx.run(
        sql!(
            "insert into sessions (id, token_hash, account_id, workspace_id, by_cookie, user_agent, created_at, last_used_at)
             values ($1, $2, $3, null, $4, $5, $6, $6)"
        ),
        params![
            &tx.id(),
            secret.hash.as_slice(),
            account_id,
            hold == Hold::Cookie,
            user_agent,
            now
        ],
    )
    .await?;
    Ok(Begun { hold, secret })
}

/// Ends every session of an account but one; answers which ended. Their sockets are to be [`cut`] after the commit.
///
/// # Errors
/// Internal ones only.
pub async fn end_all(tx: &mut Tx, account_id: &Id, but: Option<&Id>) -> Result<Vec<Id>> {
    let but = but.map_or("", String::as_str);
    tx.all(
        sql!("delete from sessions where account_id = $1 and id <> $2 returning id"),
        params![account_id, but],
        |r| r.get(0),
    )
    .await
}

/// Closes the sockets of sessions that have ended. When this returns, none of them is in any room, and nothing that was begun
/// by one of them is still to come.
pub async fn cut(app: &App, ended: &[Id]) {
    for session in ended {
        app.live.cut(&Room::Session(session.clone()), "signed_out");
    }
    app.store.settled().await;
}

/// A cookie is handed only to the dashboard's own pages: another page could otherwise sign a visitor in as somebody else.
///
/// # Errors
/// 422 that names `session`.
pub fn check_hold(caller: &Caller, hold: Option<Hold>) -> Result<Hold> {
    match hold {
        Some(Hold::Cookie) if !caller.comes_from_dashboard() => Err(Error::field(
            "session",
            format!(
                "A cookie is given only to the dashboard's own pages, at {}. Leave it out to get a token.",
                caller.public_origin()
            ),
        )),
        other => Ok(other.unwrap_or(Hold::Bearer)),
    }
}

impl Begun {
    /// The token as the answer shows it.
    #[must_use]
    pub fn token(&self) -> Token {
        match self.hold {
            Hold::Bearer => Token {
                access_token: Some(self.secret.plain.clone()),
                token_type: "bearer",
            },
            Hold::Cookie => Token {
                access_token: None,
                token_type: "cookie",
            },
        }
    }

    /// The token for the cookie, where the session is to be held in one.
    #[must_use]
    pub fn for_cookie(&self) -> Option<&str> {
        (self.hold == Hold::Cookie).then_some(self.secret.plain.as_str())
    }
}
