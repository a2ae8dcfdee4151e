//! Python with the official Socket.IO client, in an environment of the checkout.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::apt::Missing;
use super::find;
use crate::checkout;
use crate::command::Program;
use crate::pages::Stamp;

/// The interpreter of an environment that holds exactly what `tests/live/requirements.txt` pins.
pub fn ensure() -> Result<PathBuf> {
    let requirements = checkout::root().join("tests/live/requirements.txt");
    let environment = checkout::root().join("target/venv");
    let python = environment.join("bin/python");
    let mut hasher = DefaultHasher::new();
    fs::read(&requirements)
        .with_context(|| format!("{} cannot be read", requirements.display()))?
        .hash(&mut hasher);
    let stamp = Stamp::new("python", "installed", hasher.finish());
    if stamp.holds() && super::is_program(&python) {
        return Ok(python);
    }
    if create(&environment).is_err() {
        let packages = &["python3", "python3-venv"];
        Missing {
            what: "Python with its venv module, which tests live events,",
            packages,
            remark: "",
        }
        .install()?;
        create(&environment)?;
    }
    let pip = [
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--requirement",
    ];
    Program::new(&python).args(pip).arg(&requirements).run()?;
    stamp.write()?;
    Ok(python)
}

/// Makes the environment anew: one that was left half made, or of a Python since replaced, is of no use.
fn create(environment: &PathBuf) -> Result<()> {
    let system = find(&["python3"]).context("python3 is missing")?;
    Program::new(system)
        .args(["-m", "venv", "--clear"])
        .arg(environment)
        .read()
        .map(drop)
}
