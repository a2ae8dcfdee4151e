//! From an empty data folder to the first answer, beside bare axum that opens an empty SQLite.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::http::Client;
use crate::process::{self, Folder};
use crate::report::{Bound, Line, Unit};
use crate::rounds::{Pair, Plan};

/// The floor's time, so many times at most.
const TIMES: f64 = 3.0;

/// Turns; a start is short, so there are many.
const TURNS: usize = 25;

/// Between two tries to connect.
const PAUSE: Duration = Duration::from_micros(100);

/// A server that has not answered by then never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// Measures it.
pub fn measure(_: &Plan) -> Result<Vec<Line>> {
    let pair = Pair::take(TURNS, ours, floor)?;
    Ok(vec![Line {
        what: "start, empty folder to first answer".into(),
        floor: "axum, empty SQLite",
        unit: Unit::Milliseconds,
        budget: Some(Bound::AtMost(TIMES).of(&pair)),
        pair,
    }])
}

fn ours() -> Result<f64> {
    let (data, address) = (Folder::fresh()?, process::free()?);
    first_answer(process::deskbell(&data.0, address)?, address)
}

fn floor() -> Result<f64> {
    let (data, address) = (Folder::fresh()?, process::free()?);
    let mut command = process::floor_command("empty", &[data.0.as_os_str()])?;
    command.arg(address.to_string());
    first_answer(command, address)
}

struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // Nothing can be done about one that has ended by itself; its missing answer is reported.
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}

fn first_answer(mut command: Command, address: std::net::SocketAddr) -> Result<f64> {
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let _ended = Ended(command.spawn()?);
    loop {
        if let Ok(mut client) = Client::connect(address) {
            client.ask("GET", "/healthz", "")?;
            return Ok(start.elapsed().as_secs_f64() * 1000.0);
        }
        ensure!(
            start.elapsed() < PATIENCE,
            "{:?} does not answer",
            command.get_program()
        );
        std::thread::sleep(PAUSE);
    }
}
