//! The plan in force, what it allows, what is used, and what each other plan would allow. Source: first seed, Plan limits;
//! decisions 8, 9 and 29.

use axum::Json;
use axum::extract::State;
use rulebook::{Limits, PlanId, Quota, Target};
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::{BillingRead, Member, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::inbox::send_message::sent_this_month;
use crate::store::Tx;
use crate::team::seats;
use crate::{params, sql};

/// What a plan allows; null is "no limit".
#[derive(Debug, Serialize, ToSchema)]
pub struct LimitsOf {
    /// People beside the owner.
    pub agents: Option<u32>,
    /// Channels, active or not.
    pub channels: Option<u32>,
    /// Kinds of channel; null is every kind.
    pub channel_kinds: Option<Vec<String>>,
    /// Knowledge-base articles.
    pub kb_articles: Option<u32>,
    /// Whether the assistant may answer by itself.
    pub assistant_auto_reply: bool,
    /// Messages of the team in a calendar month (UTC).
    pub messages_per_month: Option<u64>,
}

impl From<&Limits> for LimitsOf {
    fn from(l: &Limits) -> Self {
        LimitsOf {
            agents: l.agents,
            channels: l.channels,
            channel_kinds: l.channel_kinds.clone(),
            kb_articles: l.kb_articles,
            assistant_auto_reply: l.assistant_auto_reply,
            messages_per_month: l.messages_per_month,
        }
    }
}

/// Somebody who holds a seat.
#[derive(Debug, Serialize, ToSchema)]
pub struct Seat {
    user_id: Id,
    name: String,
}

/// What is used.
#[derive(Debug, Serialize, ToSchema)]
pub struct Use {
    /// Seats that are held: by members, and by people who can still accept an invitation.
    agents: u64,
    /// How many of these are for people who have not accepted yet.
    pending: u64,
    channels: u64,
    messages_this_month: u64,
    /// Who holds a seat, in the order in which they joined; at most 200.
    seats: Vec<Seat>,
}

/// A plan, beside the one in force.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanChoice {
    name: String,
    label: String,
    summary: String,
    limits: LimitsOf,
    /// Whether what is used fits into it.
    possible: bool,
    /// What does not fit, in sentences.
    too_many: Vec<String>,
}

/// The answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlanView {
    plan: String,
    label: String,
    since: Time,
    limits: LimitsOf,
    #[serde(rename = "use")]
    used: Use,
    plans: Vec<PlanChoice>,
    /// Null: there is no payment provider, and the owner switches freely.
    provider: Option<String>,
}

fn people(count: u64) -> String {
    match count {
        0 => "nobody".to_owned(),
        1 => "1 person".to_owned(),
        more => format!("{more} people"),
    }
}

/// What of the present use would not fit into a plan, in sentences.
#[must_use]
pub fn too_many(me: &Member, plan: PlanId, used: &Use) -> Vec<String> {
    let info = me.book.plan_info(plan);
    let mut out = Vec::new();
    if let Some(limit) = info.limits.of(Quota::Agents).filter(|l| used.agents > *l) {
        let skip = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut names: Vec<_> = used.seats.iter().skip(skip).map(|s| s.name.clone()).collect();
        match used.pending {
            0 => {}
            1 => names.push("1 who is invited".to_owned()),
            more => names.push(format!("{more} who are invited")),
        }
        out.push(format!(
            "{} holds {} beside the owner, and there {}: too many are {}.",
            info.label,
            people(limit),
            if used.agents == 1 {
                "is 1".to_owned()
            } else {
                format!("are {}", used.agents)
            },
            names.join(", ")
        ));
    }
    if let Some(limit) = info.limits.of(Quota::Channels).filter(|l| used.channels > *l) {
        out.push(format!(
            "{} holds {limit} channels, and there are {}.",
            info.label, used.channels
        ));
    }
    out
}

/// Counts what is used.
///
/// # Errors
/// Internal ones only.
pub async fn used(tx: &mut Tx, me: &Member) -> Result<Use> {
    let held = seats::held(tx, me).await?;
    let seats = tx
        .all(
            sql!(
                "select m.account_id, a.full_name from members m join accounts a on a.id = m.account_id
                 where m.workspace_id = $1 and not m.is_owner order by m.invited_at, m.id limit 200"
            ),
            params![&me.workspace_id],
            |r| {
                Ok(Seat {
                    user_id: r.get(0)?,
                    name: r.get(1)?,
                })
            },
        )
        .await?;
    Ok(Use {
        agents: held.members + held.pending,
        pending: held.pending,
        channels: crate::channel::used(tx, me).await?,
        messages_this_month: sent_this_month(tx, me).await?,
        seats,
    })
}

/// Describes a plan as the one in force.
///
/// # Errors
/// Internal ones only.
pub async fn describe(tx: &mut Tx, me: &Member, plan: PlanId, since: Time) -> Result<PlanView> {
    let used = used(tx, me).await?;
    let info = me.book.plan_info(plan);
    let plans = me.book.plans().map(|(id, p)| {
        let too_many = too_many(me, id, &used);
        PlanChoice {
            name: p.name.clone(),
            label: p.label.clone(),
            summary: p.summary.clone(),
            limits: LimitsOf::from(&p.limits),
            possible: too_many.is_empty(),
            too_many,
        }
    });
    Ok(PlanView {
        plan: info.name.clone(),
        label: info.label.clone(),
        since,
        limits: LimitsOf::from(&info.limits),
        plans: plans.collect(),
        used,
        provider: None,
    })
}

/// Shows the plan.
#[utoipa::path(get, path = "/billing/plan", tag = "billing",
    responses((status = 200, body = PlanView), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<PlanView>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit: Permit<BillingRead> = me.permit(Target::None)?;
            describe(tx, &permit, permit.plan, permit.plan_since).await
        })
    })
    .await
}
