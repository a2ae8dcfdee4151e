//! The floor programs: the least that could answer the same, with nothing checked. Each runs as a process of its own.

mod assign;
pub mod empty;
mod list;
mod postgres;
mod sockets;

use std::io::Write;

use anyhow::{Result, bail};
use axum::Router;
use tokio::net::TcpListener;

/// The hidden verb.
pub const VERB: &str = "floor";

/// `deskbell-bench floor <name> …`
#[tokio::main]
pub async fn run(args: &[String]) -> Result<()> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["list", rows] => list::run(rows).await,
        ["assign", folder, rows] => assign::run(folder, rows).await,
        ["empty", folder] => empty::run(folder, ANY).await,
        ["empty", folder, address] => empty::run(folder, address).await,
        ["sockets", folder] => sockets::run(folder).await,
        ["postgres", url, known] => postgres::run(url, known).await,
        other => bail!("there is no floor program {other:?}"),
    }
}

/// A free port of this machine.
const ANY: &str = "127.0.0.1:0";

/// Serves until it is killed; says where on its output.
async fn serve(address: &str, router: Router) -> Result<()> {
    let listener = TcpListener::bind(address).await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "ready {}", listener.local_addr()?)?;
    drop(out);
    axum::serve(listener, router).await?;
    Ok(())
}
