//! `prove`: what is too long for every change, at full size, and the page that says what came of it.

use std::fmt::Write;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::checkout;
use crate::command::Program;
use crate::postgres::{Postgres, Purpose};

/// Where the last whole proof is written down.
const PAGE: &str = "docs/proofs.md";

/// One long proof: ordinary tests, told by the environment to go further.
struct Proof {
    name: &'static str,
    /// What holds, and how far it was tried.
    what: &'static str,
    /// What follows `cargo test`.
    tests: &'static [&'static str],
    /// The setting that makes the tests long.
    size: Option<(&'static str, &'static str)>,
    /// How often the tests run.
    times: usize,
}

const PROOFS: [Proof; 4] = [
    Proof {
        name: "Decisions",
        what: "1,000,000 random cases of each rulebook: Deskbell, cedar-policy and casbin decide the same",
        tests: &["--release", "--package", "deskbell-rulebook"],
        size: Some(("DESKBELL_PROVE_CASES", "1000000")),
        times: 1,
    },
    Proof {
        name: "Kills",
        what: "100 kills (SIGKILL) amid eight writers: every answered message is there afterwards. 100 more on SQLite and 100 on \
               PostgreSQL while ownership moves: one owner, and as many moves in the log as were answered",
        tests: &["--package", "deskbell", "--test", "crash"],
        size: Some(("DESKBELL_PROVE_KILLS", "100")),
        times: 1,
    },
    Proof {
        name: "Floods",
        what: "20 rounds, both databases and rulebooks: somebody acts on twenty connections and their sockets while removed, \
               disabled, demoted or signed out, and nothing succeeds after the answer; races for the last seat, a link's last use, \
               one person by two admins, and an upload against single acts end as some order of them would",
        tests: &["--package", "deskbell", "--test", "it", "--", "cut_off::", "races::"],
        size: None,
        times: 20,
    },
    Proof {
        name: "Walks",
        what: "10,000 random acts in the lives of workspaces, both databases and rulebooks: after each act the server shows \
               what a plain model of it says",
        tests: &["--package", "deskbell", "--test", "it", "--", "walk::"],
        size: Some(("DESKBELL_PROVE_WALKS", "50")),
        times: 1,
    },
];

/// `cargo xtask prove`
pub fn main(args: &[String]) -> Result<()> {
    if let [unknown, ..] = args {
        bail!("`prove` takes nothing, not `{unknown}`");
    }
    let postgres = Postgres::start(Purpose::Tests)?;
    let mut took = Vec::new();
    for proof in &PROOFS {
        eprintln!("\n── {} · {}", proof.name, proof.what);
        // Compiling is no part of it.
        run(
            Program::cargo()
                .args(["test", "--no-run"])
                .args(before_filter(proof.tests)),
            &postgres,
        )?;
        let start = Instant::now();
        for _ in 0..proof.times {
            let tests = Program::cargo().arg("test").args(proof.tests);
            let tests = proof
                .size
                .into_iter()
                .fold(tests, |tests, (name, size)| tests.env(name, size));
            run(tests, &postgres)?;
        }
        took.push(start.elapsed());
    }
    let date = Program::new("date").args(["-u", "+%-d %B %Y"]).read()?;
    let commit = Program::new("git").args(["rev-parse", "--short", "HEAD"]).read()?;
    let text = page(&took, date.trim(), commit.trim(), &machine());
    std::fs::write(checkout::root().join(PAGE), text).with_context(|| format!("{PAGE} could not be written"))?;
    eprintln!("\nAll of it holds. {PAGE} says so.");
    Ok(())
}

fn run(program: Program, postgres: &Postgres) -> Result<()> {
    program.env("DESKBELL_TEST_POSTGRES", &postgres.url).run()
}

fn before_filter(tests: &'static [&'static str]) -> impl Iterator<Item = &'static &'static str> {
    tests.iter().take_while(|arg| **arg != "--")
}

fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let about = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = about
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    format!(
        "{}, {cores} cores",
        model.map_or("an unknown processor", |(_, name)| name)
    )
}

fn page(took: &[Duration], date: &str, commit: &str, machine: &str) -> String {
    let mut text = format!(
        "# The long proofs\n\n\
         `cargo xtask prove` runs the tests that search by chance or by force at full size; `cargo xtask test` runs the same ones \
         small. It\nwrites this page when all of them have passed, and stops at the first that has not.\n\n\
         Last run on {date} at {commit}, {machine}.\n\n\
         | proof | what holds, and how far it was tried | took |\n|---|---|---|\n"
    );
    for (proof, took) in PROOFS.iter().zip(took) {
        let seconds = took.as_secs();
        let _infallible = writeln!(
            text,
            "| {} | {} | {} min {:02} s |",
            proof.name,
            proof.what,
            seconds / 60,
            seconds % 60
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_a_row_for_each_proof() {
        let took = [Duration::from_secs(61); PROOFS.len()];
        let text = page(&took, "1 May 2026", "abc", "a machine");
        assert_eq!(text.matches("| 1 min 01 s |").count(), PROOFS.len());
    }

    #[test]
    fn what_is_compiled_beforehand_is_what_runs() {
        let built: Vec<_> = before_filter(PROOFS[3].tests).copied().collect();
        assert_eq!(built, ["--package", "deskbell", "--test", "it"]);
    }
}
