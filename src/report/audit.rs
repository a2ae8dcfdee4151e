//! The audit of a workspace's people as it stands: who does not use it, who was asked and never came, who stands above
//! others, and where the log ends. Source: second seed, Best Practices; decisions 15 and 29.

use axum::Json;
use axum::extract::State;
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::tiers;
use crate::access::{AuditRead, Disabled, MembersRead, Permit};
use crate::activity::Indicator;
use crate::app::App;
use crate::audit::seal;
use crate::clock::Time;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::invitation::{self, Invitation, State as InvitationState};
use crate::key::{self, ApiKey};
use crate::store::Tx;
use crate::team::list::{self, TeamMember};
use crate::{invitation_columns, params, sql};

/// Invitations that are named at most; more wait only after a large file.
const NAMED: i64 = 10_000;
/// Days after which a key counts as unused.
const UNUSED: i64 = 30;

/// The report.
#[derive(Serialize, ToSchema)]
pub struct AuditReport {
    /// When it was made.
    pub at: Time,
    /// How many there are of what.
    pub people: PeopleCounts,
    /// Whoever did nothing for 30 days, or never; the longest ago first.
    pub inactive: Vec<ReportPerson>,
    /// Whoever was invited and has not come, the latest first.
    pub never_came: Vec<ReportInvitation>,
    /// Whoever stands above others, by the role.
    pub leaders: Vec<ReportPerson>,
    /// Whoever has had a tier for 30 days and did nothing of what it adds to a smaller one in that time.
    pub unused_tiers: Vec<ReportPerson>,
    /// Keys that nothing used for 30 days, or ever; the longest ago first.
    pub unused_keys: Vec<ApiKey>,
    /// Where the log ends: keep it outside, and a later look shows whether anything before it was changed. Null before the
    /// first entry is sealed.
    pub head: Option<AuditHead>,
}

/// How many people there are of what.
#[derive(Default, Serialize, ToSchema)]
pub struct PeopleCounts {
    /// All of them.
    pub members: usize,
    /// Within 7 days.
    pub active: usize,
    /// 7 days, up to 30.
    pub idle: usize,
    /// 30 days and more, or never.
    pub inactive: usize,
    /// Whose access is off; each is one of the above too.
    pub disabled: usize,
    /// Invitations that wait.
    pub invited: usize,
}

/// Somebody of the workspace.
#[derive(Clone, Serialize, ToSchema)]
pub struct ReportPerson {
    /// The membership.
    pub member_id: Id,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their role.
    pub role: String,
    /// Their tier.
    pub tier: String,
    /// Whether they use it.
    pub activity: Indicator,
    /// When they last did something here.
    pub last_active_at: Option<Time>,
    /// Since when and why they may not act, where they may not.
    pub disabled: Option<Disabled>,
}

/// Somebody who was invited and has not come.
#[derive(Serialize, ToSchema)]
pub struct ReportInvitation {
    /// The address.
    pub email: String,
    /// What they would be.
    pub role: String,
    /// What they may use.
    pub tier: String,
    /// What became of it.
    pub state: InvitationState,
    /// When it was made.
    pub created_at: Time,
    /// Who invited them.
    pub invited_by_name: String,
}

/// The last sealed entry of the log.
#[derive(Serialize, ToSchema)]
pub struct AuditHead {
    /// Its number; the first is 1.
    pub number: i64,
    /// Its digest, which covers all before it.
    pub digest: String,
}

fn person(member: TeamMember) -> ReportPerson {
    ReportPerson {
        member_id: member.id,
        name: member.name,
        email: member.email,
        role: member.role,
        tier: member.tier,
        activity: member.activity,
        last_active_at: member.last_active_at,
        disabled: member.disabled,
    }
}

fn waits(invitation: Invitation) -> ReportInvitation {
    ReportInvitation {
        email: invitation.email,
        role: invitation.role,
        tier: invitation.tier,
        state: invitation.state,
        created_at: invitation.created_at,
        invited_by_name: invitation.invited_by_name,
    }
}

async fn never_came(tx: &mut Tx, workspace_id: &Id) -> Result<Vec<ReportInvitation>> {
    let found = tx
        .all(
            sql!(
                "select ",
                invitation_columns!(),
                " from invitations where workspace_id = $1 and accepted_at is null and revoked_at is null
                 order by id desc limit $2"
            ),
            params![workspace_id, NAMED],
            invitation::invitation,
        )
        .await?;
    let now = tx.now();
    Ok(found.into_iter().map(|one| waits(one.at(now))).collect())
}

/// A key that was made within these days has not had its month yet.
async fn unused_keys(tx: &mut Tx, workspace_id: &Id) -> Result<Vec<ApiKey>> {
    let since = tx.now().plus_days(-UNUSED);
    let mut keys = key::list::of_workspace(tx, workspace_id).await?;
    keys.retain(|key| key.last_used_at.unwrap_or(key.created_at) <= since);
    keys.sort_by_key(|key| key.last_used_at);
    Ok(keys)
}

async fn head(tx: &mut Tx, workspace_id: &Id) -> Result<Option<AuditHead>> {
    let (number, digest) = seal::head_of(tx, workspace_id).await?;
    Ok((number > 0).then_some(AuditHead { number, digest }))
}

fn counts(people: &[ReportPerson], invited: usize) -> PeopleCounts {
    let of = |indicator| people.iter().filter(|p| p.activity == indicator).count();
    PeopleCounts {
        members: people.len(),
        active: of(Indicator::Active),
        idle: of(Indicator::Idle),
        inactive: of(Indicator::Inactive),
        disabled: people.iter().filter(|p| p.disabled.is_some()).count(),
        invited,
    }
}

/// Makes the report.
///
/// # Errors
/// Internal ones only.
pub async fn report(
    tx: &mut Tx,
    app: &App,
    permit: &Permit<AuditRead>,
    reads: &Permit<MembersRead>,
) -> Result<AuditReport> {
    let mut members = list::everybody(tx, reads).await?;
    members.iter_mut().for_each(|member| member.see(app, permit));
    let unused = tiers::unused(tx, permit, &members).await?;
    let never_came = never_came(tx, &permit.workspace_id).await?;
    let people: Vec<ReportPerson> = members.into_iter().map(person).collect();
    let leads = |p: &&ReportPerson| permit.book.role(&p.role).is_some_and(|role| permit.book.leads(role));
    let mut inactive: Vec<ReportPerson> = people
        .iter()
        .filter(|p| p.activity == Indicator::Inactive)
        .cloned()
        .collect();
    inactive.sort_by_key(|p| p.last_active_at);
    Ok(AuditReport {
        at: tx.now(),
        people: counts(&people, never_came.len()),
        inactive,
        never_came,
        leaders: people.iter().filter(leads).cloned().collect(),
        unused_tiers: people
            .iter()
            .filter(|p| unused.contains(&p.member_id))
            .cloned()
            .collect(),
        unused_keys: unused_keys(tx, &permit.workspace_id).await?,
        head: head(tx, &permit.workspace_id).await?,
    })
}

/// Reads the report for whoever may.
///
/// # Errors
/// 403 for whoever may not read the log.
pub(super) async fn read(app: &App, caller: Caller) -> Result<AuditReport> {
    let own = app.clone();
    let read = app.member_read_apart(caller, Nothing, move |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<AuditRead>(Target::None)?;
            let reads = me.permit::<MembersRead>(Target::None)?;
            report(tx, &own, &permit, &reads).await
        })
    });
    Ok(read.await?.0)
}

/// Shows who does not use it, who never came, who stands above others, which keys are unused, and where the log ends.
#[utoipa::path(get, path = "/reports/audit", tag = "audit",
    responses((status = 200, body = AuditReport), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<AuditReport>> {
    read(&app, caller).await.map(Json)
}
