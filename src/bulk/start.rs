//! Somebody who may act on people acts on many: by a list, or by what they have in common. With `preview`, the list is fixed
//! and nothing is done.

use axum::extract::State as FromApp;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::confirm::{begin, only_one};
use super::rule::{Standing, calls_off, may, right, words};
use super::{Bulk, BulkAct, BulkOutcome, BulkResult, BulkState, run};
use crate::access::{Member, MembersRead};
use crate::activity::Indicator;
use crate::app::App;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::limits;
use crate::store::Tx;
use crate::team::change_tier::tier_named;
use crate::team::disable::{self, Reason};
use crate::team::heir;
use crate::team::list::{TeamMember, everybody};
use crate::team::reach::Teammate;
use crate::team::remove;
use crate::{params, sql};

/// Who, by what they have in common: all that is said has to be so. Nothing said: everybody.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkFilter {
    /// Whether they use it.
    #[garde(skip)]
    activity: Option<Indicator>,
    /// Their role.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    role: Option<String>,
    /// Their tier.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    tier: Option<String>,
    /// Whether their access is on.
    #[garde(skip)]
    agent_access: Option<bool>,
    /// A part of their address or name, in whatever case, such as `@contractor.example`.
    #[garde(inner(length(chars, min = 1, max = 254)))]
    text: Option<String>,
}

impl BulkFilter {
    fn fits(&self, member: &TeamMember) -> bool {
        let is = |wanted: &Option<String>, has: &str| wanted.as_deref().is_none_or(|wanted| wanted == has);
        let has = |text: &str| {
            let text = text.to_lowercase();
            member.email.to_lowercase().contains(&text) || member.name.to_lowercase().contains(&text)
        };
        self.activity.is_none_or(|wanted| wanted == member.activity)
            && is(&self.role, &member.role)
            && is(&self.tier, &member.tier)
            && self.agent_access.is_none_or(|wanted| wanted == member.agent_access)
            && self.text.as_deref().is_none_or(has)
    }
}

/// What is done to whom.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct StartBulk {
    /// What is done.
    #[garde(skip)]
    act: BulkAct,
    /// With `tier`: a tier of the rulebook.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    tier: Option<String>,
    /// With `disable` and `remove`: who gets the open conversations, the `user_id` of an active member. With `disable` also
    /// `queue` (the default) or `stay`; without it, the conversations of people who are removed go back to the queue.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    heir: Option<String>,
    /// With `disable`: why.
    #[garde(skip)]
    reason: Option<Reason>,
    /// Whom, as a list of memberships: at most 10,000.
    #[serde(default)]
    #[garde(length(max = limits::BULK), inner(length(chars, max = 100)))]
    members: Vec<String>,
    /// Whom, by what they have in common.
    #[garde(dive)]
    filter: Option<BulkFilter>,
    /// Whether it is only looked at: the list is fixed, and nothing is done until it is confirmed.
    #[garde(skip)]
    preview: bool,
}

/// The whole of an ask that makes sense.
fn checked(ask: StartBulk) -> Result<StartBulk> {
    let only = |field: &str, act: &str| Error::field(field, format!("Is only for \"act\": {act}."));
    match (ask.members.is_empty(), &ask.filter) {
        (true, None) => return Err(Error::field("members", "Say who: members or filter.")),
        (false, Some(_)) => return Err(Error::field("filter", "Say who by members or by filter, not by both.")),
        _ => {}
    }
    match ask.act {
        BulkAct::Tier if ask.tier.is_none() => Err(Error::field("tier", "Say which tier.")),
        BulkAct::Disable | BulkAct::Enable | BulkAct::Remove if ask.tier.is_some() => Err(only("tier", "\"tier\"")),
        BulkAct::Tier | BulkAct::Enable if ask.heir.is_some() => Err(only("heir", "\"disable\" or \"remove\"")),
        BulkAct::Tier | BulkAct::Enable | BulkAct::Remove if ask.reason.is_some() => Err(only("reason", "\"disable\"")),
        _ => Ok(ask),
    }
}

/// The colleague who is to take over, where one is named.
async fn heir_of(tx: &mut Tx, me: &Member, ask: &StartBulk) -> Result<Option<Teammate>> {
    let (named, instead) = match (ask.act, ask.heir.as_deref()) {
        (BulkAct::Disable, Some(disable::QUEUE | disable::STAY)) | (_, None) => return Ok(None),
        (BulkAct::Disable, Some(named)) => (named, disable::INSTEAD),
        (_, Some(named)) => (named, remove::INSTEAD),
    };
    heir::heir_with(tx, me, named, instead).await.map(Some)
}

/// Those whom the ask is about, in the order in which they joined; then memberships that nobody has.
fn chosen(ask: &StartBulk, everybody: Vec<TeamMember>) -> Result<(Vec<TeamMember>, Vec<Id>)> {
    if let Some(filter) = &ask.filter {
        let found: Vec<_> = everybody.into_iter().filter(|m| filter.fits(m)).collect();
        if found.len() > limits::BULK {
            let (found, most) = (found.len(), limits::BULK);
            return Err(Error::conflict(
                "too_many_people",
                format!("{found} people are like this, and at most {most} are acted on at once. Choose fewer."),
            ));
        }
        return Ok((found, Vec::new()));
    }
    let mut wanted = ask.members.clone();
    wanted.sort();
    wanted.dedup();
    let found: Vec<_> = everybody
        .into_iter()
        .filter(|m| wanted.binary_search(&m.id).is_ok())
        .collect();
    // Both are in the order of the ids.
    wanted.retain(|id| found.binary_search_by(|m| m.id.cmp(id)).is_err());
    Ok((found, wanted))
}

fn nobody(member_id: Id) -> BulkResult {
    BulkResult {
        member_id,
        user_id: None,
        name: None,
        role: None,
        tier: None,
        agent_access: false,
        outcome: BulkOutcome::Skipped,
        why: Some("Nobody in this workspace has this membership.".to_owned()),
        undo: None,
        number: 0,
        disabled_at: None,
        disabled_reason: None,
        acted_at: None,
        removal: None,
    }
}

/// Somebody as they stand now, and why they would be skipped.
fn row(me: &Member, ask: &StartBulk, heir: Option<&Teammate>, member: TeamMember) -> Result<BulkResult> {
    let mut row = nobody(member.id);
    let (disabled_at, reason) = member
        .disabled
        .map_or((None, None), |off| (Some(off.since), off.reason));
    let (is_self, role) = (row.member_id == me.id, me.book.role(&member.role));
    row.agent_access = disabled_at.is_none();
    row.disabled_at = disabled_at;
    row.disabled_reason = reason;
    row.user_id = Some(member.user_id);
    row.name = Some(member.name);
    row.role = Some(member.role);
    row.tier = Some(member.tier);
    let role = role.ok_or_else(|| Error::internal("a role that the rulebook does not know"))?;
    let asked = may(me, ask.act, ask.tier.as_deref(), role, is_self).and_then(|()| match heir {
        Some(heir) => heir::is_another(heir, &row.member_id),
        None => Ok(()),
    });
    row.why = match asked {
        Err(error) => Some(words(&error).ok_or(error)?),
        Ok(()) => Standing::then(&row)
            .has_it(ask.act, ask.tier.as_deref())
            .map(str::to_owned),
    };
    if row.why.is_none() {
        row.outcome = BulkOutcome::Waiting;
        row.removal = member.removal.filter(|_| ask.act == BulkAct::Enable);
        row.why = row.removal.as_ref().map(calls_off);
    }
    Ok(row)
}

/// Fixes the list, and has it carried out unless it is only looked at.
///
/// # Errors
/// 422; 403; 400 `invalid_heir`; 409 `too_many_people` or `bulk_running`.
pub async fn start(tx: &mut Tx, app: &App, me: &Member, ask: StartBulk) -> Result<Bulk> {
    if let Some(tier) = &ask.tier {
        tier_named(me, tier)?;
    }
    let via = right(me, ask.act)?;
    let read = me.permit::<MembersRead>(Target::None)?;
    let heir = heir_of(tx, me, &ask).await?;
    let mut members = everybody(tx, &read).await?;
    members.iter_mut().for_each(|member| member.see(app, me));
    let (found, unknown) = chosen(&ask, members)?;
    let rows = found.into_iter().map(|member| row(me, &ask, heir.as_ref(), member));
    let mut results: Vec<_> = rows.collect::<Result<_>>()?;
    results.extend(unknown.into_iter().map(nobody));
    for (number, result) in (0i64..).zip(results.iter_mut()) {
        result.number = number;
    }
    let bulk = Bulk {
        id: tx.id(),
        act: ask.act,
        tier: ask.tier,
        heir: ask.heir,
        reason: ask.reason.map(|reason| reason.name().to_owned()),
        state: BulkState::Preview,
        total: i64::try_from(results.len()).map_err(Error::internal)?,
        worked: 0,
        made_by_name: me.account.full_name.clone(),
        created_at: tx.now(),
        undo_until: None,
        results,
        workspace_id: me.workspace_id.clone(),
        by: me.account.clone(),
        via,
        done_at: None,
    };
    forget_earlier_look(tx, me).await?;
    if ask.preview {
        keep(tx, &bulk).await?;
        return Ok(bulk);
    }
    only_one(tx, me).await?;
    keep(tx, &bulk).await?;
    begin(tx, me, bulk).await
}

/// Whoever looks again does not need their earlier look any more.
async fn forget_earlier_look(tx: &mut Tx, me: &Member) -> Result<()> {
    tx.run(
        sql!("delete from bulks where workspace_id = $1 and made_by = $2 and state = 'preview'"),
        params![&me.workspace_id, &me.account.id],
    )
    .await?;
    Ok(())
}

/// Writes the list down.
async fn keep(tx: &mut Tx, bulk: &Bulk) -> Result<()> {
    tx.run(
        sql!(
            "insert into bulks (workspace_id, id, act, tier, heir, reason, state, made_by, made_by_name, via, created_at,
                                total, worked)
             values ($1, $2, $3, $4, $5, $6, 'preview', $7, $8, $9, $10, $11, 0)"
        ),
        params![
            &bulk.workspace_id,
            &bulk.id,
            bulk.act.word(),
            &bulk.tier,
            &bulk.heir,
            &bulk.reason,
            &bulk.by.id,
            &bulk.by.full_name,
            &bulk.via,
            bulk.created_at,
            bulk.total
        ],
    )
    .await?;
    for row in &bulk.results {
        keep_person(tx, bulk, row).await?;
    }
    Ok(())
}

async fn keep_person(tx: &mut Tx, bulk: &Bulk, row: &BulkResult) -> Result<()> {
    let removal = row.removal.as_ref();
    tx.run(
        sql!(
            "insert into bulk_people (workspace_id, bulk_id, number, member_id, account_id, name, role, tier,
                                      disabled_at, disabled_reason, outcome, why, removal_at, removal_heir,
                                      removal_by, removal_by_name)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
        ),
        params![
            &bulk.workspace_id,
            &bulk.id,
            row.number,
            &row.member_id,
            &row.user_id,
            &row.name,
            &row.role,
            &row.tier,
            row.disabled_at,
            &row.disabled_reason,
            row.outcome.word(),
            &row.why,
            removal.map(|off| off.at),
            removal.and_then(|off| off.heir.as_ref()),
            removal.map(|off| &off.by),
            removal.map(|off| &off.by_name)
        ],
    )
    .await?;
    Ok(())
}

/// Acts on many people, or looks at what would happen.
#[utoipa::path(post, path = "/team/bulk", tag = "team", request_body = StartBulk,
    responses((status = 200, body = Bulk), (status = "default", body = Problem)))]
pub async fn door(FromApp(app): FromApp<App>, caller: Caller, body: Body<StartBulk>) -> Result<Reply<Bulk>> {
    let app_ = app.clone();
    let reply = app.person_write(caller, body.checked(checked), move |tx, me, ask| {
        Box::pin(async move { start(tx, &app_, &me, ask).await })
    });
    run::before_the_answer(&app, reply.await?).await
}
