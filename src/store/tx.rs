//! One transaction, as use cases see it.

use super::{Env, Row, Sql, StoreError, Value};
use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::{params, sql};

/// What somebody did.
pub struct Acted {
    /// Where.
    pub workspace_id: Id,
    /// Who.
    pub account_id: Id,
    /// Of what it left behind.
    pub id: Id,
    /// In the words of a conversation's history or of the audit log.
    pub what: String,
    /// To which conversation.
    pub conversation_id: Option<Id>,
}

/// A visit of a platform admin, as what it does is recorded.
#[derive(Clone)]
pub struct OnVisit {
    /// Where.
    pub workspace_id: Id,
    /// The visit.
    pub id: Id,
    /// What the visitor is there, beside their own name.
    pub name: String,
}

/// A running transaction. All statements of a use case go through it.
pub struct Tx {
    pub(super) db: Connection,
    pub(super) env: Env,
    pub(super) now: Time,
    /// A statement failed: whatever the use case answers, nothing may be committed.
    pub(super) broken: bool,
    /// What is to be told after the commit, by workspace.
    pub(super) told: Vec<(Id, String)>,
    /// What was done in it.
    pub(super) acted: Vec<Acted>,
    /// The API key that asks, and its name.
    pub(super) key: Option<(Id, String)>,
    /// The visit that asks.
    pub(super) visit: Option<OnVisit>,
}

pub(super) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(deadpool_postgres::Object),
}

impl Tx {
    pub(super) fn new(db: Connection, env: Env) -> Self {
        let now = env.clock.now();
        Tx {
            db,
            env,
            now,
            broken: false,
            told: Vec::new(),
            acted: Vec::new(),
            key: None,
            visit: None,
        }
    }

    /// Makes this the beginning of another use case on the same connection.
    pub(super) fn fresh(&mut self) {
        self.now = self.env.clock.now();
        self.broken = false;
        self.told.clear();
        self.acted.clear();
        self.key = None;
        self.visit = None;
    }

    /// The time of this transaction; the same for all that it writes.
    #[must_use]
    pub fn now(&self) -> Time {
        self.now
    }

    /// A new id.
    #[must_use]
    pub fn id(&self) -> Id {
        self.env.ids.next(self.now)
    }

    /// Remembers that an API key asks, so that whatever is recorded names it.
    pub fn asked_by_key(&mut self, id: &Id, name: &str) {
        self.key = Some((id.clone(), name.to_owned()));
    }

    /// The API key that asks, with its name; nothing for a person or a job.
    #[must_use]
    pub fn key(&self) -> Option<&(Id, String)> {
        self.key.as_ref()
    }

    /// Remembers that a platform admin asks on a visit, so that whatever is recorded there names it.
    pub fn asked_on_a_visit(&mut self, workspace_id: &Id, id: &Id, name: &str) {
        self.visit = Some(OnVisit {
            workspace_id: workspace_id.clone(),
            id: id.clone(),
            name: name.to_owned(),
        });
    }

    /// The visit that asks; nothing for anybody else.
    #[must_use]
    pub fn visit(&self) -> Option<&OnVisit> {
        self.visit.as_ref()
    }

    /// Remembers an act, for whoever counts it before the commit.
    pub fn acted(&mut self, act: Acted) {
        self.acted.push(act);
    }

    /// What was done in this transaction so far.
    #[must_use]
    pub fn take_acted(&mut self) -> Vec<Acted> {
        std::mem::take(&mut self.acted)
    }

    /// Has an event, written as JSON, delivered once this is committed.
    pub fn tell(&mut self, workspace_id: &Id, event: &str) {
        match self.told.iter_mut().find(|(id, _)| id == workspace_id) {
            Some((_, events)) => {
                events.push(',');
                events.push_str(event);
            }
            None => self.told.push((workspace_id.clone(), format!("[{event}"))),
        }
    }

    /// Writes what is to be told into the outbox: one row for all of it. The last statement of a write; answers whether
    /// there is something to deliver.
    pub(super) async fn put_in_outbox(&mut self) -> Result<bool> {
        let told = std::mem::take(&mut self.told);
        for (workspace_id, events) in &told {
            self.run(
                sql!("insert into outbox (workspace_id, id, events, created_at) values ($1, $2, $3 || ']', $4)"),
                params![workspace_id, &self.id(), events, self.now],
            )
            .await?;
        }
        Ok(!told.is_empty())
    }

    /// Runs a statement that answers no rows.
    ///
    /// # Errors
    /// An internal error; the transaction is undone.
    pub async fn run(&mut self, sql: Sql, params: &[Value<'_>]) -> Result<u64> {
        let outcome = match &self.db {
            Connection::Sqlite(c) => c
                .prepare_cached(sql.sqlite_text())
                .and_then(|mut s| s.execute(rusqlite::params_from_iter(params)))
                .map(|n| n as u64)
                .map_err(StoreError::from),
            Connection::Postgres(c) => run_postgres(c, sql, params).await,
        };
        self.note(outcome)
    }

    /// All rows of a query, each read by `f`.
    ///
    /// # Errors
    /// An internal error; the transaction is undone.
    pub async fn all<T>(
        &mut self,
        sql: Sql,
        params: &[Value<'_>],
        f: fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>> {
        let outcome = match &self.db {
            Connection::Sqlite(c) => all_sqlite(c, sql, params, f),
            Connection::Postgres(c) => match query_postgres(c, sql, params).await {
                Ok(rows) => rows.iter().map(|r| f(&Row::Postgres(r))).collect(),
                Err(e) => Err(e),
            },
        };
        self.note(outcome)
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// An internal error; the transaction is undone.
    pub async fn first<T>(
        &mut self,
        sql: Sql,
        params: &[Value<'_>],
        f: fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>> {
        let outcome = match &self.db {
            Connection::Sqlite(c) => first_sqlite(c, sql, params, f),
            Connection::Postgres(c) => match query_postgres(c, sql, params).await {
                Ok(rows) => rows.first().map(|r| f(&Row::Postgres(r))).transpose(),
                Err(e) => Err(e),
            },
        };
        self.note(outcome)
    }

    /// The first column of the first row, or 0: for counts.
    ///
    /// # Errors
    /// An internal error; the transaction is undone.
    pub async fn count(&mut self, sql: Sql, params: &[Value<'_>]) -> Result<i64> {
        Ok(self.first(sql, params, |r| r.get(0)).await?.unwrap_or(0))
    }

    fn note<T>(&mut self, outcome: Result<T, StoreError>) -> Result<T> {
        if outcome.is_err() {
            self.broken = true;
        }
        Ok(outcome?)
    }
}

fn all_sqlite<T>(
    c: &rusqlite::Connection,
    sql: Sql,
    params: &[Value<'_>],
    f: fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = c.prepare_cached(sql.sqlite_text())?;
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        out.push(f(&Row::Sqlite(row))?);
    }
    Ok(out)
}

fn first_sqlite<T>(
    c: &rusqlite::Connection,
    sql: Sql,
    params: &[Value<'_>],
    f: fn(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Option<T>, StoreError> {
    let mut statement = c.prepare_cached(sql.sqlite_text())?;
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    rows.next()?.map(|row| f(&Row::Sqlite(row))).transpose()
}

fn postgres_params<'a>(params: &'a [Value<'a>]) -> Vec<&'a (dyn tokio_postgres::types::ToSql + Sync)> {
    params
        .iter()
        .map(|p| p as &(dyn tokio_postgres::types::ToSql + Sync))
        .collect()
}

async fn run_postgres(c: &deadpool_postgres::Object, sql: Sql, params: &[Value<'_>]) -> Result<u64, StoreError> {
    let statement = c.prepare_cached(sql.text).await?;
    Ok(c.execute(&statement, &postgres_params(params)).await?)
}

async fn query_postgres(
    c: &deadpool_postgres::Object,
    sql: Sql,
    params: &[Value<'_>],
) -> Result<Vec<tokio_postgres::Row>, StoreError> {
    let statement = c.prepare_cached(sql.text).await?;
    Ok(c.query(&statement, &postgres_params(params)).await?)
}
