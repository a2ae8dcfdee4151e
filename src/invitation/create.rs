//! An owner or admin invites people by their addresses. Source: second seed, Individual Invites; decisions 7, 8 and 30.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Way;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::addresses::{Found, addresses};
use super::give::{self, Given};
use super::quota::{self, Terms};
use super::{Invitation, invitation, mailed, tell};
use crate::access::{Member, MembersInvite, Permit};
use crate::app::App;
use crate::audit::{self, Entry};
use crate::clock::Time;
use crate::domain;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::limits;
use crate::store::Tx;
use crate::team::seats;
use crate::{invitation_columns, params, sql};

/// Whom, as what, and with which words.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Invite {
    /// Addresses in any form: bare or `Name <address>`, one to a text or many with commas, semicolons or new lines. At most
    /// 500 in all.
    #[garde(length(min = 1, max = 500), inner(length(chars, max = 100_000)))]
    emails: Vec<String>,
    /// A role that may be given. Default: the rulebook's.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    role: Option<String>,
    /// A tier. Default: the rulebook's.
    #[garde(inner(length(chars, min = 1, max = 100)))]
    tier: Option<String>,
    /// Words of one's own for the mail: at most 1,000 characters, plain, without links.
    #[garde(inner(custom(super::welcome::is_plain)))]
    welcome: Option<String>,
}

/// What became of each address.
#[derive(Serialize, ToSchema)]
pub struct Created {
    /// In the order of the request, each address once.
    results: Vec<Row>,
}

/// One address.
#[derive(Serialize, ToSchema)]
pub struct Row {
    /// As it is kept; where it is none, as it was written.
    email: String,
    /// What became of it.
    outcome: Outcome,
    /// The invitation, where there is one.
    invitation_id: Option<Id>,
    /// Why not, where it was not invited.
    why: Option<String>,
}

/// What became of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A mail is on its way.
    Invited,
    /// One waited already: it has the new role and tier, and is mailed again.
    Renewed,
    /// They are a member, or invited as what whoever asks may not take back.
    Member,
    /// It is no address.
    Invalid,
    /// The plan has no seat left.
    NoSeat,
}

/// What is asked, once it is read.
pub struct Asked {
    found: Vec<Found>,
    role: Option<String>,
    tier: Option<String>,
    welcome: Option<String>,
}

fn decide(ask: Invite) -> Result<Asked> {
    let found = addresses(&ask.emails);
    if found.is_empty() {
        return Err(Error::field("emails", "Has no address."));
    }
    if found.len() > limits::INVITED_AT_ONCE {
        return Err(Error::field(
            "emails",
            format!(
                "Has {} addresses; {} at once is the most. A file holds more.",
                found.len(),
                limits::INVITED_AT_ONCE
            ),
        ));
    }
    let welcome = ask.welcome.map(|text| text.trim().to_owned());
    Ok(Asked {
        found,
        role: ask.role,
        tier: ask.tier,
        welcome: welcome.filter(|text| !text.is_empty()),
    })
}

/// What the workspace has of an address already.
pub enum Known {
    /// Nothing.
    Nobody,
    /// A member.
    Member,
    /// An invitation that was neither accepted nor taken back; it may have expired.
    Waiting(Box<Invitation>),
}

/// Looks an address up, in a workspace whose lock is held.
///
/// # Errors
/// Internal ones only.
pub async fn known(tx: &mut Tx, me: &Member, email: &str) -> Result<Known> {
    let members = tx
        .count(
            sql!(
                "select count(*) from accounts a join members m on m.account_id = a.id and m.workspace_id = $1
                 where a.email = $2"
            ),
            params![&me.workspace_id, email],
        )
        .await?;
    if members > 0 {
        return Ok(Known::Member);
    }
    let waiting = tx
        .first(
            sql!(
                "select ",
                invitation_columns!(),
                " from invitations
                 where workspace_id = $1 and email = $2 and accepted_at is null and revoked_at is null for update"
            ),
            params![&me.workspace_id, email],
            invitation,
        )
        .await?;
    let now = tx.now();
    Ok(waiting.map_or(Known::Nobody, |one| Known::Waiting(Box::new(one.at(now)))))
}

/// Writes an invitation down for an address that has none; it is not mailed yet.
///
/// # Errors
/// Internal ones only.
pub async fn add(
    tx: &mut Tx,
    me: &Member,
    email: &str,
    given: Given,
    welcome: Option<&str>,
    until: Time,
) -> Result<Id> {
    let id = tx.id();
    tx.run(
        sql!(
            "insert into invitations
                 (workspace_id, id, email, role, tier, welcome, invited_by, invited_by_name, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        ),
        params![
            &me.workspace_id,
            &id,
            email,
            given.role_name(me),
            given.tier_name(me),
            welcome,
            &me.account.id,
            &me.account.full_name,
            tx.now(),
            until
        ],
    )
    .await?;
    Ok(id)
}

/// Gives an invitation that waits another role, tier and text; whoever does it answers for it from now on.
///
/// # Errors
/// 403 where what it gave was more than they may give.
pub async fn renew(tx: &mut Tx, me: &Member, before: &Invitation, given: Given, welcome: Option<&str>) -> Result<()> {
    super::permit_for(me, &before.role)?;
    tx.run(
        sql!(
            "update invitations set role = $3, tier = $4, welcome = $5, invited_by = $6, invited_by_name = $7
             where workspace_id = $1 and id = $2"
        ),
        params![
            &me.workspace_id,
            &before.id,
            given.role_name(me),
            given.tier_name(me),
            welcome,
            &me.account.id,
            &me.account.full_name
        ],
    )
    .await?;
    Ok(())
}

/// Invites every address that can be, and says of each what became of it.
///
/// # Errors
/// 429 `too_many_invitations`: then nobody was.
pub async fn create(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    asked: &Asked,
    given: Given,
    terms: Terms,
) -> Result<Created> {
    let mut room = seats::room(tx, permit).await?;
    let left = quota::left(tx, permit, terms).await?;
    let own = domain::own(tx, permit).await?;
    let (mut mails, mut counted, mut results) = (0, 0, Vec::with_capacity(asked.found.len()));
    for found in &asked.found {
        let row = match found {
            Found::Else(text) => Row {
                email: text.clone(),
                outcome: Outcome::Invalid,
                invitation_id: None,
                why: Some("This is no e-mail address.".to_owned()),
            },
            Found::Address(email) => one(tx, permit, &mut room, email, asked, given, terms).await?,
        };
        mails += i64::from(row.invitation_id.is_some());
        counted += i64::from(row.invitation_id.is_some() && quota::counts(&own, &row.email));
        if let Some(left) = left.filter(|left| counted > *left) {
            return Err(quota::too_many(tx.now(), terms, left));
        }
        results.push(row);
    }
    quota::count(tx, permit, counted).await?;
    if mails > 0 {
        tell(tx, permit).await?;
    }
    Ok(Created { results })
}

async fn one(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    room: &mut seats::Room,
    email: &str,
    asked: &Asked,
    given: Given,
    terms: Terms,
) -> Result<Row> {
    let row = |outcome, invitation_id, why| Row {
        email: email.to_owned(),
        outcome,
        invitation_id,
        why,
    };
    let known = known(tx, permit, email).await?;
    let holds_a_seat = match &known {
        Known::Member => {
            return Ok(row(
                Outcome::Member,
                None,
                Some("They are in this workspace already.".to_owned()),
            ));
        }
        Known::Waiting(before) => {
            if let Some(why) = super::not_renewed(permit, &before.role) {
                return Ok(row(Outcome::Member, None, Some(why)));
            }
            before.is_open()
        }
        Known::Nobody => false,
    };
    if !holds_a_seat && let Err(full) = room.give(permit) {
        return Ok(row(Outcome::NoSeat, None, Some(full.problem().detail.clone())));
    }
    let welcome = asked.welcome.as_deref();
    let (id, outcome, before) = match known {
        Known::Waiting(before) => {
            renew(tx, permit, &before, given, welcome).await?;
            let was = json!({"email": email, "role": before.role, "tier": before.tier});
            (before.id, Outcome::Renewed, Some(was))
        }
        _ => {
            let until = terms.end(tx.now());
            (
                add(tx, permit, email, given, welcome, until).await?,
                Outcome::Invited,
                None,
            )
        }
    };
    let invitation = super::reach::invitation_with(tx, permit, &id).await?;
    mailed::post(tx, permit, &invitation, terms).await?;
    record(tx, permit, &invitation, outcome, before).await?;
    Ok(row(outcome, Some(id), None))
}

async fn record(
    tx: &mut Tx,
    permit: &Permit<MembersInvite>,
    invitation: &Invitation,
    outcome: Outcome,
    before: Option<serde_json::Value>,
) -> Result<()> {
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: if outcome == Outcome::Invited {
            "invitation.sent"
        } else {
            "invitation.renewed"
        },
        object: format!("invitation {}", invitation.id),
        before,
        after: Some(json!({"email": invitation.email, "role": invitation.role, "tier": invitation.tier})),
        via: &permit.right(),
    };
    audit::record(tx, entry).await
}

/// Invites people by mail.
#[utoipa::path(post, path = "/team/invitations", tag = "team", request_body = Invite,
    responses((status = 200, body = Created), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<Invite>) -> Result<Reply<Created>> {
    let terms = Terms::of(&app);
    app.member_write(caller, body.checked(decide), move |tx, me, asked| {
        Box::pin(async move {
            me.permit_on_somebody::<MembersInvite>()?;
            me.joining(Way::Invitation)?;
            let given = give::named(&me, asked.role.as_deref(), asked.tier.as_deref())?;
            let permit = give::permit(&me, given)?;
            create(tx, &permit, &asked, given, terms).await
        })
    })
    .await
}
