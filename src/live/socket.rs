//! Connecting: who may. Everything is ready before the client is told that it is connected: it may speak at once, and
//! nothing that happens from then on is missed.

use serde::Deserialize;
use serde_json::{Value, json};
use socketioxide::SocketIo;
use socketioxide::extract::{SocketRef, State, TryData};
use socketioxide::handler::ConnectHandler;

use super::{Arrival, member_socket, visitor_socket};
use crate::app::App;
use crate::door::{Caller, Token};
use crate::error::{Error, Result};

/// What a client sends with its handshake (decision 20).
#[derive(Debug, Default, Deserialize)]
pub struct Handshake {
    token: Option<String>,
    visitor: Option<String>,
    business_id: Option<String>,
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

fn who(socket: &SocketRef, app: &App, auth: Handshake) -> Result<Who> {
    let mut caller = Caller::of(socket.req_parts(), app);
    caller.workspace = auth.business_id;
    if let Some(visitor) = auth.visitor {
        return Ok(Who::Visitor(visitor));
    }
    if let Some(token) = auth.token {
        caller.token = Some(Token::Bearer(token));
    } else if !caller.comes_from_dashboard() {
        // A cookie travels from any page; only the dashboard's own may use it.
        return Err(Error::unauthenticated());
    }
    Ok(Who::Person(Box::new(caller)))
}

async fn check(socket: SocketRef, State(app): State<App>, TryData(auth): TryData<Handshake>) -> Result<(), Refused> {
    let who = who(&socket, &app, auth.unwrap_or_default()).map_err(Refused)?;
    let arrival = match &who {
        Who::Person(caller) => member_socket::admit(&app, &socket, caller).await,
        Who::Visitor(token) => visitor_socket::admit(&app, &socket, token).await,
    };
    socket.extensions.insert(arrival.map_err(Refused)?);
    socket.extensions.insert(who);
    Ok(())
}

/// Waits for nothing, so that the rooms are joined before the client can have acted on being connected.
#[allow(clippy::unused_async)] // the handler's signature
async fn connected(socket: SocketRef, State(app): State<App>) {
    if socket
        .extensions
        .remove::<Arrival>()
        .is_some_and(|arrival| app.live.enter(&socket, &arrival))
    {
        member_socket::arrived(&app, &socket);
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
