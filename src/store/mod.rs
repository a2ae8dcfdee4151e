//! The only place that knows the database: SQLite in one file, or PostgreSQL. See `docs/decisions/0001-store.md`.
//!
//! A use case is one async function over [`Tx`]. It awaits nothing else: on SQLite the writer's thread polls it once.

mod dialect;
mod fresh;
mod migrate;
mod postgres;
pub mod rehearsal;
mod search;
mod sql;
mod sqlite;
mod tx;
mod value;
mod writing;

use std::path::Path;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::Notify;
use tokio_postgres::error::SqlState;

pub use fresh::{file as empty_file, schema};
pub use migrate::{NEWEST, TABLES};
pub use search::Hit;
pub use sql::{STATEMENTS, Sql, Statement};
pub use tx::{Acted, Tx};
pub use value::{Column, Row, Value};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::id::Ids;

/// What went wrong between the program and its database. Never shown to a caller.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// From SQLite.
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// From PostgreSQL.
    #[error("postgres: {}", describe(.0))]
    Postgres(#[from] tokio_postgres::Error),
    /// No connection to PostgreSQL within the pool's patience.
    #[error("pool: {0}")]
    Pool(#[from] deadpool_postgres::PoolError),
    /// The rest, in words.
    #[error("{0}")]
    Other(String),
}

fn describe(error: &tokio_postgres::Error) -> String {
    use std::error::Error as _;
    match (error.as_db_error(), error.source()) {
        (Some(e), _) => format!("{} ({})", e.message(), e.code().code()),
        (None, Some(cause)) => format!("{error}: {cause}"),
        (None, None) => error.to_string(),
    }
}

/// Makes a folder that nobody else reads, where there is none: it holds what customers wrote.
fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

impl StoreError {
    /// Whether another transaction was quicker with the same thing: asked again, a use case sees what that one wrote, and
    /// answers by its own rules. Only PostgreSQL runs writes side by side.
    fn was_overtaken(&self) -> bool {
        let StoreError::Postgres(error) = self else {
            return false;
        };
        let overtaken = [
            SqlState::UNIQUE_VIOLATION,
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
        ];
        error.code().is_some_and(|code| overtaken.contains(code))
    }
}

impl From<StoreError> for Error {
    fn from(e: StoreError) -> Self {
        if e.was_overtaken() {
            return Error::busy("Somebody else changed the same at the same moment. Try again.");
        }
        Error::internal(e)
    }
}

/// What a transaction needs beside its connection.
#[derive(Clone)]
pub struct Env {
    /// The time.
    pub clock: Clock,
    /// New ids.
    pub ids: Ids,
    /// Rung after a commit that wrote to the outbox.
    pub outbox: Arc<Notify>,
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Kind>);

enum Kind {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Store {
    /// Opens the database behind `url` (`postgres://…`, with at most so many connections), or without one the SQLite file
    /// `deskbell.db` in `folder`, which is created; and brings its schema up to date.
    ///
    /// # Errors
    /// Where it can't be opened or reached, or its schema is of a newer program.
    pub async fn open(folder: &Path, url: Option<&str>, connections: usize, env: Env) -> Result<Self, StoreError> {
        let kind = match url {
            Some(url) => Kind::Postgres(postgres::Postgres::connect(url, connections, env).await?),
            None => {
                make_private(folder)
                    .map_err(|e| StoreError::Other(format!("the data folder {}: {e}", folder.display())))?;
                Kind::Sqlite(sqlite::Sqlite::open(&folder.join(rehearsal::FILE), env)?)
            }
        };
        Ok(Store(Arc::new(kind)))
    }

    /// Runs `f` in a read-only transaction that sees one moment.
    ///
    /// # Errors
    /// What `f` answers, or an internal error of the database.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        match &*self.0 {
            Kind::Sqlite(s) => s.read(f),
            Kind::Postgres(p) => p.read(f).await,
        }
    }

    /// Runs `f` in a durable transaction. When this answers `Ok`, what `f` wrote survives a power cut; when it answers
    /// an error, nothing of it is there.
    ///
    /// # Errors
    /// What `f` answers, or an internal error of the database.
    pub async fn write<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        match &*self.0 {
            Kind::Sqlite(s) => s.write(true, f).await,
            Kind::Postgres(p) => p.write(f).await,
        }
    }

    /// As [`Store::write`], for what can be done again from what is durable: a power cut may undo it, a kill does not. On
    /// SQLite it does not wait for the disk; the next durable write takes it along.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn write_repeatable<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        match &*self.0 {
            Kind::Sqlite(s) => s.write(false, f).await,
            Kind::Postgres(p) => p.write(f).await,
        }
    }

    /// Returns when every write of this server that began before now has ended. Called between the commit that ends somebody's
    /// access and its answer: what they had begun before is done or refused by then, and nothing of theirs comes after.
    pub async fn settled(&self) {
        match &*self.0 {
            // One write after the other: whatever comes after the commit has seen it.
            Kind::Sqlite(_) => {}
            Kind::Postgres(p) => p.settled().await,
        }
    }

    /// Whether it lies in the data folder, where no other machine works on it.
    #[must_use]
    pub fn is_in_folder(&self) -> bool {
        matches!(&*self.0, Kind::Sqlite(_))
    }

    /// The name of the product behind, for logs and the health page.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &*self.0 {
            Kind::Sqlite(_) => "sqlite",
            Kind::Postgres(_) => "postgres",
        }
    }

    /// Prepares a statement without running it; the tests do so with all of [`STATEMENTS`].
    ///
    /// # Errors
    /// What the database says of it.
    pub async fn prepare(&self, sql: Sql) -> Result<(), StoreError> {
        match &*self.0 {
            Kind::Sqlite(s) => s.prepare(sql),
            Kind::Postgres(p) => p.prepare(sql).await,
        }
    }
}
