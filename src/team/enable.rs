//! Access that was turned off is on again: at once, with everything as it was. Source: second seed, Re-enabling; decision 13.

use serde_json::json;

use super::disable::tell;
use super::plan_removal::cancel;
use super::reach::Teammate;
use crate::access::{MembersDisable, Permit};
use crate::audit::{self, Entry};
use crate::error::Result;
use crate::store::Tx;
use crate::{params, sql};

/// Turns the access on, and calls off the removal that is planned. A second time changes nothing. Their seat was held all the while (decision 8), so it always fits.
///
/// # Errors
/// Internal ones only.
pub async fn enable(tx: &mut Tx, permit: &Permit<MembersDisable>, person: &Teammate) -> Result<()> {
    if !person.disabled {
        return Ok(());
    }
    tx.run(
        sql!(
            "update members set is_active = true, disabled_at = null, disabled_reason = null, disabled_by = null
             where workspace_id = $1 and id = $2"
        ),
        params![&permit.workspace_id, &person.id],
    )
    .await?;
    cancel(tx, permit, person).await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "member.enabled",
        object: format!("member {}", person.id),
        before: Some(json!({"agent_access": false, "user_id": person.account.id, "name": person.account.full_name})),
        after: Some(json!({"agent_access": true, "user_id": person.account.id, "name": person.account.full_name})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    tell(tx, permit, person, "enabled").await
}
