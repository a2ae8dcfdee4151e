//! One decision of the rulebook in process, beside the same decision of cedar-policy and of casbin.

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process;
use crate::report::{Bound, Line, Unit};
use crate::rounds::{Pair, Plan};

/// Nanoseconds for one decision, at most.
const MOST: f64 = 10.0;

/// How much faster than either policy engine.
const FASTER: f64 = 400.0;

#[derive(Deserialize)]
struct Time {
    name: String,
    ns: f64,
}

/// The program beside the rulebook's tests asks all three in turns and says how many nanoseconds each took.
pub fn measure(_: &Plan) -> Result<Vec<Line>> {
    let said = process::cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "deskbell-rulebook",
        "--example",
        "decide_speed",
    ])?;
    let times: Vec<Time> = said.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let ours = of(&times, "deskbell")?;
    ["cedar-policy", "casbin"]
        .into_iter()
        .map(|floor| line(ours, floor, of(&times, floor)?))
        .collect()
}

fn of(times: &[Time], name: &str) -> Result<f64> {
    let found = times.iter().find(|time| time.name == name);
    found.map(|time| time.ns).with_context(|| format!("no time of {name}"))
}

fn line(ours: f64, name: &'static str, floor: f64) -> Result<Line> {
    let pair = Pair {
        ours: vec![ours],
        floor: vec![floor],
    };
    let (faster, held) = Bound::Faster(FASTER).of(&pair);
    Ok(Line {
        what: "one decision in process".into(),
        floor: name,
        unit: Unit::Nanoseconds,
        budget: Some((format!("{faster}, ≤ {MOST} ns"), held && ours <= MOST)),
        pair,
    })
}
