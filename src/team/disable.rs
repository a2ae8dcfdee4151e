//! Somebody's access is turned off for a while: nothing works for them from the answer on, and nothing of theirs is deleted.
//! Source: second seed, Disabling a user; decision 13.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::heir::{heir_with, is_another};
use super::reach::Teammate;
use crate::access::{Member, MembersDisable, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::error::Result;
use crate::id::Id;
use crate::inbox::hand_over::{self, Which};
use crate::live::events::MemberChanged;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::visitor::online;
use crate::workspace::transfer;
use crate::{params, sql};

/// Why.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// They are away for a while.
    Leave,
    /// Their work changes.
    RoleChange,
    /// Something is being looked into.
    Investigation,
}

impl Reason {
    /// As it is kept and sent.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Reason::Leave => "leave",
            Reason::RoleChange => "role_change",
            Reason::Investigation => "investigation",
        }
    }

    /// The reason of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let all = [Reason::Leave, Reason::RoleChange, Reason::Investigation];
        all.into_iter().find(|reason| reason.name() == name)
    }
}

/// What belongs to it.
pub struct Disable {
    /// Why.
    pub reason: Option<Reason>,
    /// A `user_id`, `queue` or `stay`.
    pub heir: Option<String>,
    /// In how many days they are removed, where they are.
    pub remove_in_days: Option<u32>,
}

/// Says that the conversations go back to everybody.
pub const QUEUE: &str = "queue";
/// Says that they stay.
pub const STAY: &str = "stay";
/// What an heir may be instead of a colleague.
pub const INSTEAD: &str = ", `queue` or `stay`";

/// Where their open conversations go.
pub enum Heir {
    /// Back to everybody: customers of somebody on leave do not wait.
    Queue,
    /// To a colleague.
    Colleague(Box<Teammate>),
    /// Nowhere.
    Stay,
}

impl Heir {
    /// The colleague, where it is one.
    #[must_use]
    pub fn into_colleague(self) -> Option<Teammate> {
        match self {
            Heir::Colleague(heir) => Some(*heir),
            Heir::Queue | Heir::Stay => None,
        }
    }
}

/// The heir that somebody named.
///
/// # Errors
/// 400 `invalid_heir` where it is no other active member.
pub async fn heir_named(
    tx: &mut Tx,
    permit: &Permit<MembersDisable>,
    person: &Teammate,
    heir: Option<&str>,
) -> Result<Heir> {
    match heir {
        None | Some(QUEUE) => Ok(Heir::Queue),
        Some(STAY) => Ok(Heir::Stay),
        Some(account_id) => {
            let heir = heir_with(tx, permit, account_id, INSTEAD).await?;
            is_another(&heir, &person.id)?;
            Ok(Heir::Colleague(Box::new(heir)))
        }
    }
}

/// Turns the access off. A second time changes nothing.
///
/// # Errors
/// Internal ones only.
pub async fn disable(
    tx: &mut Tx,
    permit: &Permit<MembersDisable>,
    person: &Teammate,
    reason: Option<Reason>,
    heir: &Heir,
) -> Result<()> {
    if person.disabled {
        return Ok(());
    }
    let reason = reason.map(Reason::name);
    tx.run(
        sql!(
            "update members set is_active = false, disabled_at = $3, disabled_reason = $4, disabled_by = $5
             where workspace_id = $1 and id = $2"
        ),
        params![
            &permit.workspace_id,
            &person.id,
            tx.now(),
            reason,
            &permit.account.full_name
        ],
    )
    .await?;
    transfer::end_of(tx, permit, person).await?;
    let handed_over = match heir {
        Heir::Stay => 0,
        Heir::Queue => hand_over::hand_over(tx, permit, &person.account, None, Which::Open).await?,
        Heir::Colleague(heir) => {
            hand_over::hand_over(tx, permit, &person.account, Some(&heir.account), Which::Open).await?
        }
    };
    let to = match heir {
        Heir::Queue => QUEUE,
        Heir::Colleague(heir) => &heir.account.full_name,
        Heir::Stay => STAY,
    };
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "member.disabled",
        object: format!("member {}", person.id),
        before: Some(json!({"agent_access": true, "user_id": person.account.id, "name": person.account.full_name})),
        after: Some(json!({
            "agent_access": false, "user_id": person.account.id, "name": person.account.full_name, "reason": reason,
            "heir": to, "conversations_handed_over": handed_over
        })),
        via: &permit.right(),
    };
    audit::record(tx, entry).await?;
    tell(tx, permit, person, "disabled").await
}

/// Tells the team.
///
/// # Errors
/// Internal ones only.
pub async fn tell(tx: &mut Tx, permit: &Member, person: &Teammate, change: &str) -> Result<()> {
    let event = MemberChanged {
        member_id: person.id.clone(),
        user_id: person.account.id.clone(),
        change: change.to_owned(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}

/// Closes what is open of theirs, before the answer.
pub async fn cut(app: &App, workspace_id: &Id, member_id: &Id, user_id: &Id) {
    app.live.cut(&Room::Member(member_id.clone()), "disabled");
    app.live.presence().forget(workspace_id, user_id);
    online::tell(app, workspace_id).await;
    app.store.settled().await;
}
