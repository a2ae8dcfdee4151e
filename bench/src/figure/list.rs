//! `GET /team/members`, beside bare axum that serialises the same rows from memory.

use std::fs;

use anyhow::{Result, ensure};

use crate::desk::{Desk, MEMBERS};
use crate::http::{self, Client};
use crate::load::{self, Load, Turns};
use crate::process::{Folder, Server};
use crate::report::{Bound, Line};
use crate::rounds::Plan;

/// Members of the workspace.
const PEOPLE: usize = 25;

/// The share of the floor's rate, at least.
const SHARE: f64 = 0.35;

/// Measures it.
pub fn measure(plan: &Plan) -> Result<Vec<Line>> {
    let data = Folder::fresh()?;
    let server = Server::deskbell(&data.0, &[])?;
    let mut desk = Desk::fill(server.address, PEOPLE, 0)?;
    let members = desk.members()?;

    let rows = data.0.join("members.json");
    fs::write(&rows, &members)?;
    let floor = Server::floor("list", &[rows.as_os_str()])?;
    let same = Client::connect(floor.address)?.ask("GET", MEMBERS, "")?;
    ensure!(same == members, "the floor answers something else");

    let turns = beside(plan, &server, &floor, load::token(&desk.owner)?)?;
    let what = format!("list of {PEOPLE} members, SQLite");
    Ok(Line::of_turns(what, "axum, from memory", turns, Bound::AtLeast(SHARE)))
}

/// The same load on two servers in turns.
pub fn beside(plan: &Plan, ours: &Server, floor: &Server, token: &str) -> Result<Turns> {
    let mut request = Vec::new();
    http::request(&mut request, "GET", MEMBERS, Some(token), "");
    let mut on_floor = Load::new(floor, load::same(&request));
    Load::new(ours, load::same(&request)).beside(&mut on_floor, plan)
}
