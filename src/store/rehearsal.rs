//! What marks a database as a rehearsal: a table that no other has, outside the schema and its migrations, with how far ahead
//! its time has been. So a mark goes wherever the database goes.

use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use tokio_postgres::{Client, NoTls};

use super::{StoreError, postgres};

/// What a database is, before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// There is none, or nothing in it.
    Nothing,
    /// One that people work with.
    Real,
    /// A rehearsal, whose time has been so many seconds ahead.
    Rehearsal(i64),
}

const MAKE: &str = "create table if not exists rehearsal (ahead bigint not null)";
const READ: &str = "select ahead from rehearsal";

/// The name of the file in a data folder.
pub(super) const FILE: &str = "deskbell.db";

/// Looks at the database behind `url`, or without one at the file in `folder`; changes nothing.
///
/// # Errors
/// Where it can't be read.
pub async fn look(folder: &Path, url: Option<&str>) -> Result<Found, StoreError> {
    match url {
        None => look_at_file(&folder.join(FILE)),
        Some(url) => look_at_server(&client(url).await?).await,
    }
}

/// Marks it, and notes how far ahead its time is now.
///
/// # Errors
/// Where it can't be written.
pub async fn mark(folder: &Path, url: Option<&str>, ahead: i64) -> Result<(), StoreError> {
    match url {
        None => mark_file(&Connection::open(folder.join(FILE))?, ahead),
        Some(url) => {
            let write = format!("begin; {MAKE}; delete from rehearsal; insert into rehearsal values ({ahead}); commit");
            Ok(client(url).await?.batch_execute(&write).await?)
        }
    }
}

fn mark_file(c: &Connection, ahead: i64) -> Result<(), StoreError> {
    let write =
        format!("begin immediate; {MAKE}; delete from rehearsal; insert into rehearsal values ({ahead}); commit");
    Ok(c.execute_batch(&write)?)
}

fn is_marked(c: &Connection) -> Result<bool, StoreError> {
    let mut found = c.prepare("select 1 from sqlite_schema where type = 'table' and name = 'rehearsal'")?;
    Ok(found.exists([])?)
}

fn look_at_file(file: &Path) -> Result<Found, StoreError> {
    if !file.exists() {
        return Ok(Found::Nothing);
    }
    let c = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    match is_marked(&c)? {
        true => Ok(Found::Rehearsal(c.query_row(READ, [], |r| r.get(0))?)),
        false => Ok(Found::Real),
    }
}

async fn client(url: &str) -> Result<Client, StoreError> {
    let (client, connection) = postgres::settings(url)?.connect(NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}

async fn look_at_server(c: &Client) -> Result<Found, StoreError> {
    if is_marked_there(c).await? {
        return Ok(Found::Rehearsal(c.query_one(READ, &[]).await?.get(0)));
    }
    let tables = "select count(*) from information_schema.tables where table_schema = current_schema()";
    let tables: i64 = c.query_one(tables, &[]).await?.get(0);
    Ok(if tables == 0 { Found::Nothing } else { Found::Real })
}

async fn is_marked_there(c: &Client) -> Result<bool, StoreError> {
    let found = c.query_one("select to_regclass('rehearsal') is not null", &[]).await?;
    Ok(found.get(0))
}

/// Whether the folder has a SQLite database.
#[must_use]
pub fn is_there(folder: &Path) -> bool {
    folder.join(FILE).exists()
}

/// Copies a database file as it stands at one moment, also while a server writes to it, and marks the copy before it has its
/// name: a copy that was broken off is no database at all. Answers how far ahead its time is.
///
/// # Errors
/// Where the one can't be read or the other not be written.
pub fn copy(from: &Path, to: &Path) -> Result<i64, StoreError> {
    let ahead = match look_at_file(&from.join(FILE))? {
        Found::Rehearsal(ahead) => ahead,
        _ => 0,
    };
    let (unfinished, file) = (to.join("deskbell.db.unfinished"), to.join(FILE));
    let source = Connection::open_with_flags(
        from.join(FILE),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    let mut copy = Connection::open(&unfinished)?;
    // In one step: it holds a read lock meanwhile, which in this journal mode no writer waits for.
    if Backup::new(&source, &mut copy)?.step(-1)? != StepResult::Done {
        return Err(StoreError::Other(
            "the database is held by another program: try again".into(),
        ));
    }
    copy.pragma_update(None, "journal_mode", "delete")?;
    mark_file(&copy, ahead)?;
    drop(copy);
    std::fs::rename(&unfinished, &file).map_err(|e| StoreError::Other(format!("{}: {e}", file.display())))?;
    Ok(ahead)
}
