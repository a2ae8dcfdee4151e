//! What must reach somebody after the commit that caused it, written in the same transaction.

use super::Room;
use super::events::Event;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Puts a lasting event into the outbox for whoever is in `room` when it is delivered.
///
/// # Errors
/// Internal ones only.
pub async fn publish<E: Event>(tx: &mut Tx, workspace_id: &Id, room: &Room, event: &E) -> Result<()> {
    debug_assert!(E::LASTING, "{} is fleeting", E::NAME);
    let payload = serde_json::to_string(event).map_err(Error::internal)?;
    tx.run(
        sql!(
            "insert into outbox (workspace_id, id, event, audience, payload, lasting, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)"
        ),
        params![
            workspace_id,
            &tx.id(),
            E::NAME,
            &room.name(),
            &payload,
            room.is_of_members(),
            tx.now()
        ],
    )
    .await?;
    tx.ring();
    Ok(())
}
