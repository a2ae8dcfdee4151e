//! Connecting: who may, checked before anything is heard and once more after the rooms are joined, so that somebody who
//! is removed in between hears nothing.

use serde::Deserialize;
use serde_json::{Value, json};
use socketioxide::SocketIo;
use socketioxide::extract::{SocketRef, State, TryData};
use socketioxide::handler::ConnectHandler;

use super::{member_socket, visitor_socket};
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
    match &who {
        Who::Person(caller) => member_socket::check(&app, caller).await.map(|_| ()),
        Who::Visitor(token) => visitor_socket::check(&app, &socket, token).await.map(|_| ()),
    }
    .map_err(Refused)?;
    socket.extensions.insert(who);
    Ok(())
}

async fn connected(socket: SocketRef, State(app): State<App>) {
    let joined = match socket.extensions.get::<Who>() {
        Some(Who::Person(caller)) => member_socket::join(&app, &socket, &caller).await,
        Some(Who::Visitor(token)) => visitor_socket::join(&app, &socket, &token).await,
        None => Err(Error::unauthenticated()),
    };
    if joined.is_err() {
        socket.leave_all();
        let _already_gone = socket.disconnect();
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
