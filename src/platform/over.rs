//! A visit is over: by its visitor, by the owner, when its hour is, with the session that it was opened in, or with the flag.
//! What it may do ends at that moment, whatever is written down when; this writes it down.

use super::{PlatformVisit, record};
use crate::access::Account;
use crate::app::App;
use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::live::Room;
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// Why it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The visitor is done.
    ByVisitor,
    /// The owner ended it.
    ByOwner,
    /// Its time was up.
    Time,
    /// The session that it was opened in ended.
    Session,
    /// The visitor is no platform admin any more.
    Flag,
}

impl Ended {
    /// As the log has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Ended::ByVisitor => "visitor",
            Ended::ByOwner => "owner",
            Ended::Time => "time",
            Ended::Session => "session",
            Ended::Flag => "flag",
        }
    }
}

/// A visit that nobody has ended yet, and what else may have.
pub(super) struct Open {
    visit: PlatformVisit,
    has_flag: bool,
    has_session: bool,
}

fn open(r: &Row<'_>) -> Result<Open, StoreError> {
    Ok(Open {
        visit: super::visit(r)?,
        has_flag: r.get(11)?,
        has_session: r.get(12)?,
    })
}

impl Open {
    /// Why it is over, where it is.
    fn over(&self, now: Time) -> Option<Ended> {
        if !self.has_flag {
            Some(Ended::Flag)
        } else if self.visit.ends_at <= now {
            Some(Ended::Time)
        } else if self.visit.state == "running" && !self.has_session {
            Some(Ended::Session)
        } else {
            None
        }
    }
}

/// Visits that nobody has ended yet: all of them, or those of one account.
async fn all_open(tx: &mut Tx, account_id: Option<&Id>) -> Result<Vec<Open>> {
    tx.all(
        sql!(
            "select v.id, v.workspace_id, w.name, coalesce(a.full_name, 'somebody'), coalesce(a.email, ''), v.reason,
                    v.state, v.asked_at, v.ends_at, v.account_id, v.session_id,
                    coalesce(a.is_platform_admin, false), s.id is not null
             from visits v
             join workspaces w on w.id = v.workspace_id
             left join accounts a on a.id = v.account_id
             left join sessions s on s.id = v.session_id
             where v.state <> 'ended' and v.account_id = coalesce($1, v.account_id) order by v.id"
        ),
        params![account_id.map(String::as_str)],
        open,
    )
    .await
}

/// Ends a visit; answers whether it was still open.
///
/// # Errors
/// Internal ones only.
pub async fn end(tx: &mut Tx, visit: &PlatformVisit, by: &Account, why: Ended) -> Result<bool> {
    let ended = tx
        .run(
            sql!("update visits set state = 'ended' where workspace_id = $1 and id = $2 and state <> 'ended'"),
            params![&visit.workspace_id, &visit.id],
        )
        .await?;
    if ended == 1 {
        let refused = why == Ended::ByOwner && visit.state == "waiting";
        let act = if refused { "visit.refused" } else { "visit.ended" };
        record(tx, visit, by, act, Some(why.name())).await?;
    }
    Ok(ended == 1)
}

/// Ends what is over of all visits, or of an account's; answers which.
///
/// # Errors
/// Internal ones only.
pub(super) async fn end_of(tx: &mut Tx, account_id: Option<&Id>) -> Result<Vec<Id>> {
    let now = tx.now();
    let mut ended = Vec::new();
    for open in all_open(tx, account_id).await? {
        if let Some(why) = open.over(now) {
            end(tx, &open.visit, &open.visit.visitor(), why).await?;
            ended.push(open.visit.id);
        }
    }
    Ok(ended)
}

/// Hangs up on what was still on its way to visits that have ended.
pub(super) fn hang_up(app: &App, visits: &[Id]) {
    for visit in visits {
        app.live.cut(&Room::Visit(visit.clone()), "signed_out");
    }
}

async fn is_any_over(tx: &mut Tx) -> Result<bool> {
    let now = tx.now();
    Ok(all_open(tx, None).await?.iter().any(|open| open.over(now).is_some()))
}

/// Which of these visits are not running.
async fn not_running(tx: &mut Tx, visits: Vec<Id>) -> Result<Vec<Id>> {
    let mut over = Vec::new();
    for visit in visits {
        let running = tx
            .count(
                sql!("select count(*) from visits where id = $1 and state = 'running'"),
                params![&visit],
            )
            .await?;
        if running == 0 {
            over.push(visit);
        }
    }
    Ok(over)
}

/// Hangs up on visits that ended where this server did not hear of it: at the command line, which takes the flag.
async fn hang_up_on_ended_elsewhere(app: &App) -> Result<()> {
    let reading = app.live.visits_reading();
    if !reading.is_empty() {
        let ended = app.store.read(move |tx| Box::pin(not_running(tx, reading))).await?;
        hang_up(app, &ended);
    }
    Ok(())
}

/// Writes down which visits are over, and hangs up on those that are.
///
/// # Errors
/// Internal ones only.
pub async fn end_due(app: &App) -> Result<()> {
    if app.store.read(|tx| Box::pin(is_any_over(tx))).await? {
        let ended = app.store.write(|tx| Box::pin(end_of(tx, None))).await?;
        hang_up(app, &ended);
    }
    hang_up_on_ended_elsewhere(app).await
}
