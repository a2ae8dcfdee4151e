//! A throw-away PostgreSQL for the tests: its own folder, user, port and password, and nothing left behind.
//!
//! It belongs to a keeper, a second process of this program in a process group of its own, which takes everything away
//! again as soon as its input ends. However the first process ends (done, failed, Ctrl-C, killed), its end of that pipe
//! closes with it, so cleaning up depends on no handler that a signal could skip.

use std::fs::{self, DirBuilder};
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::Program;
use crate::tools::{self, apt};

/// The hidden verb of the keeper.
pub const KEEP: &str = "keep-postgres";

/// The variable through which tests learn where PostgreSQL is.
pub const VARIABLE: &str = "DESKBELL_TEST_POSTGRES";

/// What a PostgreSQL is started for.
#[derive(Clone, Copy)]
pub enum Purpose {
    /// Nothing in it is worth a disk sync.
    Tests,
    /// It is measured, so a commit is as durable as on a server.
    Figures,
}

impl Purpose {
    fn settings(self) -> &'static str {
        match self {
            Self::Tests => "-c fsync=off -c full_page_writes=off",
            Self::Figures => "",
        }
    }
}

/// A running PostgreSQL; it ends with this value.
pub struct Postgres {
    pub url: String,
    keeper: Child,
}

impl Postgres {
    /// Starts one within a few seconds, after installing PostgreSQL where it is missing.
    pub fn start(purpose: Purpose) -> Result<Self> {
        let bin = tools::postgres::ensure()?;
        let mut keeper = Command::new(std::env::current_exe()?)
            .args([KEEP.as_ref(), bin.as_os_str(), purpose.settings().as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .context("the keeper of PostgreSQL could not be started")?;
        let url = keeper.stdout.take().map(first_line).transpose()?.unwrap_or_default();
        let postgres = Self { url, keeper };
        if postgres.url.is_empty() {
            bail!("PostgreSQL did not start");
        }
        Ok(postgres)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // Nothing more can be done about a keeper that fails; it has said why itself.
        let _ = self.keeper.wait();
    }
}

fn first_line(output: ChildStdout) -> Result<String> {
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// `cargo xtask postgres [-- command]`: for running single tests again and again.
pub fn main(args: &[String]) -> Result<()> {
    let command = match args {
        [] => None,
        [dashes, program, rest @ ..] if dashes == "--" => Some((program, rest)),
        _ => bail!("usage: cargo xtask postgres [-- command]"),
    };
    let postgres = Postgres::start(Purpose::Tests)?;
    if let Some((program, rest)) = command {
        return Program::new(program).args(rest).env(VARIABLE, &postgres.url).run();
    }
    println!("export {VARIABLE}={}", postgres.url);
    eprintln!("Ctrl-C ends it and removes its data.");
    loop {
        std::thread::park();
    }
}

/// The keeper: starts PostgreSQL, prints its address, waits for the end of its input, takes everything away.
pub fn keep() -> Result<()> {
    let mut args = std::env::args_os().skip(2);
    let bin = args
        .next()
        .map(PathBuf::from)
        .context("the folder of PostgreSQL's programs is missing")?;
    let settings = args
        .next()
        .and_then(|settings| settings.into_string().ok())
        .unwrap_or_default();
    let cluster = Cluster::create(bin, settings)?;
    let url = cluster.start()?;
    eprintln!("PostgreSQL lies in {}", cluster.dir.display());
    println!("{url}");
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}

/// The files of one PostgreSQL, and the user who owns them. Dropping it stops the server and removes the files.
struct Cluster {
    bin: PathBuf,
    dir: PathBuf,
    owner: Option<(u32, u32)>,
    /// Further settings, as `postgres` takes them.
    settings: String,
}

impl Cluster {
    /// Lays the files out. `/tmp` and not `TMPDIR`: a socket's path may have 107 bytes, and the owner must reach it.
    fn create(bin: PathBuf, settings: String) -> Result<Self> {
        let owner = if apt::is_root()? {
            Some(system_user("postgres")?)
        } else {
            None
        };
        let dir = PathBuf::from(format!("/tmp/deskbell-postgres-{}", std::process::id()));
        DirBuilder::new()
            .mode(0o700)
            .create(&dir)
            .with_context(|| format!("{} cannot be made", dir.display()))?;
        let cluster = Self {
            bin,
            dir,
            owner,
            settings,
        };
        cluster.give(&cluster.dir)?;
        Ok(cluster)
    }

    /// Makes the database and starts it on a free port; another process may take the port first, so it tries thrice.
    fn start(&self) -> Result<String> {
        let password = random_hex()?;
        let password_file = self.dir.join("password");
        fs::write(&password_file, &password)?;
        self.give(&password_file)?;
        // md5 and not scram: thousands of test connections each pay for the hash, on this machine only.
        self.run(
            "initdb",
            &[
                "-D",
                "data",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--auth=md5",
                "--no-sync",
                "--pwfile=password",
            ],
        )?;
        fs::remove_file(&password_file)?;
        let mut outcome = Ok(());
        for _ in 0..3 {
            let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
            outcome = self.run(
                "pg_ctl",
                &["start", "-w", "-D", "data", "-l", "log", "-o", &self.settings(port)],
            );
            if outcome.is_ok() {
                return Ok(format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres"));
            }
        }
        let log = fs::read_to_string(self.dir.join("log")).unwrap_or_default();
        outcome.context(log).map(|()| String::new())
    }

    /// Room for tests of several hundred connections at once, and nothing to be reached from elsewhere.
    fn settings(&self, port: u16) -> String {
        let (socket, further) = (self.dir.display(), &self.settings);
        format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={socket} -c max_connections=300 \
             -c max_locks_per_transaction=256 -c shared_buffers=64MB {further}"
        )
    }

    /// Runs one of PostgreSQL's programs as the owner, in the folder, untouched by the person's own PG settings.
    fn run(&self, program: &str, args: &[&str]) -> Result<()> {
        let mut command = Command::new(self.bin.join(program));
        command.args(args).current_dir(&self.dir).stdin(Stdio::null());
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PG")) {
            command.env_remove(name);
        }
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        // Files and not pipes: the server keeps what it inherits, and a pipe would stay open as long as it lives.
        let said = self.dir.join("said");
        let file = fs::File::create(&said)?;
        let status = command.stdout(file.try_clone()?).stderr(file).status();
        if !status
            .with_context(|| format!("{program} could not be started"))?
            .success()
        {
            bail!(
                "{program} failed: {}",
                fs::read_to_string(&said).unwrap_or_default().trim()
            );
        }
        Ok(())
    }

    fn give(&self, path: &Path) -> Result<()> {
        let Some((user, group)) = self.owner else { return Ok(()) };
        chown(path, Some(user), Some(group)).with_context(|| format!("{} cannot be given away", path.display()))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.dir.join("data/postmaster.pid").exists()
            && let Err(error) = self.run("pg_ctl", &["stop", "-w", "-D", "data", "-m", "immediate"])
        {
            eprintln!("PostgreSQL did not stop: {error:#}");
        }
        if let Err(error) = fs::remove_dir_all(&self.dir) {
            eprintln!("{} was not removed: {error}", self.dir.display());
        }
    }
}

/// User and group number; PostgreSQL refuses to run as root.
fn system_user(name: &str) -> Result<(u32, u32)> {
    let number = |flag: &str| -> Result<u32> { Ok(Program::new("id").args([flag, name]).read()?.trim().parse()?) };
    Ok((number("-u")?, number("-g")?))
}

fn random_hex() -> Result<String> {
    let mut bytes = [0; 16];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
