//! Values that go into a statement and come out of a row, the same for both databases.

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::StoreError;
use crate::clock::Time;

/// One parameter.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// SQL `null`.
    Null,
    /// A whole number.
    Int(i64),
    /// A truth value.
    Bool(bool),
    /// A text without NUL characters.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(v: &'a str) -> Self {
        Value::Text(v)
    }
}
impl<'a> From<&'a String> for Value<'a> {
    fn from(v: &'a String) -> Self {
        Value::Text(v)
    }
}
impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(v: &'a [u8]) -> Self {
        Value::Bytes(v)
    }
}
impl From<i64> for Value<'_> {
    fn from(v: i64) -> Self {
        Value::Int(v)
    }
}
impl From<Time> for Value<'_> {
    fn from(v: Time) -> Self {
        Value::Int(v.micros())
    }
}
impl From<bool> for Value<'_> {
    fn from(v: bool) -> Self {
        Value::Bool(v)
    }
}
impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(v: Option<T>) -> Self {
        v.map_or(Value::Null, Into::into)
    }
}
impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(v: &'a Option<String>) -> Self {
        v.as_deref().into()
    }
}

/// Parameters of a statement: `params![workspace_id, now, "open"]`.
#[macro_export]
macro_rules! params {
    ($($v:expr),* $(,)?) => { &[$($crate::store::Value::from($v)),*] };
}

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(v) if *ty == Type::INT4 => i32::try_from(*v)?.to_sql(ty, out),
            Value::Int(v) => v.to_sql(ty, out),
            Value::Bool(v) => v.to_sql(ty, out),
            Value::Text(v) => v.to_sql(ty, out),
            Value::Bytes(v) => v.to_sql(ty, out),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, Value as Owned, ValueRef};
        Ok(match self {
            Value::Null => ToSqlOutput::Owned(Owned::Null),
            Value::Int(v) => ToSqlOutput::Owned(Owned::Integer(*v)),
            Value::Bool(v) => ToSqlOutput::Owned(Owned::Integer(i64::from(*v))),
            Value::Text(v) => ToSqlOutput::Borrowed(ValueRef::Text(v.as_bytes())),
            Value::Bytes(v) => ToSqlOutput::Borrowed(ValueRef::Blob(v)),
        })
    }
}

/// One row of an answer, read by position.
pub enum Row<'a> {
    /// From SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// From PostgreSQL.
    Postgres(&'a tokio_postgres::Row),
}

/// A type that a column can be read into.
pub trait Column: Sized {
    /// Reads column `i`.
    ///
    /// # Errors
    /// Where the column is missing or of another type.
    fn read(row: &Row<'_>, i: usize) -> Result<Self, StoreError>;
}

macro_rules! column {
    ($($t:ty),*) => { $(
        impl Column for $t {
            fn read(row: &Row<'_>, i: usize) -> Result<Self, StoreError> {
                match row {
                    Row::Sqlite(r) => Ok(r.get(i)?),
                    Row::Postgres(r) => Ok(r.try_get(i)?),
                }
            }
        }
    )* };
}
column!(
    String,
    Option<String>,
    i64,
    Option<i64>,
    bool,
    Option<bool>,
    Vec<u8>,
    Option<Vec<u8>>
);

impl Column for Time {
    fn read(row: &Row<'_>, i: usize) -> Result<Self, StoreError> {
        i64::read(row, i).map(Time::from_micros)
    }
}
impl Column for Option<Time> {
    fn read(row: &Row<'_>, i: usize) -> Result<Self, StoreError> {
        Ok(Option::<i64>::read(row, i)?.map(Time::from_micros))
    }
}

impl Row<'_> {
    /// Column `i`, from 0 in the order of the `select`.
    ///
    /// # Errors
    /// Where the column is missing or of another type.
    pub fn get<T: Column>(&self, i: usize) -> Result<T, StoreError> {
        T::read(self, i)
    }
}
