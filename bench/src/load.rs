//! The load: so many connections, each with one request on its way at any time. The same for ours and for the floor, on
//! one thread, so that it takes little of the cores that it shares with the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::http;
use crate::process::{self, Server};
use crate::report::share;
use crate::rounds::{Pair, Plan};

/// Connections at once.
pub const CONNECTIONS: usize = 64;

/// Time to warm up before counting.
const WARM: Duration = Duration::from_millis(500);

/// What one connection asks: it appends its next request to the bytes.
pub type Requests = Box<dyn FnMut(&mut Vec<u8>) + Send>;

/// Requests of all connections; kept between turns, so that each goes on where it stood.
pub struct Load<'s> {
    server: &'s Server,
    requests: Vec<Requests>,
    /// Answers in all turns so far, warming up included.
    pub answered: u64,
}

/// What two loads brought, turn by turn.
#[derive(Default)]
pub struct Turns {
    /// Answers per second.
    pub rates: Pair,
    /// Microseconds of processor time for an answer, the server's and the load's together. This hardly moves when the
    /// machine has something else to do, as the rates do.
    pub work: Pair,
}

struct Turn {
    rate: f64,
    work: f64,
}

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    answered: AtomicU64,
}

impl<'s> Load<'s> {
    /// A load on one server.
    pub fn new(server: &'s Server, requests: Vec<Requests>) -> Self {
        Load {
            server,
            requests,
            answered: 0,
        }
    }

    /// Turns of this load and of the floor's.
    pub fn beside(&mut self, floor: &mut Load, plan: &Plan) -> Result<Turns> {
        let mut turns = Turns::default();
        for round in 1..=plan.rounds {
            let (a, b) = (self.turn(plan.seconds)?, floor.turn(plan.seconds)?);
            turns.rates.push(a.rate, b.rate);
            turns.work.push(a.work, b.work);
            eprintln!("  {round}/{}: {}", plan.rounds, share(a.rate / b.rate));
        }
        Ok(turns)
    }

    /// One turn. Any answer but 200 is an error.
    fn turn(&mut self, seconds: usize) -> Result<Turn> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let shared = Arc::new(Shared::default());
        let turn = runtime.block_on(self.run(&shared, Duration::from_secs(seconds as u64)));
        self.answered += shared.answered.load(Ordering::Relaxed);
        turn
    }

    /// One turn of a second whose figures nobody wants.
    pub fn burst(&mut self) -> Result<()> {
        self.turn(1).map(drop)
    }

    fn worked(&self) -> Result<f64> {
        Ok(self.server.worked()? + process::worked("self")?)
    }

    async fn run(&mut self, shared: &Arc<Shared>, length: Duration) -> Result<Turn> {
        let mut connections = JoinSet::new();
        for requests in self.requests.drain(..) {
            let stream = TcpStream::connect(self.server.address).await?;
            stream.set_nodelay(true)?;
            connections.spawn(connection(stream, requests, shared.clone()));
        }
        tokio::time::sleep(WARM).await;
        let (start, worked) = (Instant::now(), self.worked()?);
        let before = shared.answered.load(Ordering::Relaxed);
        tokio::time::sleep(length).await;
        let answers = shared.answered.load(Ordering::Relaxed) - before;
        let (took, work) = (start.elapsed(), self.worked()? - worked);
        shared.stop.store(true, Ordering::Relaxed);
        while let Some(done) = connections.join_next().await {
            self.requests.push(done??);
        }
        ensure!(answers > 0, "nothing was answered");
        let answers = answers as f64;
        Ok(Turn {
            rate: answers / took.as_secs_f64(),
            work: work * 1e6 / answers,
        })
    }
}

async fn connection(mut stream: TcpStream, mut requests: Requests, shared: Arc<Shared>) -> Result<Requests> {
    let (mut out, mut read) = (Vec::with_capacity(1024), vec![0; 64 * 1024]);
    while !shared.stop.load(Ordering::Relaxed) {
        out.clear();
        requests(&mut out);
        stream.write_all(&out).await?;
        answer(&mut stream, &mut read).await?;
        shared.answered.fetch_add(1, Ordering::Relaxed);
    }
    Ok(requests)
}

async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<()> {
    let mut filled = 0;
    let mut known = None;
    loop {
        let read = stream.read(&mut buffer[filled..]).await?;
        ensure!(read > 0, "the server closed a connection, or its head is too long");
        filled += read;
        if known.is_none() {
            known = http::frame(&buffer[..filled])?;
            // Room for one byte too many, which would show.
            let needed = known.as_ref().map_or(0, |frame| frame.total + 1);
            buffer.resize(buffer.len().max(needed), 0);
        }
        match &known {
            Some(frame) if filled >= frame.total => {
                if frame.status != 200 {
                    bail!("{}", String::from_utf8_lossy(&buffer[..filled]));
                }
                ensure!(filled == frame.total, "more came than was asked for");
                return Ok(());
            }
            _ => {}
        }
    }
}

/// The same request on every connection.
pub fn same(request: &[u8]) -> Vec<Requests> {
    let request: Arc<[u8]> = request.into();
    let one = |_| {
        let request = request.clone();
        Box::new(move |out: &mut Vec<u8>| out.extend_from_slice(&request)) as Requests
    };
    (0..CONNECTIONS).map(one).collect()
}

/// Each connection walks over conversations of its own and gives each to one of two people, then all to the other.
pub fn assigning(conversations: &[String], people: &[String; 2], token: Option<&str>) -> Result<Vec<Requests>> {
    let each = conversations.len() / CONNECTIONS;
    ensure!(each > 0, "fewer conversations than connections");
    let walk = |own: &[String]| {
        let (own, people, token) = (own.to_vec(), people.clone(), token.map(str::to_owned));
        let mut at = 0;
        Box::new(move |out: &mut Vec<u8>| {
            let (conversation, person) = (&own[at % own.len()], &people[at / own.len() % 2]);
            let path = format!("/api/v1/team/assign/{conversation}?agent_id={person}");
            http::request(out, "POST", &path, token.as_deref(), "");
            at += 1;
        }) as Requests
    };
    Ok(conversations.chunks_exact(each).take(CONNECTIONS).map(walk).collect())
}

/// A token of the load's own server, where it has one.
pub fn token(client: &http::Client) -> Result<&str> {
    client.token.as_deref().context("nobody is signed in")
}
