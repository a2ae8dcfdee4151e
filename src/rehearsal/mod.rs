//! A server that plays a later day, to see what it brings: on a folder or database of its own, which never is a real one
//! again. Its time goes only forward, and its mails reach nobody. Source: second seed, Best Practices, "regular audits".

mod ahead;
mod copy;

use std::fs::File;
use std::net::IpAddr;
use std::path::Path;

pub use ahead::Ahead;
pub use copy::copy;

use crate::clock::Clock;
use crate::config::Config;
use crate::store::rehearsal::{Found, look, mark};

/// The file that marks a data folder: what a database on another machine belongs to is marked too.
const MARK: &str = "rehearsal";
const MARK_TEXT: &str = "Deskbell keeps a rehearsal here. Nothing in this folder is what people really work with.\n";

const NOT_ONE: &str = "is not a rehearsal, and never becomes one. Name an empty folder with --data, or copy a real one: \
                       deskbell rehearse --from DIR --data COPY";
const IS_ONE: &str = "is a rehearsal, and never a real one: start it with deskbell serve --rehearsal";

/// What the data folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Folder {
    /// It is not there, or empty.
    Nothing,
    Real,
    Rehearsal,
}

fn folder(path: &Path) -> Result<Folder, String> {
    if path.join(MARK).exists() {
        return Ok(Folder::Rehearsal);
    }
    match std::fs::read_dir(path) {
        Ok(mut inside) => Ok(match inside.next() {
            None => Folder::Nothing,
            Some(_) => Folder::Real,
        }),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Folder::Nothing),
        Err(e) => Err(format!("the data folder {}: {e}", path.display())),
    }
}

/// Why a rehearsal does not begin.
#[derive(Debug, PartialEq, Eq)]
enum No {
    RealFolder,
    RealDatabase,
    /// It has been so many seconds ahead already.
    Backwards(i64),
}

/// How many seconds ahead it plays: as asked, or where it has been.
fn decide(folder: Folder, database: Found, asked: Option<i64>) -> Result<i64, No> {
    if folder == Folder::Real {
        return Err(No::RealFolder);
    }
    let been = match database {
        Found::Real => return Err(No::RealDatabase),
        Found::Nothing => 0,
        Found::Rehearsal(been) => been,
    };
    match asked.unwrap_or(been) {
        ahead if ahead < been => Err(No::Backwards(been)),
        ahead => Ok(ahead),
    }
}

impl No {
    fn sentence(&self, config: &Config) -> String {
        let folder = config.data.display();
        match self {
            No::RealFolder => format!("the data folder {folder} {NOT_ONE}"),
            No::RealDatabase if config.database_url.is_some() => {
                "the database of --database-url is not a rehearsal, and never becomes one. Name an empty one, or none: then \
                 it is a file in the data folder, and of such a folder a copy can be made"
                    .to_owned()
            }
            No::RealDatabase => format!("the database in {folder} {NOT_ONE}"),
            No::Backwards(been) => format!(
                "this rehearsal has been {} ahead, and its time goes only forward. Give at least --now-offset {0}, or make \
                 a new copy",
                Ahead::of(*been)
            ),
        }
    }
}

/// A rehearsal that may begin; nobody else begins it while this is held.
pub struct Rehearsal {
    /// Its time.
    pub clock: Clock,
    _held: File,
}

/// Whether mails to this server stay on this machine.
fn is_loopback(smtp_url: &str) -> bool {
    let host = url::Url::parse(smtp_url)
        .ok()
        .and_then(|url| url.host_str().map(str::to_owned));
    host.is_some_and(|host| {
        let ip = host.trim_matches(['[', ']']).parse::<IpAddr>();
        host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
    })
}

/// Begins one on what the settings name: marks what is new, and keeps its mails on this machine, whatever the settings
/// say. Without `asked` it goes on as far ahead as it was.
///
/// # Errors
/// A sentence for the operator, where folder or database is a real one, the time would go back, or another server plays it.
pub async fn begin(config: &mut Config, asked: Option<Ahead>) -> Result<Rehearsal, String> {
    let url = config.database_url.as_deref();
    let kind = folder(&config.data)?;
    // A real folder is refused before anything of it is opened.
    let database = match kind {
        Folder::Real => Found::Real,
        _ => look(&config.data, url).await.map_err(|e| e.to_string())?,
    };
    let ahead = decide(kind, database, asked.map(Ahead::seconds)).map_err(|no| no.sentence(config))?;
    let held = hold(&config.data)?;
    mark(&config.data, url, ahead).await.map_err(|e| e.to_string())?;
    config.smtp_url = config.smtp_url.take().filter(|url| is_loopback(url));
    Ok(Rehearsal {
        clock: Clock::Rehearsal(ahead),
        _held: held,
    })
}

/// Makes a folder that nobody else reads, with the mark.
fn make(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::DirBuilderExt;
    let failed = |e: std::io::Error| format!("the data folder {}: {e}", path.display());
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(failed)?;
    std::fs::write(path.join(MARK), MARK_TEXT).map_err(failed)
}

/// Marks the folder and holds it: two servers that play two days in it would turn its time back and forth.
fn hold(path: &Path) -> Result<File, String> {
    make(path)?;
    let failed = |e: &dyn std::fmt::Display| format!("the data folder {}: {e}", path.display());
    let mark = File::open(path.join(MARK)).map_err(|e| failed(&e))?;
    match mark.try_lock() {
        Ok(()) => Ok(mark),
        Err(std::fs::TryLockError::WouldBlock) => Err(failed(&"another server plays this rehearsal already")),
        Err(std::fs::TryLockError::Error(e)) => Err(failed(&e)),
    }
}

/// The time of what the settings name, for what the operator does beside a server or while none runs.
///
/// # Errors
/// Where it can't be read.
pub async fn clock_of(config: &Config) -> Result<Clock, String> {
    let found = look(&config.data, config.database_url.as_deref()).await;
    Ok(match found.map_err(|e| e.to_string())? {
        Found::Rehearsal(ahead) => Clock::Rehearsal(ahead),
        _ => Clock::System,
    })
}

/// Refuses to open a rehearsal by any time but its own, and anything else by the time of one.
///
/// # Errors
/// A sentence for the operator.
pub async fn admit(config: &Config, clock: &Clock) -> Result<(), String> {
    let database = look(&config.data, config.database_url.as_deref());
    let is_marked = match database.await.map_err(|e| e.to_string())? {
        Found::Rehearsal(_) => true,
        _ => folder(&config.data)? == Folder::Rehearsal,
    };
    match (is_marked, clock) {
        (true, Clock::Rehearsal(_)) => Ok(()),
        (false, Clock::Rehearsal(_)) => Err(format!("the data folder {} {NOT_ONE}", config.data.display())),
        (true, _) if config.database_url.is_some() => Err(format!("the database {IS_ONE}")),
        (true, _) => Err(format!("the data folder {} {IS_ONE}", config.data.display())),
        (false, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_on_what_is_new_or_marked_and_its_time_goes_forward() {
        use Found::{Nothing, Real, Rehearsal};
        for (folder, database, asked, then) in [
            (Folder::Nothing, Nothing, None, Ok(0)),
            (Folder::Nothing, Nothing, Some(9), Ok(9)),
            (Folder::Rehearsal, Rehearsal(5), None, Ok(5)),
            (Folder::Rehearsal, Rehearsal(5), Some(5), Ok(5)),
            (Folder::Rehearsal, Rehearsal(5), Some(9), Ok(9)),
            (Folder::Rehearsal, Rehearsal(5), Some(4), Err(No::Backwards(5))),
            (Folder::Rehearsal, Real, Some(9), Err(No::RealDatabase)),
            (Folder::Nothing, Real, None, Err(No::RealDatabase)),
            (Folder::Real, Rehearsal(5), Some(9), Err(No::RealFolder)),
            (Folder::Real, Nothing, None, Err(No::RealFolder)),
        ] {
            assert_eq!(
                decide(folder, database, asked),
                then,
                "{folder:?} {database:?} {asked:?}"
            );
        }
    }

    #[test]
    fn mails_stay_on_this_machine() {
        for (url, stays) in [
            ("smtp://127.0.0.1:2525?tls=none", true),
            ("smtp://ada:secret@127.9.9.9", true),
            ("smtp://[::1]:25?tls=none", true),
            ("smtp://localhost", true),
            ("smtp://mail.example.com", false),
            ("smtp://localhost.example.com", false),
            ("smtp://10.0.0.1", false),
            ("localhost", false),
        ] {
            assert_eq!(is_loopback(url), stays, "{url}");
        }
    }
}
