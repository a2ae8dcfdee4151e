//! Who asks: a live session, its account, and the member it acts as.

use std::sync::Arc;

use rulebook::{Act, MemberState, PlanId, RoleId, Rule, Rulebook, Switches};
use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Time;
use crate::door::Caller;
use crate::error::{Error, Result, Why};
use crate::id::{self, Id};
use crate::role;
use crate::rules::Rulebooks;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// A person's login.
#[derive(Debug, Clone)]
pub struct Account {
    /// The account.
    pub id: Id,
    /// In lower case.
    pub email: String,
    /// As the person wrote it.
    pub full_name: String,
    /// Whether the address was confirmed.
    pub is_verified: bool,
    /// A picture elsewhere.
    pub avatar_url: Option<String>,
}

/// An account with a live session, and the member it is in the workspace of this request.
pub struct Actor {
    /// Whose session it is.
    pub account: Account,
    /// The session.
    pub session_id: Id,
    /// Whether the session was last used long enough ago to note it.
    pub session_is_stale: bool,
    member: Option<Member>,
    named_workspace: bool,
}

/// Since when a member's access is turned off, and why. Source: decision 13.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Disabled {
    /// Since when.
    pub since: Time,
    /// `leave`, `role_change`, `investigation`, or nothing.
    pub reason: Option<String>,
    /// Who did it.
    pub by_name: Option<String>,
}

/// An account in a workspace, as it is in the database in this transaction.
#[derive(Clone)]
pub struct Member {
    /// The membership.
    pub id: Id,
    /// The tenant.
    pub workspace_id: Id,
    /// Its name.
    pub workspace_name: String,
    /// The person.
    pub account: Account,
    /// Whether it is the one owner.
    pub is_owner: bool,
    /// The role, by the rulebook.
    pub role: RoleId,
    /// Its name on the wire.
    pub role_name: String,
    /// What they chose: `live`, `away` or `offline`.
    pub status: String,
    /// Since when their access is turned off, where it is.
    pub disabled_at: Option<Time>,
    /// The workspace's plan.
    pub plan: PlanId,
    /// Since when.
    pub plan_since: Time,
    /// The workspace's rules, its own roles among them.
    pub book: Arc<Rulebook>,
    /// Which roles of its own they hold; nothing where it never had one.
    pub roles_version: Option<String>,
    pub(super) state: MemberState,
}

impl Actor {
    /// The member that this request acts as.
    ///
    /// # Errors
    /// 404 where the request names a workspace that the account is not in; 400 `no_workspace` where it is in none; 403
    /// `member_disabled` where its access is turned off.
    pub fn member(self) -> Result<Member> {
        match self.member {
            Some(member) => member.enabled(),
            None if self.named_workspace => Err(Error::not_found()),
            None => Err(Error::no_workspace()),
        }
    }

    /// The member, also one whose access is turned off.
    #[must_use]
    pub fn member_even_disabled(&self) -> Option<&Member> {
        self.member.as_ref()
    }
}

impl Member {
    /// What a decision needs to know about this member.
    #[must_use]
    pub fn state(&self) -> MemberState {
        self.state
    }

    /// Itself, unless its access is turned off (decision 13).
    ///
    /// # Errors
    /// 403 `member_disabled`.
    pub fn enabled(self) -> Result<Member> {
        if self.state.enabled {
            return Ok(self);
        }
        let why = self.book.explain(&self.state, Act::WorkspaceRead, Rule::Disabled);
        Err(Error::refused("member_disabled", why.into()))
    }
}

struct Found {
    session_id: Id,
    created_at: Time,
    last_used_at: Time,
    account: Account,
    membership: Option<Membership>,
}

struct Membership {
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
    fn goes_on(&self, now: Time) -> bool {
        self.delete_at.is_none_or(|at| now < at)
    }
}

fn found(r: &Row<'_>) -> Result<Found, StoreError> {
    Ok(Found {
        session_id: r.get(0)?,
        created_at: r.get(1)?,
        last_used_at: r.get(2)?,
        account: Account {
            id: r.get(3)?,
            email: r.get(4)?,
            full_name: r.get(5)?,
            is_verified: r.get(6)?,
            avatar_url: r.get(7)?,
        },
        membership: match r.get::<Option<String>>(8)? {
            None => None,
            Some(_) => Some(membership(r, 8)?),
        },
    })
}

fn membership(r: &Row<'_>, at: usize) -> Result<Membership, StoreError> {
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

async fn member(tx: &mut Tx, m: Membership, account: Account, books: &Rulebooks) -> Result<Member> {
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
        state: MemberState {
            role,
            tier,
            plan,
            enabled: m.disabled_at.is_none(),
            switches,
        },
        book,
    })
}

/// How long sessions live.
#[derive(Debug, Clone, Copy)]
pub struct Lifetime {
    /// Days unused.
    pub idle_days: i64,
    /// Days in all.
    pub days: i64,
}

/// A session is noted as used when the last note is older than this, in seconds.
const NOTED_EVERY: i64 = 600;

/// Finds who asks.
///
/// # Errors
/// 401 without a live session; 403 `origin_refused` for a cookie's write from another page.
pub async fn authenticate(tx: &mut Tx, caller: &Caller, books: &Rulebooks, lifetime: Lifetime) -> Result<Actor> {
    let token = caller.token.as_ref().ok_or_else(Error::unauthenticated)?;
    // What is no id names no workspace, and must not fall back to another.
    let wanted = caller
        .workspace
        .as_deref()
        .map(|text| id::parse(text).unwrap_or_default());
    let hash = token.hash();
    let row = tx
        .first(
            sql!(
                "select s.id, s.created_at, s.last_used_at, a.id, a.email, a.full_name, a.is_verified, a.avatar_url,
                        m.id, m.workspace_id, m.is_owner, m.role, m.tier, m.status, m.disabled_at,
                        w.name, w.rulebook, w.plan, w.plan_since, w.switches, w.delete_at, w.roles_version
                 from sessions s
                 join accounts a on a.id = s.account_id
                 left join members m on m.workspace_id = coalesce($2, s.workspace_id)
                                    and m.account_id = s.account_id
                 left join workspaces w on w.id = m.workspace_id
                 where s.token_hash = $1"
            ),
            params![hash.as_slice(), &wanted],
            found,
        )
        .await?
        .ok_or_else(Error::unauthenticated)?;
    let now = tx.now();
    if now > row.created_at.plus_days(lifetime.days) || now > row.last_used_at.plus_days(lifetime.idle_days) {
        return Err(Error::unauthenticated());
    }
    caller.check_origin()?;
    let membership = match row.membership.filter(|m| m.goes_on(now)) {
        None if wanted.is_none() => oldest_membership(tx, &row.account.id).await?,
        found => found,
    };
    let member = match membership {
        Some(found) => Some(member(tx, found, row.account.clone(), books).await?),
        None => None,
    };
    Ok(Actor {
        account: row.account,
        session_id: row.session_id,
        session_is_stale: now.seconds_since(row.last_used_at) > NOTED_EVERY,
        member,
        named_workspace: wanted.is_some(),
    })
}

/// The oldest membership, an active one before others.
async fn oldest_membership(tx: &mut Tx, account_id: &Id) -> Result<Option<Membership>> {
    tx.first(
        sql!(
            "select m.id, m.workspace_id, m.is_owner, m.role, m.tier, m.status, m.disabled_at,
                    w.name, w.rulebook, w.plan, w.plan_since, w.switches, w.delete_at, w.roles_version
             from members m join workspaces w on w.id = m.workspace_id
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
                "select m.id, m.workspace_id, m.is_owner, m.role, m.tier, m.status, m.disabled_at,
                        w.name, w.rulebook, w.plan, w.plan_since, w.switches, w.delete_at, w.roles_version
                 from members m join workspaces w on w.id = m.workspace_id
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
                "select m.id, m.workspace_id, m.is_owner, m.role, m.tier, m.status, m.disabled_at,
                        w.name, w.rulebook, w.plan, w.plan_since, w.switches, w.delete_at, w.roles_version
                 from members m join workspaces w on w.id = m.workspace_id
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
