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

fn floor() -> Result<f64> {
    let data = Folder::fresh()?;
    let mut database = empty::open(&data.0)?;
    database.execute_batch("create table invited (email text primary key, role text, tier text) without rowid")?;
    let start = Instant::now();
    let transaction = database.transaction()?;
    {
        let mut insert =
            transaction.prepare("insert into invited (email, role, tier) values (?1, 'member', 'basic')")?;
        for email in emails() {
            insert.execute([email])?;
        }
    }
    transaction.commit()?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}
