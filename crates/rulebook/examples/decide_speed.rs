//! Nanoseconds for one decision: ours, Cedar's, casbin's, on the same random cases of `rulebooks/support.toml`, in one run.
//!
//! Prints a JSON line for each: `{"name": "deskbell", "ns": 1.9}`. Run it with `--release`. What a caller would build once
//! or has at hand (entities, requests, argument lists) is built before the clock starts.

#[path = "../tests/second_opinions/mod.rs"]
mod second_opinions;

use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

use second_opinions::{Casbin, Case, Cedar, Space, support};

/// Rounds of each; the median is printed.
const ROUNDS: usize = 11;
/// Cases of one round. Ours are asked many times over, for a round of some milliseconds.
const CASES: usize = 4096;
const OURS_AGAIN: usize = 500;

fn main() -> std::io::Result<()> {
    let book = support();
    let space = Space::of(&book);
    let cases = random_cases(&space);
    let (cedar, casbin) = (Cedar::new(&book, &space), Casbin::new(&book));
    let to_cedar: Vec<_> = cases.iter().map(|case| cedar.request(&book, case)).collect();
    let to_casbin: Vec<_> = cases.iter().map(|case| casbin.request(&book, case)).collect();

    let ours = || {
        cases
            .iter()
            .filter(|case| book.decide(&case.who, case.act, case.target).is_allowed())
            .count()
    };
    let cedars = || to_cedar.iter().filter(|request| cedar.allows(request)).count();
    let casbins = |requests: Vec<Vec<String>>| {
        requests
            .into_iter()
            .map(|request| usize::from(casbin.allows(request)))
            .sum()
    };
    let allowed: [usize; 3] = [ours(), cedars(), casbins(to_casbin.clone())];
    assert!(
        allowed.iter().all(|count| *count == allowed[0]),
        "they do not agree: {allowed:?}"
    );

    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        times[0].push(nanoseconds(CASES * OURS_AGAIN, || {
            for _ in 0..OURS_AGAIN {
                for Case { who, act, target } in black_box(&cases) {
                    black_box(book.decide(who, *act, *target));
                }
            }
        }));
        times[1].push(nanoseconds(CASES, || {
            black_box(cedars());
        }));
        let requests = to_casbin.clone();
        times[2].push(nanoseconds(CASES, || {
            let count: usize = casbins(requests);
            black_box(count);
        }));
    }
    let mut out = std::io::stdout().lock();
    for (name, times) in ["deskbell", "cedar-policy", "casbin"].into_iter().zip(&mut times) {
        times.sort_by(f64::total_cmp);
        writeln!(out, "{{\"name\": \"{name}\", \"ns\": {:.2}}}", times[ROUNDS / 2])?;
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a measurement is of real time")]
fn nanoseconds(decisions: usize, run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_nanos() as f64 / decisions as f64
}

/// Cases from the whole space in no order; the same in each run, so that runs compare.
fn random_cases(space: &Space) -> Vec<Case> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        // Marsaglia's xorshift64.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..CASES)
        .map(|_| space.case((next() % space.len() as u64) as usize))
        .collect()
}
