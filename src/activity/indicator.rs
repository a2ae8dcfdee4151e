//! Whether somebody uses it. Source: second seed, Activity Indicators; decision 15.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Time;

/// Days after which somebody counts as idle.
const IDLE: i64 = 7;
/// Days after which somebody counts as inactive.
const INACTIVE: i64 = 30;

/// How long ago somebody last did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = ActivityIndicator)]
pub enum Indicator {
    /// Within 7 days.
    Active,
    /// 7 days, up to 30.
    Idle,
    /// 30 days and more, or never.
    Inactive,
}

impl Indicator {
    /// The indicator at `now` of somebody whose last act was at `last`.
    #[must_use]
    pub fn at(now: Time, last: Option<Time>) -> Self {
        match last {
            Some(last) if now < last.plus_days(IDLE) => Indicator::Active,
            Some(last) if now < last.plus_days(INACTIVE) => Indicator::Idle,
            _ => Indicator::Inactive,
        }
    }

    /// What it turns into without another act, and when; nothing where it stays.
    #[must_use]
    pub fn next(self, last: Option<Time>) -> Option<(Self, Time)> {
        let last = last?;
        match self {
            Indicator::Active => Some((Indicator::Idle, last.plus_days(IDLE))),
            Indicator::Idle => Some((Indicator::Inactive, last.plus_days(INACTIVE))),
            Indicator::Inactive => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Indicator, Time};

    #[test]
    fn exactly_seven_days_is_idle_and_exactly_thirty_inactive() {
        let last = Time::from_micros(1_700_000_000_000_000);
        let just_before = |days| Time::from_micros(last.plus_days(days).micros() - 1);
        for (now, expected) in [
            (last, Indicator::Active),
            (just_before(7), Indicator::Active),
            (last.plus_days(7), Indicator::Idle),
            (just_before(30), Indicator::Idle),
            (last.plus_days(30), Indicator::Inactive),
        ] {
            let found = Indicator::at(now, Some(last));
            assert_eq!(found, expected, "{now}");
            if let Some((next, at)) = found.next(Some(last)) {
                assert_eq!(Indicator::at(at, Some(last)), next);
                assert_eq!(Indicator::at(Time::from_micros(at.micros() - 1), Some(last)), found);
            }
        }
        assert_eq!(Indicator::at(last, None), Indicator::Inactive, "never");
        assert_eq!(Indicator::Inactive.next(None), None);
    }
}
