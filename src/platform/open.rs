//! A platform admin asks for a visit: with a reason, and their password again. It begins at once, unless the owner wants to
//! be asked first. Source: decision 16.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{ASKED_HOURS, MINUTES, PlatformVisit, gate, over, own, record};
use crate::access::{self, Account, Actor};
use crate::account::proof;
use crate::app::App;
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::{self, Id};
use crate::mail::{self, Letter};
use crate::rules::Rulebooks;
use crate::seen::is_honest;
use crate::store::Tx;
use crate::{params, sql};

/// Where to, what for, and that it is they.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct OpenVisit {
    /// The workspace.
    #[garde(length(chars, min = 1, max = 100))]
    workspace_id: String,
    /// 3 to 500 characters on one line: what for. The workspace's people read it.
    #[garde(length(chars, min = 3, max = 500), custom(is_reason))]
    reason: String,
    /// The password of the account that asks.
    #[garde(length(chars, min = 1, max = 1024))]
    password: String,
}

fn is_reason(text: &str, (): &()) -> garde::Result {
    if text.trim().chars().count() < 3 || text.chars().any(char::is_control) {
        return Err(garde::Error::new("Has to be 3 to 500 characters on one line."));
    }
    is_honest(text, &())
}

/// A workspace that can be visited.
struct Place {
    id: Id,
    asks_first: bool,
}

async fn place(tx: &mut Tx, named: &str) -> Result<Place> {
    let gone = || Error::no_such("no_such_workspace", "This server has no such workspace.");
    let id = id::parse(named).ok_or_else(gone)?;
    let found = tx
        .first(
            sql!(
                "select id, visits_ask_first from workspaces where id = $1 and (delete_at is null or delete_at > $2)
             for update"
            ),
            params![&id, tx.now()],
            |r| {
                Ok(Place {
                    id: r.get(0)?,
                    asks_first: r.get(1)?,
                })
            },
        )
        .await?;
    found.ok_or_else(gone)
}

/// Whether there is nothing that makes a visit pointless.
async fn check(tx: &mut Tx, account: &Account, place: &Place) -> Result<()> {
    let membership = tx
        .count(
            sql!("select count(*) from members where workspace_id = $1 and account_id = $2"),
            params![&place.id, &account.id],
        )
        .await?;
    if membership > 0 {
        return Err(Error::conflict(
            "already_member",
            "You are in this workspace: act there as who you are.",
        ));
    }
    over::end_of(tx, Some(&account.id)).await?;
    let open = tx
        .count(
            sql!("select count(*) from visits where workspace_id = $1 and account_id = $2 and state <> 'ended'"),
            params![&place.id, &account.id],
        )
        .await?;
    if open > 0 {
        return Err(Error::conflict(
            "visit_open",
            "You have a visit to this workspace already. Go on with it, or end it.",
        ));
    }
    Ok(())
}

/// Asks for a visit, and begins it where nobody has to be asked.
///
/// # Errors
/// 404 `no_such_workspace`; 409 `already_member`, `visit_open`.
pub async fn open(
    tx: &mut Tx,
    books: &Rulebooks,
    actor: &Actor,
    workspace_id: &str,
    reason: &str,
) -> Result<PlatformVisit> {
    let place = place(tx, workspace_id).await?;
    check(tx, &actor.account, &place).await?;
    let (now, id) = (tx.now(), tx.id());
    let (state, ends_at) = match place.asks_first {
        true => ("waiting", now.plus_seconds(ASKED_HOURS * 3600)),
        false => ("running", now.plus_seconds(MINUTES * 60)),
    };
    tx.run(
        sql!(
            "insert into visits (workspace_id, id, account_id, session_id, reason, state, asked_at, ends_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)"
        ),
        params![
            &place.id,
            &id,
            &actor.account.id,
            &actor.session_id,
            reason.trim(),
            state,
            now,
            ends_at
        ],
    )
    .await?;
    let visit = own(tx, actor, &id).await?;
    let act = if place.asks_first {
        "visit.asked"
    } else {
        "visit.opened"
    };
    record(tx, &visit, &actor.account, act, None).await?;
    tell_owner(tx, books, &visit).await?;
    Ok(visit.seen_from(&actor.session_id))
}

/// The owner hears of it at once, by mail too.
pub(super) async fn tell_owner(tx: &mut Tx, books: &Rulebooks, visit: &PlatformVisit) -> Result<()> {
    let owner = access::owner_of(tx, books, &visit.workspace_id).await?;
    let letter = Letter::Visit {
        workspace: visit.workspace_name.clone(),
        by: visit.visitor_name.clone(),
        email: visit.visitor_email.clone(),
        reason: visit.reason.clone(),
        until: visit.ends_at.minute(),
        asks: visit.state == "waiting",
    };
    mail::post(tx, Some(&owner.account.id), &owner.account.email, &letter).await
}

/// Opens a visit.
#[utoipa::path(post, path = "/platform/visits", tag = "platform", request_body = OpenVisit,
    responses((status = 200, body = PlatformVisit), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<OpenVisit>) -> Result<Reply<PlatformVisit>> {
    let proven = proof::prove(&app, &caller, body, "password", |ask| &ask.password).await?;
    let books = app.books.clone();
    app.account_write(caller, proven, move |tx, actor, (ask, proof)| {
        Box::pin(async move {
            gate(tx, &actor).await?;
            proof.holds(tx).await?;
            open(tx, &books, &actor, &ask.workspace_id, &ask.reason).await
        })
    })
    .await
}
