//! Who asks: a live session, its account, and the member it acts as.

use std::sync::Arc;

use rulebook::{Act, MemberState, PlanId, RoleId, Rule, Rulebook};
use serde::Serialize;
use utoipa::ToSchema;

use super::membership::{Membership, member, membership, oldest_membership};
use super::visit::{Visit, not_on_a_visit};
use crate::clock::Time;
use crate::door::{Caller, Token};
use crate::error::{Error, Result};
use crate::id::{self, Id};
use crate::rules::Rulebooks;
use crate::store::{Row, StoreError, Tx};
use crate::{membership_columns, params, sql};

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

impl Account {
    /// Somebody who began what a job ends, and may be gone by then: known by what was written down of them.
    #[must_use]
    pub fn remembered(id: &Id, full_name: &str) -> Self {
        Account {
            id: id.clone(),
            full_name: full_name.to_owned(),
            email: String::new(),
            is_verified: false,
            avatar_url: None,
        }
    }
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
    pub(super) named_workspace: Option<Id>,
    pub(super) visit: Option<Visit>,
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
    /// The visit that it is, where it is a platform admin's: the same as `id`.
    pub visit_id: Option<Id>,
    /// Which roles of its own they hold; nothing where it never had one.
    pub roles_version: Option<String>,
    pub(super) state: MemberState,
}

impl Actor {
    /// The member that this request acts as.
    ///
    /// # Errors
    /// 403 `not_on_a_visit`; 404 where the request names a workspace that the account is not in; 400 `no_workspace` where it is in none; 403
    /// `member_disabled` where its access is turned off.
    pub fn member(self) -> Result<Member> {
        match self.member {
            Some(member) => member.enabled(),
            None if self.visit.is_some() => Err(not_on_a_visit()),
            None if self.named_workspace.is_some() => Err(Error::not_found()),
            None => Err(Error::no_workspace()),
        }
    }

    /// The visit that this request is part of.
    #[must_use]
    pub fn visit(&self) -> Option<&Visit> {
        self.visit.as_ref()
    }

    /// Whether the account is anything in the workspace that the request names or falls to.
    pub(super) fn is_member(&self) -> bool {
        self.member.is_some()
    }

    /// Who acts on the visit, where the door is open to it.
    ///
    /// # Errors
    /// 403 `not_on_a_visit`; as [`Actor::member`] where there is no visit.
    pub fn on_visit(self) -> Result<Member> {
        match self.visit {
            Some(visit) if visit.opens => Ok(visit.member),
            _ => self.member(),
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

/// How long sessions live.
#[derive(Debug, Clone, Copy)]
pub struct Lifetime {
    /// Days unused.
    pub idle_days: i64,
    /// Days in all.
    pub days: i64,
}

/// A session or a key is noted as used when the last note is older than this, in seconds.
pub(super) const NOTED_EVERY: i64 = 600;

/// Finds whose session it is.
///
/// # Errors
/// 401 without a live session; 403 `origin_refused` for a cookie's write from another page.
pub(super) async fn by_session(
    tx: &mut Tx,
    caller: &Caller,
    token: &Token,
    books: &Rulebooks,
    lifetime: Lifetime,
) -> Result<Actor> {
    // What is no id names no workspace, and must not fall back to another.
    let wanted = caller
        .workspace
        .as_deref()
        .map(|text| id::parse(text).unwrap_or_default());
    let hash = token.hash();
    let row = tx
        .first(
            sql!(
                "select s.id, s.created_at, s.last_used_at, a.id, a.email, a.full_name, a.is_verified, a.avatar_url, ",
                membership_columns!(),
                " from sessions s
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
        named_workspace: wanted,
        visit: None,
    })
}
