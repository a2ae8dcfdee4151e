//! `test`: everything that a change must pass, one step after another, and a table at the end.

mod report;
mod steps;

use std::time::Instant;

use anyhow::{Result, bail};

use report::{Outcome, Report};
use steps::{STEPS, Step};

/// `cargo xtask test [steps] [-- filter]`
pub fn main(args: &[String]) -> Result<()> {
    if args == ["--list"] {
        for step in &STEPS {
            println!("{:<8} {}", step.name, step.what);
        }
        return Ok(());
    }
    let (names, filter) = match args.iter().position(|arg| arg == "--") {
        Some(at) => (&args[..at], &args[at + 1..]),
        None => (args, &[][..]),
    };
    let chosen = choose(names)?;
    if !filter.is_empty() && (chosen.len() != 1 || !chosen[0].takes_filter) {
        bail!("a filter goes to one of the steps that take it: {}", filterable());
    }
    run(&chosen, filter)
}

fn choose(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
    {
        bail!("there is no step `{unknown}`; `cargo xtask test --list` names them");
    }
    Ok(STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| name == step.name))
        .collect())
}

fn filterable() -> String {
    let names: Vec<&str> = STEPS
        .iter()
        .filter(|step| step.takes_filter)
        .map(|step| step.name)
        .collect();
    names.join(", ")
}

/// Runs every chosen step, also after one failed: a change is repaired faster when all its faults are known.
fn run(chosen: &[&Step], filter: &[String]) -> Result<()> {
    let mut report = Report::default();
    for step in chosen {
        eprintln!("\n── {} · {}", step.name, step.what);
        let start = Instant::now();
        let result = (step.run)(filter);
        if let Err(error) = &result {
            eprintln!("\n{} failed: {error:#}", step.name);
        }
        report.add(Outcome {
            step: step.name,
            seconds: start.elapsed().as_secs_f64(),
            passed: result.is_ok(),
        });
    }
    eprintln!("\n{report}");
    match report.failed().as_slice() {
        [] => Ok(()),
        failed => bail!("failed: {}", failed.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_step_is_refused_before_anything_runs() {
        assert!(choose(&["rusty".to_owned()]).is_err());
    }

    #[test]
    fn no_name_means_every_step_in_order() {
        let names: Vec<&str> = choose(&[]).unwrap().iter().map(|step| step.name).collect();
        assert_eq!(names, STEPS.map(|step| step.name));
    }

    #[test]
    fn named_steps_keep_their_order() {
        let chosen = choose(&["rust".to_owned(), "fmt".to_owned()]).unwrap();
        assert_eq!(chosen.iter().map(|step| step.name).collect::<Vec<_>>(), ["fmt", "rust"]);
    }
}
