//! Debian's packages: installed after saying so where that is allowed, otherwise the one command to type.

use anyhow::{Context, Result, bail};

use super::find;
use crate::command::Program;

/// Something a person may have to install.
pub struct Missing<'a> {
    /// What it is, at the start of a sentence.
    pub what: &'a str,
    /// Debian's packages that bring it.
    pub packages: &'a [&'a str],
    /// What else the person should know before packages are installed, or nothing.
    pub remark: &'a str,
}

impl Missing<'_> {
    /// Installs the packages. Fails with the command to type where this person may not, or where there is no apt-get.
    pub fn install(&self) -> Result<()> {
        let Self { what, packages, remark } = self;
        let list = packages.join(" ");
        if find(&["apt-get"]).is_none() {
            bail!(
                "{what} is missing. Install it with your system's package manager (Debian calls it: {list}), then run this again"
            );
        }
        let Some(prefix) = privilege()? else {
            bail!(
                "{what} is missing. Type this once, then run this again:\n\n  sudo apt-get update && sudo apt-get install -y {list}\n"
            );
        };
        eprintln!("{what} is missing: installing Debian's packages {list}. {remark}");
        if self.is_unknown_to_apt() {
            apt(prefix, &["update"])?;
        }
        let install = [&["install", "-y", "--no-install-recommends"], *packages].concat();
        if apt(prefix, &install).is_err() {
            // The list of packages may be older than what the mirror still keeps.
            apt(prefix, &["update"])?;
            apt(prefix, &install).with_context(|| format!("{what} could not be installed"))?;
        }
        Ok(())
    }

    fn is_unknown_to_apt(&self) -> bool {
        self.packages.iter().any(|package| candidate(package).is_none())
    }
}

/// The version of a package that apt-get would install, if it knows the package.
pub fn candidate(package: &str) -> Option<String> {
    let policy = Program::new("apt-cache").args(["policy", package]).read().ok()?;
    let line = policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    (line != "(none)").then(|| line.to_owned())
}

/// What to put before apt-get: nothing for root, sudo where it asks no password, `None` where neither holds.
fn privilege() -> Result<Option<&'static [&'static str]>> {
    if is_root()? {
        return Ok(Some(&[]));
    }
    let may_sudo = find(&["sudo"]).is_some() && Program::new("sudo").args(["-n", "true"]).read().is_ok();
    Ok(may_sudo.then_some(&["sudo", "-n"][..]))
}

pub fn is_root() -> Result<bool> {
    Ok(Program::new("id").arg("-u").read()?.trim() == "0")
}

/// Keeps apt-get's hundreds of lines to itself unless it fails.
fn apt(prefix: &[&str], args: &[&str]) -> Result<()> {
    let words = [
        prefix,
        &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"],
        args,
    ]
    .concat();
    let (program, args) = (words[0], &words[1..]);
    eprintln!("$ {}", words.join(" "));
    Program::new(program).args(args).read().map(drop)
}
