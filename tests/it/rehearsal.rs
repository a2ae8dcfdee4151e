//! `deskbell serve --rehearsal` and `deskbell rehearse`: what next month brings, on a folder of its own that never is a real
//! one.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use deskbell::app::App;
use deskbell::attachment::purge::purge;
use deskbell::clock::Clock;
use deskbell::config::Config;
use deskbell::rehearsal::{Ahead, Rehearsal, begin, copy};
use deskbell::report::monthly::mail_due;
use deskbell::{admin, mail};

use crate::desk::{Desk, Kind, url_of};

const DAY: i64 = 86_400;

fn settings(folder: &Path) -> Config {
    Config {
        data: folder.to_owned(),
        dns: Some("127.0.0.1:9".into()),
        ..Config::default()
    }
}

fn days(days: i64) -> Option<Ahead> {
    Some(Ahead::of(days * DAY))
}

/// Begins and opens one; held as long as the first of them lives.
fn play(desk: &Desk, mut config: Config, ahead: Option<Ahead>) -> Result<(Rehearsal, App), String> {
    desk.wait(async {
        let rehearsal = begin(&mut config, ahead).await?;
        let app = App::open(config, rehearsal.clock.clone()).await?;
        Ok((rehearsal, app))
    })
}

/// Why it does not begin.
#[track_caller]
fn refusal(desk: &Desk, config: Config, ahead: Option<Ahead>) -> String {
    match play(desk, config, ahead) {
        Ok(_) => panic!("it begins"),
        Err(why) => why,
    }
}

#[track_caller]
fn starts_not(desk: &Desk, config: Config) -> String {
    match desk.wait(App::open(config, Clock::System)) {
        Ok(_) => panic!("it starts"),
        Err(why) => why,
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let inside = std::fs::read_dir(folder).expect("a folder");
    let names = inside.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<_> = names
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_real_folder_is_refused_and_stays_as_it_is() {
    let desk = Desk::start(Kind::Sqlite);
    desk.world("Acme");
    let (before, names) = (desk.dump(), names_in(desk.folder()));
    let why = refusal(&desk, settings(desk.folder()), days(31));
    assert!(
        why.contains("is not a rehearsal") && why.contains("deskbell rehearse --from"),
        "{why}"
    );
    assert_eq!((desk.dump(), names_in(desk.folder())), (before, names));
    let other = tempfile::tempdir().expect("a folder");
    std::fs::write(other.path().join("notes.txt"), "mine").expect("a file");
    assert!(refusal(&desk, settings(other.path()), None).contains("is not a rehearsal"));
    assert_eq!(names_in(other.path()), ["notes.txt"]);
}

#[test]
fn a_folder_made_for_it_plays_the_day_and_never_starts_as_a_real_one() {
    let desk = Desk::start(Kind::Sqlite);
    let folder = tempfile::tempdir().expect("a folder");
    let new = folder.path().join("next-month");
    let real = Clock::System.now();
    let (held, app) = play(&desk, settings(&new), days(31)).expect("it begins");
    let seconds = app.clock.now().seconds_since(real);
    assert!((31 * DAY..31 * DAY + 600).contains(&seconds), "{seconds}");
    let of_database = desk
        .wait(app.store.read(|tx| Box::pin(async move { Ok(tx.now()) })))
        .expect("a time");
    assert!(
        of_database >= real.plus_days(31),
        "what is written carries the played time"
    );
    let why = refusal(&desk, settings(&new), days(32));
    assert!(why.contains("another server plays this rehearsal"), "{why}");
    drop((held, app));
    let why = starts_not(&desk, settings(&new));
    assert!(
        why.contains("is a rehearsal, and never a real one: start it with deskbell serve --rehearsal"),
        "{why}"
    );
    // The mark is in the database too, and goes where it goes.
    let moved = tempfile::tempdir().expect("a folder");
    std::fs::copy(new.join("deskbell.db"), moved.path().join("deskbell.db")).expect("a copy");
    assert!(starts_not(&desk, settings(moved.path())).contains("is a rehearsal"));
    // And a real database does not become one by lying in its folder.
    for file in ["deskbell.db", "deskbell.db-wal", "deskbell.db-shm"] {
        let _not_there = std::fs::remove_file(new.join(file));
    }
    let real = rusqlite::Connection::open(desk.folder().join("deskbell.db")).expect("it opens");
    real.execute("vacuum into $1", [new.join("deskbell.db").to_str()])
        .expect("a copy without a mark");
    let why = refusal(&desk, settings(&new), days(40));
    assert!(
        why.starts_with("the database in") && why.contains("is not a rehearsal"),
        "{why}"
    );
}

#[test]
fn its_time_goes_only_forward() {
    let desk = Desk::start(Kind::Sqlite);
    let folder = tempfile::tempdir().expect("a folder");
    let clock = |ahead| play(&desk, settings(folder.path()), ahead).map(|(held, _)| held.clock.clone());
    let ahead = |ahead| match clock(ahead) {
        Ok(Clock::Rehearsal(seconds)) => Ok(seconds / DAY),
        Ok(_) => panic!("another clock"),
        Err(why) => Err(why),
    };
    assert_eq!(ahead(None), Ok(0));
    assert_eq!(ahead(days(31)), Ok(31));
    let why = ahead(days(30)).expect_err("it would go back");
    assert!(
        why.contains("has been 31d ahead") && why.contains("at least --now-offset 31d"),
        "{why}"
    );
    assert_eq!(ahead(None), Ok(31), "where it was");
    assert_eq!(ahead(days(45)), Ok(45));
    assert!(ahead(days(31)).is_err());
}

#[test]
fn a_copy_of_a_running_desk_shows_what_next_month_brings_and_the_desk_goes_on() {
    let desk = Desk::start(Kind::Sqlite);
    let world = desk.world("Acme");
    let sent = desk.visitor_sends(&world.visitor, "list.txt", b"one lantern");
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("next-month");
    let before = desk.dump();
    copy(desk.folder(), &to).expect("it copies");
    assert_eq!(desk.dump(), before);
    desk.visitor_writes(&world.visitor, "Still there?");
    assert!(starts_not(&desk, settings(&to)).contains("is a rehearsal"));
    let (_held, app) = play(&desk, settings(&to), days(31)).expect("it begins");
    assert!(to.join("files").join(&world.workspace).join(&sent).exists());
    // Its first of the month is long past by the machine's clock: the owner's report is a file, and reaches nobody.
    desk.wait(async {
        mail_due(&app).await.expect("it looks");
        mail::send_due(&app).await.expect("it keeps the mail");
    });
    let mails = std::fs::read_dir(to.join("mail")).expect("mails");
    let text: String = mails
        .map(|mail| std::fs::read_to_string(mail.expect("a file").path()).expect("a mail"))
        .collect();
    assert!(
        text.contains("Audit report of Acme") && text.contains("3 inactive"),
        "{text}"
    );
    assert!(!desk.folder().join("mail").exists() || desk.kept_mails().len() < text.len());
    let heads = desk.wait(admin::heads(&app)).expect("a line");
    assert!(heads.contains("Acme"), "{heads}");
}

#[test]
fn a_copy_that_is_made_while_the_desk_writes_is_whole() {
    let desk = Desk::start(Kind::Sqlite);
    let world = desk.world("Acme");
    let folder = tempfile::tempdir().expect("a folder");
    let copied = AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !copied.load(Ordering::SeqCst) {
                desk.visitor_writes(&world.visitor, "Is it still there?");
            }
        });
        for number in 0..5 {
            let outcome = copy(desk.folder(), &folder.path().join(number.to_string()));
            if outcome.is_err() {
                copied.store(true, Ordering::SeqCst);
            }
            outcome.expect("it copies");
        }
        copied.store(true, Ordering::SeqCst);
    });
    let mut messages = 0;
    for number in 0..5 {
        let file = folder.path().join(number.to_string()).join("deskbell.db");
        let c = rusqlite::Connection::open(file).expect("it opens");
        let verdict: String = c
            .query_row("pragma integrity_check", [], |r| r.get(0))
            .expect("a verdict");
        assert_eq!(verdict, "ok");
        let now: i64 = c
            .query_row("select count(*) from messages", [], |r| r.get(0))
            .expect("a count");
        assert!(now >= messages, "{now} after {messages}");
        messages = now;
    }
}

#[test]
fn a_copy_goes_into_a_new_folder_and_leaves_nothing_where_it_fails() {
    let desk = Desk::start(Kind::Sqlite);
    let folder = tempfile::tempdir().expect("a folder");
    let (empty, to) = (folder.path().join("empty"), folder.path().join("to"));
    std::fs::create_dir(&empty).expect("a folder");
    let why = copy(&empty, &to).expect_err("nothing to copy");
    assert!(why.contains("there is no database file in"), "{why}");
    assert!(!to.exists());
    let why = copy(desk.folder(), desk.folder()).expect_err("not into itself");
    assert!(why.contains("is not empty"), "{why}");
    std::fs::write(
        empty.join("deskbell.db"),
        "no database, but as long as the head of one would have to be.".repeat(20),
    )
    .expect("a file");
    copy(&empty, &to).expect_err("no database");
    assert!(!to.exists());
    copy(desk.folder(), &to).expect("it copies");
    assert!(
        copy(desk.folder(), &to)
            .expect_err("there already")
            .contains("is not empty")
    );
    // A rehearsal may be copied too, and has been as far ahead as that one.
    drop(play(&desk, settings(&to), days(31)).expect("it begins"));
    let second = folder.path().join("second");
    copy(&to, &second).expect("it copies");
    assert!(refusal(&desk, settings(&second), days(30)).contains("31d ahead"));
}

#[test]
fn mails_stay_on_this_machine_whatever_the_settings_say() {
    let desk = Desk::start(Kind::Sqlite);
    for (server, stays) in [
        ("smtp://mail.example.com", false),
        ("smtp://127.0.0.1:2525?tls=none", true),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut config = settings(folder.path());
        config.smtp_url = Some(server.to_owned());
        let (_held, app) = play(&desk, config, None).expect("it begins");
        assert_eq!(app.mailer.reaches_people(), stays, "{server}");
    }
}

#[test]
fn a_file_that_is_still_coming_in_is_not_old_because_a_later_day_is_played() {
    let desk = Desk::start(Kind::Sqlite);
    let folder = tempfile::tempdir().expect("a folder");
    let (_held, app) = play(&desk, settings(folder.path()), days(31)).expect("it begins");
    let incoming = folder.path().join("files/incoming");
    std::fs::create_dir_all(&incoming).expect("a folder");
    std::fs::write(incoming.join("half"), "half of it").expect("a file");
    desk.wait(purge(&app)).expect("it looks");
    assert!(incoming.join("half").exists());
}

#[test]
fn a_real_postgres_is_refused_before_anything_of_it_changes() {
    let desk = Desk::start(Kind::Postgres);
    desk.world("Acme");
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = settings(&folder.path().join("new"));
    config.database_url = desk.database.as_deref().map(url_of);
    let before = desk.dump();
    let why = refusal(&desk, config, days(31));
    assert!(
        why.contains("the database of --database-url is not a rehearsal, and never becomes one"),
        "{why}"
    );
    assert_eq!(desk.dump(), before);
    assert!(!folder.path().join("new").exists());
}

#[test]
fn an_empty_postgres_becomes_a_rehearsal_and_never_a_real_one() {
    let desk = Desk::start(Kind::Postgres);
    let name = format!("rehearsal_{}", std::process::id());
    desk.wait(sql(&format!("create database {name}")));
    let folder = tempfile::tempdir().expect("a folder");
    let config = || Config {
        database_url: Some(url_of(&name)),
        database_connections: 2,
        ..settings(&folder.path().join("data"))
    };
    let real = Clock::System.now();
    let (held, app) = play(&desk, config(), days(31)).expect("it begins");
    assert!(app.clock.now() >= real.plus_days(31));
    drop((held, app));
    let why = starts_not(&desk, config());
    assert!(why.starts_with("the database is a rehearsal"), "{why}");
    let elsewhere = Config {
        data: folder.path().join("other"),
        ..config()
    };
    assert!(starts_not(&desk, elsewhere).contains("is a rehearsal"));
    assert!(refusal(&desk, config(), days(3)).contains("31d ahead"));
    drop(play(&desk, config(), None).expect("it goes on"));
    desk.wait(sql(&format!("drop database {name} with (force)")));
}

async fn sql(statement: &str) {
    let url = std::env::var("DESKBELL_TEST_POSTGRES").expect("a PostgreSQL");
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls)
        .await
        .expect("it answers");
    tokio::spawn(connection);
    client.batch_execute(statement).await.expect(statement);
}

/// Runs the program to its end; answers whether it went well, and what it said.
fn deskbell(arguments: &[&str], folder: &Path) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_deskbell"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("DESKBELL_DATABASE_URL")
        .output()
        .expect("the program runs");
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn the_command_line_says_what_to_do_instead() {
    let desk = Desk::start(Kind::Sqlite);
    let place = tempfile::tempdir().expect("a folder");
    let from = desk.folder().to_str().expect("a path");
    for (arguments, said) in [
        (
            vec!["serve", "--rehearsal", "--listen", "127.0.0.1:0", "--data", from],
            "is not a rehearsal",
        ),
        (vec!["serve", "--now-offset", "31d"], "--rehearsal"),
        (
            vec!["serve", "--rehearsal", "--now-offset=-1d"],
            "give days, hours or minutes",
        ),
        (
            vec!["serve", "--rehearsal", "--now-offset", "soon"],
            "give days, hours or minutes",
        ),
        (vec!["rehearse", "--data", "to"], "--from"),
        (
            vec!["rehearse", "--from", "nowhere", "--data", "to"],
            "there is no database file in nowhere",
        ),
    ] {
        let (went_well, text) = deskbell(&arguments, place.path());
        assert!(!went_well && text.contains(said), "{arguments:?}: {text}");
    }
    let (went_well, text) = deskbell(&["rehearse", "--from", from, "--data", "to"], place.path());
    assert!(
        went_well && text.contains("deskbell serve --rehearsal --now-offset 31d --data to"),
        "{text}"
    );
    for verb in ["serve", "demo"] {
        let (went_well, text) = deskbell(&[verb, "--listen", "127.0.0.1:0", "--data", "to"], place.path());
        assert!(
            !went_well && text.contains("is a rehearsal, and never a real one"),
            "{verb}: {text}"
        );
    }
    let (went_well, text) = deskbell(&["admin", "audit", "verify", "--data", "to"], place.path());
    assert!(went_well, "what the operator asks of a rehearsal is answered: {text}");
}
