//! Somebody is out: what was their own here goes into the archive.

use super::parts::{PARTS, Part};
use super::purge::purge_one;
use super::{Owner, contents};
use crate::access::Member;
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::team::reach::Teammate;
use crate::{params, sql};

/// Archives what is somebody's own. What is left of an earlier archive, which they have not answered, is kept with it.
///
/// # Errors
/// Internal ones only.
pub async fn keep(tx: &mut Tx, place: &Member, person: &Teammate) -> Result<()> {
    let owner = Owner {
        workspace_id: place.workspace_id.clone(),
        account_id: person.account.id.clone(),
    };
    // One that is due does not live on in this one because nobody has come by yet to take it away.
    purge_one(tx, &owner, place).await?;
    tx.run(
        sql!(
            "insert into archives (workspace_id, account_id, role, tier, archived_at) values ($1, $2, $3, $4, $5)
             on conflict (workspace_id, account_id) do update
             set role = excluded.role, tier = excluded.tier, archived_at = excluded.archived_at"
        ),
        params![
            &owner.workspace_id,
            &owner.account_id,
            &person.role_name,
            person.tier_name(),
            tx.now()
        ],
    )
    .await?;
    let earlier = contents(tx, &owner).await?;
    for part in PARTS {
        let before = earlier.iter().find(|(name, _)| name == part.name);
        let before = before.map(|(_, items)| items.as_slice()).unwrap_or_default();
        keep_part(tx, &owner, part, before).await?;
    }
    Ok(())
}

async fn keep_part(tx: &mut Tx, owner: &Owner, part: &Part, before: &[serde_json::Value]) -> Result<()> {
    let mut items = (part.take)(tx, owner).await?;
    items.extend_from_slice(before);
    items.truncate(part.most);
    if items.is_empty() {
        return Ok(());
    }
    let items = serde_json::to_string(&items).map_err(Error::internal)?;
    tx.run(
        sql!(
            "insert into archived_parts (workspace_id, account_id, part, items) values ($1, $2, $3, $4)
             on conflict (workspace_id, account_id, part) do update set items = excluded.items"
        ),
        params![&owner.workspace_id, &owner.account_id, part.name, &items],
    )
    .await?;
    Ok(())
}
