//! The removals whose day has come are carried out, in the name of whoever planned them and by what both are by now: where
//! the planner may not any more, nothing is done, and the log says so. Source: second seed, Offboarding process; decision 7.

use serde_json::json;

use super::disable::tell;
use super::plan_removal::{self, PlannedRemoval, take_off};
use super::reach::{Teammate, active_teammate, teammate_in_reach};
use super::remove::{self, Cut, Planned};
use crate::access::{self, Account, Member, MembersRemove, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::error::Result;
use crate::id::Id;
use crate::rules::Rulebooks;
use crate::store::Tx;
use crate::{params, sql};

/// The rule by which a plan lapses.
const RULE: &str = "deskbell/planned_removal";
/// Removals looked for in one go.
const BATCH: i64 = 100;

async fn due(tx: &mut Tx) -> Result<Vec<(Id, Id)>> {
    tx.all(
        sql!(
            "select m.workspace_id, m.id from members m join workspaces w on w.id = m.workspace_id
             where m.remove_at <= $1 and (w.delete_at is null or w.delete_at > $1)
             order by m.remove_at, m.workspace_id, m.id limit $2"
        ),
        params![tx.now(), BATCH],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
    .await
}

/// Carries out every removal whose day has come, each in a transaction of its own. One that fails does not stop the others.
///
/// # Errors
/// Internal ones; what was not done waits on.
pub async fn remove_due(app: &App) -> Result<()> {
    for (workspace_id, member_id) in app.store.read(|tx| Box::pin(due(tx))).await? {
        let books = app.books.clone();
        let done = app
            .store
            .write(move |tx| Box::pin(async move { carry_out(tx, &workspace_id, &member_id, &books).await }));
        match done.await {
            Ok(Some(out)) => remove::cut(app, &out).await,
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "a planned removal failed and is tried again"),
        }
    }
    Ok(())
}

async fn carry_out(tx: &mut Tx, workspace_id: &Id, member_id: &Id, books: &Rulebooks) -> Result<Option<Cut>> {
    let place = access::owner_of(tx, books, workspace_id).await?;
    let person = match teammate_in_reach(tx, &place, member_id).await {
        Err(error) if error.code() == "not_found" => return Ok(None),
        found => found?,
    };
    // Called off, or planned for later, since the look.
    let now = tx.now();
    let plan = plan_removal::of(tx, workspace_id, member_id).await?;
    let Some(plan) = plan.filter(|plan| plan.at <= now) else {
        return Ok(None);
    };
    let planner = access::member_of(tx, books, &plan.by, workspace_id).await?;
    let permit = planner.and_then(|me| me.permit::<MembersRemove>(person.target(&me)).ok());
    let Some(permit) = permit else {
        lapse(tx, &place, &person, &plan).await?;
        return Ok(None);
    };
    let heir = heir_of(tx, &permit, &person, &plan).await?;
    let removed = remove::remove(tx, &permit, &person, heir.as_ref(), Planned::Before).await?;
    Ok(Some(removed.into_cut()))
}

/// Whoever was to get what they hold, if they still can; otherwise the queue does.
async fn heir_of(
    tx: &mut Tx,
    permit: &Permit<MembersRemove>,
    person: &Teammate,
    plan: &PlannedRemoval,
) -> Result<Option<Teammate>> {
    let Some(heir) = &plan.heir else { return Ok(None) };
    let heir = active_teammate(tx, permit, heir).await?;
    Ok(heir.filter(|heir| heir.id != person.id))
}

/// The plan ends: whoever made it may not remove them any more, and nobody else has asked for it.
async fn lapse(tx: &mut Tx, place: &Member, person: &Teammate, plan: &PlannedRemoval) -> Result<()> {
    take_off(tx, &place.workspace_id, person).await?;
    let entry = Entry {
        workspace_id: &place.workspace_id,
        by: &Account::remembered(&plan.by, &plan.by_name),
        act: "member.removal_lapsed",
        object: format!("member {}", person.id),
        before: Some(json!({
            "user_id": person.account.id, "name": person.account.full_name, "remove_at": plan.at,
            "planned_by": plan.by_name
        })),
        after: None,
        via: RULE,
    };
    audit::record(tx, entry).await?;
    tell(tx, place, person, "removal_lapsed").await
}
