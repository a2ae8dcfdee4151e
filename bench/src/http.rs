//! As much HTTP/1.1 as it takes to ask one server the same question many times: keep-alive and `Content-Length`.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use anyhow::{Context, Result, bail, ensure};
use memchr::memmem;
use serde_json::Value;

/// Where a whole answer ends.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame {
    /// The status.
    pub status: u16,
    /// Bytes before the body.
    pub head: usize,
    /// Bytes in all.
    pub total: usize,
}

/// The first answer in these bytes, once its head is whole; its body may be on its way.
pub fn frame(bytes: &[u8]) -> Result<Option<Frame>> {
    let Some(end) = memmem::find(bytes, b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&bytes[..end])?;
    let status = head
        .get(9..12)
        .and_then(|text| text.parse().ok())
        .context("no HTTP answer")?;
    let length = head
        .split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse::<usize>().ok())
        .context("an answer without Content-Length")?;
    Ok(Some(Frame {
        status,
        head: end + 4,
        total: end + 4 + length,
    }))
}

/// A request as bytes, with a body of JSON where it has one.
pub fn request(out: &mut Vec<u8>, method: &str, path: &str, token: Option<&str>, body: &str) {
    request_of(out, method, path, token, ("application/json", body));
}

fn request_of(out: &mut Vec<u8>, method: &str, path: &str, token: Option<&str>, (kind, body): (&str, &str)) {
    out.extend_from_slice(method.as_bytes());
    out.push(b' ');
    out.extend_from_slice(path.as_bytes());
    out.extend_from_slice(b" HTTP/1.1\r\nhost: localhost\r\n");
    if let Some(token) = token {
        out.extend_from_slice(b"authorization: Bearer ");
        out.extend_from_slice(token.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    if !body.is_empty() {
        out.extend_from_slice(format!("content-type: {kind}\r\n").as_bytes());
    }
    if method != "GET" {
        out.extend_from_slice(format!("content-length: {}\r\n", body.len()).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(body.as_bytes());
}

/// A connection for setting things up, one request at a time.
pub struct Client {
    stream: TcpStream,
    /// The session's token, once there is one.
    pub token: Option<String>,
}

impl Client {
    /// Connects.
    pub fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Client { stream, token: None })
    }

    /// The same person at another address, as after a server has started again.
    pub fn again(&self, address: SocketAddr) -> Result<Self> {
        let mut client = Client::connect(address)?;
        client.token.clone_from(&self.token);
        Ok(client)
    }

    /// The body of an answer; anything but 200 is an error that shows it.
    pub fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Vec<u8>> {
        self.send(method, path, "application/json", body)
    }

    /// The same with a body of another media type.
    pub fn send(&mut self, method: &str, path: &str, kind: &str, body: &str) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        request_of(&mut bytes, method, path, self.token.as_deref(), (kind, body));
        self.stream.write_all(&bytes)?;
        bytes.clear();
        let mut part = [0; 65_536];
        let frame = loop {
            match frame(&bytes)? {
                Some(frame) if bytes.len() >= frame.total => break frame,
                _ => {
                    let read = self.stream.read(&mut part)?;
                    ensure!(read > 0, "the server closed the connection");
                    bytes.extend_from_slice(&part[..read]);
                }
            }
        };
        let body = bytes.split_off(frame.head);
        if frame.status != 200 {
            bail!("{method} {path}: {} {}", frame.status, String::from_utf8_lossy(&body));
        }
        Ok(body)
    }

    /// The same in JSON, both ways.
    pub fn json(&mut self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let answer = self.ask(method, path, &body)?;
        serde_json::from_slice(&answer).with_context(|| format!("{method} {path} answered no JSON"))
    }
}

/// A field of an answer that has to be a text.
pub fn text(value: &Value, field: &str) -> Result<String> {
    let found = value.get(field).and_then(Value::as_str).map(str::to_owned);
    found.with_context(|| format!("no `{field}` in {value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_where_its_length_says() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\nHTTP";
        let whole = Frame {
            status: 200,
            head: 38,
            total: 41,
        };
        assert_eq!(frame(bytes).unwrap(), Some(whole));
        assert_eq!(frame(&bytes[..30]).unwrap(), None);
        assert!(frame(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
