//! The figures of Deskbell, each beside its floor program in the same run. `bench/README.md` says what each one means.
//!
//! Ours and the floor take turns (A B A B …), every round is kept, and a ratio of the medians is printed. A figure whose
//! floor does not run is an error: a number alone says more about the machine than about the program.

mod desk;
mod figure;
mod floor;
mod http;
mod load;
mod machine;
mod process;
mod report;
mod rounds;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::figure::Figure;
use crate::report::Line;
use crate::rounds::Plan;

const HELP: &str = "\
cargo xtask bench [figures] [--rounds N] [--seconds N]

  all           every figure but the last; with DESKBELL_BENCH_POSTGRES=postgres://… list and assign there too
  decision      one decision in process, beside cedar-policy and casbin
  list          GET /team/members, 25 members, beside bare axum
  crowd         the same, 10,000 members
  activity      the list where everybody did much, beside where nobody did anything
  assign        assign a conversation, beside a raw group commit
  import        invite 10,000 people by a CSV file, beside a raw insert of the same rows
  memory        resident memory when idle, beside bare axum with an empty SQLite
  start         empty folder to first answer, beside the same
  memory-full   resident memory with 1,000 live sockets and a million messages, beside the same sockets alone

DESKBELL_BIN names another server program to measure; without it, the one of this checkout is built.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match args.split_first() {
        Some((verb, rest)) if verb == floor::VERB => floor::run(rest),
        _ => figures(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn figures(args: &[String]) -> Result<()> {
    let Some((names, plan)) = wanted(args)? else {
        print!("{HELP}");
        return Ok(());
    };
    if cfg!(debug_assertions) {
        bail!("this is a debug build; add --release");
    }
    println!("{}\n", machine::described()?);
    let mut lines: Vec<Line> = Vec::new();
    for figure in names {
        eprintln!("… {}", figure.name);
        lines.extend((figure.measure)(&plan)?);
    }
    print!("{}", report::table(&lines));
    Ok(())
}

/// The figures that were asked for and how often each is measured, or nothing where help was.
fn wanted(args: &[String]) -> Result<Option<(Vec<Figure>, Plan)>> {
    let (mut names, mut plan, mut args) = (Vec::new(), Plan::default(), args.iter());
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "help" | "--help" | "-h" => return Ok(None),
            "--rounds" => plan.rounds = number(arg, args.next())?,
            "--seconds" => plan.seconds = number(arg, args.next())?,
            "all" => names.extend(figure::usual()),
            name => names.push(figure::named(name)?),
        }
    }
    if names.is_empty() {
        names.extend(figure::usual());
    }
    Ok(Some((names, plan)))
}

fn number(flag: &str, given: Option<&String>) -> Result<usize> {
    match given.and_then(|text| text.parse().ok()) {
        Some(number) if number > 0 => Ok(number),
        _ => bail!("{flag} wants a whole number from 1"),
    }
}
