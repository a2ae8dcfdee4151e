//! `bench`: what is measured.

use anyhow::Result;

use crate::command::Program;
use crate::postgres::{Postgres, Purpose};

/// `cargo xtask bench [figures] [flags]`
pub fn main(args: &[String]) -> Result<()> {
    let all = [String::from("all")];
    let figures = if args.is_empty() { &all[..] } else { args };
    let postgres = Postgres::start(Purpose::Figures)?;
    Program::cargo()
        .args(["run", "--release", "--package", "deskbell-bench", "--"])
        .args(figures)
        .env("DESKBELL_BENCH_POSTGRES", &postgres.url)
        .run()
}
