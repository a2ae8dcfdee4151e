//! `prove` and `bench`: what is too long for every change, and what is measured.

use anyhow::{Result, bail};

use crate::command::Program;
use crate::postgres::{Postgres, Purpose};

/// Random cases per comparison with a second policy engine; the ordinary tests take a hundredth of it.
const CASES: &str = "1000000";

/// How often a server is killed in the middle of writing; the ordinary tests do it three times.
const KILLS: &str = "100";

/// Random walks of fifty acts on each database in each rulebook, ten thousand acts in all; the ordinary tests go a tenth.
const WALKS: &str = "50";

/// `cargo xtask prove`
pub fn prove(args: &[String]) -> Result<()> {
    if let [unknown, ..] = args {
        bail!("`prove` takes nothing, not `{unknown}`");
    }
    let decisions = ["test", "--release", "--package", "deskbell-rulebook"];
    Program::cargo()
        .args(decisions)
        .env("DESKBELL_PROVE_CASES", CASES)
        .run()?;
    let kills = ["test", "--release", "--package", "deskbell", "--test", "crash"];
    Program::cargo().args(kills).env("DESKBELL_PROVE_KILLS", KILLS).run()?;
    let postgres = Postgres::start(Purpose::Tests)?;
    let walks = [
        "test",
        "--package",
        "deskbell",
        "--test",
        "it",
        "--",
        "walk::",
        "--nocapture",
    ];
    Program::cargo()
        .args(walks)
        .env("DESKBELL_TEST_POSTGRES", &postgres.url)
        .env("DESKBELL_PROVE_WALKS", WALKS)
        .run()
}

/// `cargo xtask bench [figures] [flags]`
pub fn bench(args: &[String]) -> Result<()> {
    let all = [String::from("all")];
    let figures = if args.is_empty() { &all[..] } else { args };
    let postgres = Postgres::start(Purpose::Figures)?;
    Program::cargo()
        .args(["run", "--release", "--package", "deskbell-bench", "--"])
        .args(figures)
        .env("DESKBELL_BENCH_POSTGRES", &postgres.url)
        .run()
}
