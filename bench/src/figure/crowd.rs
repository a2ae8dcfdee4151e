//! `GET /team/members` of a workspace of 10,000, whole, beside bare axum that serialises the same rows from memory.

use std::fs;

use anyhow::{Result, ensure};
use serde_json::Value;

use super::list;
use crate::desk::{self, Desk, MEMBERS};
use crate::load;
use crate::process::{Folder, Server};
use crate::report::{Bound, Line};
use crate::rounds::Plan;

/// Members of the workspace.
const PEOPLE: i64 = 10_000;

/// The share of the floor's rate, at least: as for 25.
const SHARE: f64 = 0.35;

/// Measures it.
pub fn measure(plan: &Plan) -> Result<Vec<Line>> {
    let data = Folder::fresh()?;
    let mut desk = {
        let server = Server::deskbell(&data.0, &[])?;
        Desk::fill(server.address, 1, 0)?
    };
    desk::crowd(&data.0.join("deskbell.db"), PEOPLE - 1)?;
    let server = Server::deskbell(&data.0, &[])?;
    desk.owner = desk.owner.again(server.address)?;
    let members = desk.owner.ask("GET", MEMBERS, "")?;
    let found = i64::try_from(serde_json::from_slice::<Vec<Value>>(&members)?.len())?;
    ensure!(found == PEOPLE, "{found} members");

    let rows = data.0.join("members.json");
    fs::write(&rows, &members)?;
    let floor = Server::floor("list", &[rows.as_os_str()])?;
    let turns = list::beside(plan, &server, &floor, load::token(&desk.owner)?)?;
    let what = format!("list of {PEOPLE} members, SQLite");
    Ok(Line::of_turns(what, "axum, from memory", turns, Bound::AtLeast(SHARE)))
}
