//! Everybody on the team, and whether they are there. Source: first seed's product, `GET /team/members`.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Json, http::HeaderValue};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::onboarding::{Kept, Onboarding, kept};
use super::plan_removal::{PlannedRemoval, planned};
use crate::access::{Disabled, Member, MembersRead, Permit};
use crate::activity::Indicator;
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Query};
use crate::error::{Problem, Result};
use crate::id::{Id, is_cursor};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Which part of the list.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct ListMembers {
    /// Rows, 1 to 200. Without it the answer is whole.
    #[garde(range(min = 1, max = 200))]
    limit: Option<u32>,
    /// From the header `X-Next-Cursor` of the page before.
    #[garde(inner(custom(is_cursor)))]
    cursor: Option<String>,
}

/// A teammate.
#[derive(Serialize, ToSchema)]
pub struct TeamMember {
    /// The membership.
    pub id: Id,
    /// The account; conversations are assigned to it.
    pub user_id: Id,
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// A picture of them, where they have one.
    pub avatar_url: Option<String>,
    /// Their role.
    pub role: String,
    /// Their tier: what they may use.
    pub tier: String,
    /// What they chose: `live`, `away` or `offline`.
    pub status: String,
    /// Whether they may act in the workspace.
    pub is_active: bool,
    /// The same, by the name of the switch on the page.
    pub agent_access: bool,
    /// Since when and why not, where they may not.
    pub disabled: Option<Disabled>,
    /// When they are removed by itself, where somebody planned it.
    pub removal: Option<PlannedRemoval>,
    /// When they were added.
    pub invited_at: Time,
    /// Whether their address was confirmed.
    pub is_verified: bool,
    /// Whether a client of theirs is connected now.
    pub connected: bool,
    /// Whether they use it: `active`, `idle` or `inactive`.
    pub activity: Indicator,
    /// When they last did something here. An open page is not that.
    pub last_active_at: Option<Time>,
    /// What was done for them since they came, and what was not; null for whoever stands above nobody, of the owner, and of
    /// whoever was there before this was kept.
    pub onboarding: Option<Onboarding>,
    #[serde(skip)]
    kept: Option<Kept>,
    #[serde(skip)]
    pub(super) workspace_id: Id,
}

/// The columns that [`member`] reads, from `members m` and `accounts a`.
#[macro_export]
macro_rules! member_columns {
    () => {
        "m.id, m.account_id, a.email, a.full_name, a.avatar_url, m.role, m.tier, m.status, m.is_active, m.invited_at,
         a.is_verified, m.workspace_id, m.disabled_at, m.disabled_reason, m.disabled_by,
         m.remove_at, m.remove_heir, m.remove_by, m.remove_by_name,
         m.came_by, m.role_chosen, m.tier_chosen, m.welcomed
         from members m join accounts a on a.id = m.account_id "
    };
}

pub(super) fn member(r: &Row<'_>) -> Result<TeamMember, StoreError> {
    let is_active = r.get(8)?;
    let disabled = match r.get::<Option<Time>>(12)? {
        None => None,
        Some(since) => Some(Disabled {
            since,
            reason: r.get(13)?,
            by_name: r.get(14)?,
        }),
    };
    Ok(TeamMember {
        id: r.get(0)?,
        user_id: r.get(1)?,
        email: r.get(2)?,
        name: r.get(3)?,
        avatar_url: r.get(4)?,
        role: r.get(5)?,
        tier: r.get(6)?,
        status: r.get(7)?,
        is_active,
        agent_access: is_active,
        disabled,
        removal: planned(r, 15)?,
        invited_at: r.get(9)?,
        is_verified: r.get(10)?,
        connected: false,
        activity: Indicator::Inactive,
        last_active_at: None,
        onboarding: None,
        kept: kept(r, 19)?,
        workspace_id: r.get(11)?,
    })
}

/// More than any workspace has; stands for "all".
const ALL: i64 = 1_000_000;

/// Reads the members in the order in which they joined.
///
/// # Errors
/// Internal ones only.
pub async fn list(tx: &mut Tx, permit: &Permit<MembersRead>, ask: &ListMembers) -> Result<Vec<TeamMember>> {
    let limit = ask.limit.map_or(ALL, i64::from);
    tx.all(
        sql!(
            "select ",
            member_columns!(),
            " where m.workspace_id = $1 and m.id > $2 order by m.id limit $3"
        ),
        params![&permit.workspace_id, ask.cursor.as_deref().unwrap_or_default(), limit],
        member,
    )
    .await
}

/// Reads all of them.
///
/// # Errors
/// Internal ones only.
pub async fn everybody(tx: &mut Tx, permit: &Permit<MembersRead>) -> Result<Vec<TeamMember>> {
    let ask = ListMembers {
        limit: None,
        cursor: None,
    };
    list(tx, permit, &ask).await
}

impl TeamMember {
    /// Adds what only the live part knows.
    pub fn see(&mut self, app: &App, me: &Member) {
        self.connected = app.live.presence().is_there(&me.workspace_id, &self.user_id);
        self.last_active_at = app.last_acts.of(&me.workspace_id, &self.user_id);
        self.activity = Indicator::at(app.clock.now(), self.last_active_at);
        self.onboarding = self.kept.take().and_then(|kept| kept.seen_by(me));
    }
}

/// Lists the members.
#[utoipa::path(get, path = "/team/members", tag = "team", params(ListMembers),
    responses((status = 200, body = Vec<TeamMember>), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<ListMembers>) -> Result<Response> {
    let app_ = app.clone();
    let Json((members, limit)) = app
        .member_read(caller, query, move |tx, me, ask| {
            Box::pin(async move {
                let permit = me.permit::<MembersRead>(Target::None)?;
                let mut members = list(tx, &permit, &ask).await?;
                members.iter_mut().for_each(|m| m.see(&app_, &permit));
                Ok((members, ask.limit))
            })
        })
        .await?;
    let next = limit
        .filter(|n| members.len() == *n as usize)
        .and_then(|_| members.last().and_then(|m| HeaderValue::from_str(&m.id).ok()));
    let mut response = Json(members).into_response();
    if let Some(next) = next {
        response.headers_mut().insert("x-next-cursor", next);
    }
    Ok(response)
}
