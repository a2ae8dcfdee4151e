//! What runs beside the requests: delivering the outbox, sending mails, sealing the audit, presence, and clearing up.

use std::future::Future;

use tokio::task::JoinSet;

use crate::account::link;
use crate::activity;
use crate::app::App;
use crate::archive::purge as purge_archives;
use crate::attachment::purge;
use crate::audit::seal;
use crate::bulk;
use crate::domain::recheck;
use crate::door::REMEMBERED;
use crate::error::Result;
use crate::id::Id;
use crate::import::{self, run};
use crate::inbox::snooze;
use crate::invitation::{quota, settle};
use crate::live::events::PresenceChanged;
use crate::live::{Room, deliver};
use crate::mail;
use crate::personal::finish;
use crate::platform::over;
use crate::report::monthly;
use crate::retention::purge as purge_over;
use crate::search::index;
use crate::team::remove_due;
use crate::visitor::online;
use crate::workspace::purge as purge_workspace;
use crate::{params, sql};

/// Seconds between two clearings.
const CLEARED_EVERY: i64 = 3600;
/// Days that a delivered event is kept.
const DELIVERED_DAYS: i64 = 7;

/// Starts all jobs. They end when the set is dropped.
#[must_use]
pub fn start(app: &App) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(delivering(app.clone()));
    jobs.spawn(ticking(app.clone()));
    jobs.spawn(clearing(app.clone()));
    jobs.spawn(mailing(app.clone()));
    jobs.spawn(indexing(app.clone()));
    jobs.spawn(importing(app.clone()));
    jobs.spawn(acting(app.clone()));
    jobs.spawn(rechecking(app.clone()));
    jobs.spawn(purging(app.clone()));
    jobs.spawn(reporting(app.clone()));
    jobs
}

async fn logged(job: &str, work: impl Future<Output = Result<()>>) {
    if let Err(error) = work.await {
        tracing::error!(%error, job, "a job failed and is tried again");
    }
}

/// Delivers when the outbox rings, and once a second for what another server left behind.
async fn delivering(app: App) {
    loop {
        logged("deliver", deliver::deliver(&app)).await;
        tokio::select! {
            () = app.outbox.notified() => {}
            () = app.clock.tick() => {}
        }
    }
}

/// Works through files of people when one is confirmed, and once a second for what another server left behind.
async fn importing(app: App) {
    loop {
        logged("import", run::run_due(&app)).await;
        tokio::select! {
            () = app.imports.notified() => {}
            () = app.clock.tick() => {}
        }
    }
}

/// Carries out acts on many people.
async fn acting(app: App) {
    loop {
        logged("bulk", bulk::run::run_due(&app)).await;
        app.clock.tick().await;
    }
}

/// Looks whether the records are still there that prove domains.
async fn rechecking(app: App) {
    loop {
        logged("domains", recheck::recheck_due(&app)).await;
        app.clock.tick().await;
    }
}

/// Takes away what is not kept any longer.
async fn purging(app: App) {
    loop {
        logged("retention", purge_over::purge_due(&app)).await;
        logged("archives", purge_archives::purge_due(&app)).await;
        logged("erasures", finish::finish_due(&app)).await;
        app.clock.tick().await;
    }
}

/// Mails the monthly reports.
async fn reporting(app: App) {
    loop {
        logged("reports", monthly::mail_due(&app)).await;
        app.clock.tick().await;
    }
}

/// Looks for mails once a second.
async fn mailing(app: App) {
    let held = mail::take_over(&app).await;
    if let Err(error) = &held {
        tracing::error!(%error, "mails that a server was killed over wait for ten minutes");
    }
    loop {
        logged("mail", mail::send_due(&app)).await;
        app.clock.tick().await;
    }
}

async fn ticking(app: App) {
    loop {
        app.clock.tick().await;
        logged("seal", seal_all(&app)).await;
        logged("wake", snooze::wake(&app)).await;
        logged("purge", purge_workspace::purge_due(&app)).await;
        logged("removals", remove_due::remove_due(&app)).await;
        logged("visits", over::end_due(&app)).await;
        expire(&app).await;
        app.live.end_full();
    }
}

/// Seals every audit entry that waits.
///
/// # Errors
/// Internal ones only.
pub async fn seal_all(app: &App) -> Result<()> {
    while app.store.read(|tx| Box::pin(seal::is_waiting(tx))).await? {
        app.store.write(|tx| Box::pin(seal::seal(tx))).await?;
    }
    Ok(())
}

/// Tells colleagues and visitors of everybody whose grace is over.
pub async fn expire(app: &App) {
    for (workspace_id, agent_id) in app.live.presence().expire(app.clock.now()) {
        let news = PresenceChanged {
            agent_id,
            connected: false,
        };
        app.live.send(&Room::Members(workspace_id.clone()), &news).await;
        online::tell(app, &workspace_id).await;
    }
}

/// Indexes what was written in the last second.
async fn indexing(app: App) {
    loop {
        logged("index", index::index(&app)).await;
        app.clock.tick().await;
    }
}

async fn clearing(app: App) {
    let mut next = app.clock.now();
    loop {
        app.clock.tick().await;
        if app.clock.now() >= next {
            logged("clear", clear(&app)).await;
            next = app.clock.now().plus_seconds(CLEARED_EVERY);
        }
    }
}

/// Takes out what nobody can use any more: ended sessions, old replies, delivered events, dead links, old
/// mails, uploads that nobody sent.
///
/// # Errors
/// Internal ones only.
pub async fn clear(app: &App) -> Result<()> {
    let lifetime = app.lifetime;
    let ended = app.store.write(move |tx| {
        Box::pin(async move {
            let now = tx.now();
            let ended = tx
                .all(
                    sql!("delete from sessions where created_at < $1 or last_used_at < $2 returning id"),
                    params![now.plus_days(-lifetime.days), now.plus_days(-lifetime.idle_days)],
                    |r| r.get::<Id>(0),
                )
                .await?;
            tx.run(
                sql!("delete from replies where created_at < $1"),
                params![now.plus_seconds(-REMEMBERED)],
            )
            .await?;
            tx.run(
                sql!("delete from events where created_at < $1"),
                params![now.plus_days(-DELIVERED_DAYS)],
            )
            .await?;
            link::clear(tx).await?;
            mail::forget(tx).await?;
            settle::clear(tx).await?;
            import::clear(tx).await?;
            bulk::clear(tx).await?;
            quota::clear(tx).await?;
            activity::clear(tx).await?;
            Ok(ended)
        })
    });
    for session in ended.await? {
        app.live.cut(&Room::Session(session), "signed_out");
    }
    purge::purge(app).await
}
