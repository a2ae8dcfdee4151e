//! A member who comes back hears what they missed, in order and once, from the log; then `caught_up`. Source: `seq` in the
//! interface conventions.

use socketioxide::SendError;
use socketioxide::SocketError;
use socketioxide::extract::SocketRef;

use super::deliver::{Told, numbered};
use super::events::{CaughtUp, Event, Reload};
use super::{Arrival, Room};
use crate::app::App;
use crate::error::Result;
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Behind by more events than this, reading everything anew is faster.
pub const FAR: i64 = 10_000;
/// Rows of the log read at once.
const PAGE: i64 = 200;
/// Events still to be sent below which the last of them go out while nothing else is delivered.
const FEW: usize = 64;
/// How often a client may take nothing before it counts as gone; a hundredth of a second apart.
const PATIENCE: usize = 1_000;

/// Whose events, and after which one.
#[derive(Clone)]
pub struct Missed {
    /// The tenant.
    pub workspace_id: Id,
    /// The membership.
    pub member_id: Id,
    /// Whether they may read conversations.
    pub reads: bool,
    /// The number of the last event that the client had.
    pub after: i64,
}

/// What the log holds after a number.
enum Page {
    /// The next events, and whether these are all.
    Events(Vec<(Told, i64)>, bool),
    /// Too much, or no longer there; with the newest number.
    TooFar(i64),
}

async fn newest(tx: &mut Tx, workspace_id: &Id) -> Result<i64> {
    tx.count(
        sql!("select last from event_numbers where workspace_id = $1"),
        params![workspace_id],
    )
    .await
}

async fn page(tx: &mut Tx, missed: &Missed) -> Result<Page> {
    let newest = newest(tx, &missed.workspace_id).await?;
    if missed.after > newest || newest.saturating_sub(missed.after) > FAR {
        return Ok(Page::TooFar(newest));
    }
    let rows: Vec<(i64, String)> = tx
        .all(
            sql!("select seq, events from events where workspace_id = $1 and seq > $2 order by seq limit $3"),
            params![&missed.workspace_id, missed.after, PAGE],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    let all = (rows.len() as i64) < PAGE;
    let mut events: Vec<_> = rows.iter().flat_map(|(seq, events)| numbered(events, *seq)).collect();
    events.retain(|(_, seq)| *seq > missed.after);
    // The log is kept for seven days: what should come next may be gone.
    let next = events.first().map_or(newest + 1, |(_, seq)| *seq);
    if next != missed.after + 1 && newest != missed.after {
        return Ok(Page::TooFar(newest));
    }
    Ok(Page::Events(events, all))
}

async fn read(app: &App, missed: &Missed) -> Result<Page> {
    let missed = missed.clone();
    app.store
        .read(move |tx| Box::pin(async move { page(tx, &missed).await }))
        .await
}

fn is_full(error: &SendError) -> bool {
    matches!(error, SendError::Socket(SocketError::InternalChannelFull))
}

/// Sends as many events as the client takes now; answers how many. `None` where it is gone or was cut.
fn send(socket: &SocketRef, arrival: &Arrival, events: &[(Told, i64)], missed: &mut Missed) -> Option<usize> {
    let rooms = [
        Room::Members(missed.workspace_id.clone()).name(),
        Room::Member(missed.member_id.clone()).name(),
        Room::Inbox(missed.workspace_id.clone()).name(),
    ];
    let rooms = &rooms[..if missed.reads { 3 } else { 2 }];
    arrival.unless_cut(|| {
        for (at, (told, seq)) in events.iter().enumerate() {
            if rooms.contains(&told.audience) {
                match socket.emit(&told.event, &told.payload) {
                    Err(error) if is_full(&error) => return Some(at),
                    Err(_) => return None,
                    Ok(()) => {}
                }
            }
            missed.after = missed.after.max(*seq);
        }
        Some(events.len())
    })?
}

/// Sends a page at the client's pace; answers whether it took all.
async fn send_slowly(
    app: &App,
    socket: &SocketRef,
    arrival: &Arrival,
    events: &[(Told, i64)],
    missed: &mut Missed,
) -> bool {
    let (mut sent, mut waited) = (0, 0);
    while sent < events.len() {
        match send(socket, arrival, &events[sent..], missed) {
            None => return false,
            Some(0) if waited == PATIENCE => return false,
            Some(0) => waited += 1,
            Some(more) => (sent, waited) = (sent + more, 0),
        }
        if sent < events.len() {
            app.clock.pause().await;
        }
    }
    true
}

/// Sends what was missed, lets the socket into its rooms, and says where it stands now. Answers whether it is in.
///
/// # Errors
/// Internal ones; the client is to come back.
pub async fn catch_up(app: &App, socket: &SocketRef, arrival: &Arrival, mut missed: Missed) -> Result<bool> {
    loop {
        let in_order = app.live.in_order().await;
        match read(app, &missed).await? {
            Page::TooFar(seq) => {
                let is_in = app.live.enter(socket, arrival);
                let _full = socket.emit(Reload::NAME, &Reload { seq });
                return Ok(is_in);
            }
            Page::Events(events, true) if events.len() <= FEW => {
                if send(socket, arrival, &events, &mut missed) == Some(events.len()) {
                    return Ok(enter(app, socket, arrival, missed.after));
                }
                drop(in_order);
                app.clock.pause().await;
            }
            Page::Events(events, _) => {
                drop(in_order);
                if !send_slowly(app, socket, arrival, &events, &mut missed).await {
                    return Ok(false);
                }
            }
        }
    }
}

fn enter(app: &App, socket: &SocketRef, arrival: &Arrival, seq: i64) -> bool {
    let is_in = app.live.enter(socket, arrival);
    if is_in {
        let _full = socket.emit(CaughtUp::NAME, &CaughtUp { seq });
    }
    is_in
}

/// Tells a member who just came in where the events stand.
///
/// # Errors
/// Internal ones only.
pub async fn say_where(app: &App, socket: &SocketRef, workspace_id: Id) -> Result<()> {
    let _in_order = app.live.in_order().await;
    let seq = app
        .store
        .read(move |tx| Box::pin(async move { newest(tx, &workspace_id).await }))
        .await?;
    let _full = socket.emit(CaughtUp::NAME, &CaughtUp { seq });
    Ok(())
}
