//! Coming in. Between the check that lets a socket in and the rooms that it joins, its person may be cut off; nobody finds
//! the socket in a room then. So it is noted here first, and joins nothing where its rooms were cut meanwhile.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::{Mutex, MutexGuard};
use socketioxide::socket::Sid;

use super::Room;

/// Why an arrival joins nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cut {
    /// It has ended, for this reason.
    Ended(String),
    /// What it may hear has changed meanwhile: it is to connect again.
    Anew,
}

/// By socket, the rooms that it will join, and why not where that is so by now.
type Waiting = HashMap<Sid, (Vec<Room>, Option<Cut>)>;

/// Sockets that were let in and are in no room yet.
#[derive(Default)]
pub(super) struct Arrivals(Mutex<Waiting>);

impl Arrivals {
    /// Notes that a socket will join these rooms.
    pub(super) fn note(self: &Arc<Self>, id: Sid, rooms: Vec<Room>) -> Arrival {
        self.0.lock().insert(id, (rooms, None));
        let noted = Noted {
            arrivals: self.clone(),
            id,
        };
        Arrival(Arc::new(noted))
    }

    /// Cuts whoever is about to join this room.
    pub(super) fn cut(&self, room: &Room, reason: &str) {
        self.stop(room, &Cut::Ended(reason.to_owned()));
    }

    /// Has whoever is about to join this room connect again, unless they are cut.
    pub(super) fn begin_anew(&self, room: &Room) {
        self.stop(room, &Cut::Anew);
    }

    fn stop(&self, room: &Room, why: &Cut) {
        for (rooms, cut) in self.0.lock().values_mut() {
            if rooms.contains(room) && !matches!(cut, Some(Cut::Ended(_))) {
                *cut = Some(why.clone());
            }
        }
    }
}

/// A socket on its way in; the note goes when the socket does.
#[derive(Clone)]
pub struct Arrival(Arc<Noted>);

struct Noted {
    arrivals: Arc<Arrivals>,
    id: Sid,
}

impl Drop for Noted {
    fn drop(&mut self) {
        self.arrivals.0.lock().remove(&self.id);
    }
}

impl Arrival {
    /// Joins the rooms, unless one of them was cut: why then. Nobody can cut while `join` runs, so whoever cuts
    /// later finds the socket in its rooms.
    pub(super) fn arrive(&self, join: impl FnOnce(&[Room])) -> Result<(), Cut> {
        let mut waiting: MutexGuard<'_, _> = self.0.arrivals.0.lock();
        match waiting.remove(&self.0.id) {
            Some((_, Some(cut))) => Err(cut),
            Some((rooms, None)) => {
                join(&rooms);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Arrival {
    /// Runs this unless one of the rooms was cut. Nobody can cut meanwhile.
    pub(super) fn unless_cut<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let waiting: MutexGuard<'_, _> = self.0.arrivals.0.lock();
        match waiting.get(&self.0.id) {
            Some((_, Some(_))) => None,
            _ => Some(work()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrival(arrivals: &Arc<Arrivals>) -> Arrival {
        arrivals.note(Sid::new(), vec![Room::Session("s".into()), Room::Member("m".into())])
    }

    #[test]
    fn whoever_is_cut_on_the_way_in_joins_nothing() {
        let arrivals = Arc::new(Arrivals::default());
        let ben = arrival(&arrivals);
        arrivals.cut(&Room::Member("m".into()), "removed");
        let outcome = ben.arrive(|_| unreachable!("it was cut"));
        assert_eq!(outcome, Err(Cut::Ended("removed".into())));
    }

    #[test]
    fn whoever_may_hear_something_else_meanwhile_connects_again() {
        let arrivals = Arc::new(Arrivals::default());
        let (ben, cyd) = (arrival(&arrivals), arrival(&arrivals));
        arrivals.begin_anew(&Room::Member("m".into()));
        assert_eq!(ben.arrive(|_| unreachable!("it begins anew")), Err(Cut::Anew));
        arrivals.cut(&Room::Member("m".into()), "removed");
        arrivals.begin_anew(&Room::Member("m".into()));
        let outcome = cyd.arrive(|_| unreachable!("it was cut"));
        assert_eq!(outcome, Err(Cut::Ended("removed".into())), "the end stays the end");
    }

    #[test]
    fn everybody_else_joins_their_rooms_once() {
        let arrivals = Arc::new(Arrivals::default());
        let ben = arrival(&arrivals);
        arrivals.cut(&Room::Member("another".into()), "removed");
        let mut joined = 0;
        assert_eq!(ben.arrive(|rooms| joined += rooms.len()), Ok(()));
        assert_eq!(ben.arrive(|rooms| joined += rooms.len()), Ok(()));
        assert_eq!(joined, 2);
    }

    #[test]
    fn a_socket_that_never_arrives_leaves_no_note() {
        let arrivals = Arc::new(Arrivals::default());
        drop(arrival(&arrivals));
        assert!(arrivals.0.lock().is_empty());
    }
}
