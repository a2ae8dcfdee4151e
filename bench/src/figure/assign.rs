//! `POST /team/assign/{id}`, every one a real change, beside a raw group commit.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::desk::Desk;
use crate::load::{self, Load};
use crate::process::{Folder, Server};
use crate::report::{Bound, Line};
use crate::rounds::Plan;

/// Conversations that are assigned to and fro.
pub const CONVERSATIONS: usize = 32 * load::CONNECTIONS;

/// The share of the floor's rate, at least.
const SHARE: f64 = 0.45;

/// Measures it, and checks that each answer stands for a change that is in the database.
pub fn measure(plan: &Plan) -> Result<Vec<Line>> {
    let data = Folder::fresh()?;
    let server = Server::deskbell(&data.0, &[])?;
    let desk = Desk::fill(server.address, 3, CONVERSATIONS)?;

    let floor_data = Folder::fresh()?;
    let rows = floor_data.0.join("conversations.json");
    fs::write(&rows, serde_json::to_vec(&desk.conversations)?)?;
    let floor = Server::floor("assign", &[floor_data.0.as_os_str(), rows.as_os_str()])?;

    let people = desk.two()?;
    let token = Some(load::token(&desk.owner)?);
    let requests = || load::assigning(&desk.conversations, &people, token);
    let (mut on_ours, mut on_floor) = (Load::new(&server, requests()?), Load::new(&floor, requests()?));
    let turns = on_ours.beside(&mut on_floor, plan)?;

    let acts = "select count(*) from acts where act = 'assigned'";
    check(&data.0.join("deskbell.db"), acts, on_ours.answered)?;
    check(
        &floor_data.0.join("floor.db"),
        "select count(*) from acts",
        on_floor.answered,
    )?;
    let what = "assign a conversation, SQLite".to_owned();
    Ok(Line::of_turns(what, "raw group commit", turns, Bound::AtLeast(SHARE)))
}

fn check(database: &Path, count: &str, answered: u64) -> Result<()> {
    let database = rusqlite::Connection::open(database)?;
    let stored: i64 = database.query_row(count, [], |row| row.get(0))?;
    ensure!(
        u64::try_from(stored)? == answered,
        "{answered} answers, but {stored} changes"
    );
    Ok(())
}
