//! When everybody last did something, in memory: the list of members shows it and reads nothing more for it. Filled from the
//! database at start; this server's own acts are added once they are committed.

use std::collections::HashMap;

use parking_lot::RwLock;

use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// The last act of everybody, by workspace and account.
#[derive(Default)]
pub struct LastActs(RwLock<HashMap<Id, HashMap<Id, Time>>>);

/// Reads the last act of every member.
///
/// # Errors
/// Internal ones only.
pub async fn last_acts(tx: &mut Tx) -> Result<Vec<(Id, Id, Option<Time>)>> {
    tx.all(
        sql!(
            "select m.workspace_id, m.account_id,
                    (select a.at from activity a where a.workspace_id = m.workspace_id and a.account_id = m.account_id
                     order by a.id desc limit 1)
             from members m"
        ),
        params![],
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
    )
    .await
}

impl LastActs {
    /// Takes over what the database knows.
    pub fn fill(&self, rows: Vec<(Id, Id, Option<Time>)>) {
        for (workspace_id, account_id, at) in rows {
            if let Some(at) = at {
                self.note(&account_id, vec![workspace_id], at);
            }
        }
    }

    /// Notes in which workspaces somebody did something, after the commit.
    pub fn note(&self, account_id: &Id, places: Vec<Id>, at: Time) {
        if places.is_empty() {
            return;
        }
        let mut all = self.0.write();
        for workspace_id in places {
            let people = all.entry(workspace_id).or_default();
            let last = people.entry(account_id.clone()).or_insert(at);
            *last = at.max(*last);
        }
    }

    /// When anybody last did something in this workspace.
    #[must_use]
    pub fn latest(&self, workspace_id: &Id) -> Option<Time> {
        self.0.read().get(workspace_id)?.values().max().copied()
    }

    /// When this account last did something in this workspace.
    #[must_use]
    pub fn of(&self, workspace_id: &Id, account_id: &Id) -> Option<Time> {
        self.0.read().get(workspace_id)?.get(account_id).copied()
    }
}
