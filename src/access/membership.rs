//! Members as they are stored, made into what decisions need: by the rulebook and the roles of their workspace.

use std::sync::Arc;

use rulebook::{MemberState, Rulebook, Switches};

use super::actor::{Account, Member};
use crate::clock::Time;
use crate::error::{Error, Result, Why};
use crate::id::Id;
use crate::rules::Rulebooks;
use crate::store::{Row, StoreError, Tx};
use crate::{params, role, sql};

/// The columns that [`membership`] reads, from `members m` and `workspaces w`.
#[macro_export]
macro_rules! membership_columns {
    () => {
        "m.id, m.workspace_id, m.is_owner, m.role, m.tier, m.status, m.disabled_at,
         w.name, w.rulebook, w.plan, w.plan_since, w.switches, w.delete_at, w.roles_version"
    };
}

/// A membership as it is stored, with what its workspace's rules are.
pub(super) struct Membership {
    id: Id,
    workspace_id: Id,
    is_owner: bool,
    role: String,
    tier: String,
    status: String,
    disabled_at: Option<Time>,
    workspace_name: String,
    rulebook: String,
    plan: String,
    plan_since: Time,
    switches: String,
    delete_at: Option<Time>,
    roles_version: Option<String>,
}

impl Membership {
    /// Whether the workspace has not come to its end: what is still to be purged of it is nobody's to reach.
    pub(super) fn goes_on(&self, now: Time) -> bool {
        self.delete_at.is_none_or(|at| now < at)
    }
}

pub(super) fn membership(r: &Row<'_>, at: usize) -> Result<Membership, StoreError> {
    Ok(Membership {
        id: r.get(at)?,
        workspace_id: r.get(at + 1)?,
        is_owner: r.get(at + 2)?,
        role: r.get(at + 3)?,
        tier: r.get(at + 4)?,
        status: r.get(at + 5)?,
        disabled_at: r.get(at + 6)?,
        workspace_name: r.get(at + 7)?,
        rulebook: r.get(at + 8)?,
        plan: r.get(at + 9)?,
        plan_since: r.get(at + 10)?,
        switches: r.get(at + 11)?,
        delete_at: r.get(at + 12)?,
        roles_version: r.get(at + 13)?,
    })
}

/// The rulebook with the workspace's own roles, as both are in this transaction. What is kept in memory is found by the
/// roles' version, which each change of them replaces: a right that was taken away is gone with the answer.
async fn book_of(tx: &mut Tx, books: &Rulebooks, m: &Membership) -> Result<Arc<Rulebook>> {
    let book = books.of_workspace(&m.rulebook)?;
    let Some(version) = &m.roles_version else {
        return Ok(book);
    };
    if let Some(kept) = books.kept(&m.workspace_id, version) {
        return Ok(kept);
    }
    let own = role::all_of(tx, &m.workspace_id).await?;
    let book = Arc::new(book.with_roles(&own));
    books.keep(&m.workspace_id, version, &book);
    Ok(book)
}

/// A role that the workspace does not have is no role at all: never read as another.
fn unknown_role(book: &Rulebook, role: &str) -> Error {
    let why = Why {
        rule: format!("{}/unknown", book.name()),
        text: format!("This workspace has no role `{role}`, and what it does not know it refuses."),
        who: vec![book.role_info(book.owner_role()).label.clone()],
        link: Some("/team"),
    };
    Error::refused("unknown_role", why)
}

impl Member {
    /// The member as a key of theirs acts: within the role of the key, and never as the one owner.
    ///
    /// # Errors
    /// 403 `unknown_role`.
    pub(super) fn by_key(mut self, role: &str) -> Result<Member> {
        let within = self.book.role(role).ok_or_else(|| unknown_role(&self.book, role))?;
        self.state.within = Some(within);
        self.is_owner = false;
        Ok(self)
    }
}

pub(super) async fn member(tx: &mut Tx, m: Membership, account: Account, books: &Rulebooks) -> Result<Member> {
    let book = book_of(tx, books, &m).await?;
    let missing = |what: &str, name: &str| Error::internal(format!("rulebook `{}` has no {what} `{name}`", m.rulebook));
    let role = book.role(&m.role).ok_or_else(|| unknown_role(&book, &m.role))?;
    let tier = book.tier(&m.tier).ok_or_else(|| missing("tier", &m.tier))?;
    let plan = book.plan(&m.plan).ok_or_else(|| missing("plan", &m.plan))?;
    let mut switches = Switches::default();
    for name in m.switches.split(',').filter(|s| !s.is_empty()) {
        switches = switches.with(book.switch(name).ok_or_else(|| missing("switch", name))?);
    }
    Ok(Member {
        id: m.id,
        workspace_id: m.workspace_id,
        workspace_name: m.workspace_name,
        account,
        is_owner: m.is_owner,
        role,
        role_name: m.role,
        status: m.status,
        disabled_at: m.disabled_at,
        plan,
        plan_since: m.plan_since,
        roles_version: m.roles_version,
        visit_id: None,
        state: MemberState {
            role,
            tier,
            plan,
            enabled: m.disabled_at.is_none(),
            switches,
            within: None,
            visiting: false,
        },
        book,
    })
}

/// A platform admin as what a visit acts by: nobody's member, so with no role of the workspace. The owner's stands in its
/// place, which nothing of a visit looks at (`MemberState::visiting`).
pub(super) async fn visiting(tx: &mut Tx, m: Membership, account: Account, books: &Rulebooks) -> Result<Member> {
    let book = books.of_workspace(&m.rulebook)?;
    let stored = Membership {
        role: book.role_info(book.owner_role()).name.clone(),
        tier: book.tier_info(book.default_tier()).name.clone(),
        ..m
    };
    let mut member = member(tx, stored, account, books).await?;
    member.state.visiting = true;
    member.visit_id = Some(member.id.clone());
    Ok(member)
}

/// The oldest membership, an active one before others.
pub(super) async fn oldest_membership(tx: &mut Tx, account_id: &Id) -> Result<Option<Membership>> {
    tx.first(
        sql!(
            "select ",
            membership_columns!(),
            " from members m join workspaces w on w.id = m.workspace_id
             where m.account_id = $1 and (w.delete_at is null or w.delete_at > $2)
             order by m.is_active desc, m.invited_at, m.id limit 1"
        ),
        params![account_id, tx.now()],
        |r| membership(r, 0),
    )
    .await
}

/// The members that an account is, in whatever workspace and whether active or not: for whoever leaves them all.
///
/// # Errors
/// Internal ones only.
pub async fn memberships(tx: &mut Tx, books: &Rulebooks, account: &Account) -> Result<Vec<Member>> {
    let rows = tx
        .all(
            sql!(
                "select ",
                membership_columns!(),
                " from members m join workspaces w on w.id = m.workspace_id
                 where m.account_id = $1 order by w.id"
            ),
            params![&account.id],
            |r| membership(r, 0),
        )
        .await?;
    let mut members = Vec::with_capacity(rows.len());
    for row in rows {
        members.push(member(tx, row, account.clone(), books).await?);
    }
    Ok(members)
}

/// The member that an account is in one workspace, also one whose access is turned off.
///
/// # Errors
/// Internal ones only.
pub async fn member_in(tx: &mut Tx, books: &Rulebooks, account: Account, workspace_id: &Id) -> Result<Option<Member>> {
    let row = tx
        .first(
            sql!(
                "select ",
                membership_columns!(),
                " from members m join workspaces w on w.id = m.workspace_id
                 where m.workspace_id = $1 and m.account_id = $2"
            ),
            params![workspace_id, &account.id],
            |r| membership(r, 0),
        )
        .await?;
    let now = tx.now();
    match row.filter(|m| m.goes_on(now)) {
        Some(found) => Ok(Some(member(tx, found, account, books).await?)),
        None => Ok(None),
    }
}

/// The member that an account with this id is in one workspace, also one whose access is turned off.
///
/// # Errors
/// Internal ones only.
pub async fn member_of(tx: &mut Tx, books: &Rulebooks, account_id: &Id, workspace_id: &Id) -> Result<Option<Member>> {
    let found = tx
        .first(
            sql!("select id, email, full_name, is_verified, avatar_url from accounts where id = $1"),
            params![account_id],
            |r| {
                Ok(Account {
                    id: r.get(0)?,
                    email: r.get(1)?,
                    full_name: r.get(2)?,
                    is_verified: r.get(3)?,
                    avatar_url: r.get(4)?,
                })
            },
        )
        .await?;
    match found {
        Some(account) => member_in(tx, books, account, workspace_id).await,
        None => Ok(None),
    }
}

/// The one owner of a workspace: by whose rules somebody comes in who is nobody there yet.
///
/// # Errors
/// Internal ones only.
pub async fn owner_of(tx: &mut Tx, books: &Rulebooks, workspace_id: &Id) -> Result<Member> {
    let none = || Error::internal(format!("workspace {workspace_id} has no owner"));
    let account_id: Id = tx
        .first(
            sql!("select account_id from members where workspace_id = $1 and is_owner"),
            params![workspace_id],
            |r| r.get(0),
        )
        .await?
        .ok_or_else(none)?;
    member_of(tx, books, &account_id, workspace_id).await?.ok_or_else(none)
}
