//! Who hears the inbox follows the right to read conversations, also while a socket stays open.

use super::Room;
use super::member_socket::{self, Membership};
use crate::app::App;

/// Lets whoever is connected in `room` hear of conversations, or no longer, by what they may now. Called after the commit
/// that may have changed it and before the answer: what the new role lacks is not heard after that.
pub async fn follow(app: &App, room: &Room) {
    // What was begun by the rights of before is done or refused by then.
    app.store.settled().await;
    // Looked up and applied while nobody else does the same: the last one has seen every change.
    let _in_order = app.live.in_order().await;
    for socket in app.live.begin_anew(room) {
        match member_socket::membership_now(app, &socket).await {
            Ok(Some(now)) => {
                hear(&socket, &now);
                socket.extensions.insert(now);
            }
            // Cut off meanwhile, or not known: it may come back if it may.
            Ok(None) | Err(_) => app.live.drop_one(socket),
        }
    }
}

fn hear(socket: &socketioxide::extract::SocketRef, now: &Membership) {
    if now.reads {
        socket.join(Room::Inbox(now.workspace_id.clone()).name());
        return;
    }
    for room in socket.rooms() {
        if Room::is_of_inbox(&room) {
            socket.leave(room);
        }
    }
}
