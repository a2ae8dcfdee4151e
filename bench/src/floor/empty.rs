//! Bare axum with an empty SQLite.

use std::path::Path;

use anyhow::Result;
use axum::Router;
use axum::routing::get;
use rusqlite::Connection;

/// As `src/store` sets its connections up.
const SETTINGS: &str = "
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma busy_timeout = 5000;
    pragma cache_size = -8000;
    pragma mmap_size = 268435456;
    pragma temp_store = memory;
";

/// The database `floor.db` of a folder.
pub fn open(folder: impl AsRef<Path>) -> Result<Connection> {
    let database = Connection::open(folder.as_ref().join("floor.db"))?;
    database.execute_batch(SETTINGS)?;
    Ok(database)
}

/// Serves it until the process is killed.
pub async fn run(folder: &str, address: &str) -> Result<()> {
    let _open = open(folder)?;
    super::serve(address, Router::new().route("/healthz", get(async || "ok\n"))).await
}
