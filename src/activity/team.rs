//! How many people of a workspace used it, day by day. Source: second seed, Monitoring User Activity; the organisation's
//! documents, Analytics: active user trends.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Indicator;
use super::days::{self, Days};
use crate::access::{AnalyticsRead, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Query};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Days that are looked at where nobody says how many.
const DAYS: u32 = 30;
/// Days before the first one that decide how somebody stood then.
const BEFORE: i64 = 31;

/// How far back.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct ShowTeamActivity {
    /// Days until today, 1 to 60; 30 without it.
    #[garde(range(min = 1, max = 60))]
    days: Option<u32>,
}

/// How many people used it.
#[derive(Serialize, ToSchema)]
pub struct TeamActivity {
    /// How today's members stood at the end of each day in the workspace's time zone, the oldest first; the last one is
    /// today as it stands. Whoever had not joined by then is not counted.
    days: Vec<TeamDay>,
    /// Members who never did anything here.
    never: i64,
}

/// How the members stood.
#[derive(Default, Serialize, ToSchema)]
pub struct TeamDay {
    /// As in `2026-03-01`.
    day: String,
    active: usize,
    idle: usize,
    inactive: usize,
}

impl TeamDay {
    fn count(&mut self, indicator: Indicator) {
        match indicator {
            Indicator::Active => self.active += 1,
            Indicator::Idle => self.idle += 1,
            Indicator::Inactive => self.inactive += 1,
        }
    }
}

struct Person {
    joined_at: Time,
    /// The last act of each day; in order.
    acts: Vec<Time>,
}

async fn people(tx: &mut Tx, workspace_id: &Id, days: &Days) -> Result<HashMap<Id, Person>> {
    let members: Vec<(Id, Time)> = tx
        .all(
            sql!("select account_id, invited_at from members where workspace_id = $1 order by account_id"),
            params![workspace_id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    let person = |joined_at| Person {
        joined_at,
        acts: Vec::new(),
    };
    let mut people: HashMap<Id, Person> = members.into_iter().map(|(id, at)| (id, person(at))).collect();
    let acts: Vec<(Id, Time)> = tx
        .all(
            sql!(
                "select account_id, max(at) from activity where workspace_id = $1 and at >= $2
                 group by account_id, (at + $3) / 86400000000 order by 2"
            ),
            params![workspace_id, days.start().plus_days(-BEFORE), days.offset()],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?;
    for (account_id, at) in acts {
        if let Some(person) = people.get_mut(&account_id) {
            person.acts.push(at);
        }
    }
    Ok(people)
}

/// Counts the members of each day.
///
/// # Errors
/// Internal ones only.
pub async fn activity(tx: &mut Tx, permit: &Permit<AnalyticsRead>, count: u32) -> Result<Vec<TeamDay>> {
    let (workspace_id, now) = (&permit.workspace_id, tx.now());
    let days = days::until_today(tx, workspace_id, count).await?;
    let people = people(tx, workspace_id, &days).await?;
    let day = |(day, end): (jiff::civil::Date, Time)| {
        let end = end.min(now);
        let mut counted = TeamDay {
            day: day.to_string(),
            ..TeamDay::default()
        };
        for person in people.values().filter(|person| person.joined_at <= end) {
            let last = person.acts.iter().rev().find(|at| **at <= end).copied();
            counted.count(Indicator::at(end, last));
        }
        counted
    };
    Ok(days.ends().map(day).collect())
}

/// Shows how many people used it.
#[utoipa::path(get, path = "/team/activity", tag = "team", params(ShowTeamActivity),
    responses((status = 200, body = TeamActivity), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    query: Query<ShowTeamActivity>,
) -> Result<Json<TeamActivity>> {
    app.member_read(caller, query, move |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<AnalyticsRead>(Target::None)?;
            let days = activity(tx, &permit, ask.days.unwrap_or(DAYS)).await?;
            let never = never(tx, &permit).await?;
            Ok(TeamActivity { days, never })
        })
    })
    .await
}

async fn never(tx: &mut Tx, permit: &Permit<AnalyticsRead>) -> Result<i64> {
    tx.count(
        sql!(
            "select count(*) from members m where m.workspace_id = $1 and not exists (
                select 1 from activity a where a.workspace_id = m.workspace_id and a.account_id = m.account_id)"
        ),
        params![&permit.workspace_id],
    )
    .await
}
