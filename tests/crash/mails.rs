//! A server is killed while it hands over a mail: the next one on the folder sends it at its start, not when the lease is over.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::json;

use crate::Server;

/// Far less than a lease, far more than a start takes.
const SOON: Duration = Duration::from_secs(120);

/// Takes one mail as a server of its kind does, and answers who it is to.
fn take(stream: &TcpStream) -> Option<String> {
    let (mut lines, mut out) = (BufReader::new(stream).lines(), stream);
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes()).ok();
    say("220 here")?;
    let mut to = None;
    loop {
        let line = lines.next()?.ok()?;
        if let Some(address) = line.strip_prefix("RCPT TO:<") {
            to = address.split('>').next().map(str::to_owned);
        }
        if !line.starts_with("DATA") {
            say("250 yes")?;
            continue;
        }
        say("354 go on")?;
        lines.by_ref().map_while(Result::ok).find(|line| line == ".")?;
        say("250 taken")?;
        return to;
    }
}

/// A mail server that leaves the first caller waiting; tells that it came, then whom it has mail for.
fn mail_server() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("an address");
    let url = format!("smtp://{}?tls=none", listener.local_addr().expect("an address"));
    let (tell, told) = channel();
    std::thread::spawn(move || {
        let mut waiting = Vec::new();
        for stream in listener.incoming().map_while(Result::ok) {
            let news = if waiting.is_empty() {
                waiting.push(stream);
                Some("somebody waits".to_owned())
            } else {
                take(&stream)
            };
            if news.is_some_and(|news| tell.send(news).is_err()) {
                return;
            }
        }
    });
    (url, told)
}

#[test]
fn a_mail_that_a_server_was_killed_over_is_sent_by_the_next_one_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let (url, told) = mail_server();
    let settings = [("DESKBELL_SMTP_URL", url.as_str())];
    let server = Server::start_with(folder.path(), &settings);
    let ada = json!({"email": "ada@example.com", "full_name": "Ada", "password": "a long password"});
    server.post("/auth/register", "", &ada).expect("a new account");
    assert_eq!(told.recv_timeout(SOON).as_deref(), Ok("somebody waits"));
    server.kill();

    let server = Server::start_with(folder.path(), &settings);
    assert_eq!(told.recv_timeout(SOON).as_deref(), Ok("ada@example.com"));
    server.kill();
}
