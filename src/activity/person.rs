//! What one person did lately. Source: second seed, Monitoring User Activity; decisions 15 and 29.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Indicator;
use super::days::{self, Days};
use super::features::feature;
use crate::access::{ConversationsRead, Member, MembersRead, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Query};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::team::reach::{Teammate, teammate_to_read};
use crate::team::rights::may_look;
use crate::{params, sql};

/// Days that are looked at where nobody says how many.
const DAYS: u32 = 30;
/// Acts that are named one by one.
const RECENT: i64 = 20;

/// How far back.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct ShowActivity {
    /// Days until today, 1 to 90; 30 without it.
    #[garde(range(min = 1, max = 90))]
    days: Option<u32>,
}

/// What somebody did.
#[derive(Serialize, ToSchema)]
pub struct Activity {
    /// The membership.
    member_id: Id,
    /// Their name.
    name: String,
    /// When they last did something here; null where never.
    last_active_at: Option<Time>,
    /// Whether they use it.
    indicator: Indicator,
    /// What the indicator turns into without another act, and when.
    next: Option<Turn>,
    /// How many acts, day by day in the workspace's time zone, the oldest first. Days without any are 0.
    volume: Vec<Volume>,
    /// The last acts, the newest first, at most 20; not bounded by `days`.
    recent: Vec<Recent>,
    /// What was used in these days, the most used first.
    features: Vec<FeatureUse>,
}

/// A change of the indicator to come.
#[derive(Serialize, ToSchema)]
#[schema(as = IndicatorTurn)]
pub struct Turn {
    indicator: Indicator,
    at: Time,
}

/// The acts of a day.
#[derive(Serialize, ToSchema)]
pub struct Volume {
    /// As in `2026-03-01`.
    day: String,
    count: i64,
}

/// One act.
#[derive(Serialize, ToSchema)]
#[schema(as = RecentAct)]
pub struct Recent {
    at: Time,
    /// `reply`, `note`, a word of a conversation's history, or one of the audit log.
    what: String,
    /// The conversation that it was done to; null for other acts, and where the reader may not read conversations.
    conversation_id: Option<Id>,
    /// Its customer's name, where one is known.
    customer_name: Option<String>,
}

/// How often a part of the product was used.
#[derive(Serialize, ToSchema)]
pub struct FeatureUse {
    /// `replies`, `notes`, `assignments`, `conversations`, `tags`, `customers`, `availability`, `people` or `settings`.
    feature: &'static str,
    count: i64,
    last: Time,
}

async fn volume(tx: &mut Tx, me: &Member, account_id: &Id, days: &Days) -> Result<Vec<Volume>> {
    let slots = tx
        .all(
            sql!(
                "select at / 900000000, count(*) from activity
                 where workspace_id = $1 and account_id = $2 and at >= $3 group by 1"
            ),
            params![&me.workspace_id, account_id, days.start()],
            |r| Ok((r.get::<i64>(0)?, r.get::<i64>(1)?)),
        )
        .await?;
    let mut counts: BTreeMap<String, i64> = days.names().map(|day| (day, 0)).collect();
    for (slot, count) in slots {
        if let Some(day) = counts.get_mut(&days.of_slot(slot)) {
            *day += count;
        }
    }
    let volume = counts.into_iter().map(|(day, count)| Volume { day, count });
    Ok(volume.collect())
}

async fn features(tx: &mut Tx, me: &Member, account_id: &Id, days: &Days) -> Result<Vec<FeatureUse>> {
    let words: Vec<(String, i64, Time)> = tx
        .all(
            sql!(
                "select what, count(*), max(at) from activity
                 where workspace_id = $1 and account_id = $2 and at >= $3 group by what"
            ),
            params![&me.workspace_id, account_id, days.start()],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
        )
        .await?;
    let mut features: Vec<FeatureUse> = Vec::new();
    for (what, count, last) in words {
        let feature = feature(&what);
        match features.iter_mut().find(|known| known.feature == feature) {
            Some(known) => {
                known.count += count;
                known.last = known.last.max(last);
            }
            None => features.push(FeatureUse { feature, count, last }),
        }
    }
    features.sort_by_key(|used| (-used.count, used.feature));
    Ok(features)
}

fn recent_act(r: &Row<'_>) -> Result<Recent, StoreError> {
    Ok(Recent {
        at: r.get(0)?,
        what: r.get(1)?,
        conversation_id: r.get(2)?,
        customer_name: r.get(3)?,
    })
}

async fn recent(tx: &mut Tx, me: &Member, account_id: &Id) -> Result<Vec<Recent>> {
    let mut recent = tx
        .all(
            sql!(
                "select a.at, a.what, a.conversation_id, c.name from activity a
                 left join conversations v on v.workspace_id = a.workspace_id and v.id = a.conversation_id
                 left join customers c on c.workspace_id = a.workspace_id and c.id = v.customer_id
                 where a.workspace_id = $1 and a.account_id = $2 order by a.id desc limit $3"
            ),
            params![&me.workspace_id, account_id, RECENT],
            recent_act,
        )
        .await?;
    if me.permit::<ConversationsRead>(Target::None).is_err() {
        for act in &mut recent {
            (act.conversation_id, act.customer_name) = (None, None);
        }
    }
    Ok(recent)
}

/// Reads what somebody did.
///
/// # Errors
/// Internal ones only.
pub async fn activity(tx: &mut Tx, permit: &Permit<MembersRead>, person: &Teammate, days: u32) -> Result<Activity> {
    let account_id = &person.account.id;
    let days = days::until_today(tx, &permit.workspace_id, days).await?;
    let recent_acts = recent(tx, permit, account_id).await?;
    let last_active_at = recent_acts.first().map(|act| act.at);
    let indicator = Indicator::at(tx.now(), last_active_at);
    let next = indicator.next(last_active_at);
    Ok(Activity {
        member_id: person.id.clone(),
        name: person.account.full_name.clone(),
        last_active_at,
        indicator,
        next: next.map(|(indicator, at)| Turn { indicator, at }),
        volume: volume(tx, permit, account_id, &days).await?,
        features: features(tx, permit, account_id, &days).await?,
        recent: recent_acts,
    })
}

/// Shows what a person did.
#[utoipa::path(get, path = "/team/members/{member_id}/activity", tag = "team",
    params(("member_id" = String, Path, description = "The membership"), ShowActivity),
    responses((status = 200, body = Activity), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(member_id): Path<String>,
    query: Query<ShowActivity>,
) -> Result<Json<Activity>> {
    app.member_read(caller, query, move |tx, me, ask| {
        Box::pin(async move {
            let person = teammate_to_read(tx, &me, &member_id).await?;
            let permit = may_look(&me, &person)?;
            activity(tx, &permit, &person, ask.days.unwrap_or(DAYS)).await
        })
    })
    .await
}
