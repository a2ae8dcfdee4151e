//! What must reach somebody after the commit that caused it, written in the same transaction.

use serde::Serialize;

use super::Room;
use super::events::Event;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::Tx;

#[derive(Serialize)]
struct Told<'a, E> {
    event: &'static str,
    audience: String,
    payload: &'a E,
}

/// Has a lasting event delivered, after the commit, to whoever is in `room` then.
///
/// # Errors
/// Internal ones only.
#[allow(clippy::unused_async)] // part of the transaction, like everything that a use case does with it
pub async fn publish<E: Event>(tx: &mut Tx, workspace_id: &Id, room: &Room, event: &E) -> Result<()> {
    debug_assert!(E::LASTING, "{} is fleeting", E::NAME);
    let told = Told {
        event: E::NAME,
        audience: room.name(),
        payload: event,
    };
    tx.tell(workspace_id, &serde_json::to_string(&told).map_err(Error::internal)?);
    Ok(())
}
