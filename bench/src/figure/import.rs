//! 10,000 people invited by one CSV file, until every row is recorded with its result; the mails follow. Beside a raw insert
//! of the same rows.

use std::fmt::Write;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::desk;
use crate::floor::empty;
use crate::http::{Client, text};
use crate::process::{Folder, Server};
use crate::report::{Bound, Line, Unit};
use crate::rounds::{Pair, Plan};

/// Rows of the file.
const ROWS: usize = 10_000;

/// The floor's time, so many times at most.
const TIMES: f64 = 3.0;

/// Between two looks at how far it is.
const PAUSE: Duration = Duration::from_millis(1);

/// Measures it.
pub fn measure(plan: &Plan) -> Result<Vec<Line>> {
    let pair = Pair::take(plan.rounds, ours, floor)?;
    Ok(vec![Line {
        what: format!("invite {ROWS} people by a file, SQLite"),
        floor: "raw insert of the same rows",
        unit: Unit::Milliseconds,
        budget: Some(Bound::AtMost(TIMES).of(&pair)),
        pair,
    }])
}

fn emails() -> impl Iterator<Item = String> {
    (0..ROWS).map(|n| format!("someone{n}@example.com"))
}

/// From the look at the file to the last row; a person takes longer to confirm it.
fn ours() -> Result<f64> {
    let data = Folder::fresh()?;
    let server = Server::deskbell(&data.0, &[("DESKBELL_INVITATIONS_PER_DAY", "0")])?;
    let mut owner = desk::house(server.address)?;
    let mut sheet = String::from("email,role,access_tier\n");
    for email in emails() {
        writeln!(sheet, "{email},member,basic")?;
    }
    let start = Instant::now();
    let seen = owner.send("POST", "/api/v1/team/imports", "text/csv", &sheet)?;
    let path = format!("/api/v1/team/imports/{}", text(&serde_json::from_slice(&seen)?, "id")?);
    owner.json("POST", &format!("{path}/confirm"), Some(&json!({"existing": "skip"})))?;
    let done = wait(&mut owner, &format!("{path}?rows=none"))?;
    let took = start.elapsed().as_secs_f64() * 1000.0;
    ensure!(done["done"] == ROWS, "{done}");
    Ok(took)
}

fn wait(owner: &mut Client, path: &str) -> Result<Value> {
    loop {
        let import = owner.json("GET", path, None)?;
        if import["state"] == "done" {
            return Ok(import);
        }
        std::thread::sleep(PAUSE);
    }
}

/// What is kept of each: the invitation, findable by its address, and what became of the row.
const TABLES: &str = "
    create table invited (workspace text not null, id text not null, email text not null, role text not null,
        tier text not null, invited_by text not null, invited_by_name text not null, created_at integer not null,
        expires_at integer not null, primary key (workspace, id));
    create unique index invited_once on invited (workspace, email);
    create table results (line integer primary key, email text not null, role text not null, tier text not null,
        outcome text not null, invitation text not null);";

fn floor() -> Result<f64> {
    let data = Folder::fresh()?;
    let mut database = empty::open(&data.0)?;
    database.execute_batch(TABLES)?;
    let id = |n: usize| format!("01900000-0000-7000-8000-{n:012}");
    let (workspace, by) = (id(ROWS), id(ROWS + 1));
    let start = Instant::now();
    let transaction = database.transaction()?;
    {
        let mut invited = transaction
            .prepare("insert into invited values (?1, ?2, ?3, 'member', 'basic', ?4, 'Ada Example', 1, 2)")?;
        let mut results =
            transaction.prepare("insert into results values (?1, ?2, 'member', 'basic', 'invite', ?3)")?;
        for (n, email) in emails().enumerate() {
            let id = id(n);
            invited.execute((&workspace, &id, &email, &by))?;
            results.execute((i64::try_from(n)?, &email, &id))?;
        }
    }
    transaction.commit()?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}
