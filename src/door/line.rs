//! The connection that a request came by. A client that stops reading holds its answer back for as long as it likes; whoever
//! is cut off meanwhile must not find the rest of it waiting. So the connection itself can be hung up from outside; and one
//! that takes nothing for a while is hung up by itself, or whoever stops reading keeps what was meant for them in memory.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use futures_util::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Sleep;

use crate::clock::Clock;

/// Ends one connection from outside. Cheap to clone.
#[derive(Clone, Default)]
pub struct Line(Arc<State>);

#[derive(Default)]
struct State {
    hung_up: AtomicBool,
    waker: AtomicWaker,
}

impl Line {
    /// Ends the connection. What the machine still holds of the answer is thrown away.
    pub fn hang_up(&self) {
        self.0.hung_up.store(true, Ordering::Release);
        self.0.waker.wake();
    }

    fn check(&self, cx: &Context<'_>, stream: &TcpStream) -> io::Result<()> {
        self.0.waker.register(cx.waker());
        if self.0.hung_up.load(Ordering::Acquire) {
            let _gone = stream.set_zero_linger();
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        Ok(())
    }
}

/// Who is at the other end, and the line to them.
#[derive(Clone)]
pub struct Peer {
    /// Where the connection comes from.
    pub address: SocketAddr,
    /// The connection.
    pub line: Line,
}

/// Listens for connections that can be hung up.
pub struct Lines {
    listener: TcpListener,
    patience: Duration,
}

impl Lines {
    /// Connections that take nothing for `patience` are hung up.
    #[must_use]
    pub fn new(listener: TcpListener, patience: Duration) -> Self {
        Lines { listener, patience }
    }
}

impl Listener for Lines {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        let wire = Wire {
            stream,
            line: Line::default(),
            patience: self.patience,
            stalled: None,
        };
        (wire, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, Lines>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Peer {
        Peer {
            address: *stream.remote_addr(),
            line: stream.io().line.clone(),
        }
    }
}

/// A connection that can be hung up.
pub struct Wire {
    stream: TcpStream,
    line: Line,
    patience: Duration,
    /// Runs since the other end takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    /// What became of a write; one that has waited for too long hangs up.
    fn written(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(Clock::machine(patience)));
        ready!(stalled.as_mut().poll(cx));
        self.line.hang_up();
        self.line.check(cx, &self.stream)?;
        Poll::Pending
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        // Whoever noticed the end before the cut came round leaves nothing of the answer behind either.
        if self.line.0.hung_up.load(Ordering::Acquire) {
            let _gone = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.line.check(cx, &self.stream)?;
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.line.check(cx, &self.stream)?;
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.written(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.line.check(cx, &self.stream)?;
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.written(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    /// More than the machine keeps for somebody who does not read.
    const LARGE: usize = 64 * 1024 * 1024;

    async fn wire(patience: Duration) -> (Wire, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut lines = Lines::new(listener, patience);
        let (accepted, client) = tokio::join!(lines.accept(), TcpStream::connect(address));
        (accepted.0, client.expect("a connection"))
    }

    #[tokio::test]
    async fn whoever_takes_nothing_is_hung_up_and_finds_nothing_waiting() {
        let (mut wire, mut client) = wire(Duration::from_millis(50)).await;
        let ended = wire.write_all(&vec![7; LARGE]).await.expect_err("nobody reads");
        assert_eq!(ended.kind(), io::ErrorKind::ConnectionAborted);
        drop(wire);
        let read = client.read_to_end(&mut Vec::new()).await.expect_err("no orderly end");
        assert_eq!(read.kind(), io::ErrorKind::ConnectionReset);
    }

    #[tokio::test]
    async fn whoever_reads_gets_everything() {
        let (mut wire, mut client) = wire(Duration::from_secs(60)).await;
        let mut got = Vec::new();
        let (sent, read) = tokio::join!(
            async {
                wire.write_all(&vec![7; LARGE]).await?;
                wire.shutdown().await
            },
            client.read_to_end(&mut got)
        );
        sent.expect("all of it is sent");
        assert_eq!(read.expect("all of it is read"), LARGE);
    }
}
