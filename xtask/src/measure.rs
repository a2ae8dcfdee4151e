//! `prove` and `bench`: what is too long for every change, and what is measured.

use anyhow::{Result, bail};

use crate::command::Program;

/// Random cases per comparison with a second policy engine when proving; the ordinary tests take a small share of it.
const PROOF_CASES: &str = "1000000";

/// `cargo xtask prove`
pub fn prove(args: &[String]) -> Result<()> {
    if let [unknown, ..] = args {
        bail!("`prove` takes nothing, not `{unknown}`");
    }
    Program::cargo()
        .args(["test", "--release", "--package", "deskbell-rulebook"])
        .env("DESKBELL_PROVE_CASES", PROOF_CASES)
        .run()
}

/// `cargo xtask bench [names]`
pub fn bench(args: &[String]) -> Result<()> {
    let all = [String::from("all")];
    let names = if args.is_empty() { &all[..] } else { args };
    Program::cargo()
        .args(["run", "--release", "--package", "deskbell-bench", "--"])
        .args(names)
        .run()
}
