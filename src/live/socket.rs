//! Connecting: who may. Everything is ready before the client is told that it is connected: it may speak at once, and
//! nothing that happens from then on is missed.

use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::{Value, json};
use socketioxide::SocketIo;
use socketioxide::extract::{SocketRef, State, TryData};
use socketioxide::handler::ConnectHandler;
use url::Url;

use super::catch_up::{self, Missed};
use super::member_socket::Membership;
use super::{Arrival, member_socket, visitor_socket};
use crate::app::App;
use crate::door::{Caller, Token};
use crate::error::{Error, Result};
use crate::id::Id;

/// What a client sends with its handshake (decision 20).
#[derive(Debug, Default, Deserialize)]
pub struct Handshake {
    token: Option<String>,
    visitor: Option<String>,
    business_id: Option<String>,
    after: Option<i64>,
}

/// Who a socket belongs to.
#[derive(Clone)]
pub enum Who {
    /// A signed-in person.
    Person(Box<Caller>),
    /// A visitor of a page, by token.
    Visitor(String),
}

/// A refusal as the client's `connect_error` shows it.
#[derive(Debug)]
pub struct Refused(Error);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.code())
    }
}

/// Puts the handlers in place.
pub fn install(io: &SocketIo) {
    io.ns("/", connected.with(check));
}

/// Whether the dashboard is where the request was made, by its `Referer`. A browser names no `Origin` when a page asks the
/// server that it came from, as the dashboard does where WebSocket is blocked; no page can write either of the two.
fn is_referred(caller: &Caller, headers: &HeaderMap) -> bool {
    let referer = headers.get(header::REFERER).and_then(|v| v.to_str().ok());
    let page = referer.and_then(|text| Url::parse(text).ok());
    caller.origin.is_none() && page.is_some_and(|page| page.origin().ascii_serialization() == caller.public_origin())
}

fn who(socket: &SocketRef, app: &App, auth: Handshake) -> Result<Who> {
    let mut caller = Caller::of(socket.req_parts(), app);
    caller.workspace = auth.business_id;
    if let Some(visitor) = auth.visitor {
        return Ok(Who::Visitor(visitor));
    }
    if let Some(token) = auth.token {
        caller.token = Some(Token::Bearer(token));
    } else if !caller.comes_from_dashboard() && !is_referred(&caller, &socket.req_parts().headers) {
        // A cookie travels from any page; only the dashboard's own may use it.
        return Err(Error::unauthenticated());
    }
    Ok(Who::Person(Box::new(caller)))
}

/// The number of the last event that a client had.
#[derive(Clone, Copy)]
struct After(i64);

async fn check(socket: SocketRef, State(app): State<App>, TryData(auth): TryData<Handshake>) -> Result<(), Refused> {
    let auth = auth.unwrap_or_default();
    if let Some(after) = auth.after {
        socket.extensions.insert(After(after));
    }
    let who = who(&socket, &app, auth).map_err(Refused)?;
    let arrival = match &who {
        Who::Person(caller) => member_socket::admit(&app, &socket, caller).await,
        Who::Visitor(token) => visitor_socket::admit(&app, &socket, token).await,
    };
    socket.extensions.insert(arrival.map_err(Refused)?);
    socket.extensions.insert(who);
    Ok(())
}

/// Waits for nothing, so that the rooms are joined before the client can have acted on being connected. Only whoever
/// catches up joins later: what happens until then is in the log.
#[allow(clippy::unused_async)] // the handler's signature
async fn connected(socket: SocketRef, State(app): State<App>) {
    let Some(arrival) = socket.extensions.remove::<Arrival>() else {
        return;
    };
    let member = socket.extensions.get::<Membership>();
    match (member, socket.extensions.get::<After>()) {
        (Some(member), Some(After(after))) => {
            let missed = Missed {
                workspace_id: member.workspace_id,
                member_id: member.id,
                reads: member.reads,
                after,
            };
            tokio::spawn(catching_up(app, socket, arrival, missed));
        }
        (member, _) => {
            if app.live.enter(&socket, &arrival) {
                member_socket::arrived(&app, &socket);
                if let Some(member) = member {
                    tokio::spawn(saying_where(app, socket, member.workspace_id));
                }
            }
        }
    }
}

async fn catching_up(app: App, socket: SocketRef, arrival: Arrival, missed: Missed) {
    match catch_up::catch_up(&app, &socket, &arrival, missed).await {
        Ok(true) => member_socket::arrived(&app, &socket),
        // Gone, cut, or too slow. One that can come back does.
        Ok(false) => app.live.drop_one(socket),
        Err(error) => {
            tracing::error!(%error, "a member could not catch up");
            app.live.drop_one(socket);
        }
    }
}

async fn saying_where(app: App, socket: SocketRef, workspace_id: Id) {
    if let Err(error) = catch_up::say_where(&app, &socket, workspace_id).await {
        tracing::error!(%error, "a member was not told where the events stand");
    }
}

/// What a client's acknowledgement gets.
#[must_use]
pub fn acknowledgement(outcome: Result<Value>) -> Value {
    match outcome {
        Ok(value) => value,
        Err(e) => json!({"error": e.problem()}),
    }
}
