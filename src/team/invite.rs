//! The owner adds somebody who has an account; they are in at once. Source: first seed, Inviting an agent and Plan limits;
//! decisions 2, 3, 7 and 8. Only where the rulebook lets people join so.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::{RoleId, Target, Way};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::join::{check_new, join};
use super::onboarding;
use crate::access::{Account, Member, MembersInvite, Permit};
use crate::account::register::{is_email, normal};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Caller, Query, Reply};
use crate::error::{Error, Problem, Result, Why};
use crate::id::Id;
use crate::mail::{self, Letter};
use crate::store::Tx;
use crate::{params, sql};

/// Whom, and as what.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct Invite {
    /// The address of an account.
    #[garde(custom(is_email))]
    email: String,
    /// A role that may be given by an invite. Default: the rulebook's default role.
    #[garde(skip)]
    role: Option<String>,
}

/// The new member.
#[derive(Serialize, ToSchema)]
pub struct Invited {
    /// As in `Agent ada@example.com invited successfully`.
    message: String,
    /// The membership.
    team_member_id: Id,
}

/// Adds the member. They start offline (decision 17), and hear of it at once.
///
/// # Errors
/// 404 `no_such_account`, also where its address has to be confirmed and is not; 400 `already_member`, 402
/// `limit_exceeded`.
pub async fn invite(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    email: &str,
    role: RoleId,
    confirmed_only: bool,
) -> Result<Invited> {
    let account = account_by_email(tx, email).await?.ok_or_else(|| no_account(email))?;
    check_new(tx, permit, &account).await?;
    if confirmed_only && !account.is_verified {
        return Err(no_account(email).because(not_confirmed()));
    }
    let member_id = join(tx, permit, &account, role, permit.book.default_tier()).await?;
    onboarding::came(tx, &permit.workspace_id, &member_id, Way::Direct, false).await?;
    let role = permit.book.role_info(role);
    record(tx, permit, &account, &member_id, &role.name).await?;
    write_to(tx, permit, &account, &role.label).await?;
    Ok(Invited {
        message: format!("{} {email} invited successfully", role.label),
        team_member_id: member_id,
    })
}

/// The role that is meant, where an invite may give it. Answered as 400, as the documented API does.
fn role_to_give(me: &Member, wanted: Option<&str>) -> Result<RoleId> {
    let Some(name) = wanted else {
        return Ok(me.book.default_role());
    };
    let role = me.book.role(name).filter(|id| me.book.role_info(*id).invitable);
    role.ok_or_else(|| {
        let roles: Vec<_> = me
            .book
            .roles()
            .filter(|(_, r)| r.invitable)
            .map(|(_, r)| r.name.as_str())
            .collect();
        Error::bad_request("invalid_role", format!("Invite as one of: {}.", roles.join(", ")))
    })
}

fn no_account(email: &str) -> Error {
    Error::no_such(
        "no_such_account",
        format!(
            "Nobody has an account here with the address {email}. Ask them to sign up first, then invite them again."
        ),
    )
}

/// Anybody can sign up with a colleague's address and wait for the invite; only who reads its mail can confirm it.
fn not_confirmed() -> Why {
    Why {
        rule: "deskbell/confirmed_address".into(),
        text: "Somebody signed up with this address and has not confirmed it yet. Ask them to open the link in their mail, \
               then invite them again."
            .into(),
        who: vec!["the person who reads the mail of this address".into()],
        link: None,
    }
}

async fn account_by_email(tx: &mut Tx, email: &str) -> Result<Option<Account>> {
    tx.first(
        sql!("select id, email, full_name, is_verified, avatar_url from accounts where email = $1 for share"),
        params![email],
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
    .await
}

async fn record(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    account: &Account,
    member_id: &Id,
    role: &str,
) -> Result<()> {
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "member.invited",
        object: format!("member {member_id}"),
        before: None,
        after: Some(json!({"user_id": account.id, "email": account.email, "name": account.full_name, "role": role})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await
}

async fn write_to(tx: &mut Tx, me: &Member, account: &Account, role: &str) -> Result<()> {
    let letter = Letter::Invited {
        workspace: me.workspace_name.clone(),
        by: me.account.full_name.clone(),
        role: role.to_owned(),
    };
    mail::post(tx, Some(&account.id), &account.email, &letter).await
}

/// Invites an account into the workspace.
#[utoipa::path(post, path = "/team/invite", tag = "team", params(Invite),
    responses((status = 200, body = Invited), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<Invite>) -> Result<Reply<Invited>> {
    let confirmed_only = app.mailer.reaches_people();
    app.member_write(caller, query, move |tx, me, ask| {
        Box::pin(async move {
            let role = role_to_give(&me, ask.role.as_deref())?;
            let permit = me.permit::<MembersInvite>(Target::Gives(role))?;
            me.joining(Way::Direct)?;
            invite(tx, &permit, &normal(&ask.email), role, confirmed_only).await
        })
    })
    .await
}
