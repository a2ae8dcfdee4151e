//! A platform admin in a workspace that they visit: nobody's member there, and there for an hour. Which acts a visit has says
//! the rulebook crate (`Act::ON_A_VISIT`); which doors are open to it says [`OPEN`]; both have to. Source: decision 16.

use super::actor::{Account, Actor, Member};
use super::membership::{Membership, membership, visiting};
use crate::clock::Time;
use crate::error::{Error, Result, Why};
use crate::id::Id;
use crate::rules::Rulebooks;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// The doors that are open to a visit. Every other one is closed, one that is made tomorrow too; so is whatever removes.
const OPEN: [&str; 17] = [
    "GET /auth/me",
    "GET /workspace",
    "PATCH /workspace",
    "GET /workspace/roles",
    "GET /workspace/roles/document",
    "GET /team/members",
    "GET /team/members/{member_id}",
    "PATCH /team/members/{member_id}",
    "GET /team/members/{member_id}/rights",
    "GET /channels",
    "POST /channels",
    "PATCH /channels/{channel_id}",
    "POST /widget/create",
    "PATCH /widget/{widget_id}",
    "GET /billing/plan",
    "GET /audit",
    "GET /audit/export",
];

/// A visit that runs, as a request of it finds it.
#[derive(Clone)]
pub struct Visit {
    /// The visit.
    pub id: Id,
    /// Where.
    pub workspace_id: Id,
    /// Until when, unless somebody ends it.
    pub ends_at: Time,
    /// What the visitor said they come for.
    pub reason: String,
    /// Whether the door of this request is open to it.
    pub(super) opens: bool,
    pub(super) member: Member,
}

impl Visit {
    /// Who visits.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.member.account
    }

    /// Who acts on it.
    #[must_use]
    pub fn member(&self) -> &Member {
        &self.member
    }
}

/// Whether a door is open to a visit: `GET /workspace`.
#[must_use]
pub fn opens(route: &str) -> bool {
    OPEN.contains(&route)
}

/// All of them, for whoever visits.
#[must_use]
pub fn visit_doors() -> &'static [&'static str] {
    &OPEN
}

struct Found {
    id: Id,
    ends_at: Time,
    reason: String,
    membership: Membership,
}

fn found(r: &Row<'_>) -> Result<Found, StoreError> {
    Ok(Found {
        id: r.get(0)?,
        ends_at: r.get(15)?,
        reason: r.get(14)?,
        membership: membership(r, 0)?,
    })
}

/// The visit that a session pays to a workspace now: opened in this very session, by somebody who still has the flag.
pub(super) async fn running(
    tx: &mut Tx,
    (actor, workspace_id): (&Actor, &Id),
    route: &str,
    books: &Rulebooks,
) -> Result<Option<Visit>> {
    let now = tx.now();
    let row = tx
        .first(
            sql!(
                "select v.id, v.workspace_id, false, '', '', 'offline', cast(null as bigint),
                        w.name, w.rulebook, w.plan, w.plan_since, w.switches, w.delete_at, w.roles_version,
                        v.reason, v.ends_at
                 from visits v
                 join accounts a on a.id = v.account_id and a.is_platform_admin
                 join workspaces w on w.id = v.workspace_id
                 where v.workspace_id = $1 and v.account_id = $2 and v.session_id = $3 and v.state = 'running'
                   and v.ends_at > $4"
            ),
            params![workspace_id, &actor.account.id, &actor.session_id, now],
            found,
        )
        .await?;
    let Some(row) = row.filter(|row| row.membership.goes_on(now)) else {
        return Ok(None);
    };
    tx.asked_on_a_visit(workspace_id, &row.id, &visits_as(&actor.account));
    Ok(Some(Visit {
        member: visiting(tx, row.membership, actor.account.clone(), books).await?,
        id: row.id,
        workspace_id: workspace_id.clone(),
        ends_at: row.ends_at,
        reason: row.reason,
        opens: opens(route),
    }))
}

/// The second name of whoever visits, beside their own: what they are here.
#[must_use]
pub fn visits_as(account: &Account) -> String {
    format!("platform admin {}", account.email)
}

impl Member {
    /// Refuses on a visit what would go on when it is over, such as a purge that begins the day after.
    ///
    /// # Errors
    /// 403 `not_on_a_visit`.
    pub fn goes_on(&self) -> Result<()> {
        match self.visit_id {
            Some(_) => Err(not_on_a_visit()),
            None => Ok(()),
        }
    }
}

/// 403 of a door that is closed to a visit.
pub(super) fn not_on_a_visit() -> Error {
    Error::refused(
        "not_on_a_visit",
        Why {
            rule: "deskbell/visits".into(),
            text: "A visit of a platform admin reads and changes settings, members, channels, policies and the audit log. It \
                   reads no conversations, customers or files, makes and sees no keys, links or secrets, removes nothing, \
                   and hears no live events."
                .into(),
            who: vec!["the members of the workspace".into()],
            link: None,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::OPEN;
    use std::collections::HashSet;

    #[test]
    fn every_open_door_is_there_and_none_removes() {
        let document = serde_json::to_value(crate::routes::openapi()).expect("JSON");
        let mut known = HashSet::new();
        for (path, methods) in document["paths"].as_object().expect("paths") {
            let path = path.trim_start_matches("/api/v1");
            for method in methods.as_object().expect("methods").keys() {
                known.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
        for route in OPEN {
            assert!(known.contains(route), "{route} is no route");
            assert!(!route.starts_with("DELETE"), "{route} removes");
        }
    }
}
