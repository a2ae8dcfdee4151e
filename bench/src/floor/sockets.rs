//! A bare Socket.IO server that greets whoever connects, with an empty SQLite.

use anyhow::Result;
use axum::Router;
use axum::routing::get;
use socketioxide::SocketIo;
use socketioxide::extract::SocketRef;

/// Serves it until the process is killed.
pub async fn run(folder: &str) -> Result<()> {
    let _open = super::empty::open(folder)?;
    let (layer, io) = SocketIo::new_layer();
    io.ns("/", async |socket: SocketRef| socket.join("everybody"));
    let router = Router::new().route("/healthz", get(async || "ok\n")).layer(layer);
    super::serve(super::ANY, router).await
}
