//! A member leaves the workspace by themselves. The owner stays. Source: decision 14; first seed: the owner is permanent.

use axum::extract::State;
use bounded::bounded;
use garde::Validate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::reach::{Teammate, teammate_in_reach};
use super::remove::{Cut, cut, heir_named, take_out};
use crate::access::{Permit, WorkspaceRead};
use crate::account::tell::BY_THEMSELVES;
use crate::app::App;
use crate::audit::{self, Entry};
use crate::door::{Caller, Query, Reply};
use crate::error::{Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Who gets the open conversations.
#[bounded]
#[derive(Deserialize, Validate, IntoParams)]
pub struct Leave {
    /// The account of another active member. Without it they go back to the queue.
    #[garde(length(chars, max = 100))]
    heir: Option<String>,
}

/// Done.
#[derive(Serialize, ToSchema)]
pub struct Left {
    /// In words.
    message: String,
    #[serde(skip)]
    cut: Cut,
}

/// Takes the person out of the workspace. Their other sessions here end; the one that asks goes on, and is in no
/// workspace until it is moved into another.
///
/// # Errors
/// Internal ones only.
pub async fn leave(
    tx: &mut Tx,
    permit: &Permit<WorkspaceRead>,
    person: &Teammate,
    heir: Option<&Teammate>,
    asking: Option<&Id>,
) -> Result<Cut> {
    let (reassigned, cut) = take_out(tx, permit, person, heir, asking).await?;
    tx.run(
        sql!("update sessions set workspace_id = null where account_id = $1 and workspace_id = $2"),
        params![&person.account.id, &permit.workspace_id],
    )
    .await?;
    let account = &person.account;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: account,
        act: "member.left",
        object: format!("member {}", person.id),
        before: Some(json!({
            "user_id": account.id, "email": account.email, "name": account.full_name, "role": person.role_name
        })),
        after: Some(json!({
            "heir": heir.map(|h| &h.account.full_name), "conversations_handed_over": reassigned
        })),
        via: BY_THEMSELVES,
    };
    audit::record(tx, entry).await?;
    Ok(cut)
}

/// Leaves the workspace.
#[utoipa::path(post, path = "/team/leave", tag = "team", params(Leave),
    responses((status = 200, body = Left), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, query: Query<Leave>) -> Result<Reply<Left>> {
    let write = app.account_write(caller, query, |tx, actor, ask| {
        Box::pin(async move {
            let asking = actor.session_id.clone();
            let me = actor.member()?;
            let permit = me.leaving()?;
            let person = teammate_in_reach(tx, &me, &me.id).await?;
            let heir = heir_named(tx, &me, &person, ask.heir.as_deref()).await?;
            let message = format!("You have left {}.", me.workspace_name);
            let cut = leave(tx, &permit, &person, heir.as_ref(), Some(&asking)).await?;
            Ok(Left { message, cut })
        })
    });
    let reply = write.await?;
    if let Reply::Fresh(done) = &reply {
        cut(&app, &done.cut).await;
    }
    Ok(reply)
}
