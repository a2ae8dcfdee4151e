//! A member gets another tier: what they may use. Source: second seed, Access Tiers and Bulk Actions; decisions 4, 5 and 7.

use rulebook::TierId;
use serde_json::json;

use super::onboarding::{self, Step};
use super::reach::Teammate;
use crate::access::{Member, MembersChangeTier, Permit};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::live::events::MemberChanged;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::{params, sql};

/// Changes the tier. What the new one lacks is refused from the answer on; sessions stay.
///
/// # Errors
/// Internal ones only.
pub async fn change_tier(
    tx: &mut Tx,
    permit: &Permit<MembersChangeTier>,
    person: &Teammate,
    tier: TierId,
) -> Result<()> {
    let tier = &permit.book.tier_info(tier).name;
    if tier == person.tier_name() {
        return onboarding::keep(tx, permit, person, (Step::Tier, "member.tier_kept"), tier).await;
    }
    onboarding::chose(tx, &permit.workspace_id, person, Step::Tier).await?;
    tx.run(
        sql!("update members set tier = $3 where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &person.id, tier],
    )
    .await?;
    let (user_id, name) = (&person.account.id, &person.account.full_name);
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "member.tier_changed",
        object: format!("member {}", person.id),
        before: Some(json!({"tier": person.tier_name(), "user_id": user_id, "name": name})),
        after: Some(json!({"tier": tier, "user_id": user_id, "name": name})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = MemberChanged {
        member_id: person.id.clone(),
        user_id: user_id.clone(),
        change: "tier".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}

/// The tier of this name.
///
/// # Errors
/// 422 with the tiers that there are.
pub fn tier_named(me: &Member, name: &str) -> Result<TierId> {
    me.book.tier(name).ok_or_else(|| {
        let tiers: Vec<_> = me.book.tiers().map(|(_, t)| t.name.as_str()).collect();
        Error::field("tier", format!("Has to be one of: {}.", tiers.join(", ")))
    })
}
