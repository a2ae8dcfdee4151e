//! Resident memory with 1,000 live sockets and a million messages stored, beside a bare Socket.IO server with as many
//! sockets and an empty SQLite.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use memchr::memmem;

use super::memory::at_rest;
use crate::desk::Desk;
use crate::load;
use crate::process::{Folder, Server};
use crate::report::{Line, Unit};
use crate::rounds::{Pair, Plan, median};

/// Live sockets.
const SOCKETS: usize = 1_000;

/// Conversations, and messages of each.
const CONVERSATIONS: usize = 100;
const EACH: i64 = 10_000;

/// Messages of a conversation that are read before memory is looked at, page by page.
const PAGE: usize = 100;

/// Megabytes, at most.
const MOST: f64 = 150.0;

/// Turns; each starts both programs anew.
const TURNS: usize = 3;

/// Measures it.
pub fn measure(_: &Plan) -> Result<Vec<Line>> {
    let data = Folder::fresh()?;
    let mut desk = {
        let server = Server::deskbell(&data.0, &[])?;
        Desk::fill(server.address, 25, CONVERSATIONS)?
    };
    let stored = store(&data.0.join("deskbell.db"))?;
    ensure!(stored >= CONVERSATIONS as i64 * EACH, "only {stored} messages");
    let pair = Pair::take(TURNS, || ours(&data.0, &mut desk), floor)?;
    Ok(vec![Line {
        what: format!("memory, {SOCKETS} sockets, {} k messages", stored / 1000),
        floor: "bare Socket.IO with as many sockets, empty SQLite",
        unit: Unit::Megabytes,
        budget: Some((format!("≤ {MOST} MB"), median(&pair.ours) <= MOST)),
        pair,
    }])
}

/// Writes the messages straight into the file while no server runs. Answers how many there are.
fn store(database: &Path) -> Result<i64> {
    let mut database = rusqlite::Connection::open(database)?;
    let transaction = database.transaction()?;
    // Written at one a second each, in turns; the text is as long as a message of two sentences.
    transaction.execute(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < ?1)
         insert into messages (workspace_id, conversation_id, id, sender_type, sender_id, content, attachments, created_at)
         select c.workspace_id, c.id, '0193f2a6-0000-7000-8000-' || printf('%012x', n.i), 'customer', null,
                'This is message ' || n.i || '. I would like to know when my order arrives, because I am away next week.',
                '[]', 1700000000000000 + n.i * 1000000
         from conversations c, n",
        [EACH],
    )?;
    transaction.execute(
        "update conversations set message_count = (select count(*) from messages m
         where m.workspace_id = conversations.workspace_id and m.conversation_id = conversations.id)",
        [],
    )?;
    transaction.commit()?;
    Ok(database.query_row("select count(*) from messages", [], |row| row.get(0))?)
}

/// Reads something of every conversation and the whole of one, so that the database's caches are as warm as they get.
fn read(address: SocketAddr, desk: &mut Desk) -> Result<()> {
    let mut client = desk.owner.again(address)?;
    for id in &desk.conversations {
        client.ask("GET", &format!("/api/v1/conversations/{id}?limit={PAGE}"), "")?;
    }
    client.ask("GET", "/api/v1/conversations?limit=100", "").map(drop)
}

fn ours(data: &Path, desk: &mut Desk) -> Result<f64> {
    let server = Server::deskbell(data, &[])?;
    let auth = format!("40{{\"token\":\"{}\"}}", load::token(&desk.owner)?);
    let sockets = (0..SOCKETS)
        .map(|_| socket(server.address, &auth))
        .collect::<Result<Vec<_>>>()?;
    read(server.address, desk)?;
    let resident = at_rest(&server)?;
    drop(sockets);
    Ok(resident)
}

fn floor() -> Result<f64> {
    let data = Folder::fresh()?;
    let server = Server::floor("sockets", &[data.0.as_os_str()])?;
    let sockets = (0..SOCKETS)
        .map(|_| socket(server.address, "40"))
        .collect::<Result<Vec<_>>>()?;
    let resident = at_rest(&server)?;
    drop(sockets);
    Ok(resident)
}

/// A Socket.IO connection over WebSocket that was let in. Its pings fall due only after everything has been measured.
fn socket(address: SocketAddr, connect: &str) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.write_all(
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\n\
          upgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
    )?;
    until(&mut stream, b"\"sid\"")?;
    stream.write_all(&masked(connect)?)?;
    until(&mut stream, b"40{\"sid\"")?;
    Ok(stream)
}

/// Reads until these bytes have come.
fn until(stream: &mut TcpStream, wanted: &[u8]) -> Result<()> {
    let (mut bytes, mut part) = (Vec::new(), [0; 1024]);
    while memmem::find(&bytes, wanted).is_none() {
        let read = stream.read(&mut part)?;
        ensure!(read > 0, "the socket was refused: {}", String::from_utf8_lossy(&bytes));
        bytes.extend_from_slice(&part[..read]);
    }
    Ok(())
}

/// A text frame of a client (RFC 6455, 5.2), with a mask of zeros.
fn masked(text: &str) -> Result<Vec<u8>> {
    let length = u8::try_from(text.len())?;
    let mut frame = vec![0x81];
    if length < 126 {
        frame.push(0x80 | length);
    } else {
        frame.extend_from_slice(&[0x80 | 126, 0, length]);
    }
    frame.extend_from_slice(&[0; 4]);
    frame.extend_from_slice(text.as_bytes());
    Ok(frame)
}
