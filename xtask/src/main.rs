//! The one script language of this repository. `cargo xtask help` lists the verbs.

mod bench;
mod checkout;
mod command;
mod generate;
mod launch;
mod pages;
mod postgres;
mod prove;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask <verb>

  run [flags]        build and start Deskbell, print its address; flags go to `deskbell serve`
  demo [flags]       the same with a filled workspace to click around in
  shots [names]      a picture of every page (desktop, dark, phone) in target/shots
  build [--release]  make the pages and target/{debug,release}/deskbell
  test [steps] [-- filter]
                     everything a change must pass; `cargo xtask test --list` names the steps
  gen [--check]      refresh the generated files, or fail where one is stale
  postgres [-- cmd]  a throw-away PostgreSQL for `cmd` (DESKBELL_TEST_POSTGRES), or until Ctrl-C
  prove              the long proofs at full size, and docs/proofs.md that says so
  bench [names]      the figures beside their floor programs
  help               this list
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<()> {
    let (verb, rest) = match args {
        [] => ("help", &[][..]),
        [verb, rest @ ..] => (verb.as_str(), rest),
    };
    match verb {
        "run" => launch::run(rest),
        "demo" => launch::demo(rest),
        "shots" => launch::shots(rest),
        "build" => launch::build(rest),
        "test" => test::main(rest),
        "gen" => generate::main(rest),
        "postgres" => postgres::main(rest),
        postgres::KEEP => postgres::keep(),
        "prove" => prove::main(rest),
        "bench" => bench::main(rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("there is no verb `{other}`\n\n{HELP}"),
    }
}
