//! The settings of a workspace, as every member may read them. Source: first seed's product, Business; decision 28.

use axum::Json;
use axum::extract::State;
use rulebook::Target;
use serde::Serialize;
use utoipa::ToSchema;

use super::auto_join::{self, AutoJoin, Kept};
use super::delete::Deletion;
use super::transfer::{self, Transfer};
use crate::access::{Member, WorkspaceRead};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Nothing};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::report::monthly;
use crate::retention::{self, Retention};
use crate::store::{Row, StoreError, Tx};
use crate::{auto_join_columns, params, sql};

/// A workspace and its settings.
#[derive(Clone, Serialize, ToSchema)]
pub struct Settings {
    /// The workspace.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Where customers know it from.
    pub website: Option<String>,
    /// Its picture, at an https address.
    pub logo_url: Option<String>,
    /// An IANA name, as in `Europe/Lisbon`. Times in exports and mails are of this zone.
    pub time_zone: String,
    /// The rules it follows; never changes.
    pub rulebook: String,
    /// Its plan.
    pub plan: String,
    /// When it was made.
    pub created_at: Time,
    /// The switches of its rulebook.
    pub switches: Vec<Switch>,
    /// The switch of this name, where the rulebook has it (decision 2).
    pub admins_manage_agents: Option<bool>,
    /// How people come in by themselves; null where the rulebook has no such way.
    pub auto_join: Option<AutoJoin>,
    /// The transfer of ownership that waits; null for everybody but the owner and the nominated.
    pub transfer: Option<Transfer>,
    /// Whether the owner is mailed the audit report on the first of each month.
    pub monthly_report: bool,
    /// When it is mailed next; null where it is off, and for a moment after an upgrade.
    pub next_report_at: Option<Time>,
    /// How long each kind of data is kept.
    pub retention: Retention,
    /// When all of it goes, where its owner deleted it.
    pub deletion: Option<Deletion>,
    #[serde(skip)]
    pub(super) on: Vec<String>,
    #[serde(skip)]
    kept: Kept,
}

/// Something that the rulebook leaves to the owner.
#[derive(Clone, Serialize, ToSchema)]
pub struct Switch {
    /// Its name on the wire.
    pub name: String,
    /// Its name on the page.
    pub label: String,
    /// What it does.
    pub summary: String,
    /// Whether it is on.
    pub on: bool,
}

fn settings(r: &Row<'_>) -> Result<Settings, StoreError> {
    let on: String = r.get(8)?;
    Ok(Settings {
        id: r.get(0)?,
        name: r.get(1)?,
        website: r.get(2)?,
        logo_url: r.get(3)?,
        time_zone: r.get(4)?,
        rulebook: r.get(5)?,
        plan: r.get(6)?,
        created_at: r.get(7)?,
        switches: Vec::new(),
        admins_manage_agents: None,
        auto_join: None,
        transfer: None,
        monthly_report: false,
        next_report_at: None,
        retention: Retention::default(),
        deletion: match r.get::<Option<Time>>(9)? {
            None => None,
            Some(at) => Some(Deletion {
                at,
                by: r.get::<Option<String>>(10)?.unwrap_or_default(),
            }),
        },
        on: on.split(',').filter(|s| !s.is_empty()).map(str::to_owned).collect(),
        kept: auto_join::kept(r, 11)?,
    })
}

/// Reads the settings.
///
/// # Errors
/// Internal ones only.
pub async fn read(tx: &mut Tx, me: &Member) -> Result<Settings> {
    let found = tx
        .first(
            sql!(
                "select id, name, website, logo_url, time_zone, rulebook, plan, created_at, switches, delete_at, deleted_by, ",
                auto_join_columns!(),
                " from workspaces where id = $1"
            ),
            params![&me.workspace_id],
            settings,
        )
        .await?;
    let mut settings = found.ok_or_else(Error::not_found)?;
    let switches = me.book.switches().map(|(_, info)| Switch {
        name: info.name.clone(),
        label: info.label.clone(),
        summary: info.summary.clone(),
        on: settings.on.contains(&info.name),
    });
    settings.switches = switches.collect();
    let named = settings.switches.iter().find(|s| s.name == "admins_manage_agents");
    settings.admins_manage_agents = named.map(|s| s.on);
    settings.auto_join = settings.kept.clone().shown(me);
    let report_at = monthly::next_of(tx, &me.workspace_id).await?;
    settings.monthly_report = report_at.is_some();
    settings.next_report_at = report_at.filter(|at| monthly::is_planned(*at));
    settings.retention = retention::of(tx, &me.workspace_id).await?;
    settings.transfer = transfer::seen_by(tx, me).await?;
    Ok(settings)
}

/// Reads the settings of the workspace.
#[utoipa::path(get, path = "/workspace", tag = "workspace",
    responses((status = 200, body = Settings), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Settings>> {
    app.member_read(caller, Nothing, |tx, me, ()| {
        Box::pin(async move {
            let permit = me.permit::<WorkspaceRead>(Target::None)?;
            read(tx, &permit).await
        })
    })
    .await
}
