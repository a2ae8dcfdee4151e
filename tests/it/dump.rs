//! What the database holds, read without the program.

use std::fmt::Write;

use crate::desk::{Desk, url_of};

impl Desk {
    /// Every row of every table, to see that a refusal left no trace. Left out is what changes beside the requests: the
    /// note that a session or a key was used, the numbers that sealing gives, and what became of a mail, and
    /// the index.
    pub fn dump(&self) -> String {
        self.wait(deskbell::live::deliver::deliver(&self.app))
            .expect("the outbox is delivered");
        let apart = [
            "sessions",
            "audit",
            "mails",
            "links",
            "search_docs",
            "search_waiting",
            "keys",
        ];
        let tables = deskbell::store::TABLES.iter().filter(|t| !apart.contains(t));
        let mut tables: Vec<&str> = tables.copied().collect();
        tables.push("(select workspace_id, id, at, actor_id, act, object, before, after, via, key_id from audit)");
        tables.push("(select workspace_id, id, member_id, token_hash, prefix, name, role, created_at from keys)");
        tables.push("(select id, account_id, recipient, letter, created_at from mails)");
        self.rows_of_all(&tables)
    }

    /// The rows of a table as text, in a stable order.
    pub fn rows_of(&self, table: &str) -> String {
        self.rows_of_all(&[table])
    }

    /// Every table with a column `workspace_id`, by the database's own word.
    pub fn tables_of_tenants(&self) -> Vec<String> {
        let found = match &self.database {
            None => {
                let of = "(select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'workspace_id' \
                          where m.type = 'table')";
                sqlite_rows(&self.folder().join("deskbell.db"), &[of])
            }
            Some(name) => {
                let of = "(select table_name from information_schema.columns \
                          where column_name = 'workspace_id' and table_schema = 'public')";
                self.wait(postgres_rows(&url_of(name), &[of]))
            }
        };
        let names = found.into_iter().flatten();
        names.map(|row| row.trim_matches(['(', ')']).to_owned()).collect()
    }

    fn rows_of_all(&self, tables: &[&str]) -> String {
        let found = match &self.database {
            None => sqlite_rows(&self.folder().join("deskbell.db"), tables),
            Some(name) => self.wait(postgres_rows(&url_of(name), tables)),
        };
        let mut out = String::new();
        for (table, mut rows) in tables.iter().zip(found) {
            rows.sort();
            let _ = writeln!(out, "{table}:\n{}", rows.join("\n"));
        }
        out
    }
}

fn cell(value: rusqlite::types::ValueRef<'_>) -> String {
    match value.as_str() {
        Ok(text) => text.to_owned(),
        Err(_) => format!("{value:?}"),
    }
}

fn sqlite_rows(file: &std::path::Path, tables: &[&str]) -> Vec<Vec<String>> {
    let c = rusqlite::Connection::open(file).expect("the file opens");
    let of = |table: &&str| {
        let mut statement = c.prepare(&format!("select * from {table} t")).expect("a table");
        let width = statement.column_count();
        let rows = statement.query_map([], |r| {
            let cells = (0..width).map(|i| r.get_ref(i).map(cell));
            cells.collect::<Result<Vec<_>, _>>().map(|cells| cells.join(" | "))
        });
        rows.expect("rows").map(|r| r.expect("a row")).collect()
    };
    tables.iter().map(of).collect()
}

async fn postgres_rows(url: &str, tables: &[&str]) -> Vec<Vec<String>> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .expect("PostgreSQL answers");
    tokio::spawn(connection);
    let mut out = Vec::new();
    for table in tables {
        let sql = format!("select t::text from {table} t");
        let rows = client.query(&sql, &[]).await.expect("rows");
        out.push(rows.iter().map(|r| r.get(0)).collect());
    }
    out
}
