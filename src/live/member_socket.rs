//! The socket of a signed-in person. Every event from it is checked against the database again.

use serde::Deserialize;
use serde_json::{Value, json};
use socketioxide::extract::{AckSender, SocketRef, State, TryData};

use super::Room;
use super::events::{PresenceChanged, Typing};
use super::socket::{Who, acknowledgement};
use crate::access::{ConversationsHandle, ConversationsRead, Member};
use crate::app::App;
use crate::door::Caller;
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::inbox::reach::conversation_in_reach;
use crate::store::Tx;
use crate::visitor::online;
use rulebook::Target;

/// A person at a socket: where they are a member, if anywhere.
pub struct AtSocket {
    session_id: Id,
    account_id: Id,
    member: Option<Member>,
}

/// Finds who is at the socket.
///
/// # Errors
/// 401; 404 where the named workspace is out of reach.
pub async fn check(app: &App, caller: &Caller) -> Result<AtSocket> {
    let (app_, caller) = (app.clone(), caller.clone());
    app.store
        .read(move |tx| {
            Box::pin(async move {
                let actor = crate::access::authenticate(tx, &caller, &app_.books, app_.lifetime).await?;
                let (session_id, account_id) = (actor.session_id.clone(), actor.account.id.clone());
                let member = match actor.member() {
                    Ok(member) => Some(member),
                    Err(e) if e.code() == "no_workspace" => None,
                    Err(e) => return Err(e),
                };
                Ok(AtSocket {
                    session_id,
                    account_id,
                    member,
                })
            })
        })
        .await
}

/// Joins the rooms, then looks once more whether that was still right.
///
/// # Errors
/// As [`check`]: the socket has to be closed then.
pub async fn join(app: &App, socket: &SocketRef, caller: &Caller) -> Result<()> {
    let at = check(app, caller).await?;
    socket.join([
        Room::Session(at.session_id.clone()).name(),
        Room::Account(at.account_id.clone()).name(),
    ]);
    if let Some(member) = &at.member {
        socket.join([
            Room::Members(member.workspace_id.clone()).name(),
            Room::Member(member.id.clone()).name(),
        ]);
    }
    let again = check(app, caller).await?;
    let same = |m: &Option<Member>| m.as_ref().map(|m| m.id.clone());
    if same(&again.member) != same(&at.member) {
        return Err(Error::unauthenticated());
    }
    listen(socket);
    if let Some(member) = at.member {
        arrived(app, socket, &member).await;
    }
    Ok(())
}

async fn arrived(app: &App, socket: &SocketRef, member: &Member) {
    let (workspace_id, agent_id) = (member.workspace_id.clone(), member.account.id.clone());
    let is_new = app.live.presence().came(&workspace_id, &agent_id);
    let (app_, gone) = (app.clone(), (workspace_id.clone(), agent_id.clone()));
    socket.on_disconnect(async move || {
        app_.live.presence().left(&gone.0, &gone.1, app_.clock.now());
    });
    if is_new {
        let news = PresenceChanged {
            agent_id,
            connected: true,
        };
        app.live.send(&Room::Members(workspace_id.clone()), &news).await;
        online::tell(app, &workspace_id).await;
    }
}

fn listen(socket: &SocketRef) {
    socket.on("join_conversation", join_conversation);
    socket.on("leave_conversation", leave_conversation);
    socket.on("typing", typing);
}

#[derive(Deserialize)]
struct Named {
    conversation_id: String,
}

#[derive(Deserialize)]
struct IsTyping {
    conversation_id: String,
    is_typing: bool,
}

async fn member_of(tx: &mut Tx, app: &App, caller: &Caller) -> Result<Member> {
    crate::access::authenticate(tx, caller, &app.books, app.lifetime)
        .await?
        .member()
}

fn caller_at(socket: &SocketRef) -> Result<Caller> {
    match socket.extensions.get::<Who>() {
        Some(Who::Person(caller)) => Ok(*caller),
        _ => Err(Error::unauthenticated()),
    }
}

async fn may_join(app: &App, socket: &SocketRef, wanted: &str) -> Result<Id> {
    let (app_, caller, wanted) = (app.clone(), caller_at(socket)?, wanted.to_owned());
    app.store
        .read(move |tx| {
            Box::pin(async move {
                let member = member_of(tx, &app_, &caller).await?;
                let conversation = conversation_in_reach(tx, &member.workspace_id, &wanted).await?;
                member.permit::<ConversationsRead>(Target::None)?;
                Ok(conversation.id)
            })
        })
        .await
}

async fn join_conversation(socket: SocketRef, State(app): State<App>, TryData(data): TryData<Named>, ack: AckSender) {
    let outcome = match data {
        Ok(named) => may_join(&app, &socket, &named.conversation_id).await,
        Err(_) => Err(Error::field("conversation_id", "Is missing.")),
    };
    let outcome: Result<Value> = outcome.map(|id| {
        socket.join(Room::Conversation(id).name());
        json!({"ok": true})
    });
    let _gone = ack.send(&acknowledgement(outcome));
}

async fn leave_conversation(socket: SocketRef, TryData(data): TryData<Named>) {
    if let Some(id) = data.ok().and_then(|named| id::parse(&named.conversation_id)) {
        socket.leave(Room::Conversation(id).name());
    }
}

async fn typing(socket: SocketRef, State(app): State<App>, TryData(data): TryData<IsTyping>) {
    let (Ok(data), Ok(caller)) = (data, caller_at(&socket)) else {
        return;
    };
    let app_ = app.clone();
    let wanted = data.conversation_id.clone();
    let found = app
        .store
        .read(move |tx| {
            Box::pin(async move {
                let member = member_of(tx, &app_, &caller).await?;
                let conversation = conversation_in_reach(tx, &member.workspace_id, &wanted).await?;
                let permit = member.permit::<ConversationsHandle>(Target::None)?;
                Ok((permit.account.clone(), conversation))
            })
        })
        .await;
    let Ok((account, conversation)) = found else { return };
    let event = Typing {
        conversation_id: conversation.id.clone(),
        user_id: Some(account.id),
        name: Some(account.full_name),
        is_typing: data.is_typing,
    };
    app.live
        .send_but(&Room::Conversation(conversation.id), &socket, &event)
        .await;
    if let Some(customer_id) = conversation.customer_id {
        app.live.send(&Room::Customer(customer_id), &event).await;
    }
}
