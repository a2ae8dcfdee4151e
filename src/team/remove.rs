//! The owner removes somebody: access ends before the answer, and their open conversations go to a stated heir or back to
//! the queue. Source: first seed, Roles; decisions 7, 14 and 25.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::heir::{heir_with, is_another};
use super::reach::{Teammate, teammate_in_reach};
use super::removed;
use crate::access::{Action, Member, MembersRemove, Permit};
use crate::app::App;
use crate::archive::keep::keep;
use crate::audit::{self, Entry};
use crate::door::{Caller, Query, Reply};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::inbox::hand_over::{self, Which};
use crate::key::end;
use crate::live::events::MemberChanged;
use crate::live::{Room, outbox};
use crate::store::Tx;
use crate::visitor::online;
use crate::workspace::transfer;
use crate::{params, sql};

/// Who gets the open conversations.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct Remove {
    /// The account of an active member. Without it they go back to the queue.
    #[garde(length(chars, max = 100))]
    heir: Option<String>,
}

/// Done.
#[derive(Serialize, ToSchema)]
pub struct Removed {
    message: String,
    /// Conversations that went to the heir or the queue.
    reassigned: u64,
    #[serde(skip)]
    cut: Cut,
}

impl Removed {
    /// What has to be closed before whoever asked hears of it.
    #[must_use]
    pub fn into_cut(self) -> Cut {
        self.cut
    }
}

/// Whether it is carried out as somebody planned it earlier.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Planned {
    /// It is asked for now.
    Not,
    /// It was.
    Before,
}

/// What has to be closed before the answer.
#[derive(Default)]
pub struct Cut {
    member_id: Id,
    workspace_id: Id,
    account_id: Id,
    sessions: Vec<Id>,
}

/// Removes the member, with everything that gave them access to this workspace, and nothing of their other ones.
///
/// # Errors
/// Internal ones only.
pub async fn remove(
    tx: &mut Tx,
    permit: &Permit<MembersRemove>,
    person: &Teammate,
    heir: Option<&Teammate>,
    planned: Planned,
) -> Result<Removed> {
    let (reassigned, cut) = take_out(tx, permit, person, heir, None).await?;
    removed::note(tx, permit, &person.account).await?;
    record(tx, permit, person, heir, (reassigned, planned)).await?;
    Ok(Removed {
        message: format!("{} was removed", person.account.full_name),
        reassigned,
        cut,
    })
}

/// Takes somebody out of the workspace, removed or by themselves: their open conversations go to the heir or the queue,
/// what is their own is archived, their keys end, and their sessions here, but for the one that asks. Answers how many were handed over, and what is to be [`cut`].
///
/// # Errors
/// Internal ones only.
pub async fn take_out<A: Action>(
    tx: &mut Tx,
    permit: &Permit<A>,
    person: &Teammate,
    heir: Option<&Teammate>,
    asking: Option<&Id>,
) -> Result<(u64, Cut)> {
    transfer::end_of(tx, permit, person).await?;
    let heir_account = heir.map(|h| &h.account);
    let reassigned = hand_over::hand_over(tx, permit, &person.account, heir_account, Which::All).await?;
    end::of_member(tx, permit, person).await?;
    keep(tx, permit, person).await?;
    let mut sessions = sessions_here(tx, permit, &person.account.id).await?;
    sessions.retain(|session| Some(session) != asking);
    for session in &sessions {
        tx.run(sql!("delete from sessions where id = $1"), params![session])
            .await?;
    }
    tx.run(
        sql!("delete from members where workspace_id = $1 and id = $2"),
        params![&permit.workspace_id, &person.id],
    )
    .await?;
    let event = MemberChanged {
        member_id: person.id.clone(),
        user_id: person.account.id.clone(),
        change: "left".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await?;
    let cut = Cut {
        member_id: person.id.clone(),
        workspace_id: permit.workspace_id.clone(),
        account_id: person.account.id.clone(),
        sessions,
    };
    Ok((reassigned, cut))
}

/// The sessions of an account that are in this workspace, or resolve to it because it is the oldest membership.
///
/// # Errors
/// Internal ones only.
pub async fn sessions_here(tx: &mut Tx, me: &Member, account_id: &Id) -> Result<Vec<Id>> {
    tx.all(
        sql!(
            "select s.id from sessions s where s.account_id = $2 and (s.workspace_id = $1
               or ((s.workspace_id is null or not exists (
                        select 1 from members x where x.workspace_id = s.workspace_id and x.account_id = $2))
                   and $1 = (select m.workspace_id from members m where m.account_id = $2
                             order by m.is_active desc, m.invited_at, m.id limit 1)))"
        ),
        params![&me.workspace_id, account_id],
        |r| r.get(0),
    )
    .await
}

async fn record(
    tx: &mut Tx,
    permit: &Permit<MembersRemove>,
    person: &Teammate,
    heir: Option<&Teammate>,
    (reassigned, planned): (u64, Planned),
) -> Result<()> {
    let account = &person.account;
    let planned = (planned == Planned::Before).then_some(true);
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "member.removed",
        object: format!("member {}", person.id),
        before: Some(json!({
            "user_id": account.id, "email": account.email, "name": account.full_name, "role": person.role_name
        })),
        after: Some(json!({
            "heir": heir.map(|h| &h.account.full_name), "conversations_handed_over": reassigned, "planned": planned
        })),
        via: &permit.right(),
    };
    audit::record(tx, entry).await
}

/// What an heir may be instead of a colleague: left out.
pub const INSTEAD: &str = "; leave it out, and the conversations go to the queue";

/// The heir that a query names.
///
/// # Errors
/// 400 `invalid_heir`.
pub async fn heir_named(
    tx: &mut Tx,
    permit: &Member,
    person: &Teammate,
    heir: Option<&str>,
) -> Result<Option<Teammate>> {
    let Some(account_id) = heir else { return Ok(None) };
    let heir = heir_with(tx, permit, account_id, INSTEAD).await?;
    is_another(&heir, &person.id)?;
    Ok(Some(heir))
}

/// Closes what is left of somebody who is out. When this returns, none of their sockets hears of the workspace, and nothing
/// that they had begun before is still to come.
pub async fn cut(app: &App, cut: &Cut) {
    app.live.cut(&Room::Member(cut.member_id.clone()), "removed");
    for session in &cut.sessions {
        app.live.cut(&Room::Session(session.clone()), "removed");
    }
    app.live.presence().forget(&cut.workspace_id, &cut.account_id);
    online::tell(app, &cut.workspace_id).await;
    app.store.settled().await;
}

/// Removes a member.
#[utoipa::path(delete, path = "/team/members/{member_id}", tag = "team",
    params(("member_id" = String, Path, description = "The membership"), Remove),
    responses((status = 200, body = Removed), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(member_id): Path<String>,
    query: Query<Remove>,
) -> Result<Reply<Removed>> {
    let reply = app.member_write(caller, query, move |tx, me, ask| {
        Box::pin(async move {
            let person = teammate_in_reach(tx, &me, &member_id).await?;
            let permit = me.permit::<MembersRemove>(person.target(&me))?;
            let heir = heir_named(tx, &permit, &person, ask.heir.as_deref()).await?;
            remove(tx, &permit, &person, heir.as_ref(), Planned::Not).await
        })
    });
    let reply = reply.await?;
    if let Reply::Fresh(done) = &reply {
        cut(&app, &done.cut).await;
    }
    Ok(reply)
}
