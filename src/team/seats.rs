//! Seats: how many people beside the owner a plan holds. Source: first seed, Plan limits; decision 8.

use rulebook::{PlanId, Quota};
use serde_json::{Map, Value, json};

use crate::access::Member;
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::{params, sql};

/// Takes the workspace's lock, so that nobody else counts until this transaction has ended. Answers the plan in force now:
/// another request may just have changed it. Whoever only writes a row of the workspace, as an entry in the log, does not
/// wait: they may hold a member whom this transaction waits for.
///
/// # Errors
/// Internal ones only.
pub async fn lock(tx: &mut Tx, me: &Member) -> Result<PlanId> {
    let name: String = tx
        .first(
            sql!("select plan from workspaces where id = $1 for no key update"),
            params![&me.workspace_id],
            |r| r.get(0),
        )
        .await?
        .unwrap_or_default();
    me.book
        .plan(&name)
        .ok_or_else(|| Error::internal(format!("unknown plan `{name}`")))
}

/// Who holds a seat: everybody but the owner.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    /// Members, active or not.
    pub members: u64,
    /// People who were invited and can still accept.
    pub pending: u64,
}

/// Counts who holds a seat.
///
/// # Errors
/// Internal ones only.
pub async fn held(tx: &mut Tx, me: &Member) -> Result<Held> {
    let members = tx
        .count(
            sql!("select count(*) from members where workspace_id = $1 and not is_owner"),
            params![&me.workspace_id],
        )
        .await?;
    let pending = tx
        .count(
            sql!(
                "select count(*) from invitations
                 where workspace_id = $1 and accepted_at is null and revoked_at is null and expires_at > $2"
            ),
            params![&me.workspace_id, tx.now()],
        )
        .await?;
    Ok(Held {
        members: members.unsigned_abs(),
        pending: pending.unsigned_abs(),
    })
}

/// The seats of a workspace, counted under its lock.
pub struct Room {
    plan: PlanId,
    held: Held,
}

/// Counts the seats under the lock.
///
/// # Errors
/// Internal ones only.
pub async fn room(tx: &mut Tx, me: &Member) -> Result<Room> {
    let plan = lock(tx, me).await?;
    let held = held(tx, me).await?;
    Ok(Room { plan, held })
}

impl Room {
    /// Checks that one more person fits.
    ///
    /// # Errors
    /// 402 `limit_exceeded` with the documented keys.
    pub fn check(&self, me: &Member) -> Result<()> {
        within(me, self.plan, Quota::Agents, self.held.members, self.held.pending)
    }

    /// Gives a seat to somebody who is invited.
    ///
    /// # Errors
    /// As [`Room::check`].
    pub fn give(&mut self, me: &Member) -> Result<()> {
        self.check(me)?;
        self.held.pending += 1;
        Ok(())
    }
}

/// Checks that one more person fits, under the lock.
///
/// # Errors
/// 402 `limit_exceeded` with the documented keys.
pub async fn take_one(tx: &mut Tx, me: &Member) -> Result<()> {
    room(tx, me).await?.check(me)
}

/// Checks that one more of something fits into the plan.
///
/// # Errors
/// 402 `limit_exceeded`: `{error, plan, feature, current, limit, message}`.
pub fn within(me: &Member, plan: PlanId, quota: Quota, used: u64, pending: u64) -> Result<()> {
    let info = me.book.plan_info(plan);
    let limit = match info.limits.of(quota) {
        Some(limit) if used + pending >= limit => limit,
        _ => return Ok(()),
    };
    let why = me.book.explain_limit(plan, quota, used, pending);
    let keys: Map<String, Value> = [
        ("error", json!("limit_exceeded")),
        ("plan", json!(info.label)),
        ("feature", json!(quota.name())),
        ("current", json!(used + pending)),
        ("limit", json!(limit)),
        ("message", json!(why.text)),
    ]
    .into_iter()
    .map(|(k, v)| (k.to_owned(), v))
    .collect();
    Err(Error::payment_required(keys, "limit_exceeded", why.into()))
}
