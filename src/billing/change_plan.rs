//! The owner moves to another plan; it counts at once. A plan that does not hold what is there is refused. Source: decisions
//! 8 and 9.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::{PlanId, Target};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::plan::{self, PlanView};
use crate::access::{BillingManage, Member, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// Which plan.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangePlan {
    /// A plan of the rulebook, in lower case.
    #[garde(length(chars, min = 1, max = 100))]
    plan: String,
}

fn plan_named(me: &Member, name: &str) -> Result<PlanId> {
    me.book.plan(name).ok_or_else(|| {
        let plans: Vec<_> = me.book.plans().map(|(_, p)| p.name.as_str()).collect();
        Error::field("plan", format!("Has to be one of: {}.", plans.join(", ")))
    })
}

/// Moves the workspace to a plan, under the lock that invites take.
///
/// # Errors
/// 409 `plan_too_small` where more is used than it holds.
pub async fn change_plan(tx: &mut Tx, permit: &Permit<BillingManage>, wanted: PlanId) -> Result<Time> {
    let before = seats::lock(tx, permit).await?;
    if wanted == before {
        return Ok(permit.plan_since);
    }
    let used = plan::used(tx, permit).await?;
    let too_many = plan::too_many(permit, wanted, &used);
    if !too_many.is_empty() {
        return Err(Error::conflict("plan_too_small", too_many.join(" ")));
    }
    let name = &permit.book.plan_info(wanted).name;
    tx.run(
        sql!("update workspaces set plan = $2, plan_since = $3 where id = $1"),
        params![&permit.workspace_id, name, tx.now()],
    )
    .await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "plan.changed",
        object: format!("workspace {}", permit.workspace_id),
        before: Some(json!({"plan": permit.book.plan_info(before).name})),
        after: Some(json!({"plan": name})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged { what: "plan".into() };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await?;
    Ok(tx.now())
}

/// Moves to a plan.
#[utoipa::path(put, path = "/billing/plan", tag = "billing", request_body = ChangePlan,
    responses((status = 200, body = PlanView), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<ChangePlan>) -> Result<Reply<PlanView>> {
    app.member_write(caller, body, |tx, me, ask| {
        Box::pin(async move {
            let wanted = plan_named(&me, &ask.plan)?;
            let permit = me.permit::<BillingManage>(Target::None)?;
            let since = change_plan(tx, &permit, wanted).await?;
            plan::describe(tx, &me, wanted, since).await
        })
    })
    .await
}
