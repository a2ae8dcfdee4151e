//! The programs that are measured, each a process of its own that ends with its value.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, bail, ensure};

use crate::floor;

/// The server's log in its data folder.
const LOG: &str = "log";

/// A server that answers.
pub struct Server {
    child: Child,
    /// Where.
    pub address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; there is nothing to do about it then.
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

impl Server {
    /// Starts a program and waits until it prints the line that says it is ready.
    fn start(mut command: Command, address: Option<SocketAddr>) -> Result<Self> {
        let mut child = spawn(&mut command)?;
        let output = child.stdout.take().context("no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let named = line.trim().rsplit(' ').next().and_then(|text| text.parse().ok());
        match address.filter(|_| !line.is_empty()).or(named) {
            Some(address) => Ok(Server { child, address }),
            None => bail!(
                "{:?} did not start: {:?}, {line:?}",
                command.get_program(),
                child.wait()
            ),
        }
    }

    /// Deskbell on a data folder, with more settings from `settings`.
    pub fn deskbell(data: &Path, settings: &[(&str, &str)]) -> Result<Self> {
        let address = free()?;
        let mut command = deskbell(data, address)?;
        command.envs(settings.iter().copied());
        Server::start(command, Some(address))
            .with_context(|| std::fs::read_to_string(data.join(LOG)).unwrap_or_default())
    }

    /// A floor program.
    pub fn floor(name: &str, args: &[&OsStr]) -> Result<Self> {
        Server::start(floor_command(name, args)?, None)
    }

    /// Processor time so far, in seconds.
    pub fn worked(&self) -> Result<f64> {
        worked(&self.child.id().to_string())
    }

    /// Resident memory now, in bytes (`VmRSS`).
    pub fn resident(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|text| text.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
        kilobytes.map(|k| k * 1024.0).context("no VmRSS")
    }
}

/// Processor time that a process has used, in seconds. The kernel counts in hundredths (`proc(5)`, `USER_HZ`).
pub fn worked(process: &str) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let mut times = after_name.split_whitespace().skip(11).map(str::parse::<f64>);
    match (times.next(), times.next()) {
        (Some(Ok(user)), Some(Ok(system))) => Ok((user + system) / 100.0),
        _ => bail!("/proc/{process}/stat can't be read"),
    }
}

/// A child whose output is read by us and whose log goes to this terminal.
pub fn spawn(command: &mut Command) -> Result<Child> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{:?} could not be started", command.get_program()))
}

/// The command that starts Deskbell, without the settings of the person who measures.
pub fn deskbell(data: &Path, address: SocketAddr) -> Result<Command> {
    let mut command = Command::new(program()?);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DESKBELL_")) {
        command.env_remove(name);
    }
    command
        .args(["serve", "--listen", &address.to_string(), "--data"])
        .arg(data)
        .envs([("DESKBELL_RATE_LIMITS", "off"), ("DESKBELL_BILLING", "off")])
        .current_dir(data)
        .stderr(File::create(data.join(LOG))?);
    Ok(command)
}

/// The command that starts a floor program.
pub fn floor_command(name: &str, args: &[&OsStr]) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(floor::VERB).arg(name).args(args);
    Ok(command)
}

/// The server's program, built once in a run.
fn program() -> Result<PathBuf> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    if let Some(known) = PROGRAM.get() {
        return Ok(known.clone());
    }
    let found = match std::env::var_os("DESKBELL_BIN") {
        Some(given) => std::path::absolute(given)?,
        None => build()?,
    };
    Ok(PROGRAM.get_or_init(|| found).clone())
}

fn build() -> Result<PathBuf> {
    cargo(&["build", "--release", "--package", "deskbell", "--bin", "deskbell"])?;
    Ok(target()?.join("release/deskbell"))
}

/// The target folder that this program itself was built into.
fn target() -> Result<PathBuf> {
    let this = std::env::current_exe()?;
    let target = this.parent().and_then(Path::parent);
    target
        .map(Path::to_path_buf)
        .context("this program lies outside a target folder")
}

/// What cargo prints on its output when it does this in the checkout.
pub fn cargo(args: &[&str]) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(args)
        .env("CARGO_TARGET_DIR", target()?)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "cargo {} failed", args.join(" "));
    Ok(String::from_utf8(output.stdout)?)
}

/// An address that nobody listens on.
pub fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}

/// A folder of its own beside this program, on the disk that holds the checkout; it goes with this value.
pub struct Folder(pub PathBuf);

impl Folder {
    /// A fresh, empty one.
    pub fn fresh() -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("bench-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = target()?.join(name);
        std::fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }

    /// Copies its files into another one; those of a server only once it has ended.
    pub fn copy_to(&self, other: &Folder) -> Result<()> {
        for entry in std::fs::read_dir(&self.0)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                std::fs::copy(entry.path(), other.0.join(entry.file_name()))?;
            }
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} was not removed: {error}", self.0.display());
        }
    }
}
