//! What was done for somebody new, and what nobody has thought of yet: derived from what happened, never ticked by hand.
//! Source: second seed, Best Practices, "Onboarding checklist".

use rulebook::Way;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::reach::Teammate;
use crate::access::{Action, Member, Permit};
use crate::audit::{self, Entry};
use crate::error::Result;
use crate::id::Id;
use crate::live::events::MemberChanged;
use crate::live::{Room, outbox};
use crate::store::{Row, Sql, StoreError, Tx};
use crate::{params, sql};

/// A step of the checklist. Those whose part this server or this way in does not have are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = OnboardingStep)]
pub enum Step {
    /// They are in.
    Invite,
    /// Somebody chose a role for them, not for all who come the same way.
    Role,
    /// The same for their tier, where the rulebook has several.
    Tier,
    /// They were written to, by whoever invited them.
    Welcome,
}

/// Where somebody stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Onboarding {
    /// How they came in: `direct`, `invitation`, `link` or `domain`.
    pub way: String,
    /// What was done.
    pub done: Vec<Step>,
    /// What was not.
    pub open: Vec<Step>,
}

/// What is kept of it.
#[derive(Debug, Clone)]
pub struct Kept {
    way: String,
    role: bool,
    tier: bool,
    welcome: bool,
}

/// Reads it from the columns `came_by, role_chosen, tier_chosen, welcomed`; nothing for the owner who made the workspace,
/// and for whoever was there before any of this was kept.
///
/// # Errors
/// Where they are others.
pub(super) fn kept(r: &Row<'_>, at: usize) -> Result<Option<Kept>, StoreError> {
    let Some(way) = r.get::<Option<String>>(at)? else {
        return Ok(None);
    };
    Ok(Some(Kept {
        way,
        role: r.get(at + 1)?,
        tier: r.get(at + 2)?,
        welcome: r.get(at + 3)?,
    }))
}

fn decide(kept: Kept, tiers: usize) -> Onboarding {
    let steps = [
        (Step::Invite, true, true),
        (Step::Role, true, kept.role),
        (Step::Tier, tiers > 1, kept.tier),
        // Written with an invitation or not at all: whoever is in can not be sent one any more.
        (Step::Welcome, kept.welcome, kept.welcome),
    ];
    let which = |done: bool| {
        let of = steps
            .iter()
            .filter(move |(_, is_there, is_done)| *is_there && *is_done == done);
        of.map(|(step, ..)| *step).collect()
    };
    Onboarding {
        done: which(true),
        open: which(false),
        way: kept.way,
    }
}

impl Kept {
    /// As it is shown to whoever stands above others; nothing for everybody else.
    pub(super) fn seen_by(self, me: &Member) -> Option<Onboarding> {
        let role = me.state().within.unwrap_or(me.role);
        me.book.leads(role).then(|| decide(self, me.book.tiers().count()))
    }
}

/// Notes how somebody came in. An invitation is for one person, and so are the role and the tier in it; what a link or a
/// domain gives is for whoever comes, and what the rulebook gives for everybody.
///
/// # Errors
/// Internal ones only.
pub async fn came(tx: &mut Tx, workspace_id: &Id, member_id: &Id, way: Way, welcomed: bool) -> Result<()> {
    let role = matches!(way, Way::Direct | Way::Invitation);
    tx.run(
        sql!(
            "update members set came_by = $3, role_chosen = $4, tier_chosen = $5, welcomed = $6
             where workspace_id = $1 and id = $2"
        ),
        params![
            workspace_id,
            member_id,
            way.name(),
            role,
            way == Way::Invitation,
            welcomed
        ],
    )
    .await?;
    Ok(())
}

/// Somebody chose for this person; answers whether nobody had before.
///
/// # Errors
/// Internal ones only.
pub async fn chose(tx: &mut Tx, workspace_id: &Id, person: &Teammate, step: Step) -> Result<bool> {
    let choose: Sql = match step {
        Step::Role => sql!(
            "update members set role_chosen = true
             where workspace_id = $1 and id = $2 and came_by is not null and not role_chosen"
        ),
        Step::Tier => sql!(
            "update members set tier_chosen = true
             where workspace_id = $1 and id = $2 and came_by is not null and not tier_chosen"
        ),
        Step::Invite | Step::Welcome => return Ok(false),
    };
    Ok(tx.run(choose, params![workspace_id, &person.id]).await? == 1)
}

/// Somebody chose what the person has already: that is a choice too, once, and the log says whose.
///
/// # Errors
/// Internal ones only.
pub async fn keep<A: Action>(
    tx: &mut Tx,
    permit: &Permit<A>,
    person: &Teammate,
    (step, act): (Step, &'static str),
    stays: &str,
) -> Result<()> {
    if !chose(tx, &permit.workspace_id, person, step).await? {
        return Ok(());
    }
    let (user_id, name) = (&person.account.id, &person.account.full_name);
    let field = if step == Step::Role { "role" } else { "tier" };
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("member {}", person.id),
        before: None,
        after: Some(json!({field: stays, "user_id": user_id, "name": name})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = MemberChanged {
        member_id: person.id.clone(),
        user_id: user_id.clone(),
        change: field.into(),
    };
    outbox::publish(
        tx,
        &permit.workspace_id,
        &Room::Members(permit.workspace_id.clone()),
        &event,
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_there_where_its_part_is_and_done_by_what_happened() {
        use Step::{Invite, Role, Tier, Welcome};
        let kept = |role, tier, welcome| Kept {
            way: "link".into(),
            role,
            tier,
            welcome,
        };
        for (kept, tiers, done, open) in [
            (kept(false, false, false), 3, vec![Invite], vec![Role, Tier]),
            (kept(false, false, false), 1, vec![Invite], vec![Role]),
            (kept(true, false, false), 3, vec![Invite, Role], vec![Tier]),
            (kept(true, true, true), 3, vec![Invite, Role, Tier, Welcome], vec![]),
        ] {
            let shown = decide(kept, tiers);
            assert_eq!((shown.done, shown.open), (done, open));
        }
    }
}
