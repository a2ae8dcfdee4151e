//! Whoever goes is disabled first, in case they return, and removed later by itself: planned with the disabling, and
//! called off with the enabling or alone. Source: second seed, Offboarding process; decisions 7 and 14.

use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::disable::tell;
use super::list::TeamMember;
use super::reach::{Teammate, teammate_in_reach};
use super::show::read;
use crate::access::{Action, MembersRemove, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::door::{Caller, Nothing, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// When somebody is removed by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlannedRemoval {
    /// When.
    pub at: Time,
    /// The account that gets what they hold then; null: the queue.
    pub heir: Option<Id>,
    /// Who planned it.
    pub by_name: String,
    #[serde(skip)]
    pub(crate) by: Id,
}

/// Reads time, heir, planner and the planner's name from a member's row.
pub(crate) fn planned(r: &Row<'_>, at: usize) -> Result<Option<PlannedRemoval>, StoreError> {
    let Some(time) = r.get(at)? else { return Ok(None) };
    Ok(Some(PlannedRemoval {
        at: time,
        heir: r.get(at + 1)?,
        by: r.get::<Option<Id>>(at + 2)?.unwrap_or_default(),
        by_name: r.get::<Option<String>>(at + 3)?.unwrap_or_default(),
    }))
}

/// What is planned for somebody.
///
/// # Errors
/// Internal ones only.
pub(crate) async fn of(tx: &mut Tx, workspace_id: &Id, member_id: &Id) -> Result<Option<PlannedRemoval>> {
    let found = tx
        .first(
            sql!(
                "select remove_at, remove_heir, remove_by, remove_by_name from members
                 where workspace_id = $1 and id = $2"
            ),
            params![workspace_id, member_id],
            |r| planned(r, 0),
        )
        .await?;
    Ok(found.flatten())
}

/// Plans the removal of somebody whose access is off, in the place of what was planned before.
///
/// # Errors
/// Internal ones only.
pub async fn plan(
    tx: &mut Tx,
    permit: &Permit<MembersRemove>,
    person: &Teammate,
    days: u32,
    heir: Option<&Teammate>,
) -> Result<()> {
    let removal = PlannedRemoval {
        at: tx.now().plus_days(i64::from(days)),
        heir: heir.map(|h| h.account.id.clone()),
        by_name: permit.account.full_name.clone(),
        by: permit.account.id.clone(),
    };
    put(tx, permit, person, &removal, heir).await
}

/// Plans it as it is given, whoever planned it first; `heir` is the one whom it names, where they still can be.
///
/// # Errors
/// Internal ones only.
pub(crate) async fn put(
    tx: &mut Tx,
    permit: &Permit<MembersRemove>,
    person: &Teammate,
    removal: &PlannedRemoval,
    heir: Option<&Teammate>,
) -> Result<()> {
    let before = of(tx, &permit.workspace_id, &person.id).await?;
    tx.run(
        sql!(
            "update members set remove_at = $3, remove_heir = $4, remove_by = $5, remove_by_name = $6
             where workspace_id = $1 and id = $2"
        ),
        params![
            &permit.workspace_id,
            &person.id,
            removal.at,
            &removal.heir,
            &removal.by,
            &removal.by_name
        ],
    )
    .await?;
    let account = &person.account;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "member.removal_planned",
        object: format!("member {}", person.id),
        before: before.map(|b| json!({"name": account.full_name, "remove_at": b.at, "planned_by": b.by_name})),
        after: Some(json!({
            "user_id": account.id, "name": account.full_name, "remove_at": removal.at,
            "planned_by": removal.by_name,
            "heir": heir.map(|h| &h.account.full_name)
        })),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    tell(tx, permit, person, "removal_planned").await
}

/// Takes the plan out of the row; answers what it was.
pub(super) async fn take_off(tx: &mut Tx, workspace_id: &Id, person: &Teammate) -> Result<Option<PlannedRemoval>> {
    let Some(before) = of(tx, workspace_id, &person.id).await? else {
        return Ok(None);
    };
    tx.run(
        sql!(
            "update members set remove_at = null, remove_heir = null, remove_by = null, remove_by_name = null
             where workspace_id = $1 and id = $2"
        ),
        params![workspace_id, &person.id],
    )
    .await?;
    Ok(Some(before))
}

/// Calls off what is planned, if anything is; answers whether it was.
///
/// # Errors
/// Internal ones only.
pub async fn cancel<A: Action>(tx: &mut Tx, permit: &Permit<A>, person: &Teammate) -> Result<bool> {
    let Some(before) = take_off(tx, &permit.workspace_id, person).await? else {
        return Ok(false);
    };
    let account = &person.account;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "member.removal_cancelled",
        object: format!("member {}", person.id),
        before: Some(json!({
            "user_id": account.id, "name": account.full_name, "remove_at": before.at, "planned_by": before.by_name
        })),
        after: None,
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    tell(tx, permit, person, "removal_cancelled").await?;
    Ok(true)
}

/// Calls off the planned removal of a member. Their access stays off.
#[utoipa::path(delete, path = "/team/members/{member_id}/removal", tag = "team",
    params(("member_id" = String, Path, description = "The membership")),
    responses((status = 200, body = TeamMember), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, Path(member_id): Path<String>) -> Result<Reply<TeamMember>> {
    let app_ = app.clone();
    app.member_write(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let person = teammate_in_reach(tx, &me, &member_id).await?;
            let permit = me.permit::<MembersRemove>(person.target(&me))?;
            if !cancel(tx, &permit, &person).await? {
                let detail = format!("No removal of {} is planned.", person.account.full_name);
                return Err(Error::conflict("not_planned", detail));
            }
            let mut member = read(tx, &me, &person.id).await?;
            member.see(&app_, &me);
            Ok(member)
        })
    })
    .await
}
