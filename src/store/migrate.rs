//! The schema and its versions. Migrations run at start, each in its own transaction.

use deadpool_postgres::Pool;

use super::StoreError;

struct Migration {
    number: i64,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! migration {
    ($number:literal, $name:literal) => {
        Migration {
            number: $number,
            sqlite: include_str!(concat!("../../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../../migrations/postgres/", $name, ".sql")),
        }
    };
}

const ALL: &[Migration] = &[
    migration!(1, "0001_accounts"),
    migration!(2, "0002_workspaces"),
    migration!(3, "0003_inbox"),
    migration!(4, "0004_records"),
    migration!(5, "0005_events_and_access"),
    migration!(6, "0006_mail"),
    migration!(7, "0007_notes"),
    migration!(8, "0008_attachments"),
    migration!(9, "0009_search"),
    migration!(10, "0010_sorting"),
    migration!(11, "0011_named_visitors"),
    migration!(12, "0012_ownership"),
    migration!(13, "0013_invitations"),
    migration!(14, "0014_roles"),
    migration!(15, "0015_join_links"),
    migration!(16, "0016_imports"),
    migration!(17, "0017_activity"),
    migration!(18, "0018_domains"),
    migration!(19, "0019_keys"),
    migration!(20, "0020_bulk"),
    migration!(21, "0021_offboarding"),
    migration!(22, "0022_visits"),
    migration!(23, "0023_reports"),
    migration!(24, "0024_onboarding"),
    migration!(25, "0025_erasures"),
    migration!(26, "0026_called_off"),
    migration!(27, "0027_invitations_lean"),
];

/// The schema that this program knows.
pub const NEWEST: i64 = ALL.len() as i64;

/// Every table, for tests that look into all of them.
pub const TABLES: &[&str] = &[
    "accounts",
    "sessions",
    "workspaces",
    "members",
    "transfers",
    "roles",
    "customers",
    "channels",
    "widgets",
    "visitors",
    "conversations",
    "messages",
    "acts",
    "attachments",
    "storage",
    "search_docs",
    "search_waiting",
    "tags",
    "conversation_tags",
    "canned_replies",
    "views",
    "widget_secrets",
    "identities",
    "outbox",
    "events",
    "audit",
    "replies",
    "event_numbers",
    "mails",
    "links",
    "pictures",
    "invitations",
    "invitation_days",
    "join_links",
    "link_uses",
    "removed",
    "imports",
    "import_pieces",
    "bulks",
    "bulk_people",
    "activity",
    "domains",
    "keys",
    "archives",
    "archived_parts",
    "retention",
    "visits",
    "visit_reads",
    "erasures",
];

fn newer(found: i64) -> StoreError {
    StoreError::Other(format!(
        "this database has schema {found}, and this program knows up to {NEWEST}. It was written by a newer Deskbell: \
         start that one, or restore a backup from before the upgrade"
    ))
}

pub(super) fn sqlite(c: &mut rusqlite::Connection) -> Result<(), StoreError> {
    let found = version(c)?;
    if found > NEWEST {
        return Err(newer(found));
    }
    step_by_step(c)
}

fn version(c: &rusqlite::Connection) -> Result<i64, StoreError> {
    Ok(c.query_row("pragma user_version", [], |r| r.get(0))?)
}

pub(super) fn step_by_step(c: &mut rusqlite::Connection) -> Result<(), StoreError> {
    let found = version(c)?;
    for migration in ALL.iter().filter(|m| m.number > found) {
        let tx = c.transaction()?;
        tx.execute_batch(migration.sqlite)?;
        tx.pragma_update(None, "user_version", migration.number)?;
        tx.commit()?;
    }
    Ok(())
}

/// Held while migrating, so that two servers that start together do not both migrate.
const LOCK: i64 = 0x0064_6573_6b62_656c;

pub(super) async fn postgres(pool: &Pool) -> Result<(), StoreError> {
    let mut c = pool.get().await?;
    let tx = c.transaction().await?;
    tx.execute("select pg_advisory_xact_lock($1)", &[&LOCK]).await?;
    tx.batch_execute("create table if not exists schema_version (version bigint not null)")
        .await?;
    let found: i64 = tx
        .query_one("select coalesce(max(version), 0) from schema_version", &[])
        .await?
        .get(0);
    if found > NEWEST {
        return Err(newer(found));
    }
    for migration in ALL.iter().filter(|m| m.number > found) {
        tx.batch_execute(migration.postgres).await?;
        tx.execute("insert into schema_version (version) values ($1)", &[&migration.number])
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::types::Value;

    fn whole(c: &rusqlite::Connection) -> Vec<(String, Value)> {
        let mut all = c.prepare("select * from invitations").expect("the table");
        let names: Vec<_> = all.column_names().map(str::to_owned).collect();
        let row = all.query_row([], |r| {
            (0..names.len()).map(|at| r.get(at)).collect::<Result<Vec<_>, _>>()
        });
        names.into_iter().zip(row.expect("one row")).collect()
    }

    #[test]
    fn an_invitation_goes_into_the_leaner_table_as_it_was() {
        let mut c = rusqlite::Connection::open_in_memory().expect("a database");
        for migration in ALL.iter().filter(|m| m.number < 27) {
            c.execute_batch(migration.sqlite).expect("the schema before");
        }
        c.execute_batch(
            "pragma user_version = 26;
             pragma foreign_keys = off;
             insert into invitations values
                 ('w', 'i', 'ada@example.com', 'r', 't', 'welcome', 'b', 'n', 1, 2, x'03', x'04', 'm', 5, 'f', 6, 7, 8);",
        )
        .expect("an invitation");
        let before = whole(&c);
        assert!(before.iter().all(|(_, value)| *value != Value::Null));
        step_by_step(&mut c).expect("the rest");
        assert_eq!(whole(&c), before);
    }
}
