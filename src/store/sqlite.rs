//! SQLite: readers called directly, one writer thread that commits what waits together.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use futures_util::future::BoxFuture;
use parking_lot::Mutex;
use rusqlite::config::DbConfig;
use tokio::sync::{mpsc, oneshot};

use super::tx::{Connection, Tx};
use super::{Env, Sql, StoreError, dialect, fresh, migrate};
use crate::error::{Error, Result};

/// Most jobs that share one commit: bounds how long the first of them waits.
const BATCH: usize = 256;
/// Most jobs that wait; a writer beyond it waits in its own task.
const QUEUE: usize = 4096;
/// Prepared statements kept per connection.
const STATEMENTS: usize = 256;

/// A job has run inside its savepoint: keep it or undo it, and answer once the commit is known.
struct Ran {
    keep: bool,
    rings: bool,
    answer: Box<dyn FnOnce(Result<(), String>) + Send>,
}

struct Job {
    run: Box<dyn FnOnce(&mut Tx) -> Ran + Send>,
    /// Has to survive a power cut once it is answered.
    durable: bool,
}

pub(super) struct Sqlite {
    path: PathBuf,
    env: Env,
    readers: Mutex<Vec<Tx>>,
    jobs: mpsc::Sender<Job>,
}

fn connect(path: &Path) -> Result<rusqlite::Connection, StoreError> {
    let c = rusqlite::Connection::open(path)?;
    c.execute_batch(dialect::SQLITE_SETTINGS)?;
    // A statement is planned once, not again for every value that is bound to it.
    c.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    c.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(c)
}

impl Sqlite {
    pub(super) fn open(path: &Path, env: Env) -> Result<Self, StoreError> {
        if !path.exists() {
            // Where it can't be put there, the migrations make it, or say why they can't.
            let _other_way = fresh::put(path);
        }
        let mut writer = connect(path)?;
        migrate::sqlite(&mut writer)?;
        let (jobs, waiting) = mpsc::channel(QUEUE);
        let tx = Tx::new(Connection::Sqlite(writer), env.clone());
        std::thread::Builder::new()
            .name("deskbell-writer".into())
            .spawn(move || write_forever(tx, waiting))
            .map_err(|e| StoreError::Other(format!("cannot start the writer: {e}")))?;
        Ok(Sqlite {
            path: path.to_owned(),
            env,
            readers: Mutex::new(Vec::new()),
            jobs,
        })
    }

    fn reader(&self) -> Result<Tx, StoreError> {
        if let Some(mut tx) = self.readers.lock().pop() {
            tx.fresh();
            return Ok(tx);
        }
        Ok(Tx::new(Connection::Sqlite(connect(&self.path)?), self.env.clone()))
    }

    pub(super) fn read<T, F>(&self, f: F) -> Result<T>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>>,
    {
        let mut tx = self.reader()?;
        batch(&tx, "begin")?;
        let outcome = catch_unwind(AssertUnwindSafe(|| poll_once(f(&mut tx))));
        let ended = batch(&tx, "rollback");
        if ended.is_ok() {
            self.readers.lock().push(tx);
        }
        outcome.unwrap_or_else(|_| Err(Error::internal("a read panicked")))
    }

    pub(super) async fn write<T, F>(&self, durable: bool, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let run = Box::new(move |tx: &mut Tx| {
            let work = async {
                let outcome = f(tx).await?;
                Ok((outcome, tx.put_in_outbox().await?))
            };
            let outcome = catch_unwind(AssertUnwindSafe(|| poll_once(work)))
                .unwrap_or_else(|_| Err(Error::internal("a write panicked")));
            let outcome = match outcome {
                Ok(_) if tx.broken => Err(Error::internal("a failed statement was passed over")),
                other => other,
            };
            let rings = outcome.as_ref().is_ok_and(|(_, rings)| *rings);
            let outcome = outcome.map(|(outcome, _)| outcome);
            Ran {
                keep: outcome.is_ok(),
                rings,
                answer: Box::new(move |committed| {
                    let outcome = match committed {
                        Err(e) if outcome.is_ok() => Err(Error::internal(e)),
                        _ => outcome,
                    };
                    // Nobody waits where the caller has gone; what was written stays.
                    let _gone = answer.send(outcome);
                }),
            }
        });
        self.jobs
            .send(Job { run, durable })
            .await
            .map_err(|_| Error::internal("the writer has stopped"))?;
        answered
            .await
            .map_err(|_| Error::internal("the writer dropped a job"))?
    }

    pub(super) fn prepare(&self, sql: Sql) -> Result<(), StoreError> {
        let c = connect(&self.path)?;
        c.prepare(sql.sqlite_text())?;
        Ok(())
    }
}

fn batch(tx: &Tx, sql: &str) -> Result<(), StoreError> {
    match &tx.db {
        Connection::Sqlite(c) => {
            c.prepare_cached(sql)?.execute([])?;
            Ok(())
        }
        Connection::Postgres(_) => Err(StoreError::Other("not a SQLite connection".into())),
    }
}

/// A use case awaits nothing but its transaction, and SQLite answers at once: so one poll is enough.
fn poll_once<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => Err(Error::internal(
            "a use case awaited something else than its transaction",
        )),
    }
}

fn write_forever(mut tx: Tx, mut waiting: mpsc::Receiver<Job>) {
    let mut jobs = Vec::with_capacity(BATCH);
    while let Some(first) = waiting.blocking_recv() {
        jobs.push(first);
        while jobs.len() < BATCH {
            match waiting.try_recv() {
                Ok(job) => jobs.push(job),
                Err(_) => break,
            }
        }
        write_together(&mut tx, &mut jobs);
    }
}

fn write_together(tx: &mut Tx, jobs: &mut Vec<Job>) {
    let synchronous = match jobs.iter().any(|job| job.durable) {
        true => "pragma synchronous = full",
        false => "pragma synchronous = normal",
    };
    let begun = batch(tx, synchronous).and_then(|()| batch(tx, "begin immediate"));
    let mut ran: Vec<Ran> = Vec::with_capacity(jobs.len());
    let mut outcome = begun.map_err(|e| e.to_string());
    for job in jobs.drain(..) {
        match outcome.and_then(|()| write_one(tx, job).map_err(|e| e.to_string())) {
            Ok(one) => {
                ran.push(one);
                outcome = Ok(());
            }
            Err(e) => outcome = Err(e),
        }
    }
    let committed = outcome.and_then(|()| batch(tx, "commit").map_err(|e| e.to_string()));
    if let Err(e) = &committed {
        tracing::error!(error = %e, "a shared commit failed; all of its writes are undone");
        let _already_ended = batch(tx, "rollback");
    }
    if committed.is_ok() && ran.iter().any(|r| r.rings) {
        tx.env.outbox.notify_one();
    }
    for one in ran {
        (one.answer)(committed.clone());
    }
}

fn write_one(tx: &mut Tx, job: Job) -> Result<Ran, StoreError> {
    tx.fresh();
    batch(tx, "savepoint job")?;
    let ran = (job.run)(tx);
    if !ran.keep {
        batch(tx, "rollback to job")?;
    }
    batch(tx, "release job")?;
    Ok(ran)
}
