//! Listening, until told to stop.

use std::net::SocketAddr;

use axum::ServiceExt;
use axum::extract::Request;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tower::Layer;
use tower::util::MapRequestLayer;

use crate::app::App;
use crate::door::{Lines, Peer};
use crate::{door, limits, routes};

/// A server that listens.
pub struct Serving {
    /// Where.
    pub address: SocketAddr,
    server: JoinSet<()>,
    jobs: JoinSet<()>,
}

/// Starts listening and the jobs.
///
/// # Errors
/// A sentence for the operator, where the address is taken.
pub async fn start(app: &App, listener: TcpListener) -> Result<Serving, String> {
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let tidied = |request: Request| door::readable(routes::without_trailing_slash(request));
    let service = MapRequestLayer::new(tidied).layer(routes::router(app));
    let service = ServiceExt::<Request>::into_make_service_with_connect_info::<Peer>(service);
    let mut server = JoinSet::new();
    server.spawn(async move {
        if let Err(error) = axum::serve(Lines::new(listener, limits::STALLED), service).await {
            tracing::error!(%error, "the server has stopped");
        }
    });
    Ok(Serving {
        address,
        server,
        jobs: crate::jobs::start(app),
    })
}

/// Takes the address.
///
/// # Errors
/// A sentence for the operator.
pub async fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    TcpListener::bind(address)
        .await
        .map_err(|e| format!("cannot listen on {address}: {e}. Choose another with --listen"))
}

impl Serving {
    /// Waits until the process is told to stop (Ctrl-C or SIGTERM), or the server ends by itself.
    pub async fn until_stopped(mut self) {
        tokio::select! {
            () = told_to_stop() => tracing::info!("stopping"),
            _ = self.server.join_next() => {}
        }
        self.jobs.abort_all();
    }

    /// Lets nothing run beside the requests any more, for whoever runs it by hand.
    pub fn stop_jobs(&mut self) {
        self.jobs.abort_all();
    }
}

async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _interrupted = interrupted.await;
        return;
    };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}
