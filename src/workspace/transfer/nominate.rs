//! The owner nominates who is to own the workspace. Nothing changes until the other accepts. Source: decision 7: any
//! active, enabled member with a confirmed address.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{HOURS, Transfer, forget, pending, record, tell_both};
use crate::access::{OwnershipTransfer, Permit};
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::mail::{self, Letter};
use crate::store::Tx;
use crate::team::reach::{Teammate, teammate_in_reach};
use crate::team::seats;
use crate::workspace::show::{self, Settings};
use crate::{params, sql};

/// Whom.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Nominate {
    /// The membership of another member.
    #[garde(length(chars, min = 1, max = 100))]
    member_id: String,
}

/// Who can own a workspace.
fn decide(person: &Teammate, confirmed_only: bool) -> Result<()> {
    let name = &person.account.full_name;
    let why_not = if person.is_owner {
        "You own this workspace already.".to_owned()
    } else if person.disabled {
        format!("The access of {name} is turned off. Turn it on first.")
    } else if confirmed_only && !person.account.is_verified {
        format!("{name} has not confirmed their address yet.")
    } else {
        return Ok(());
    };
    Err(Error::conflict("cannot_own", why_not))
}

/// Nominates somebody for a day.
///
/// # Errors
/// 404 `no_such_member`; 409 `transfer_pending`, `cannot_own`, and `not_owner` where ownership has just moved.
pub async fn nominate(
    tx: &mut Tx,
    permit: &Permit<OwnershipTransfer>,
    member_id: &str,
    confirmed_only: bool,
) -> Result<()> {
    let person = teammate_in_reach(tx, permit, member_id)
        .await
        .map_err(|e| match e.code() {
            "not_found" => Error::no_such("no_such_member", "Nobody on the team has this id."),
            _ => e,
        })?;
    // Read again under its lock: whoever has just handed over may nominate nobody.
    if !teammate_in_reach(tx, permit, &permit.id).await?.is_owner {
        return Err(Error::conflict("not_owner", "You do not own this workspace any more."));
    }
    // One nomination at a time: the lock is the workspace's. It comes after those of members, as everywhere: whoever removes
    // the nominated meanwhile has their row, and waits for the workspace's with the entry in the log.
    seats::lock(tx, permit).await?;
    if let Some(waiting) = pending(tx, &permit.workspace_id).await? {
        let detail = format!("{} is nominated already. Withdraw that first.", waiting.name);
        return Err(Error::conflict("transfer_pending", detail));
    }
    decide(&person, confirmed_only)?;
    let transfer = Transfer {
        member_id: person.id.clone(),
        name: person.account.full_name.clone(),
        nominated_at: tx.now(),
        expires_at: tx.now().plus_seconds(HOURS * 3600),
        nominated_by: permit.id.clone(),
    };
    write(tx, permit, &transfer).await?;
    record(tx, permit, &transfer, "ownership.nominated", &permit.right()).await?;
    tell_both(tx, permit, &transfer).await?;
    write_to_both(tx, permit, &person).await
}

async fn write(tx: &mut Tx, permit: &Permit<OwnershipTransfer>, transfer: &Transfer) -> Result<()> {
    // One that is over may still stand there.
    forget(tx, permit).await?;
    tx.run(
        sql!(
            "insert into transfers (workspace_id, member_id, nominated_by, nominated_at, expires_at)
             values ($1, $2, $3, $4, $5)"
        ),
        params![
            &permit.workspace_id,
            &transfer.member_id,
            &transfer.nominated_by,
            transfer.nominated_at,
            transfer.expires_at
        ],
    )
    .await?;
    Ok(())
}

/// The nominated has to decide; the owner hears of it in case it was not them.
async fn write_to_both(tx: &mut Tx, permit: &Permit<OwnershipTransfer>, person: &Teammate) -> Result<()> {
    let (workspace, owner) = (permit.workspace_name.clone(), permit.account.full_name.clone());
    let offered = Letter::OwnershipOffered {
        workspace: workspace.clone(),
        by: owner,
    };
    mail::post(tx, Some(&person.account.id), &person.account.email, &offered).await?;
    let nominated = Letter::OwnershipNominated {
        workspace,
        to: person.account.full_name.clone(),
    };
    mail::post(tx, Some(&permit.account.id), &permit.account.email, &nominated).await
}

/// Nominates the next owner.
#[utoipa::path(post, path = "/workspace/transfer", tag = "workspace", request_body = Nominate,
    responses((status = 200, body = Settings), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<Nominate>) -> Result<Reply<Settings>> {
    let confirmed_only = app.mailer.reaches_people();
    app.person_write(caller, body, move |tx, me, ask| {
        Box::pin(async move {
            let permit = me.permit::<OwnershipTransfer>(Target::None)?;
            nominate(tx, &permit, &ask.member_id, confirmed_only).await?;
            show::read(tx, &me).await
        })
    })
    .await
}
