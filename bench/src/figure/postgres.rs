//! List and assign on PostgreSQL, beside a program that sends the same statements through a pool of the same size.

use anyhow::{Context, Result};
use serde_json::json;
use tokio_postgres::{Client, NoTls};

use super::{assign, list};
use crate::desk::Desk;
use crate::load::{self, Load};
use crate::process::{Folder, Server};
use crate::report::{Bound, Line};
use crate::rounds::Plan;

/// The share of the floor's rate, at least.
const LIST: f64 = 0.80;
const ASSIGN: f64 = 0.60;

/// Members of the workspace.
const PEOPLE: usize = 25;

/// The server to measure on; its user may make databases.
pub fn url() -> Option<String> {
    std::env::var("DESKBELL_BENCH_POSTGRES").ok()
}

/// Measures both.
pub fn measure(plan: &Plan) -> Result<Vec<Line>> {
    let url = url().context("DESKBELL_BENCH_POSTGRES says on which PostgreSQL to measure")?;
    let data = Folder::fresh()?;
    let ours = Database::create(&url, "ours", None)?;
    let settings = [("DESKBELL_DATABASE_URL", ours.url.as_str())];
    let desk = {
        let server = Server::deskbell(&data.0, &settings)?;
        Desk::fill(server.address, PEOPLE, assign::CONVERSATIONS)?
    };
    let copy = Database::create(&url, "floor", Some(&ours))?;
    let known = data.0.join("known.json");
    let token = load::token(&desk.owner)?;
    std::fs::write(&known, json!({"token": token, "owner": desk.people[0]}).to_string())?;
    let server = Server::deskbell(&data.0, &settings)?;
    let floor = Server::floor("postgres", &[copy.url.as_ref(), known.as_os_str()])?;

    let listed = list::beside(plan, &server, &floor, token)?;
    let people = desk.two()?;
    let requests = || load::assigning(&desk.conversations, &people, Some(token));
    let assigned = Load::new(&server, requests()?).beside(&mut Load::new(&floor, requests()?), plan)?;

    let list = format!("list of {PEOPLE} members, PostgreSQL");
    let assign = "assign a conversation, PostgreSQL".to_owned();
    let mut lines = Line::of_turns(list, "the same statements", listed, Bound::AtLeast(LIST));
    lines.extend(Line::of_turns(
        assign,
        "the same statements",
        assigned,
        Bound::AtLeast(ASSIGN),
    ));
    Ok(lines)
}

/// A database of its own, which goes with this value.
struct Database {
    server: String,
    name: String,
    url: String,
}

impl Database {
    /// An empty one, or a copy of another that nobody is connected to.
    fn create(server: &str, what: &str, like: Option<&Database>) -> Result<Self> {
        let name = format!("deskbell_bench_{what}_{}", std::process::id());
        let template = like.map_or("template0", |other| &other.name);
        run(server, &format!("create database {name} template {template}"))?;
        let (before, _) = server.rsplit_once('/').context("the URL names no database")?;
        Ok(Database {
            server: server.to_owned(),
            url: format!("{before}/{name}"),
            name,
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Err(error) = run(&self.server, &format!("drop database {} with (force)", self.name)) {
            eprintln!("{} was not dropped: {error:#}", self.name);
        }
    }
}

/// Runs one statement; a copy has to wait until those who were just connected to its model have gone.
fn run(server: &str, statement: &str) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(server, NoTls).await?;
        let connection = tokio::spawn(connection);
        let outcome = patiently(&client, statement).await;
        connection.abort();
        outcome
    })
}

async fn patiently(client: &Client, statement: &str) -> Result<()> {
    let in_use = tokio_postgres::error::SqlState::OBJECT_IN_USE;
    for _ in 0..50 {
        match client.batch_execute(statement).await {
            Err(error) if error.code() == Some(&in_use) => {
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
            other => return Ok(other?),
        }
    }
    anyhow::bail!("{statement}: somebody is still connected")
}
