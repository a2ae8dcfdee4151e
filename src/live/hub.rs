//! The rooms, and sending into them.

use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use serde::Serialize;
use socketioxide::extract::SocketRef;
use socketioxide::{BroadcastError, SocketIo};

use super::arrival::{Arrival, Arrivals, Cut};
use super::events::{Event, SignedOut, StillThere};
use super::presence::Presence;
use super::readers::{Readers, Reading};
use crate::door::Line;
use crate::id::Id;

/// Who hears an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Room {
    /// Every connected member of a workspace.
    Members(Id),
    /// The connected members of a workspace who may read conversations.
    Inbox(Id),
    /// One person's clients in one workspace, by membership.
    Member(Id),
    /// One person's clients, in whatever workspace.
    Account(Id),
    /// The clients of one session.
    Session(Id),
    /// The programs that use one key.
    Key(Id),
    /// What one visit of a platform admin reads.
    Visit(Id),
    /// The members who have a conversation open.
    Conversation(Id),
    /// The browser of one customer.
    Customer(Id),
    /// Every visitor of a workspace.
    Visitors(Id),
}

impl Room {
    /// Its name between server and adapter; no client ever names a room.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Room::Members(id) => format!("members:{id}"),
            Room::Inbox(id) => format!("inbox:{id}"),
            Room::Member(id) => format!("member:{id}"),
            Room::Account(id) => format!("account:{id}"),
            Room::Session(id) => format!("session:{id}"),
            Room::Key(id) => format!("key:{id}"),
            Room::Visit(id) => format!("visit:{id}"),
            Room::Conversation(id) => format!("conversation:{id}"),
            Room::Customer(id) => format!("customer:{id}"),
            Room::Visitors(id) => format!("visitors:{id}"),
        }
    }

    /// Whether the events of the room with this name are numbered.
    #[must_use]
    pub fn is_of_members(name: &str) -> bool {
        ["members:", "member:", "inbox:"]
            .iter()
            .any(|kind| name.starts_with(kind))
    }

    /// Whether only those who may read conversations hear what is said in the room with this name.
    #[must_use]
    pub fn is_of_inbox(name: &str) -> bool {
        ["inbox:", "conversation:"].iter().any(|kind| name.starts_with(kind))
    }
}

/// The live part of the server. Cheap to clone.
#[derive(Clone, Default)]
pub struct Live(Arc<Inner>);

#[derive(Default)]
struct Inner {
    io: OnceLock<SocketIo>,
    presence: Presence,
    arrivals: Arc<Arrivals>,
    readers: Arc<Readers>,
    /// Sockets that are to end and were too full to be told.
    ending: Mutex<Vec<SocketRef>>,
    /// Held while events are numbered and sent, and while somebody hears the last of what they missed.
    order: tokio::sync::Mutex<()>,
}

impl Live {
    /// Connects it to the Socket.IO server, once.
    pub fn attach(&self, io: SocketIo) {
        let _second = self.0.io.set(io);
    }

    /// Who is connected.
    #[must_use]
    pub fn presence(&self) -> &Presence {
        &self.0.presence
    }

    /// Waits until nothing is being delivered, and holds that until the guard goes.
    pub(super) async fn in_order(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.0.order.lock().await
    }

    /// Sends a fleeting event.
    pub async fn send<E: Event>(&self, room: &Room, event: &E) {
        self.emit(&room.name(), E::NAME, event).await;
    }

    /// Sends a fleeting event to all but one client.
    pub async fn send_but<E: Event>(&self, room: &Room, but: &SocketRef, event: &E) {
        let sent = but.to(room.name()).emit(E::NAME, event).await;
        if sent.is_err() {
            self.drop_slow(&room.name()).await;
        }
    }

    /// Sends an event by name. A client whose queue is full is dropped, never waited for.
    pub async fn emit<T: Serialize + ?Sized>(&self, room: &str, event: &str, payload: &T) {
        let Some(io) = self.0.io.get() else { return };
        if let Err(BroadcastError::Socket(_)) = io.within(room.to_owned()).emit(event, payload).await {
            self.drop_slow(room).await;
        }
    }

    /// Some queue in the room was full: whoever can't take one more event now is cut off, and comes back by itself.
    async fn drop_slow(&self, room: &str) {
        let Some(io) = self.0.io.get() else { return };
        for socket in io.within(room.to_owned()).sockets() {
            if socket.emit(StillThere::NAME, &StillThere {}).is_err() {
                tracing::info!(socket = %socket.id, "a client reads too slowly and is dropped");
                self.end(socket);
            }
        }
    }

    /// Takes a socket out of every room and tells it that this is the end. Where its queue is full, it is told as soon as
    /// it reads again: one that lived on would wait for news that never come.
    fn end(&self, socket: SocketRef) {
        socket.leave_all();
        if socket.clone().disconnect().is_err() {
            self.0.ending.lock().push(socket);
        }
    }

    /// Ends one socket that is in no room yet.
    pub(super) fn drop_one(&self, socket: SocketRef) {
        self.end(socket);
    }

    /// Tells those that could not be told before. Called once a second.
    pub fn end_full(&self) {
        self.0.ending.lock().retain(|socket| {
            // Whatever it joined meanwhile.
            socket.leave_all();
            socket.clone().disconnect().is_err()
        });
    }

    /// Whether a client of the room is connected to this server.
    #[must_use]
    pub fn is_heard(&self, room: &Room) -> bool {
        let io = self.0.io.get();
        io.is_some_and(|io| !io.within(room.name()).sockets().is_empty())
    }

    /// Notes that a socket will join these rooms, from where on cutting one of them cuts the socket too.
    #[must_use]
    pub fn expect(&self, socket: &SocketRef, rooms: Vec<Room>) -> Arrival {
        self.0.arrivals.note(socket.id, rooms)
    }

    /// Notes that a long answer goes to somebody in these rooms: cutting one of them ends it.
    #[must_use]
    pub fn reading(&self, rooms: Vec<Room>, line: Line) -> Reading {
        self.0.readers.note(rooms, line)
    }

    /// The visits that a long answer is on its way to.
    #[must_use]
    pub fn visits_reading(&self) -> Vec<Id> {
        self.0.readers.visits()
    }

    /// Lets a socket into the rooms that were noted for it; answers whether it is in them.
    pub fn enter(&self, socket: &SocketRef, arrival: &Arrival) -> bool {
        let outcome = arrival.arrive(|rooms| socket.join(rooms.iter().map(Room::name).collect::<Vec<_>>()));
        match &outcome {
            Ok(()) => {}
            Err(Cut::Ended(reason)) => self.say_goodbye(socket.clone(), reason),
            Err(Cut::Anew) => self.end(socket.clone()),
        }
        // One that ended before it was in a room has nobody left to take it out.
        if !socket.connected() {
            socket.leave_all();
        }
        outcome.is_ok()
    }

    /// Closes every socket in a room and every long answer to it, after a last event with the reason (`signed_out` or `removed`). When this returns,
    /// none of them is in any room.
    pub fn cut(&self, room: &Room, reason: &str) {
        self.0.readers.cut(room);
        let Some(io) = self.0.io.get() else { return };
        self.0.arrivals.cut(room, reason);
        for socket in io.within(room.name()).sockets() {
            self.say_goodbye(socket, reason);
        }
    }

    /// The sockets in a room; whoever is on the way into it has to begin anew.
    pub(super) fn begin_anew(&self, room: &Room) -> Vec<SocketRef> {
        self.0.arrivals.begin_anew(room);
        let io = self.0.io.get();
        io.map_or_else(Vec::new, |io| io.within(room.name()).sockets())
    }

    fn say_goodbye(&self, socket: SocketRef, reason: &str) {
        // What is being told to a room it was in is out before this returns, so that the goodbye is the last it hears.
        socket.leave_all();
        let goodbye = SignedOut {
            reason: reason.to_owned(),
        };
        let _full = socket.emit(SignedOut::NAME, &goodbye);
        self.end(socket);
    }
}
