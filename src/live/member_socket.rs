//! The socket of a signed-in person. Every event from it is checked against the database again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Deserialize;
use serde_json::{Value, json};
use socketioxide::extract::{AckSender, SocketRef, State, TryData};

use super::events::{PresenceChanged, Typing};
use super::socket::{Who, acknowledgement};
use super::{Arrival, Room};
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
#[derive(PartialEq)]
struct AtSocket {
    session_id: Id,
    account_id: Id,
    member: Option<Membership>,
}

/// A membership that a socket stands for.
#[derive(Clone, PartialEq)]
pub(super) struct Membership {
    pub(super) id: Id,
    pub(super) workspace_id: Id,
    account_id: Id,
    /// Whether they may read conversations.
    pub(super) reads: bool,
}

/// Finds who is at the socket.
async fn check(app: &App, caller: &Caller) -> Result<AtSocket> {
    let (app_, caller) = (app.clone(), caller.clone());
    app.store
        .read(move |tx| {
            Box::pin(async move {
                let asking = crate::access::authenticate(tx, &caller, &app_.books, app_.lifetime).await?;
                let actor = asking.in_person()?;
                let (session_id, account_id) = (actor.session_id.clone(), actor.account.id.clone());
                let member = match actor.member() {
                    Ok(member) => Some(Membership {
                        reads: member.permit::<ConversationsRead>(Target::None).is_ok(),
                        id: member.id,
                        workspace_id: member.workspace_id,
                        account_id: account_id.clone(),
                    }),
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

impl AtSocket {
    fn rooms(&self) -> Vec<Room> {
        let mut rooms = vec![
            Room::Session(self.session_id.clone()),
            Room::Account(self.account_id.clone()),
        ];
        if let Some(member) = &self.member {
            rooms.push(Room::Members(member.workspace_id.clone()));
            if member.reads {
                rooms.push(Room::Inbox(member.workspace_id.clone()));
            }
            rooms.push(Room::Member(member.id.clone()));
        }
        rooms
    }
}

/// Lets a person in: looks who they are, notes the rooms they will join, and looks once more whether that is still right.
///
/// # Errors
/// 401; 404 where the named workspace is out of reach.
pub async fn admit(app: &App, socket: &SocketRef, caller: &Caller) -> Result<Arrival> {
    let at = check(app, caller).await?;
    let arrival = app.live.expect(socket, at.rooms());
    if check(app, caller).await? != at {
        return Err(Error::unauthenticated());
    }
    listen(socket);
    if let Some(member) = at.member {
        socket.extensions.insert(member);
    }
    Ok(arrival)
}

/// The member that a socket's person is now.
///
/// # Errors
/// As [`admit`].
pub(super) async fn membership_now(app: &App, socket: &SocketRef) -> Result<Option<Membership>> {
    Ok(check(app, &caller_at(socket)?).await?.member)
}

/// Says that a member is here, if the socket is one's.
pub fn arrived(app: &App, socket: &SocketRef) {
    let Some(member) = socket.extensions.get::<Membership>() else {
        return;
    };
    let (workspace_id, agent_id) = (member.workspace_id, member.account_id);
    let is_new = app.live.presence().came(&workspace_id, &agent_id);
    leave_at_the_end(app, socket, (workspace_id.clone(), agent_id.clone()));
    if is_new {
        let app = app.clone();
        tokio::spawn(async move {
            let news = PresenceChanged {
                agent_id,
                connected: true,
            };
            app.live.send(&Room::Members(workspace_id.clone()), &news).await;
            online::tell(&app, &workspace_id).await;
        });
    }
}

/// Notes once that this client left. One that is gone already has nobody left to call what stands here for it.
fn leave_at_the_end(app: &App, socket: &SocketRef, (workspace_id, agent_id): (Id, Id)) {
    let app = app.clone();
    let noted = AtomicBool::new(false);
    let leave = Arc::new(move || {
        if !noted.swap(true, Ordering::Relaxed) {
            app.live.presence().left(&workspace_id, &agent_id, app.clock.now());
        }
    });
    let at_the_end = leave.clone();
    socket.on_disconnect(async move || at_the_end());
    if !socket.connected() {
        leave();
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
    /// What is being written is a note.
    #[serde(default)]
    private: bool,
}

async fn member_of(tx: &mut Tx, app: &App, caller: &Caller) -> Result<Member> {
    crate::access::authenticate(tx, caller, &app.books, app.lifetime)
        .await?
        .in_person()?
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
        private: data.private,
    };
    app.live
        .send_but(&Room::Conversation(conversation.id), &socket, &event)
        .await;
    let Some(customer_id) = conversation.customer_id.filter(|_| !data.private) else {
        return;
    };
    // A visitor learns the name of who answers, never an id of the team's.
    let event = Typing { user_id: None, ..event };
    app.live.send(&Room::Customer(customer_id), &event).await;
}
