//! What the database holds, read without the program.

use crate::desk::{Desk, url_of};

impl Desk {
    /// Every row of every table, to see that a refusal left no trace. Left out is what changes beside the requests: the
    /// note that a session was used, and the numbers that delivery gives.
    pub fn dump(&self) -> String {
        let apart = ["sessions", "event_numbers", "outbox"];
        let mut out = String::new();
        for table in deskbell::store::TABLES.iter().filter(|t| !apart.contains(t)) {
            out.push_str(&self.rows_of(table));
        }
        out + &self.rows_of("(select workspace_id, id, event, audience, payload from outbox)")
    }

    /// The rows of a table as text, in a stable order.
    pub fn rows_of(&self, table: &str) -> String {
        let mut rows = match &self.database {
            None => sqlite_rows(&self.folder().join("deskbell.db"), table),
            Some(name) => self.wait(postgres_rows(&url_of(name), table)),
        };
        rows.sort();
        format!("{table}:\n{}\n", rows.join("\n"))
    }
}

fn cell(value: rusqlite::types::ValueRef<'_>) -> String {
    match value.as_str() {
        Ok(text) => text.to_owned(),
        Err(_) => format!("{value:?}"),
    }
}

fn sqlite_rows(file: &std::path::Path, table: &str) -> Vec<String> {
    let c = rusqlite::Connection::open(file).expect("the file opens");
    let mut statement = c.prepare(&format!("select * from {table} t")).expect("a table");
    let width = statement.column_count();
    let rows = statement.query_map([], |r| {
        let cells = (0..width).map(|i| r.get_ref(i).map(cell));
        cells.collect::<Result<Vec<_>, _>>().map(|cells| cells.join(" | "))
    });
    rows.expect("rows").map(|r| r.expect("a row")).collect()
}

async fn postgres_rows(url: &str, table: &str) -> Vec<String> {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .expect("PostgreSQL answers");
    tokio::spawn(connection);
    let sql = format!("select t::text from {table} t");
    let rows = client.query(&sql, &[]).await.expect("rows");
    rows.iter().map(|r| r.get(0)).collect()
}
