//! Who am I, where am I, and what may I do here. Source: first seed's product, `GET /auth/me`.

use axum::Json;
use axum::extract::State;
use rulebook::Act;
use serde::Serialize;
use utoipa::ToSchema;

use crate::access::{Account, Actor, Member, visit_doors};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Caller, Nothing};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// An account, as its owner sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct User {
    /// The account.
    pub id: Id,
    /// In lower case.
    pub email: String,
    /// The person's name.
    pub full_name: String,
    /// Whether the address was confirmed.
    pub is_verified: bool,
    /// Always false: this server has no such sign-in.
    pub is_google_account: bool,
    /// A picture elsewhere.
    pub avatar_url: Option<String>,
}

impl From<&Account> for User {
    fn from(a: &Account) -> Self {
        User {
            id: a.id.clone(),
            email: a.email.clone(),
            full_name: a.full_name.clone(),
            is_verified: a.is_verified,
            is_google_account: false,
            avatar_url: a.avatar_url.clone(),
        }
    }
}

/// A workspace, as its members see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Business {
    /// The workspace.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Where customers know it from.
    pub website: Option<String>,
    /// In the owner's words.
    pub industry: Option<String>,
    /// As in `1-10`.
    pub team_size: Option<String>,
    /// In the owner's words.
    pub goal: Option<String>,
    /// The rules it follows; never changes.
    pub rulebook: String,
    /// When it was made.
    pub created_at: Time,
}

/// A workspace to switch to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Place {
    /// The workspace.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The role there.
    pub role: String,
}

/// The answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The account.
    pub user: User,
    /// The workspace of this request, or null.
    pub business: Option<Business>,
    /// True once there is a workspace.
    pub onboarding_complete: bool,
    /// The role in it, or null.
    pub team_role: Option<String>,
    /// The membership in it, or null.
    pub member_id: Option<Id>,
    /// What was chosen: `live`, `away` or `offline`, or null.
    pub status: Option<String>,
    /// What the role and tier allow here.
    pub permissions: Vec<&'static str>,
    /// Every workspace of the account where its access is on, the oldest first.
    pub workspaces: Vec<Place>,
    /// The workspace of this request, where the account's access to it is turned off.
    pub disabled: Option<TurnedOff>,
    /// Whether this account may see and visit the workspaces of this server.
    pub is_platform_admin: bool,
    /// The visit that this request is part of: what `business` and `permissions` are of. Null for a member.
    pub visit: Option<OnVisit>,
    /// The address that the person wants to move to and has not confirmed, or null.
    pub new_email: Option<String>,
}

/// A visit, as its visitor sees it. Source: decision 16.
#[derive(Debug, Serialize, ToSchema)]
pub struct OnVisit {
    /// The visit.
    pub id: Id,
    /// What they said they come for.
    pub reason: String,
    /// When it is over by itself.
    pub ends_at: Time,
    /// The doors that are open to it: `GET /team/members/{member_id}`. Pages show what these can do.
    pub opens: Vec<&'static str>,
}

/// Access that is turned off, as the person themselves sees it. Source: decision 13.
#[derive(Debug, Serialize, ToSchema)]
pub struct TurnedOff {
    /// Where.
    pub workspace: Named,
    /// Since when.
    pub since: Time,
    /// Who can turn it on again: the owner, and whoever else may.
    pub ask: Vec<Contact>,
}

/// A workspace by name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Named {
    /// The workspace.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// Somebody to ask.
#[derive(Debug, Serialize, ToSchema)]
pub struct Contact {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their role.
    pub role: String,
}

fn business(r: &Row<'_>) -> Result<Business, StoreError> {
    Ok(Business {
        id: r.get(0)?,
        name: r.get(1)?,
        website: r.get(2)?,
        industry: r.get(3)?,
        team_size: r.get(4)?,
        goal: r.get(5)?,
        rulebook: r.get(6)?,
        created_at: r.get(7)?,
    })
}

/// Describes an account and, where it acts as one, its member.
///
/// # Errors
/// Internal ones only.
pub async fn describe(tx: &mut Tx, account: &Account, member: Option<&Member>) -> Result<Me> {
    let (member, off) = match member {
        Some(member) if member.disabled_at.is_some() => (None, Some(member)),
        member => (member, None),
    };
    let disabled = match off {
        Some(member) => Some(turned_off(tx, member).await?),
        None => None,
    };
    let workspaces = tx
        .all(
            sql!(
                "select w.id, w.name, m.role from members m join workspaces w on w.id = m.workspace_id
                 where m.account_id = $1 and m.is_active order by m.invited_at, m.id"
            ),
            params![&account.id],
            |r| {
                Ok(Place {
                    id: r.get(0)?,
                    name: r.get(1)?,
                    role: r.get(2)?,
                })
            },
        )
        .await?;
    let business = match member {
        None => None,
        Some(m) => {
            tx.first(
                sql!(
                    "select id, name, website, industry, team_size, goal, rulebook, created_at
                     from workspaces where id = $1"
                ),
                params![&m.workspace_id],
                business,
            )
            .await?
        }
    };
    let (new_email, is_platform_admin): (Option<String>, bool) = tx
        .first(
            sql!("select new_email, is_platform_admin from accounts where id = $1"),
            params![&account.id],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?
        .unwrap_or_default();
    // Whoever visits has no role here, no membership and no status.
    let there = member.filter(|m| m.visit_id.is_none());
    Ok(Me {
        user: User::from(account),
        onboarding_complete: business.is_some(),
        business,
        team_role: there.map(|m| m.role_name.clone()),
        member_id: there.map(|m| m.id.clone()),
        status: there.map(|m| m.status.clone()),
        permissions: member
            .map(|m| m.book.may(&m.state()).into_iter().map(|a| a.name()).collect())
            .unwrap_or_default(),
        workspaces,
        disabled,
        is_platform_admin,
        visit: None,
        new_email,
    })
}

/// What somebody whose access is off is told: since when, and whom to ask.
async fn turned_off(tx: &mut Tx, member: &Member) -> Result<TurnedOff> {
    let people = tx
        .all(
            sql!(
                "select a.full_name, a.email, m.role from members m join accounts a on a.id = m.account_id
                 where m.workspace_id = $1 and m.is_active order by m.id"
            ),
            params![&member.workspace_id],
            |r| {
                Ok(Contact {
                    name: r.get(0)?,
                    email: r.get(1)?,
                    role: r.get(2)?,
                })
            },
        )
        .await?;
    let may = |role: &str| {
        let role = member.book.role(role).map(|id| member.book.role_info(id));
        role.is_some_and(|role| role.permissions.contains(&Act::MembersDisable))
    };
    Ok(TurnedOff {
        workspace: Named {
            id: member.workspace_id.clone(),
            name: member.workspace_name.clone(),
        },
        since: member.disabled_at.unwrap_or_else(|| tx.now()),
        ask: people.into_iter().filter(|p| may(&p.role)).collect(),
    })
}

/// Describes whoever asks.
///
/// # Errors
/// 404 where the request names a workspace out of reach.
pub async fn me(tx: &mut Tx, actor: Actor) -> Result<Me> {
    if let Some(member) = actor.member_even_disabled().filter(|m| m.disabled_at.is_some()) {
        return describe(tx, &actor.account, Some(member)).await;
    }
    let account = actor.account.clone();
    if let Some(visit) = actor.visit() {
        let visiting = OnVisit {
            id: visit.id.clone(),
            reason: visit.reason.clone(),
            ends_at: visit.ends_at,
            opens: visit_doors().to_vec(),
        };
        let me = describe(tx, &account, Some(visit.member())).await?;
        return Ok(Me {
            visit: Some(visiting),
            ..me
        });
    }
    let member = match actor.member() {
        Ok(member) => Some(member),
        Err(e) if e.code() == "no_workspace" => None,
        Err(e) => return Err(e),
    };
    describe(tx, &account, member.as_ref()).await
}

/// Who am I?
#[utoipa::path(get, path = "/auth/me", tag = "account",
    responses((status = 200, body = Me), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller) -> Result<Json<Me>> {
    app.account_read(caller, Nothing, |tx, actor, ()| Box::pin(me(tx, actor)))
        .await
}
