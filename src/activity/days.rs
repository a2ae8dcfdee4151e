//! Days as a workspace counts them: in its own time zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::clock::{self, Time};
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// Microseconds of a quarter of an hour: every time zone's days begin at one.
const SLOT: i64 = 900_000_000;

/// So many days until today.
pub(super) struct Days {
    zone: TimeZone,
    first: Date,
    today: Date,
}

/// The last `count` days of a workspace, today among them.
///
/// # Errors
/// Internal ones only.
pub(super) async fn until_today(tx: &mut Tx, workspace_id: &Id, count: u32) -> Result<Days> {
    let zone: Option<String> = tx
        .first(
            sql!("select time_zone from workspaces where id = $1"),
            params![workspace_id],
            |r| r.get(0),
        )
        .await?;
    let zone = clock::zone(zone.as_deref().unwrap_or_default());
    let today = tx.now().date_in(&zone);
    let first = today
        .checked_sub(i64::from(count.saturating_sub(1)).days())
        .map_err(Error::internal)?;
    Ok(Days { zone, first, today })
}

fn beginning(day: Date, zone: &TimeZone) -> Time {
    Time::of_clocks(day.at(0, 0, 0, 0), zone)
}

impl Days {
    /// When the first of them began.
    pub(super) fn start(&self) -> Time {
        beginning(self.first, &self.zone)
    }

    /// Microseconds by which the zone is ahead of UTC today; an hour less or more on the other side of a change of the
    /// clocks.
    pub(super) fn offset(&self) -> i64 {
        let midnight = beginning(self.today, &self.zone).micros();
        let at = Timestamp::from_microsecond(midnight).unwrap_or(Timestamp::UNIX_EPOCH);
        i64::from(self.zone.to_offset(at).seconds()) * 1_000_000
    }

    /// The name of the day that holds a quarter of an hour, counted from 1970.
    pub(super) fn of_slot(&self, slot: i64) -> String {
        Time::from_micros(slot * SLOT).date_in(&self.zone).to_string()
    }

    /// Each day's name, as in `2026-03-01`.
    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.ends().map(|(day, _)| day.to_string())
    }

    /// Each day with its end.
    pub(super) fn ends(&self) -> impl Iterator<Item = (Date, Time)> {
        self.first
            .series(1.day())
            .take_while(|day| *day <= self.today)
            .map(|day| (day, beginning(day.tomorrow().unwrap_or(day), &self.zone)))
    }
}
