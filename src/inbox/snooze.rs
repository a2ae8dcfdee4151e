//! A member puts a conversation aside until a time, or until the customer writes: pending, and open again by itself. A
//! customer's message ends it at once, as it does for every pending conversation (`receive.rs`).

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use rulebook::Target;
use serde::Deserialize;
use utoipa::ToSchema;

use super::model::Conversation;
use super::reach::{Held, conversation_to_change};
use super::set_status::{Turn, turn};
use super::show;
use crate::access::{ConversationsHandle, Permit};
use crate::app::App;
use crate::clock::Time;
use crate::door::{Body, Caller, Input, Reply};
use crate::error::{Error, Problem, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// How long.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Snooze {
    /// A time that is still to come, within a year, as in `2026-03-01T09:30:00Z`. Null: until the customer writes.
    #[garde(inner(custom(is_time)))]
    until: Option<String>,
}

fn is_time(text: &str, (): &()) -> garde::Result {
    match Time::parse(text) {
        Some(_) => Ok(()),
        None => Err(garde::Error::new("Has to be a time as in 2026-03-01T09:30:00Z.")),
    }
}

/// What was asked, and when: a time that has passed is a bad field.
struct AskedAt(Body<Snooze>, Time);

impl Input for AskedAt {
    type Out = Option<Time>;
    fn take(self) -> Result<Option<Time>> {
        let now = self.1;
        let until = self.0.take()?.until.as_deref().and_then(Time::parse);
        match until {
            Some(until) if until <= now || until > now.plus_days(366) => Err(Error::field(
                "until",
                "Has to be a time that is still to come, within a year.",
            )),
            other => Ok(other),
        }
    }
    fn digest(&self) -> [u8; 32] {
        self.0.digest()
    }
}

/// Puts a conversation aside.
///
/// # Errors
/// Internal ones only.
pub async fn snooze(
    tx: &mut Tx,
    permit: &Permit<ConversationsHandle>,
    held: &mut Held,
    until: Option<Time>,
) -> Result<()> {
    let aside = Turn {
        status: "pending",
        act: "snoozed",
        until,
        by: Some(&permit.account.id),
    };
    turn(tx, &permit.workspace_id, held, aside).await
}

/// Conversations that are opened again in one transaction.
const BATCH: i64 = 100;

async fn some(tx: &mut Tx) -> Result<i64> {
    let due = tx
        .all(
            sql!(
                "select workspace_id, id from conversations where snoozed_until <= $1
                 order by snoozed_until, id limit $2 for update"
            ),
            params![tx.now(), BATCH],
            |r| Ok((r.get::<Id>(0)?, r.get::<Id>(1)?)),
        )
        .await?;
    for (workspace_id, id) in &due {
        let mut held = conversation_to_change(tx, workspace_id, id).await?;
        let again = Turn {
            status: "open",
            act: "snooze_ended",
            until: None,
            by: None,
        };
        turn(tx, workspace_id, &mut held, again).await?;
    }
    Ok(due.len() as i64)
}

/// Opens again what was put aside until now.
///
/// # Errors
/// Internal ones only; what was not opened is tried again.
pub async fn wake(app: &App) -> Result<()> {
    let due = app.store.read(|tx| {
        Box::pin(async move {
            tx.count(
                sql!("select count(*) from (select 1 from conversations where snoozed_until <= $1 limit 1) found"),
                params![tx.now()],
            )
            .await
        })
    });
    if due.await? == 0 {
        return Ok(());
    }
    while app.store.write(|tx| Box::pin(some(tx))).await? == BATCH {}
    Ok(())
}

/// Puts a conversation aside.
#[utoipa::path(post, path = "/conversations/{conversation_id}/snooze", tag = "inbox", request_body = Snooze,
    params(("conversation_id" = String, Path, description = "The conversation")),
    responses((status = 200, body = Conversation), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: Body<Snooze>,
) -> Result<Reply<Conversation>> {
    let asked = AskedAt(body, app.clock.now());
    app.member_write(caller, asked, move |tx, me, until| {
        Box::pin(async move {
            let mut held = conversation_to_change(tx, &me.workspace_id, &wanted).await?;
            let permit = me.permit::<ConversationsHandle>(Target::None)?;
            snooze(tx, &permit, &mut held, until).await?;
            show::summary(tx, &me.workspace_id, &held.id).await
        })
    })
    .await
}
