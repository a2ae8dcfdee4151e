//! The socket of a visitor: hears their own conversation, and nothing of the team's own.

use garde::Validate;
use serde::Deserialize;
use serde_json::{Value, json};
use socketioxide::extract::{AckSender, SocketRef, State, TryData};

use super::events::Typing;
use super::socket::{Who, acknowledgement};
use super::{Arrival, Room};
use crate::app::App;
use crate::door::{Caller, Input, Reply, Token};
use crate::error::{Error, Result};
use crate::inbox::receive;
use crate::visitor::send_message::{VisitorWrites, write};
use crate::visitor::{Visitor, authenticate};

fn caller(app: &App, socket: &SocketRef, token: &str) -> Caller {
    let mut caller = Caller::of(socket.req_parts(), app);
    caller.token = Some(Token::Bearer(token.to_owned()));
    caller.workspace = None;
    caller.key = None;
    caller
}

/// Finds the visitor at the socket.
async fn check(app: &App, socket: &SocketRef, token: &str) -> Result<Visitor> {
    let caller = caller(app, socket, token);
    app.store
        .read(move |tx| Box::pin(async move { authenticate(tx, &caller).await }))
        .await
}

/// Lets a visitor in, to their own room and nowhere else of the team's.
///
/// # Errors
/// 401, 403 `origin_refused`.
pub async fn admit(app: &App, socket: &SocketRef, token: &str) -> Result<Arrival> {
    let visitor = check(app, socket, token).await?;
    let rooms = vec![
        Room::Customer(visitor.customer_id),
        Room::Visitors(visitor.workspace_id),
    ];
    socket.on("client_message", client_message);
    socket.on("typing", typing);
    socket.on("join_conversation", join_conversation);
    Ok(app.live.expect(socket, rooms))
}

fn caller_at(app: &App, socket: &SocketRef) -> Result<Caller> {
    match socket.extensions.get::<Who>() {
        Some(Who::Visitor(token)) => Ok(caller(app, socket, &token)),
        _ => Err(Error::unauthenticated()),
    }
}

struct Sent(Result<VisitorWrites>);

impl Input for Sent {
    type Out = VisitorWrites;
    fn take(self) -> Result<VisitorWrites> {
        self.0
    }
    fn digest(&self) -> [u8; 32] {
        [0; 32]
    }
}

fn checked(data: Value) -> Result<VisitorWrites> {
    let ask: VisitorWrites =
        serde_json::from_value(data).map_err(|_| Error::field("content", "Is missing, or no text."))?;
    if ask.content.contains('\0') {
        return Err(Error::field(
            "content",
            "Has the character U+0000, which is not allowed.",
        ));
    }
    match ask
        .validate()
        .err()
        .and_then(|report| report.into_inner().into_iter().next())
    {
        None => Ok(ask),
        Some((path, why)) => Err(Error::field(path.to_string(), why.to_string())),
    }
}

async fn client_message(socket: SocketRef, State(app): State<App>, TryData(data): TryData<Value>, ack: AckSender) {
    let outcome = match (caller_at(&app, &socket), data) {
        (Ok(caller), Ok(data)) => write(&app, caller, Sent(checked(data))).await,
        (Err(e), _) => Err(e),
        (_, Err(_)) => Err(Error::field("content", "Is missing.")),
    };
    let outcome = outcome.map(|reply| match reply {
        Reply::Fresh(message) => json!(message),
        Reply::Again(_) => Value::Null,
    });
    let _gone = ack.send(&acknowledgement(outcome));
}

/// A visitor is always in their own conversation; the documented event is answered all the same.
async fn join_conversation(ack: AckSender) {
    let _gone = ack.send(&json!({"ok": true}));
}

#[derive(Deserialize)]
struct IsTyping {
    is_typing: bool,
}

async fn typing(socket: SocketRef, State(app): State<App>, TryData(data): TryData<IsTyping>) {
    let (Ok(data), Ok(caller)) = (data, caller_at(&app, &socket)) else {
        return;
    };
    let found = app
        .store
        .read(move |tx| {
            Box::pin(async move {
                let visitor = authenticate(tx, &caller).await?;
                receive::current(tx, &visitor).await
            })
        })
        .await;
    let Ok(Some(conversation_id)) = found else { return };
    let event = Typing {
        conversation_id: conversation_id.clone(),
        user_id: None,
        name: None,
        is_typing: data.is_typing,
        private: false,
    };
    app.live.send(&Room::Conversation(conversation_id), &event).await;
}
