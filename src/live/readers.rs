//! Answers that take long because the client reads slowly. Whoever is cut off meanwhile does not get the rest.

use std::sync::Arc;

use parking_lot::Mutex;

use super::Room;
use crate::door::Line;
use crate::id::Id;

type Noted = (Vec<Room>, Line);

/// Who reads a long answer just now.
#[derive(Default)]
pub(super) struct Readers(Mutex<Vec<Arc<Noted>>>);

impl Readers {
    /// Notes that somebody in these rooms reads by this line, until the guard goes.
    pub(super) fn note(self: &Arc<Self>, rooms: Vec<Room>, line: Line) -> Reading {
        let noted = Arc::new((rooms, line));
        self.0.lock().push(noted.clone());
        Reading {
            readers: self.clone(),
            noted,
        }
    }

    /// The visits that somebody reads on.
    pub(super) fn visits(&self) -> Vec<Id> {
        let noted = self.0.lock();
        let rooms = noted.iter().flat_map(|noted| &noted.0);
        rooms
            .filter_map(|room| match room {
                Room::Visit(id) => Some(id.clone()),
                _ => None,
            })
            .collect()
    }

    /// Hangs up on whoever reads in this room.
    pub(super) fn cut(&self, room: &Room) {
        for noted in self.0.lock().iter().filter(|noted| noted.0.contains(room)) {
            noted.1.hang_up();
        }
    }
}

/// A long answer on its way; the note goes with it.
pub struct Reading {
    readers: Arc<Readers>,
    noted: Arc<Noted>,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.readers.0.lock().retain(|noted| !Arc::ptr_eq(noted, &self.noted));
    }
}
