//! Time, from one place. Tests travel in it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::TimeZone;
use tokio::sync::watch;

use serde::{Serialize, Serializer};

/// A moment: microseconds since 1970-01-01 UTC. On the wire ISO 8601 with `Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Time(i64);

impl Time {
    /// From microseconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Time(micros)
    }
    /// From ISO 8601 with an offset or `Z`; nothing where it is no such text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let at: jiff::Timestamp = text.parse().ok()?;
        Some(Time(at.as_microsecond()))
    }
    /// Microseconds since 1970-01-01 UTC.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }
    /// This many seconds later (or earlier, where negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Time(self.0 + seconds * 1_000_000)
    }
    /// This many days later.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days * 86_400)
    }
    /// Whole seconds from `earlier` until this moment, never negative.
    #[must_use]
    pub const fn seconds_since(self, earlier: Time) -> i64 {
        let micros = self.0 - earlier.0;
        if micros < 0 { 0 } else { micros / 1_000_000 }
    }
    fn zoned(self) -> jiff::Zoned {
        jiff::Timestamp::from_microsecond(self.0)
            .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
            .to_zoned(TimeZone::UTC)
    }
    /// The day of it in a zone.
    #[must_use]
    pub fn date_in(self, zone: &TimeZone) -> Date {
        let at = jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        zone.to_datetime(at).date()
    }
    /// When clocks of a zone show this; where they never do, because they are moved ahead, an hour later.
    #[must_use]
    pub fn of_clocks(shown: DateTime, zone: &TimeZone) -> Self {
        let at = shown.to_zoned(zone.clone()).map(|at| at.timestamp());
        Time(at.unwrap_or(jiff::Timestamp::UNIX_EPOCH).as_microsecond())
    }
    /// The first moment of this moment's month, and of the next one (UTC).
    #[must_use]
    pub fn month(self) -> (Time, Time) {
        let first = self
            .zoned()
            .first_of_month()
            .and_then(|d| d.start_of_day())
            .unwrap_or_else(|_| self.zoned());
        let next = first
            .checked_add(jiff::Span::new().months(1))
            .unwrap_or_else(|_| first.clone());
        (
            Time(first.timestamp().as_microsecond()),
            Time(next.timestamp().as_microsecond()),
        )
    }
}

/// The zone of this IANA name; UTC where there is none.
#[must_use]
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// Always six digits after the second.
const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(6));

impl Time {
    /// The day of it (UTC), as in `2026-03-01`.
    #[must_use]
    pub fn day(self) -> String {
        self.written().chars().take(10).collect()
    }

    /// The minute of it (UTC), as in `2026-03-01 09:00 UTC`.
    #[must_use]
    pub fn minute(self) -> String {
        format!(
            "{} UTC",
            self.written().chars().take(16).collect::<String>().replace('T', " ")
        )
    }

    fn written(self) -> String {
        PRINTER.timestamp_to_string(&jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
    }
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.written())
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}

impl utoipa::PartialSchema for Time {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
                utoipa::openapi::KnownFormat::DateTime,
            )))
            .into()
    }
}
impl utoipa::ToSchema for Time {}

/// Where the time comes from.
#[derive(Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's, so many seconds ahead: a rehearsal plays a later day.
    Rehearsal(i64),
    /// A clock that only a test moves.
    Standing(Arc<Standing>),
}

/// A clock that only a test moves.
pub struct Standing {
    at: AtomicI64,
    moved: watch::Sender<()>,
}

impl Clock {
    /// A clock that stands still at `start`.
    #[must_use]
    pub fn standing_at(start: Time) -> Self {
        Clock::Standing(Arc::new(Standing {
            at: AtomicI64::new(start.0),
            moved: watch::Sender::new(()),
        }))
    }

    /// The time now.
    #[must_use]
    #[allow(clippy::disallowed_methods)] // the one place that asks the machine
    pub fn now(&self) -> Time {
        match self {
            Clock::System => Time(jiff::Timestamp::now().as_microsecond()),
            Clock::Rehearsal(ahead) => Clock::System.now().plus_seconds(*ahead),
            Clock::Standing(clock) => Time(clock.at.load(Ordering::SeqCst)),
        }
    }

    /// Whether it plays a later day.
    #[must_use]
    pub const fn is_rehearsal(&self) -> bool {
        matches!(self, Clock::Rehearsal(_))
    }

    /// What this clock showed when the machine's showed this, as the times of its files.
    #[must_use]
    pub const fn when_machine_showed(&self, machine: Time) -> Time {
        match self {
            Clock::Rehearsal(ahead) => machine.plus_seconds(*ahead),
            Clock::System | Clock::Standing(_) => machine,
        }
    }

    /// Moves a standing clock forward and lets what waits for time run; the machine's clock ignores it.
    pub fn advance(&self, seconds: i64) {
        if let Clock::Standing(clock) = self {
            clock.at.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
            clock.moved.send_replace(());
        }
    }

    /// Waits a hundredth of a second, for another program to read or write: no test's clock moves that.
    #[allow(clippy::disallowed_methods)] // the one place that waits for the machine's clock
    pub async fn pause(&self) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }

    /// Ends when this has passed by the machine's clock: how long a connection may stand still is no test's time.
    #[allow(clippy::disallowed_methods)] // the one place that waits for the machine's clock
    pub fn machine(time: Duration) -> tokio::time::Sleep {
        tokio::time::sleep(time)
    }

    /// Waits until a second has passed; on a standing clock, until it is moved.
    #[allow(clippy::disallowed_methods)] // the one place that waits for the machine's clock
    pub async fn tick(&self) {
        match self {
            Clock::System | Clock::Rehearsal(_) => tokio::time::sleep(Duration::from_secs(1)).await,
            Clock::Standing(clock) => {
                let mut moved = clock.moved.subscribe();
                let _never_closes = moved.changed().await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn a_moment_is_written_in_iso_8601_with_microseconds() {
        assert_eq!(
            Time::from_micros(1_700_000_000_000_001).to_string(),
            "2023-11-14T22:13:20.000001Z"
        );
    }

    #[test]
    fn a_month_begins_on_its_first_and_ends_on_the_next() {
        let (first, next) = Time::from_micros(1_702_600_000_000_000).month();
        assert_eq!(first.to_string(), "2023-12-01T00:00:00.000000Z");
        assert_eq!(next.to_string(), "2024-01-01T00:00:00.000000Z");
    }
}
