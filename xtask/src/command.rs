//! Child programs: shown before they run, started in the checkout, judged by how they ended.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Error, Result, bail};

use crate::checkout;

/// A child program that runs in the checkout and is given no input unless it replaces this one.
pub struct Program {
    command: Command,
    shown: String,
}

/// What cargo told this program of its own package. A cargo below it would take that for a change of the environment, and
/// build again whatever asks for these names (such as `ring`) with all that uses it.
fn forget_own_package(command: &mut Command) {
    let of_package = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(of_package) {
            command.env_remove(name);
        }
    }
}

impl Program {
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(&program);
        command.current_dir(checkout::root()).stdin(Stdio::null());
        forget_own_package(&mut command);
        let shown = Path::new(&program)
            .file_name()
            .unwrap_or(program.as_ref())
            .to_string_lossy()
            .into_owned();
        Self { command, shown }
    }

    /// Cargo itself, with the target folder that the person asked for.
    pub fn cargo() -> Self {
        let mut cargo = Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        if let Some(target) = checkout::target_override() {
            cargo.command.env("CARGO_TARGET_DIR", target);
        }
        cargo
    }

    pub fn arg(self, arg: impl AsRef<OsStr>) -> Self {
        self.args([arg])
    }

    pub fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// The folder to run in, in place of the checkout's root.
    pub fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Shows the command, runs it with its output on the terminal, and fails where it fails.
    pub fn run(mut self) -> Result<()> {
        eprintln!("$ {}", self.shown);
        let status = self
            .command
            .status()
            .with_context(|| format!("`{}` could not be started", self.shown))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown);
        }
        Ok(())
    }

    /// Runs it unseen and returns what it printed; its complaints are part of the error where it fails.
    pub fn read(self) -> Result<String> {
        let shown = self.shown.clone();
        String::from_utf8(self.read_bytes()?).with_context(|| format!("`{shown}` printed something that is not text"))
    }

    /// As [`Program::read`], of whatever it printed.
    pub fn read_bytes(mut self) -> Result<Vec<u8>> {
        let output = self
            .command
            .output()
            .with_context(|| format!("`{}` could not be started", self.shown))?;
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!("`{}` failed ({}): {}", self.shown, output.status, complaint.trim());
        }
        Ok(output.stdout)
    }

    /// Becomes that program, so that signals and the terminal are its own. Returns only where it could not start.
    pub fn replace(mut self) -> Error {
        let error = self.command.stdin(Stdio::inherit()).exec();
        Error::new(error).context(format!("`{}` could not be started", self.shown))
    }
}
