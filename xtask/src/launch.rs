//! `build`, `run`, `demo` and `shots`: from a fresh checkout to a server that answers, and to pictures of its pages.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::checkout::{self, Profile};
use crate::command::Program;
use crate::pages;
use crate::tools::chromium;
use crate::tools::node::Node;

/// `cargo xtask build [--release]`
pub fn build(args: &[String]) -> Result<()> {
    let (profile, rest) = take_profile(args);
    if let [unknown, ..] = rest.as_slice() {
        bail!("`build` takes --release and nothing else, not `{unknown}`");
    }
    let program = deskbell(profile)?;
    eprintln!("built {}", program.display());
    Ok(())
}

/// `cargo xtask run [--release] [flags of deskbell serve]`
pub fn run(args: &[String]) -> Result<()> {
    serve("serve", args)
}

/// `cargo xtask demo [--release] [flags of deskbell demo]`
pub fn demo(args: &[String]) -> Result<()> {
    serve("demo", args)
}

/// `cargo xtask shots [names]`: a picture of every page (desktop, dark, phone) of a demo in `target/shots`.
pub fn shots(args: &[String]) -> Result<()> {
    let program = deskbell(Profile::Debug)?;
    let chromium = chromium::ensure()?;
    let npm = Node::ensure()?
        .npm()
        .args(["run", "--silent", "shots", "--"])
        .args(args);
    let npm = npm.dir(pages::DASHBOARD.dir()).env("DESKBELL_BIN", program);
    npm.env("CHROMIUM", chromium).run()
}

/// The server with its pages, built where something changed.
pub fn deskbell(profile: Profile) -> Result<PathBuf> {
    pages::ensure_built(&Node::ensure()?)?;
    let cargo = Program::cargo().args(["build", "--package", "deskbell"]);
    match profile {
        Profile::Debug => cargo.run()?,
        Profile::Release => cargo.arg("--release").run()?,
    }
    checkout::deskbell(profile)
}

/// The server with the pages that are there, or none: enough for whoever speaks to its API alone.
pub fn without_pages() -> Result<PathBuf> {
    Program::cargo().args(["build", "--package", "deskbell"]).run()?;
    checkout::deskbell(Profile::Debug)
}

fn serve(verb: &str, args: &[String]) -> Result<()> {
    let (profile, rest) = take_profile(args);
    let program = deskbell(profile)?;
    let here = std::env::current_dir()?;
    Err(Program::new(program).arg(verb).args(rest).dir(here).replace())
}

fn take_profile(args: &[String]) -> (Profile, Vec<String>) {
    // Whoever is used to cargo puts `--` before flags that are not its own.
    let args = args.iter().filter(|arg| *arg != "--");
    let (ours, rest): (Vec<_>, Vec<_>) = args.cloned().partition(|arg| arg == "--release");
    let profile = if ours.is_empty() {
        Profile::Debug
    } else {
        Profile::Release
    };
    (profile, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn release_is_ours_and_every_other_flag_is_the_servers() {
        let args = ["--", "--listen", "127.0.0.1:9000", "--release"].map(str::to_owned);
        let (profile, rest) = take_profile(&args);
        assert!(profile == Profile::Release);
        assert_eq!(rest, ["--listen", "127.0.0.1:9000"]);
    }
}
