//! The table at the end, in Markdown, so that it can be pasted beside the machine's name.

use std::fmt::Write;

use crate::load::Turns;
use crate::rounds::{Pair, median};

/// What a figure is counted in.
#[derive(Clone, Copy)]
pub enum Unit {
    /// Requests per second; more is better.
    Rate,
    /// Nanoseconds; fewer is better.
    Nanoseconds,
    /// Microseconds; fewer is better.
    Microseconds,
    /// Milliseconds; fewer is better.
    Milliseconds,
    /// Megabytes (10^6 bytes); fewer is better.
    Megabytes,
}

/// One figure beside one floor.
pub struct Line {
    /// What was measured.
    pub what: String,
    /// Beside what.
    pub floor: &'static str,
    /// In what.
    pub unit: Unit,
    /// The turns.
    pub pair: Pair,
    /// The budget in words, and whether it was held.
    pub budget: Option<(String, bool)>,
}

impl Line {
    /// The two lines of a load: the rate, which has the budget, and the processor time behind it.
    pub fn of_turns(what: String, floor: &'static str, turns: Turns, bound: Bound) -> Vec<Line> {
        vec![
            Line {
                what,
                floor,
                unit: Unit::Rate,
                budget: Some(bound.of(&turns.rates)),
                pair: turns.rates,
            },
            Line {
                what: "  … processor time of an answer, with the load's own".into(),
                floor,
                unit: Unit::Microseconds,
                budget: None,
                pair: turns.work,
            },
        ]
    }
}

/// A bound on a ratio to the floor.
pub enum Bound {
    /// At least this share of the floor.
    AtLeast(f64),
    /// At most this many times the floor.
    AtMost(f64),
    /// At least this many times faster than the floor.
    Faster(f64),
}

impl Bound {
    /// The budget of a pair.
    pub fn of(self, pair: &Pair) -> (String, bool) {
        match self {
            Bound::AtLeast(share) => (format!("≥ {:.0} %", share * 100.0), pair.ratio() >= share),
            Bound::AtMost(times) => (format!("≤ {times} ×"), pair.ratio() <= times),
            Bound::Faster(times) => (format!("≥ {times} × faster"), 1.0 / pair.ratio() >= times),
        }
    }
}

/// A ratio as people say it.
pub fn share(ratio: f64) -> String {
    match ratio {
        r if r < 0.01 => format!("{:.0} × faster", 1.0 / r),
        r if r < 1.5 => format!("{:.1} %", r * 100.0),
        r => format!("{r:.2} ×"),
    }
}

fn amount(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Rate => format!("{:.1} k/s", value / 1000.0),
        Unit::Nanoseconds if value >= 1000.0 => format!("{:.1} µs", value / 1000.0),
        Unit::Nanoseconds => format!("{value:.1} ns"),
        Unit::Microseconds => format!("{value:.1} µs"),
        Unit::Milliseconds => format!("{value:.1} ms"),
        Unit::Megabytes => format!("{value:.1} MB"),
    }
}

/// All figures.
pub fn table(lines: &[Line]) -> String {
    let mut out = String::from(
        "| figure | Deskbell | floor | ratio (lowest to highest turn) | budget |\n|---|---|---|---|---|\n",
    );
    for line in lines {
        let Line {
            what,
            floor,
            unit,
            pair,
            ..
        } = line;
        let (low, high) = pair.spread();
        let budget = match &line.budget {
            None => "–".to_owned(),
            Some((text, true)) => format!("{text}: held"),
            Some((text, false)) => format!("{text}: **missed**"),
        };
        let _infallible = writeln!(
            out,
            "| {what} | {} | {floor}: {} | **{}** ({} to {}) | {budget} |",
            amount(*unit, median(&pair.ours)),
            amount(*unit, median(&pair.floor)),
            share(pair.ratio()),
            share(low),
            share(high),
        );
    }
    out
}
