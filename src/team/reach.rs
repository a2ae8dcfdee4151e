//! Loads teammates as a member can reach them.

use rulebook::{MemberState, RoleId, Target};

use crate::access::{Account, Member};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// A member of the workspace whom an act is about. The row is locked for the transaction.
pub struct Teammate {
    /// The membership.
    pub id: Id,
    /// The person.
    pub account: Account,
    /// The role's name.
    pub role_name: String,
    /// The role, by the rulebook.
    pub role: RoleId,
    /// Whether it is the owner.
    pub is_owner: bool,
    /// Whether their access is turned off.
    pub disabled: bool,
    /// Since when.
    pub disabled_at: Option<Time>,
    /// Why, where somebody said so.
    pub disabled_reason: Option<String>,
    tier: String,
}

type Found = (Id, String, bool, Account, Option<Time>, Option<String>, String);

/// The columns that [`found`] reads.
macro_rules! teammate_columns {
    () => {
        "m.id, m.role, m.is_owner, a.id, a.email, a.full_name, a.is_verified, a.avatar_url, m.disabled_at,
         m.disabled_reason, m.tier from members m join accounts a on a.id = m.account_id "
    };
}

fn found(r: &Row<'_>) -> Result<Found, StoreError> {
    let account = Account {
        id: r.get(3)?,
        email: r.get(4)?,
        full_name: r.get(5)?,
        is_verified: r.get(6)?,
        avatar_url: r.get(7)?,
    };
    let (disabled_at, reason, tier) = (r.get(8)?, r.get(9)?, r.get(10)?);
    Ok((r.get(0)?, r.get(1)?, r.get(2)?, account, disabled_at, reason, tier))
}

fn teammate(me: &Member, (id, role_name, is_owner, account, disabled_at, reason, tier): Found) -> Result<Teammate> {
    let role = me
        .book
        .role(&role_name)
        .ok_or_else(|| Error::internal(format!("unknown role `{role_name}`")))?;
    Ok(Teammate {
        id,
        account,
        role_name,
        role,
        is_owner,
        disabled: disabled_at.is_some(),
        disabled_at,
        disabled_reason: reason,
        tier,
    })
}

/// The member that a path names, locked to be changed.
///
/// # Errors
/// 404 where there is none in this workspace.
pub async fn teammate_in_reach(tx: &mut Tx, me: &Member, member_id: &str) -> Result<Teammate> {
    let member_id = id::parse(member_id).ok_or_else(Error::not_found)?;
    let row = tx
        .first(
            sql!(
                "select ",
                teammate_columns!(),
                " where m.workspace_id = $1 and m.id = $2 for update of m"
            ),
            params![&me.workspace_id, &member_id],
            found,
        )
        .await?
        .ok_or_else(Error::not_found)?;
    teammate(me, row)
}

/// The member that a path names, to read.
///
/// # Errors
/// As [`teammate_in_reach`].
pub async fn teammate_to_read(tx: &mut Tx, me: &Member, member_id: &str) -> Result<Teammate> {
    let member_id = id::parse(member_id).ok_or_else(Error::not_found)?;
    let row = tx
        .first(
            sql!(
                "select ",
                teammate_columns!(),
                " where m.workspace_id = $1 and m.id = $2"
            ),
            params![&me.workspace_id, &member_id],
            found,
        )
        .await?
        .ok_or_else(Error::not_found)?;
    teammate(me, row)
}

/// The active member with this account, locked so that nobody removes them meanwhile.
///
/// # Errors
/// Internal ones only.
pub async fn active_teammate(tx: &mut Tx, me: &Member, account_id: &str) -> Result<Option<Teammate>> {
    let Some(account_id) = id::parse(account_id) else {
        return Ok(None);
    };
    let row = tx
        .first(
            sql!(
                "select ",
                teammate_columns!(),
                " where m.workspace_id = $1 and m.account_id = $2 and m.is_active for update of m"
            ),
            params![&me.workspace_id, &account_id],
            found,
        )
        .await?;
    row.map(|row| teammate(me, row)).transpose()
}

impl Teammate {
    /// What a decision about their own acts needs to know, in the workspace of `me`.
    ///
    /// # Errors
    /// Internal ones only.
    pub fn state(&self, me: &Member) -> Result<MemberState> {
        let unknown = || Error::internal(format!("unknown tier `{}`", self.tier));
        Ok(MemberState {
            role: self.role,
            tier: me.book.tier(&self.tier).ok_or_else(unknown)?,
            enabled: !self.disabled,
            within: None,
            visiting: false,
            ..me.state()
        })
    }

    /// The name of their tier.
    #[must_use]
    pub fn tier_name(&self) -> &str {
        &self.tier
    }

    /// What a decision needs to know about them.
    #[must_use]
    pub fn target(&self, me: &Member) -> Target {
        Target::Person {
            role: self.role,
            is_self: self.id == me.id,
        }
    }
}
