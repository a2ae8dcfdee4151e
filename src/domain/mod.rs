//! Domains that a workspace proves to be its own: whoever has a confirmed address there may come in by themselves, as far as
//! the workspace is open for that. Source: second seed's product, Email domains and Auto-Join; decisions 7, 8 and 12.

pub mod add;
pub mod dns;
pub mod join;
pub mod lapse;
pub mod list;
pub mod mailbox;
mod name;
pub mod offers;
pub mod prove;
pub mod recheck;
pub mod remove;
pub mod verify;

use std::collections::HashSet;

use rulebook::{Target, Way};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::access::{Account, Member, Permit, WorkspaceUpdate};
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// How far a domain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum DomainState {
    /// Nothing has proven it yet.
    Waiting,
    /// It is proven.
    Proven,
    /// It was proven, and is not any more.
    Lost,
}

/// What proves a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Proof {
    /// A TXT record: the domain is this workspace's alone.
    Dns,
    /// A mailed code: somebody of the workspace reads a mailbox there, as somebody of another may.
    Mailbox,
}

impl Proof {
    fn name(self) -> &'static str {
        match self {
            Proof::Dns => "dns",
            Proof::Mailbox => "mailbox",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Proof::Dns, Proof::Mailbox]
            .into_iter()
            .find(|proof| proof.name() == name)
    }
}

/// Why a proof ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lost {
    /// The TXT record is gone.
    Record,
    /// For a week no name server answered for the domain.
    Silence,
    /// Another workspace has the domain's TXT record.
    Elsewhere,
}

impl Lost {
    const ALL: [Lost; 3] = [Lost::Record, Lost::Silence, Lost::Elsewhere];

    fn name(self) -> &'static str {
        match self {
            Lost::Record => "record",
            Lost::Silence => "silence",
            Lost::Elsewhere => "elsewhere",
        }
    }
}

/// The TXT record that proves a domain.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TxtRecord {
    /// Its name, as in `_deskbell.example.com`.
    pub name: String,
    /// Its text.
    pub value: String,
}

/// A domain of a workspace.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Domain {
    /// In ASCII and lower case.
    pub domain: String,
    /// How far it is.
    pub state: DomainState,
    /// What proves it, where something does.
    pub proof: Option<Proof>,
    /// Why the proof ended, where one did.
    pub lost: Option<Lost>,
    /// The record that would prove it, or does.
    pub record: TxtRecord,
    /// The mailbox that a code went to, or is on its way to.
    pub code_sent_to: Option<String>,
    /// Since when it is proven.
    pub proven_at: Option<Time>,
    /// When the record was last found.
    pub checked_at: Option<Time>,
    /// When it was added.
    pub created_at: Time,
    /// Who added it.
    pub added_by_name: String,
}

/// The columns that [`domain`] reads.
#[macro_export]
macro_rules! domain_columns {
    () => {
        "domain, token, proof, lost, code_email, proven_at, checked_at, created_at, added_by_name"
    };
}

pub(crate) fn domain(r: &Row<'_>) -> Result<Domain, StoreError> {
    let (name, token): (String, String) = (r.get(0)?, r.get(1)?);
    let proof = r.get::<Option<String>>(2)?.and_then(|name| Proof::parse(&name));
    let lost = r.get::<Option<String>>(3)?;
    let lost = lost.and_then(|name| Lost::ALL.into_iter().find(|lost| lost.name() == name));
    Ok(Domain {
        state: match (proof, lost) {
            (Some(_), _) => DomainState::Proven,
            (None, Some(_)) => DomainState::Lost,
            (None, None) => DomainState::Waiting,
        },
        proof,
        lost: lost.filter(|_| proof.is_none()),
        record: TxtRecord {
            name: dns::record_name(&name),
            value: dns::record_value(&token),
        },
        code_sent_to: r.get(4)?,
        proven_at: r.get(5)?,
        checked_at: r.get(6)?,
        created_at: r.get(7)?,
        added_by_name: r.get(8)?,
        domain: name,
    })
}

/// The domain that a path names, as the workspace has it.
async fn in_reach(tx: &mut Tx, me: &Member, wanted: &str) -> Result<Domain> {
    let wanted = name::parse(wanted).ok_or_else(Error::not_found)?;
    tx.first(
        sql!(
            "select ",
            domain_columns!(),
            " from domains where workspace_id = $1 and domain = $2"
        ),
        params![&me.workspace_id, &wanted],
        domain,
    )
    .await?
    .ok_or_else(Error::not_found)
}

/// Who looks after the domains: whoever changes the settings, where people join by a domain at all.
fn permit(me: &Member) -> Result<Permit<WorkspaceUpdate>> {
    let permit = me.permit::<WorkspaceUpdate>(Target::None)?;
    me.joining(Way::Domain)?;
    Ok(permit)
}

/// The part of an address after the @, as domains are kept; nothing where it is none.
#[must_use]
pub fn of_address(email: &str) -> Option<String> {
    email.rsplit_once('@').and_then(|(_, host)| name::parse(host))
}

/// The domains that the workspace has proven by DNS: addresses there are its own people's.
///
/// # Errors
/// Internal ones only.
pub async fn own(tx: &mut Tx, me: &Member) -> Result<HashSet<String>> {
    let found = tx
        .all(
            sql!("select domain from domains where workspace_id = $1 and proof = 'dns'"),
            params![&me.workspace_id],
            |r| r.get(0),
        )
        .await?;
    Ok(found.into_iter().collect())
}

/// What is written into the log about a domain.
struct Change<'a> {
    workspace_id: &'a Id,
    by: &'a Account,
    act: &'static str,
    domain: &'a str,
    before: Option<Value>,
    after: Option<Value>,
    via: &'a str,
}

/// Records a change and has every page of the workspace read the domains anew.
async fn changed(tx: &mut Tx, change: Change<'_>) -> Result<()> {
    let entry = Entry {
        workspace_id: change.workspace_id,
        by: change.by,
        act: change.act,
        object: format!("domain {}", change.domain),
        before: change.before,
        after: change.after,
        via: change.via,
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged { what: "domains".into() };
    let room = Room::Members(change.workspace_id.clone());
    outbox::publish(tx, change.workspace_id, &room, &event).await
}
