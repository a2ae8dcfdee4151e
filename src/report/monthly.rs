//! Once a month the owner is mailed the report, in words and with the line where the audit log ends. Source: second seed,
//! Best Practices, "regular audits"; decision 15.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rulebook::Target;
use serde_json::json;

use super::audit::{AuditReport, ReportPerson, report};
use crate::access::{self, AuditRead, BY_OWNER, MembersRead, Permit, WorkspaceRead};
use crate::app::App;
use crate::audit::{self, Entry, seal};
use crate::clock::{self, Time};
use crate::error::Result;
use crate::id::Id;
use crate::live::events::WorkspaceChanged;
use crate::live::{Room, outbox};
use crate::mail::{self, Letter, Monthly, MonthlyPeople};
use crate::store::{Row, StoreError, Tx};
use crate::{params, sql};

/// The hour of the first day of a month at which it goes, by the clocks of the workspace.
const HOUR: i8 = 8;
/// People, invitations and keys that are named of each part; the page names all.
const NAMED: usize = 10;

fn first_of(month: Date, zone: &TimeZone) -> Time {
    Time::of_clocks(month.first_of_month().at(HOUR, 0, 0, 0), zone)
}

/// When the first report after `now` goes.
#[must_use]
pub fn next(now: Time, zone: &TimeZone) -> Time {
    let today = now.date_in(zone);
    let first = first_of(today, zone);
    if first > now {
        return first;
    }
    first_of(today.first_of_month().checked_add(1.month()).unwrap_or(today), zone)
}

/// When the report of `at` goes by the clocks of another zone: that of the same month, so that none is left out or sent
/// twice.
fn moved(at: Time, from: &TimeZone, to: &TimeZone) -> Time {
    first_of(at.date_in(from), to)
}

/// When a workspace's next report goes; nothing where its owner wants none.
///
/// # Errors
/// Internal ones only.
pub async fn next_of(tx: &mut Tx, workspace_id: &Id) -> Result<Option<Time>> {
    let at = tx
        .first(
            sql!("select report_at from workspaces where id = $1"),
            params![workspace_id],
            |r| r.get(0),
        )
        .await?;
    Ok(at.flatten())
}

/// Has the next report go by the clocks of a new time zone. The workspace is locked.
///
/// # Errors
/// Internal ones only.
pub async fn move_zone(tx: &mut Tx, workspace_id: &Id, from: &str, to: &str) -> Result<()> {
    let Some(at) = next_of(tx, workspace_id).await?.filter(|at| is_planned(*at)) else {
        return Ok(());
    };
    tx.run(
        sql!("update workspaces set report_at = $2 where id = $1"),
        params![workspace_id, moved(at, &clock::zone(from), &clock::zone(to))],
    )
    .await?;
    Ok(())
}

/// Workspaces of an older program have a zero, until the job has worked out when their report goes.
#[must_use]
pub fn is_planned(at: Time) -> bool {
    at.micros() != 0
}

/// Switches the mail on or off, whose workspace is locked; where it goes on again, from the next month on.
///
/// # Errors
/// Internal ones only.
pub async fn switch(tx: &mut Tx, permit: &Permit<WorkspaceRead>, on: bool, zone: &str) -> Result<()> {
    if next_of(tx, &permit.workspace_id).await?.is_some() == on {
        return Ok(());
    }
    let at = on.then(|| next(tx.now(), &clock::zone(zone)));
    tx.run(
        sql!("update workspaces set report_at = $2 where id = $1"),
        params![&permit.workspace_id, at],
    )
    .await?;
    let entry = Entry {
        workspace_id: &permit.workspace_id,
        by: &permit.account,
        act: "workspace.changed",
        object: format!("workspace {}", permit.workspace_id),
        before: Some(json!({"monthly_report": !on})),
        after: Some(json!({"monthly_report": on})),
        via: BY_OWNER,
    };
    audit::record(tx, entry).await?;
    let event = WorkspaceChanged {
        what: "settings".into(),
    };
    let room = Room::Members(permit.workspace_id.clone());
    outbox::publish(tx, &permit.workspace_id, &room, &event).await
}

/// A workspace whose report is due.
struct Due {
    workspace_id: Id,
    name: String,
    zone: TimeZone,
    at: Time,
}

fn due(r: &Row<'_>) -> Result<Due, StoreError> {
    Ok(Due {
        workspace_id: r.get(0)?,
        name: r.get(1)?,
        zone: clock::zone(&r.get::<String>(2)?),
        at: r.get(3)?,
    })
}

/// The one that has waited longest, with its report in words where there is one to send; all of it as of one moment.
async fn next_due(tx: &mut Tx, app: &App) -> Result<Option<(Due, Option<Monthly>)>> {
    let found = tx
        .first(
            sql!(
                "select id, name, time_zone, report_at from workspaces
                 where report_at <= $1 and (delete_at is null or delete_at > $1) order by report_at limit 1"
            ),
            params![tx.now()],
            due,
        )
        .await?;
    let Some(due) = found else { return Ok(None) };
    if !is_planned(due.at) {
        return Ok(Some((due, None)));
    }
    let owner = access::owner_of(tx, &app.books, &due.workspace_id).await?;
    let reads = owner.permit::<AuditRead>(Target::None)?;
    let people = owner.permit::<MembersRead>(Target::None)?;
    let report = report(tx, app, &reads, &people).await?;
    let monthly = in_words(&due, &people, &report);
    Ok(Some((due, Some(monthly))))
}

fn named<T>(list: &[T], name: impl Fn(&T) -> String) -> Vec<String> {
    list.iter().take(NAMED).map(name).collect()
}

fn in_words(due: &Due, permit: &Permit<MembersRead>, report: &AuditReport) -> Monthly {
    let last = |p: &ReportPerson| match p.last_active_at {
        Some(at) => format!("last active {}", at.date_in(&due.zone)),
        None => "never active".to_owned(),
    };
    let role = |p: &ReportPerson| match permit.book.role(&p.role) {
        Some(role) => permit.book.role_info(role).label.clone(),
        None => p.role.clone(),
    };
    let tier = |p: &ReportPerson| match permit.book.tier(&p.tier) {
        Some(tier) => permit.book.tier_info(tier).label.clone(),
        None => p.tier.clone(),
    };
    let counts = &report.people;
    Monthly {
        workspace: due.name.clone(),
        day: report.at.date_in(&due.zone).to_string(),
        people: MonthlyPeople {
            members: counts.members,
            active: counts.active,
            idle: counts.idle,
            inactive: counts.inactive,
            disabled: counts.disabled,
            invited: counts.invited,
            leaders: report.leaders.len(),
            unused_tiers: report.unused_tiers.len(),
            unused_keys: report.unused_keys.len(),
        },
        inactive: named(&report.inactive, |p| format!("{} ({})", p.name, last(p))),
        never_came: named(&report.never_came, |i| i.email.clone()),
        leaders: named(&report.leaders, |p| format!("{} ({})", p.name, role(p))),
        unused_tiers: named(&report.unused_tiers, |p| format!("{} ({})", p.name, tier(p))),
        unused_keys: named(&report.unused_keys, |key| {
            format!("{} (made by {})", key.name, key.made_by_name)
        }),
        head: report
            .head
            .as_ref()
            .map(|head| seal::line(head.number, &head.digest, &due.workspace_id, &due.name)),
        seal: report.head.as_ref().map(|head| head.digest.clone()),
    }
}

/// Writes the mail down and when the next one goes, in one step: whoever else found it due comes too late.
async fn settle(tx: &mut Tx, app: &App, due: Due, monthly: Option<Monthly>) -> Result<()> {
    let mine = tx
        .run(
            sql!("update workspaces set report_at = $3 where id = $1 and report_at = $2"),
            params![&due.workspace_id, due.at, next(tx.now(), &due.zone)],
        )
        .await?;
    let (1, Some(monthly)) = (mine, monthly) else {
        return Ok(());
    };
    let owner = access::owner_of(tx, &app.books, &due.workspace_id).await?.account;
    mail::post(tx, Some(&owner.id), &owner.email, &Letter::Monthly(Box::new(monthly))).await
}

/// Mails every report that is due. A server that was off for months sends one.
///
/// # Errors
/// Internal ones; what is left goes the next time.
pub async fn mail_due(app: &App) -> Result<()> {
    loop {
        let own = app.clone();
        let found = app
            .store
            .read(move |tx| Box::pin(async move { next_due(tx, &own).await }));
        let Some((due, monthly)) = found.await? else {
            return Ok(());
        };
        let own = app.clone();
        app.store
            .write(move |tx| Box::pin(async move { settle(tx, &own, due, monthly).await }))
            .await?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse(text).expect("a time")
    }

    #[test]
    fn it_goes_at_eight_on_the_first_by_the_clocks_of_the_workspace() {
        for (now, zone, then) in [
            ("2026-03-01T07:59:59Z", "UTC", "2026-03-01T08:00:00Z"),
            ("2026-03-01T08:00:00Z", "UTC", "2026-04-01T08:00:00Z"),
            ("2026-12-31T23:00:00Z", "UTC", "2027-01-01T08:00:00Z"),
            ("2026-02-28T23:30:00Z", "Asia/Tokyo", "2026-04-01T08:00:00+09:00"),
            ("2026-03-15T12:00:00Z", "America/New_York", "2026-04-01T08:00:00-04:00"),
            ("2026-10-15T12:00:00Z", "Europe/Lisbon", "2026-11-01T08:00:00Z"),
        ] {
            assert_eq!(next(at(now), &clock::zone(zone)), at(then), "{now} in {zone}");
        }
    }

    #[test]
    fn another_zone_neither_leaves_out_a_month_nor_sends_it_twice() {
        let (utc, tokyo, york) = (
            TimeZone::UTC,
            clock::zone("Asia/Tokyo"),
            clock::zone("America/New_York"),
        );
        let april = next(at("2026-03-31T23:30:00Z"), &utc);
        assert_eq!(moved(april, &utc, &tokyo), at("2026-04-01T08:00:00+09:00"));
        let may = next(at("2026-04-01T00:00:00Z"), &tokyo);
        assert_eq!(moved(may, &tokyo, &york), at("2026-05-01T08:00:00-04:00"));
    }
}
