//! How far ahead a rehearsal plays, as somebody types it: `31d`, `12h` or `90m`.

use std::str::FromStr;

/// Seconds of the units, the largest first.
const UNITS: [(char, i64); 3] = [('d', 86_400), ('h', 3_600), ('m', 60)];
/// At most so many days.
const MOST: i64 = 3_650;

/// So far ahead of the machine's clock: never back, and at most ten years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead(i64);

impl Ahead {
    /// So many seconds.
    #[must_use]
    pub const fn of(seconds: i64) -> Self {
        Ahead(seconds)
    }

    /// In seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }
}

impl FromStr for Ahead {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let form = || format!("give days, hours or minutes, as in 31d, 12h or 90m, and at most {MOST}d");
        let unit = text.chars().last().ok_or_else(form)?;
        let (_, seconds) = UNITS.into_iter().find(|(letter, _)| *letter == unit).ok_or_else(form)?;
        let number: i64 = text[..text.len() - 1].parse::<u32>().map_err(|_| form())?.into();
        let ahead = number * seconds;
        if ahead > MOST * 86_400 {
            return Err(form());
        }
        Ok(Ahead(ahead))
    }
}

impl std::fmt::Display for Ahead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (letter, seconds) = UNITS
            .into_iter()
            .find(|(_, seconds)| self.0 % seconds == 0)
            .unwrap_or(('m', 60));
        write!(f, "{}{letter}", self.0 / seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_hours_and_minutes_are_read_and_written() {
        for (text, seconds) in [("31d", 2_678_400), ("12h", 43_200), ("90m", 5_400), ("0d", 0)] {
            let ahead: Ahead = text.parse().unwrap();
            assert_eq!((ahead.seconds(), ahead.to_string().as_str()), (seconds, text));
        }
        assert_eq!(Ahead::of(172_800).to_string(), "2d");
        for text in ["", "d", "31", "-1d", "1.5d", "31 d", "3651d", "99999999999d", "1ü"] {
            assert!(text.parse::<Ahead>().is_err(), "{text}");
        }
    }
}
