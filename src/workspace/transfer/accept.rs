//! The nominated accepts: both change places in one step, so that there is exactly one owner before, during and after it.
//! Source: decision 7.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{Transfer, forget, moves, none_pending, pending, tell_both};
use crate::access::{Member, Permit, WorkspaceRead};
use crate::account::proof;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Body, Caller, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::live::events::MemberChanged;
use crate::live::{Room, outbox, rights};
use crate::mail::{self, Letter};
use crate::rules::Rulebooks;
use crate::seen::is_typed;
use crate::store::Tx;
use crate::team::reach::{Teammate, teammate_in_reach};
use crate::workspace::show::{self, Settings};
use crate::{access, params, sql};

/// That they mean it, and that it is they.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct AcceptTransfer {
    /// The workspace's name, as it is written.
    #[garde(length(chars, min = 1, max = 200))]
    name: String,
    /// The password of the account that asks.
    #[garde(length(chars, min = 1, max = 1024))]
    password: String,
}

/// What was accepted: by no right of a role, but by the owner's word.
const BY_NOMINATION: &str = "deskbell/nominated";

/// Moves the ownership.
///
/// # Errors
/// 404 `no_transfer`; 422 where the name is not the workspace's; 409 `cannot_own` where the address is not confirmed.
pub async fn accept(tx: &mut Tx, permit: &Permit<WorkspaceRead>, name: &str, confirmed_only: bool) -> Result<()> {
    // Rows are locked in this order everywhere: the nominated, the owner, the nomination.
    let person = teammate_in_reach(tx, permit, &permit.id).await?;
    let found = pending(tx, &permit.workspace_id).await?;
    let transfer = found.filter(|t| t.member_id == person.id).ok_or_else(none_pending)?;
    is_typed(name, &permit.workspace_name)?;
    if person.disabled || (confirmed_only && !person.account.is_verified) {
        return Err(Error::conflict("cannot_own", "Confirm your address first."));
    }
    let owner = teammate_in_reach(tx, permit, &transfer.nominated_by).await?;
    // While the locks were waited for, the same nomination may have been accepted or withdrawn.
    let still = pending(tx, &permit.workspace_id)
        .await?
        .filter(|t| t.member_id == person.id);
    let transfer = still.filter(|_| owner.is_owner).ok_or_else(none_pending)?;
    swap(tx, permit, &person, &owner).await?;
    forget(tx, permit).await?;
    record(tx, permit, &person, &owner).await?;
    announce(tx, permit, &transfer, [&person, &owner]).await
}

async fn swap(tx: &mut Tx, me: &Member, person: &Teammate, owner: &Teammate) -> Result<()> {
    let (next, first) = (me.book.role_after_owner(), me.book.owner_role());
    // The index `members_one_owner` allows the second only after the first.
    for (id, is_owner, role) in [(&owner.id, false, next), (&person.id, true, first)] {
        tx.run(
            sql!("update members set is_owner = $3, role = $4 where workspace_id = $1 and id = $2"),
            params![&me.workspace_id, id, is_owner, &me.book.role_info(role).name],
        )
        .await?;
    }
    Ok(())
}

async fn record(tx: &mut Tx, me: &Member, person: &Teammate, owner: &Teammate) -> Result<()> {
    let side = |of: &Teammate| json!({"owner": of.account.full_name, "user_id": of.account.id});
    let entry = Entry {
        workspace_id: &me.workspace_id,
        by: &me.account,
        act: "ownership.moved",
        object: format!("workspace {}", me.workspace_id),
        before: Some(side(owner)),
        after: Some(side(person)),
        via: BY_NOMINATION,
    };
    audit::record(tx, entry).await
}

async fn announce(tx: &mut Tx, me: &Member, transfer: &Transfer, both: [&Teammate; 2]) -> Result<()> {
    let [person, owner] = both;
    for member in both {
        let event = MemberChanged {
            member_id: member.id.clone(),
            user_id: member.account.id.clone(),
            change: "role".into(),
        };
        let room = Room::Members(me.workspace_id.clone());
        outbox::publish(tx, &me.workspace_id, &room, &event).await?;
        let letter = Letter::OwnershipMoved {
            workspace: me.workspace_name.clone(),
            from: owner.account.full_name.clone(),
            to: person.account.full_name.clone(),
            role: me.book.role_info(me.book.role_after_owner()).label.clone(),
        };
        mail::post(tx, Some(&member.account.id), &member.account.email, &letter).await?;
    }
    tell_both(tx, me, transfer).await
}

/// The member as it is after the swap.
async fn again(tx: &mut Tx, books: &Rulebooks, me: &Member) -> Result<Member> {
    let workspace_id: &Id = &me.workspace_id;
    access::member_in(tx, books, me.account.clone(), workspace_id)
        .await?
        .ok_or_else(Error::not_found)
}

/// Accepts the ownership.
#[utoipa::path(post, path = "/workspace/transfer/accept", tag = "workspace", request_body = AcceptTransfer,
    responses((status = 200, body = Settings), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<AcceptTransfer>) -> Result<Reply<Settings>> {
    let proven = proof::prove(&app, &caller, body, "password", |ask| &ask.password).await?;
    let (books, confirmed_only) = (app.books.clone(), app.mailer.reaches_people());
    let reply = app
        .person_write(caller, proven, move |tx, me, (ask, proof)| {
            Box::pin(async move {
                moves(&me)?;
                proof.holds(tx).await?;
                let permit = me.permit::<WorkspaceRead>(Target::None)?;
                accept(tx, &permit, &ask.name, confirmed_only).await?;
                let me = again(tx, &books, &me).await?;
                show::read(tx, &me).await
            })
        })
        .await?;
    if let Reply::Fresh(settings) = &reply {
        rights::follow(&app, &Room::Members(settings.id.clone())).await;
    }
    Ok(reply)
}
