//! An owner or admin changes the workspace's settings; the owner alone turns the rulebook's switches. Source: decisions 2
//! and 28.

use std::collections::BTreeMap;

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::auto_join::{self, ChangeAutoJoin};
use super::create::is_website;
use super::show::{Settings, read};
use crate::access::{Action, Permit, WorkspaceRead, WorkspaceSwitch, WorkspaceUpdate};
use crate::account::register::is_name;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::report::monthly;
use crate::retention::{self, change::ChangeRetention};
use crate::store::Tx;
use crate::team::seats;
use crate::widget::create::is_picture;
use crate::{params, sql};

/// What changes; what is left out stays, and an empty text takes a setting away.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct ChangeWorkspace {
    /// 1 to 200 characters.
    #[garde(inner(custom(is_name)))]
    name: Option<String>,
    /// An http or https address, or a host; at most 500 characters.
    #[garde(length(chars, max = 500), inner(custom(is_website)))]
    website: Option<String>,
    /// A picture at an https address, or empty.
    #[garde(inner(custom(is_picture_or_none)))]
    logo_url: Option<String>,
    /// An IANA name, as in `Europe/Lisbon`.
    #[garde(inner(custom(is_time_zone)))]
    time_zone: Option<String>,
    /// Switches of the rulebook, by name.
    #[garde(length(max = 20))]
    switches: Option<BTreeMap<String, bool>>,
    /// The same for the switch of this name.
    #[garde(skip)]
    admins_manage_agents: Option<bool>,
    /// How people come in by themselves.
    #[garde(dive)]
    auto_join: Option<ChangeAutoJoin>,
    /// Whether the owner is mailed the audit report on the first of each month: theirs to switch.
    #[garde(skip)]
    monthly_report: Option<bool>,
    /// How long each kind of data is kept. The first purge by it is a day away.
    #[garde(dive)]
    retention: Option<ChangeRetention>,
}

fn is_picture_or_none(text: &str, (): &()) -> garde::Result {
    if text.is_empty() { Ok(()) } else { is_picture(text, &()) }
}

fn is_time_zone(text: &str, (): &()) -> garde::Result {
    match jiff::tz::TimeZone::get(text) {
        Ok(_) => Ok(()),
        Err(_) => Err(garde::Error::new(
            "Has to be the name of a time zone, as in Europe/Lisbon.",
        )),
    }
}

/// What of it changes the settings, what the ways in, and what the switches.
struct Changes {
    looks: Option<ChangeWorkspace>,
    auto_join: Option<ChangeAutoJoin>,
    retention: Option<ChangeRetention>,
    monthly_report: Option<bool>,
    switches: BTreeMap<String, bool>,
}

fn decide(mut ask: ChangeWorkspace) -> Result<Changes> {
    let mut switches = ask.switches.take().unwrap_or_default();
    if let Some(on) = ask.admins_manage_agents.take() {
        switches.insert("admins_manage_agents".into(), on);
    }
    let any = ask.name.is_some() || ask.website.is_some() || ask.logo_url.is_some() || ask.time_zone.is_some();
    let (auto_join, retention) = (ask.auto_join.take(), ask.retention.take());
    if auto_join.as_ref().is_some_and(ChangeAutoJoin::is_empty) {
        return Err(Error::field("auto_join", "Send at least one of mode, domain and link."));
    }
    let monthly_report = ask.monthly_report.take();
    let nothing = auto_join.is_none() && retention.is_none() && monthly_report.is_none() && switches.is_empty();
    if !any && nothing {
        return Err(Error::field("body", "Send at least one setting."));
    }
    Ok(Changes {
        looks: any.then_some(ask),
        auto_join,
        retention,
        monthly_report,
        switches,
    })
}

fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim)
}

/// Changes name, website, logo and time zone.
///
/// # Errors
/// Internal ones only.
pub async fn change(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, ask: &ChangeWorkspace) -> Result<()> {
    seats::lock(tx, permit).await?;
    let before = read(tx, permit).await?;
    tx.run(
        sql!(
            "update workspaces set name = coalesce($2, name), website = nullif(coalesce($3, website), ''),
                    logo_url = nullif(coalesce($4, logo_url), ''), time_zone = coalesce($5, time_zone)
             where id = $1"
        ),
        params![
            &permit.workspace_id,
            given(&ask.name),
            given(&ask.website),
            given(&ask.logo_url),
            given(&ask.time_zone)
        ],
    )
    .await?;
    if let Some(zone) = given(&ask.time_zone) {
        monthly::move_zone(tx, &permit.workspace_id, &before.time_zone, zone).await?;
    }
    let after = read(tx, permit).await?;
    record(tx, permit, "workspace.changed", looks(&before), looks(&after)).await
}

/// Switches the owner's monthly mail on or off.
async fn report(tx: &mut Tx, permit: &Permit<WorkspaceRead>, on: bool) -> Result<()> {
    seats::lock(tx, permit).await?;
    let zone = read(tx, permit).await?.time_zone;
    monthly::switch(tx, permit, on, &zone).await
}

fn looks(s: &Settings) -> Value {
    json!({"name": s.name, "website": s.website, "logo_url": s.logo_url, "time_zone": s.time_zone})
}

/// Changes how people come in by themselves. Whoever comes after the answer comes by it.
async fn open(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, ask: &ChangeAutoJoin) -> Result<()> {
    seats::lock(tx, permit).await?;
    let before = read(tx, permit).await?;
    auto_join::change(tx, permit, ask).await?;
    let after = read(tx, permit).await?;
    let looks = |s: &Settings| auto_join::looks(s.auto_join.as_ref());
    record(tx, permit, "workspace.changed", looks(&before), looks(&after)).await
}

/// Changes how long everything is kept.
async fn keep(tx: &mut Tx, permit: &Permit<WorkspaceUpdate>, ask: &ChangeRetention) -> Result<()> {
    seats::lock(tx, permit).await?;
    let before = retention::of(tx, &permit.workspace_id).await?;
    retention::change::change(tx, permit, ask).await?;
    let after = retention::of(tx, &permit.workspace_id).await?;
    let looks = retention::change::looks;
    record(tx, permit, "workspace.changed", looks(&before), looks(&after)).await
}

/// Turns switches on and off. Every request decided after the answer is decided by them.
///
/// # Errors
/// 422 for a switch that the rulebook does not have.
pub async fn switch(tx: &mut Tx, permit: &Permit<WorkspaceSwitch>, asked: &BTreeMap<String, bool>) -> Result<()> {
    seats::lock(tx, permit).await?;
    let before = read(tx, permit).await?;
    let mut on = before.on.clone();
    for (name, is_on) in asked {
        if permit.book.switch(name).is_none() {
            let known: Vec<_> = before.switches.iter().map(|s| s.name.as_str()).collect();
            let known = if known.is_empty() {
                "none".into()
            } else {
                known.join(", ")
            };
            return Err(Error::field(
                format!("switches.{name}"),
                format!("This rulebook has no such switch; it has {known}."),
            ));
        }
        on.retain(|other| other != name);
        if *is_on {
            on.push(name.clone());
        }
    }
    on.sort();
    tx.run(
        sql!("update workspaces set switches = $2 where id = $1"),
        params![&permit.workspace_id, &on.join(",")],
    )
    .await?;
    let as_json = |on: &[String]| {
        asked
            .keys()
            .map(|n| (n.clone(), json!(on.contains(n))))
            .collect::<Value>()
    };
    record(tx, permit, "workspace.switched", as_json(&before.on), as_json(&on)).await
}

async fn record<A: Action>(
    tx: &mut Tx,
    permit: &Permit<A>,
    act: &'static str,
    before: Value,
    after: Value,
) -> Result<()> {
    if before == after {
        return Ok(());
    }
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act,
        object: format!("workspace {}", permit.workspace_id),
        before: Some(before),
        after: Some(after),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged {
        what: "settings".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}

/// Changes the settings of the workspace.
#[utoipa::path(patch, path = "/workspace", tag = "workspace", request_body = ChangeWorkspace,
    responses((status = 200, body = Settings), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<ChangeWorkspace>) -> Result<Reply<Settings>> {
    app.member_write(caller, body.checked(decide), |tx, me, ask| {
        Box::pin(async move {
            // All that is asked for has to be allowed before any of it is done.
            let look =
                (ask.looks.is_some() || ask.retention.is_some()).then(|| me.permit::<WorkspaceUpdate>(Target::None));
            let look = look.transpose()?;
            if ask.retention.is_some() {
                me.goes_on()?;
            }
            let ways = ask.auto_join.as_ref().map(|ways| auto_join::permit(&me, ways));
            let ways = ways.transpose()?;
            let turn = (!ask.switches.is_empty()).then(|| me.permit::<WorkspaceSwitch>(Target::None));
            let mailed = ask
                .monthly_report
                .map(|on| me.mailed_monthly().map(|permit| (permit, on)));
            let (turn, mailed) = (turn.transpose()?, mailed.transpose()?);
            if let Some((permit, on)) = mailed {
                report(tx, &permit, on).await?;
            }
            if let Some(permit) = turn {
                switch(tx, &permit, &ask.switches).await?;
            }
            if let (Some(permit), Some(retention)) = (&look, &ask.retention) {
                keep(tx, permit, retention).await?;
            }
            if let (Some(permit), Some(looks)) = (look, &ask.looks) {
                change(tx, &permit, looks).await?;
            }
            if let (Some(permit), Some(ask)) = (ways, &ask.auto_join) {
                open(tx, &permit, ask).await?;
            }
            read(tx, &me).await
        })
    })
    .await
}
