//! Resident memory when idle, beside bare axum with an empty SQLite.

use std::time::Duration;

use anyhow::Result;

use crate::desk::{Desk, MEMBERS};
use crate::http::{self, Client};
use crate::load::{self, Load};
use crate::process::{Folder, Server};
use crate::report::{Line, Unit};
use crate::rounds::{Pair, Plan, median};

/// Bytes of a megabyte.
pub const MEGABYTE: f64 = 1e6;

/// Megabytes, at most.
const MOST: f64 = 40.0;

/// Turns; each starts both programs anew.
const TURNS: usize = 3;

/// Time for what runs after the start to come to rest.
pub const REST: Duration = Duration::from_secs(3);

/// Measures it twice: fresh, and idle again after people signed up and the list was asked for a second by 64 clients.
pub fn measure(_: &Plan) -> Result<Vec<Line>> {
    let fresh = Pair::take(TURNS, || ours(false), || floor(false))?;
    let used = Pair::take(TURNS, || ours(true), || floor(true))?;
    Ok(vec![
        line("memory, idle", fresh),
        line("memory, idle again after use", used),
    ])
}

fn line(what: &str, pair: Pair) -> Line {
    let held = median(&pair.ours) <= MOST;
    Line {
        what: what.into(),
        floor: "axum, empty SQLite",
        unit: Unit::Megabytes,
        budget: Some((format!("≤ {MOST} MB"), held)),
        pair,
    }
}

fn ours(used: bool) -> Result<f64> {
    let data = Folder::fresh()?;
    let server = Server::deskbell(&data.0, &[])?;
    Client::connect(server.address)?.ask("GET", "/healthz", "")?;
    if used {
        let desk = Desk::fill(server.address, 25, 25)?;
        burst(&server, MEMBERS, Some(load::token(&desk.owner)?))?;
    }
    at_rest(&server)
}

fn floor(used: bool) -> Result<f64> {
    let data = Folder::fresh()?;
    let server = Server::floor("empty", &[data.0.as_os_str()])?;
    Client::connect(server.address)?.ask("GET", "/healthz", "")?;
    if used {
        burst(&server, "/healthz", None)?;
    }
    at_rest(&server)
}

fn burst(server: &Server, path: &str, token: Option<&str>) -> Result<()> {
    let mut request = Vec::new();
    http::request(&mut request, "GET", path, token, "");
    Load::new(server, load::same(&request)).burst()
}

/// Megabytes that are resident once nothing happens.
pub fn at_rest(server: &Server) -> Result<f64> {
    std::thread::sleep(REST);
    Ok(server.resident()? / MEGABYTE)
}
