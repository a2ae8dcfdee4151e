//! Full text: the one question that the two databases are asked in different words. Both compare plain words, folded before
//! they were stored, and so find the same.

use super::tx::Connection;
use super::{STATEMENTS, Statement, Tx};
use crate::error::Result;
use crate::id::Id;
use crate::params;

/// Something that has all words that were looked for.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Higher is later.
    pub number: i64,
    /// Where the message stands; null for a customer.
    pub conversation_id: Option<Id>,
    /// The message, or the customer.
    pub object_id: Id,
}

static FIND: Statement = Statement::in_two_forms(
    "select d.number, d.conversation_id, d.object_id from search_docs d
     where d.workspace_id = $1 and d.number < $3
       and array_to_tsvector(string_to_array(d.words, ' ')) @@ cast(cast($2 as text) as tsquery)
     order by d.number desc limit $4",
    "select d.number, d.conversation_id, d.object_id from search_index join search_docs d on d.number = search_index.rowid
     where search_index match ?2 and search_index.rowid < ?3 and d.workspace_id = ?1
     order by search_index.rowid desc limit ?4",
    concat!(file!(), ":", line!()),
);
#[allow(unsafe_code)]
#[linkme::distributed_slice(STATEMENTS)]
static REGISTERED: &Statement = &FIND;

impl Tx {
    /// What of a workspace has words that begin with each of these (letters and digits only), the latest first, of those
    /// with a lower number than `before`.
    ///
    /// # Errors
    /// An internal error.
    pub async fn search(&mut self, workspace_id: &Id, words: &[String], before: i64, limit: i64) -> Result<Vec<Hit>> {
        let query = match &self.db {
            Connection::Sqlite(_) => words.join("* ") + "*",
            Connection::Postgres(_) => words.join(":* & ") + ":*",
        };
        self.all(&FIND, params![workspace_id, &query, before, limit], |r| {
            Ok(Hit {
                number: r.get(0)?,
                conversation_id: r.get(1)?,
                object_id: r.get(2)?,
            })
        })
        .await
    }
}
