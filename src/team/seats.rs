//! Seats: how many people beside the owner a plan holds. Source: first seed, Plan limits; decision 8.

use rulebook::{PlanId, Quota};
use serde_json::{Map, Value, json};

use crate::access::Member;
use crate::error::{Error, Result};
use crate::store::Tx;
use crate::{params, sql};

/// Takes the workspace's lock, so that nobody else counts until this transaction has ended. Answers the plan in force now:
/// another request may just have changed it.
///
/// # Errors
/// Internal ones only.
pub async fn lock(tx: &mut Tx, me: &Member) -> Result<PlanId> {
    let name: String = tx
        .first(
            sql!("select plan from workspaces where id = $1 for update"),
            params![&me.workspace_id],
            |r| r.get(0),
        )
        .await?
        .unwrap_or_default();
    me.book
        .plan(&name)
        .ok_or_else(|| Error::internal(format!("unknown plan `{name}`")))
}

/// People who hold a seat: everybody but the owner.
///
/// # Errors
/// Internal ones only.
pub async fn used(tx: &mut Tx, me: &Member) -> Result<u64> {
    let used = tx
        .count(
            sql!("select count(*) from members where workspace_id = $1 and not is_owner"),
            params![&me.workspace_id],
        )
        .await?;
    Ok(used.unsigned_abs())
}

/// Checks that one more person fits, under the lock.
///
/// # Errors
/// 402 `limit_exceeded` with the documented keys.
pub async fn take_one(tx: &mut Tx, me: &Member) -> Result<()> {
    let plan = lock(tx, me).await?;
    let used = used(tx, me).await?;
    within(me, plan, Quota::Agents, used)
}

/// Checks that one more of something fits into the plan.
///
/// # Errors
/// 402 `limit_exceeded`: `{error, plan, feature, current, limit, message}`.
pub fn within(me: &Member, plan: PlanId, quota: Quota, used: u64) -> Result<()> {
    let info = me.book.plan_info(plan);
    let limit = match info.limits.of(quota) {
        Some(limit) if used >= limit => limit,
        _ => return Ok(()),
    };
    let why = me.book.explain_limit(plan, quota, used, 0);
    let keys: Map<String, Value> = [
        ("error", json!("limit_exceeded")),
        ("plan", json!(info.label)),
        ("feature", json!(quota.name())),
        ("current", json!(used)),
        ("limit", json!(limit)),
        ("message", json!(why.text)),
    ]
    .into_iter()
    .map(|(k, v)| (k.to_owned(), v))
    .collect();
    Err(Error::payment_required(keys, "limit_exceeded", why.into()))
}
