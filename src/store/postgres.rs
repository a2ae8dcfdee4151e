//! PostgreSQL: a pool, one connection a transaction.

use std::str::FromStr;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::future::BoxFuture;
use tokio_postgres::Config;

use super::tx::{Connection, Tx};
use super::writing::Writing;
use super::{Env, Sql, StoreError, describe, dialect, migrate};
use crate::error::{Error, Result};

pub(super) struct Postgres {
    pool: Pool,
    env: Env,
    writing: Writing,
}

/// Takes the connection out of the pool and closes it, unless the transaction has ended properly: one that was cut off
/// in the middle must not be handed to anybody else.
struct Guard(Option<Tx>);

impl Guard {
    fn tx(&mut self) -> Result<&mut Tx> {
        self.0
            .as_mut()
            .ok_or_else(|| Error::internal("the transaction has ended"))
    }
    async fn batch(&mut self, sql: &str) -> Result<()> {
        match &self.tx()?.db {
            Connection::Postgres(c) => Ok(c.batch_execute(sql).await.map_err(StoreError::from)?),
            Connection::Sqlite(_) => Err(Error::internal("not a PostgreSQL connection")),
        }
    }
    fn give_back(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(Tx {
            db: Connection::Postgres(c),
            ..
        }) = self.0.take()
        {
            drop(Object::take(c));
        }
    }
}

/// Reads the address. What is wrong with one is said without it: it holds a password.
pub(super) fn settings(url: &str) -> Result<Config, StoreError> {
    let form = "postgres://user:password@host/database";
    Config::from_str(url).map_err(|e| {
        StoreError::Other(format!(
            "database_url has to be an address as in {form}: {}",
            describe(&e)
        ))
    })
}

impl Postgres {
    pub(super) async fn connect(url: &str, connections: usize, env: Env) -> Result<Self, StoreError> {
        let config = settings(url)?;
        let manager = Manager::from_config(
            config,
            tokio_postgres::NoTls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(std::time::Duration::from_secs(30)))
            .build()
            .map_err(|e| StoreError::Other(e.to_string()))?;
        migrate::postgres(&pool).await?;
        Ok(Postgres {
            pool,
            env,
            writing: Writing::default(),
        })
    }

    async fn begin(&self, sql: &str) -> Result<Guard> {
        let connection = self.pool.get().await.map_err(StoreError::from)?;
        let mut guard = Guard(Some(Tx::new(Connection::Postgres(connection), self.env.clone())));
        guard.batch(sql).await?;
        Ok(guard)
    }

    pub(super) async fn read<T, F>(&self, f: F) -> Result<T>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send,
    {
        let mut guard = self.begin(dialect::POSTGRES_READ).await?;
        let outcome = f(guard.tx()?).await;
        guard.batch("rollback").await?;
        guard.give_back();
        outcome
    }

    pub(super) async fn write<T, F>(&self, f: F) -> Result<T>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T>> + Send,
    {
        let mut guard = self.begin(dialect::POSTGRES_WRITE).await?;
        let _under_way = self.writing.begin();
        let outcome = f(guard.tx()?).await;
        if outcome.is_err() || guard.tx()?.broken {
            guard.batch("rollback").await?;
            guard.give_back();
            return outcome.and_then(|_| Err(Error::internal("a failed statement was passed over")));
        }
        // Where this fails, the guard closes the connection, and the transaction goes with it.
        let rings = guard.tx()?.put_in_outbox().await?;
        if let Err(e) = guard.batch("commit").await {
            return Err(Error::ambiguous(e));
        }
        guard.give_back();
        if rings {
            self.env.outbox.notify_one();
        }
        outcome
    }

    pub(super) async fn settled(&self) {
        self.writing.settled().await;
    }

    pub(super) async fn prepare(&self, sql: Sql) -> Result<(), StoreError> {
        let c = self.pool.get().await?;
        c.prepare(sql.text).await?;
        Ok(())
    }
}
