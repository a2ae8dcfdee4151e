//! API keys of a workspace: by one a program acts for the member who made it, within a role of the key's own. Source: second
//! seed's product, API keys; decisions 7, 14, 15, 19 and 25; `docs/decisions/0008-keys.md`.

pub mod create;
pub mod end;
pub mod list;
pub mod revoke;

use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::store::{Row, StoreError, Tx};

/// How every key begins: by it a request is known to come with one, and whoever looks for lost secrets finds it.
pub const PREFIX: &str = "dbk_";

/// Characters of a key that are always shown.
const SHOWN: usize = PREFIX.len() + 4;

/// A key.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApiKey {
    /// The key; no secret.
    pub id: Id,
    /// What its maker called it.
    pub name: String,
    /// It may what this role holds and its maker may as well: a word of the rulebook, or the id of a role of the
    /// workspace's own.
    pub role: String,
    /// How its secret begins.
    pub prefix: String,
    /// To be sent as a bearer token; only in the answer that made it, because only its hash is kept.
    pub secret: Option<String>,
    /// When it was made.
    pub created_at: Time,
    /// When it was last used, to within ten minutes; null where never.
    pub last_used_at: Option<Time>,
    /// The membership of whoever made it.
    pub member_id: Id,
    /// Their name.
    pub made_by_name: String,
    /// Whether it works now: not while the access of whoever made it is turned off.
    pub is_on: bool,
}

/// The columns that [`key`] reads, from `keys k`, `members m` and `accounts a`.
#[macro_export]
macro_rules! key_columns {
    () => {
        "k.id, k.name, k.role, k.prefix, k.created_at, k.last_used_at, k.member_id, a.full_name, m.is_active"
    };
}

fn key(r: &Row<'_>) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: r.get(0)?,
        name: r.get(1)?,
        role: r.get(2)?,
        prefix: r.get(3)?,
        secret: None,
        created_at: r.get(4)?,
        last_used_at: r.get(5)?,
        member_id: r.get(6)?,
        made_by_name: r.get(7)?,
        is_on: r.get(8)?,
    })
}

/// Has the pages of whoever manages keys look again.
async fn tell(tx: &mut Tx, workspace_id: &Id) -> Result<()> {
    let event = WorkspaceChanged { what: "keys".into() };
    outbox::publish(tx, workspace_id, &Room::Members(workspace_id.clone()), &event).await
}
