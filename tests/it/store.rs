//! The rules of `docs/decisions/0001-store.md`.

use deskbell::clock::Clock;
use deskbell::error::{Error, Result};
use deskbell::store::{NEWEST, STATEMENTS, Tx};
use deskbell::{params, sql};

use crate::desk::{Desk, Kind};

async fn note(tx: &mut Tx, key: &str) -> Result<()> {
    let now = tx.now();
    tx.run(
        sql!("insert into replies (account_id, key, request_hash, body, created_at) values ('test', $1, $2, '', $3)"),
        params![key, [0_u8].as_slice(), now],
    )
    .await?;
    Ok(())
}

async fn noted(tx: &mut Tx, key: &str) -> Result<i64> {
    tx.count(
        sql!("select count(*) from replies where account_id = 'test' and key = $1"),
        params![key],
    )
    .await
}

fn is_noted(desk: &Desk, key: &'static str) -> bool {
    let read = desk
        .app
        .store
        .read(move |tx| Box::pin(async move { noted(tx, key).await }));
    desk.wait(read).expect("a count") == 1
}

on_both! {
    fn every_statement_is_understood(desk) {
        assert!(STATEMENTS.len() > 60, "only {} statements are registered", STATEMENTS.len());
        for statement in STATEMENTS {
            let prepared = desk.wait(desk.app.store.prepare(statement));
            assert!(prepared.is_ok(), "{}: {}\n{}", statement.place, prepared.unwrap_err(), statement.text);
        }
    }

    fn a_job_that_fails_undoes_only_itself(desk) {
        let store = &desk.app.store;
        let outcome = desk.wait(async {
            let good = store.write(|tx| Box::pin(async move { note(tx, "good").await }));
            let bad = store.write(|tx| Box::pin(async move {
                note(tx, "bad").await?;
                Err::<(), _>(Error::conflict("test", "no"))
            }));
            let also = store.write(|tx| Box::pin(async move { note(tx, "also").await }));
            tokio::join!(good, bad, also)
        });
        assert!(outcome.0.is_ok() && outcome.1.is_err() && outcome.2.is_ok());
        assert!(is_noted(desk, "good") && is_noted(desk, "also"));
        assert!(!is_noted(desk, "bad"));
    }

    fn a_swallowed_failure_is_not_committed(desk) {
        let outcome = desk.wait(desk.app.store.write(|tx| Box::pin(async move {
            note(tx, "swallowed").await?;
            let _swallowed = note(tx, "swallowed").await;
            Ok(())
        })));
        assert_eq!(outcome.unwrap_err().code(), "internal");
        assert!(!is_noted(desk, "swallowed"));
    }

    fn a_read_sees_one_moment(desk) {
        let store = desk.app.store.clone();
        let seen = desk.wait(desk.app.store.read(|tx| Box::pin(async move {
            let before = noted(tx, "moment").await?;
            Ok((before, tx.now()))
        })));
        assert_eq!(seen.expect("a read").0, 0);
        desk.wait(store.write(|tx| Box::pin(async move { note(tx, "moment").await }))).expect("a write");
        assert!(is_noted(desk, "moment"));
    }
}

#[test]
fn a_panicking_job_is_undone_and_the_writer_lives_on() {
    let desk = Desk::start(Kind::Sqlite);
    let outcome = desk.wait(desk.app.store.write(|tx| {
        Box::pin(async move {
            note(tx, "panicked").await?;
            assert_eq!(tx.now().micros(), 0, "the test panics here");
            Ok(())
        })
    }));
    assert_eq!(outcome.unwrap_err().code(), "internal");
    assert!(!is_noted(&desk, "panicked"));
    let after = desk
        .app
        .store
        .write(|tx| Box::pin(async move { note(tx, "after").await }));
    desk.wait(after).expect("the writer lives");
    assert!(is_noted(&desk, "after"));
}

#[test]
fn a_panicking_read_loses_no_connection() {
    let desk = Desk::start(Kind::Sqlite);
    let outcome = desk.wait(desk.app.store.read(|tx| {
        Box::pin(async move {
            assert_eq!(tx.now().micros(), 0, "the test panics here");
            Ok(())
        })
    }));
    assert_eq!(outcome.unwrap_err().code(), "internal");
    assert!(!is_noted(&desk, "nothing"));
}

#[test]
fn a_use_case_that_waits_for_something_else_is_refused() {
    let desk = Desk::start(Kind::Sqlite);
    let outcome = desk.wait(desk.app.store.write(|_| {
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok(())
        })
    }));
    assert_eq!(outcome.unwrap_err().code(), "internal");
}

#[test]
fn a_database_of_a_newer_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("deskbell.db");
    let c = rusqlite::Connection::open(&file).expect("a file");
    c.pragma_update(None, "user_version", NEWEST + 1).expect("a version");
    let data = folder.path().to_owned();
    let refusal = Desk::try_with(Kind::Sqlite, |config| config.data = data)
        .err()
        .expect("a refusal");
    assert!(refusal.contains(&format!("schema {}", NEWEST + 1)), "{refusal}");
    assert!(refusal.contains("newer Deskbell"), "{refusal}");
    let tables: i64 = c
        .query_row("select count(*) from sqlite_master", [], |r| r.get(0))
        .expect("a count");
    assert_eq!(tables, 0);
}

#[test]
fn a_standing_clock_moves_only_when_told() {
    let clock = Clock::standing_at(crate::desk::START);
    clock.advance(60);
    assert_eq!(clock.now().seconds_since(crate::desk::START), 60);
}
