//! What a commit keeps and what it undoes, below the doors: the rules that the database itself holds.

use deskbell::app::App;
use deskbell::error::{Error, Result};
use deskbell::store::{NEWEST, Sql, Tx};
use deskbell::{params, sql};

use crate::desk::{Desk, Kind};

async fn note(tx: &mut Tx, key: &str) -> Result<()> {
    let now = tx.now();
    tx.run(
        sql!("insert into replies (account_id, key, request_hash, body, created_at) values ('commit', $1, $2, '', $3)"),
        params![key, [0_u8].as_slice(), now],
    )
    .await?;
    Ok(())
}

/// The keys noted, in order.
fn noted(desk: &Desk) -> Vec<String> {
    let read = desk.app.store.read(|tx| {
        Box::pin(async move {
            tx.all(
                sql!("select key from replies where account_id = 'commit' order by key"),
                params![],
                |r| r.get(0),
            )
            .await
        })
    });
    desk.wait(read).expect("a read")
}

/// Runs one statement on a workspace and an account; answers whether the database took it.
fn takes(desk: &Desk, statement: Sql, workspace: &str, account: &str) -> bool {
    let (workspace, account) = (workspace.to_owned(), account.to_owned());
    let write = desk
        .app
        .store
        .write(move |tx| Box::pin(async move { tx.run(statement, params![&workspace, &account]).await }));
    desk.wait(write).is_ok()
}

on_both! {
    fn a_job_that_panics_leaves_nothing_and_the_next_one_runs(desk) {
        let store = desk.app.store.clone();
        let panicked = desk.wait(async move {
            tokio::spawn(async move {
                store.write(|tx| Box::pin(async move {
                    note(tx, "panicked").await?;
                    assert_eq!(tx.now().micros(), 0, "the test panics here");
                    Ok(())
                })).await
            }).await
        });
        assert!(!matches!(panicked, Ok(Ok(()))));
        desk.wait(desk.app.store.write(|tx| Box::pin(async move { note(tx, "after").await }))).expect("a write");
        assert_eq!(noted(desk), ["after"]);
    }

    fn a_second_owner_does_not_fit_into_the_database(desk) {
        let world = desk.world("Acme");
        let second = sql!("update members set is_owner = true where workspace_id = $1 and account_id = $2");
        assert!(!takes(desk, second, &world.workspace, &world.agent.id));
        let members = desk.get("/team/members", &world.owner.token).ok();
        assert_eq!(members.body.to_string().matches("\"owner\"").count(), 1);
    }

    fn a_conversation_of_somebody_outside_does_not_fit_into_the_database(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let assign = sql!("update conversations set assignee_id = $2 where workspace_id = $1");
        assert!(!takes(desk, assign, &world.workspace, &other.agent.id));
        assert!(takes(desk, assign, &world.workspace, &world.agent.id));
        let gone = sql!("delete from members where workspace_id = $1 and account_id = $2");
        assert!(!takes(desk, gone, &world.workspace, &world.agent.id));
    }

    fn the_same_account_twice_in_a_workspace_does_not_fit_into_the_database(desk) {
        let (world, other) = (desk.world("Acme"), desk.world("Other"));
        let again = sql!(
            "insert into members (workspace_id, id, account_id, is_owner, role, tier, status, is_active, invited_at)
             values ($1, 'again', $2, false, 'agent', 'basic', 'offline', true, 0)"
        );
        assert!(!takes(desk, again, &world.workspace, &world.agent.id));
        assert!(takes(desk, again, &world.workspace, &other.agent.id));
    }
}

#[test]
fn a_job_that_fails_undoes_only_itself_in_a_commit_that_it_shares() {
    let desk = Desk::start(Kind::Sqlite);
    let store = &desk.app.store;
    let (release, released) = std::sync::mpsc::channel::<()>();
    let answers = desk.wait(async {
        // While the first job holds the writer, the others queue up behind it: they share the next commit.
        let first = store.write(move |tx| {
            Box::pin(async move {
                released.recv().map_err(Error::internal)?;
                note(tx, "0 first").await
            })
        });
        let good = store.write(|tx| Box::pin(async move { note(tx, "1 good").await }));
        let failed = store.write(|tx| {
            Box::pin(async move {
                note(tx, "2 failed").await?;
                Err::<(), _>(Error::conflict("test", "no"))
            })
        });
        let broken = store.write(|tx| {
            Box::pin(async move {
                note(tx, "3 broken").await?;
                note(tx, "3 broken").await
            })
        });
        let panicked = store.write(|tx| {
            Box::pin(async move {
                note(tx, "4 panicked").await?;
                assert_eq!(tx.now().micros(), 0, "the test panics here");
                Ok(())
            })
        });
        let last = store.write(|tx| Box::pin(async move { note(tx, "5 last").await }));
        let go = async { release.send(()).expect("the first job waits") };
        tokio::join!(first, good, failed, broken, panicked, last, go)
    });
    assert!(answers.0.is_ok() && answers.1.is_ok() && answers.5.is_ok());
    assert_eq!(answers.2.expect_err("it failed").code(), "test");
    assert_eq!(answers.3.expect_err("it broke").code(), "internal");
    assert_eq!(answers.4.expect_err("it panicked").code(), "internal");
    assert_eq!(noted(&desk), ["0 first", "1 good", "5 last"]);
}

#[test]
fn a_postgres_of_a_newer_program_is_refused() {
    let desk = Desk::start(Kind::Postgres);
    let url = desk.app.config.database_url.clone().expect("its address");
    desk.wait(async {
        let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls)
            .await
            .expect("PostgreSQL answers");
        tokio::spawn(connection);
        let newer = "insert into schema_version (version) values ($1)";
        client.execute(newer, &[&(NEWEST + 1)]).await.expect("a version");
    });
    let opened = desk.wait(App::open(desk.app.config.clone(), desk.clock.clone()));
    let refusal = opened.err().expect("a refusal");
    assert!(refusal.contains(&format!("schema {}", NEWEST + 1)), "{refusal}");
    assert!(refusal.contains("newer Deskbell"), "{refusal}");
}

#[test]
fn neither_password_nor_token_lies_in_the_files() {
    let desk = Desk::start(Kind::Sqlite);
    let body = r#"{"email":"ada@example.com","full_name":"Ada","password":"open sesame 123"}"#;
    let token = desk
        .call("POST", "/auth/register", &[], Some(body))
        .ok()
        .text("/access_token");
    desk.workspace(&desk.person("Ben"), "Acme");
    let mut read = 0;
    for file in std::fs::read_dir(desk.folder()).expect("a folder") {
        let bytes = std::fs::read(file.expect("a file").path()).expect("its bytes");
        let holds = |secret: &str| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!holds("open sesame 123") && !holds(&token) && !holds(token.trim_start_matches("db_")));
        read += usize::from(holds("ada@example.com"));
    }
    assert!(read > 0, "no file holds the account either");
}
