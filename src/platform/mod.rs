//! Whoever helps the people of this server with their settings: a flag on an account, set at the server's command line
//! alone, and visits of an hour that the visited workspace sees, logs and ends. Source: second seed, Platform Admin;
//! decision 16; docs/decisions/0009-platform-visits.md.

pub mod end;
pub mod enter;
pub mod grant;
pub mod host;
pub mod list;
pub mod open;
pub mod over;
pub mod read;
pub mod workspaces;

use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::access::{Account, Actor, BY_OWNER};
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::error::{Error, Result, Why};
use crate::id::{self, Id};
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Minutes that a visit lasts.
pub const MINUTES: i64 = 60;
/// Hours that the owner has to answer where they want to be asked, and the visitor to come in after that.
pub const ASKED_HOURS: i64 = 24;

/// By what a visit is opened and ended: by no right of the workspace.
const BY_FLAG: &str = "deskbell/platform_admin";

/// A visit that is asked for, approved or runs.
#[derive(Serialize, ToSchema)]
pub struct PlatformVisit {
    /// The visit.
    pub id: Id,
    /// Where.
    pub workspace_id: Id,
    /// Its name.
    pub workspace_name: String,
    /// Who visits.
    pub visitor_name: String,
    /// Their address.
    pub visitor_email: String,
    /// What they come for, in their words.
    pub reason: String,
    /// `waiting` for the owner, `approved` by them, or `running`.
    pub state: String,
    /// When it was asked for.
    pub asked_at: Time,
    /// When it is over by itself.
    pub ends_at: Time,
    /// Whether it runs in the session of this request; a visit is of the session that it was opened in.
    pub is_here: bool,
    #[serde(skip)]
    account_id: Id,
    #[serde(skip)]
    session_id: Id,
}

/// The columns that [`visit`] reads, and where from: visits that are still something.
#[macro_export]
macro_rules! visit_columns {
    () => {
        "select v.id, v.workspace_id, w.name, a.full_name, a.email, v.reason, v.state, v.asked_at, v.ends_at, v.account_id,
                v.session_id
         from visits v
         join workspaces w on w.id = v.workspace_id
         join accounts a on a.id = v.account_id and a.is_platform_admin
         where (v.state in ('waiting', 'approved')
                or v.state = 'running' and exists (select 1 from sessions s where s.id = v.session_id)) "
    };
}

fn visit(r: &Row<'_>) -> Result<PlatformVisit, StoreError> {
    Ok(PlatformVisit {
        id: r.get(0)?,
        workspace_id: r.get(1)?,
        workspace_name: r.get(2)?,
        visitor_name: r.get(3)?,
        visitor_email: r.get(4)?,
        reason: r.get(5)?,
        state: r.get(6)?,
        asked_at: r.get(7)?,
        ends_at: r.get(8)?,
        is_here: false,
        account_id: r.get(9)?,
        session_id: r.get(10)?,
    })
}

impl PlatformVisit {
    /// The same, as the session that asks sees it.
    fn seen_from(mut self, session_id: &Id) -> Self {
        self.is_here = self.state == "running" && self.session_id == *session_id;
        self
    }

    fn visitor(&self) -> Account {
        Account {
            email: self.visitor_email.clone(),
            ..Account::remembered(&self.account_id, &self.visitor_name)
        }
    }
}

/// A visit of this account, as a path names it.
///
/// # Errors
/// 404 where it is no visit of theirs, or over.
async fn own(tx: &mut Tx, actor: &Actor, named: &str) -> Result<PlatformVisit> {
    let found = match id::parse(named) {
        None => None,
        Some(id) => {
            tx.first(
                sql!(
                    visit_columns!(),
                    " and v.id = $1 and v.account_id = $2 and v.ends_at > $3"
                ),
                params![&id, &actor.account.id, tx.now()],
                visit,
            )
            .await?
        }
    };
    found.ok_or_else(Error::not_found)
}

/// Whether this account has the flag, now.
///
/// # Errors
/// Internal ones only.
pub async fn is_platform_admin(tx: &mut Tx, account_id: &Id) -> Result<bool> {
    let found = tx
        .first(
            sql!("select is_platform_admin from accounts where id = $1"),
            params![account_id],
            |r| r.get(0),
        )
        .await?;
    Ok(found.unwrap_or(false))
}

/// Lets platform admins on.
///
/// # Errors
/// 403 `not_permitted`.
async fn gate(tx: &mut Tx, actor: &Actor) -> Result<()> {
    if is_platform_admin(tx, &actor.account.id).await? {
        return Ok(());
    }
    Err(Error::refused(
        "not_permitted",
        Why {
            rule: "deskbell/platform_admins".into(),
            text:
                "Only platform admins see the workspaces of this server and visit them. Whoever runs the server makes \
                   somebody one at its command line, and nobody else can."
                    .into(),
            who: vec!["whoever runs the server, by deskbell admin platform grant".into()],
            link: None,
        },
    ))
}

/// Records what became of a visit, and has the pages of the workspace look again.
async fn record(tx: &mut Tx, visit: &PlatformVisit, by: &Account, act: &'static str, why: Option<&str>) -> Result<()> {
    if by.id == visit.account_id {
        tx.asked_on_a_visit(&visit.workspace_id, &visit.id, &crate::access::visits_as(by));
    }
    let entry = Entry {
        workspace_id: &visit.workspace_id,
        by,
        act,
        object: format!("visit {}", visit.id),
        before: None,
        after: Some(json!({
            "name": visit.visitor_name, "user_id": visit.account_id, "email": visit.visitor_email,
            "reason": visit.reason, "ends_at": visit.ends_at, "why": why
        })),
        via: if by.id == visit.account_id { BY_FLAG } else { BY_OWNER },
    };
    audit::record(tx, entry).await?;
    tell(tx, &visit.workspace_id).await
}

async fn tell(tx: &mut Tx, workspace_id: &Id) -> Result<()> {
    let event = WorkspaceChanged { what: "visits".into() };
    outbox::publish(tx, workspace_id, &Room::Members(workspace_id.clone()), &event).await
}
