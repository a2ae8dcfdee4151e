//! A mail server of a test's own: it listens on loopback, speaks SMTP, keeps what it takes, and answers as it is told.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail_parser::{MessageParser, MimeHeaders};

use crate::desk::{Desk, Kind};

/// A mail that the server took.
#[derive(Clone, Debug)]
pub struct Taken {
    /// As the client named them, before the mail itself.
    pub envelope: (String, String),
    /// User and password, where the client signed in.
    pub signed_in: Option<(String, String)>,
    pub raw: String,
}

#[derive(Default)]
struct State {
    taken: Vec<Taken>,
    /// Recipients that were asked for, taken or not.
    asked: Vec<String>,
    /// What is said to a recipient instead of taking the mail.
    refusal: Option<String>,
    /// User and password that are needed.
    account: Option<(String, String)>,
}

#[derive(Clone)]
pub struct MailServer {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl MailServer {
    pub fn start() -> MailServer {
        MailServer::at(([127, 0, 0, 1], 0).into())
    }

    /// Listens where another one did before.
    pub fn at(address: SocketAddr) -> MailServer {
        let listener = TcpListener::bind(address).expect("a free port");
        let server = MailServer {
            address: listener.local_addr().expect("an address"),
            state: Arc::default(),
        };
        let state = server.state.clone();
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let state = state.clone();
                std::thread::spawn(move || client.and_then(|client| talk(client, &state)));
            }
        });
        server
    }

    /// The setting that leads here.
    pub fn url(&self) -> String {
        format!("smtp://{}?tls=none", self.address)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What every recipient hears from now on; nothing: they are taken.
    pub fn answer(&self, refusal: Option<&str>) {
        self.state().refusal = refusal.map(str::to_owned);
    }

    pub fn wants(&self, user: &str, password: &str) {
        self.state().account = Some((user.to_owned(), password.to_owned()));
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.state().taken.clone()
    }

    /// Mails to one address.
    pub fn to(&self, address: &str) -> Vec<Taken> {
        let all = self.taken().into_iter();
        all.filter(|m| m.envelope.1 == address).collect()
    }

    pub fn asked(&self) -> Vec<String> {
        self.state().asked.clone()
    }
}

/// A port that nobody listens on, until somebody does.
pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("an address")
}

fn address_in(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}

/// RFC 4616: nothing, user, password, with a zero between.
fn plain(argument: &str) -> Option<(String, String)> {
    let bytes = STANDARD.decode(argument).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let mut parts = text.split('\0').skip(1);
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}

/// One conversation, as RFC 5321 has it.
fn talk(client: TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let mut out = client.try_clone()?;
    let mut lines = BufReader::new(client).lines();
    let (mut from, mut to, mut signed_in) = (String::new(), String::new(), None);
    let state = || state.lock().unwrap_or_else(PoisonError::into_inner);
    out.write_all(b"220 mail.test ESMTP\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?;
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN".to_owned(),
            "AUTH" => {
                signed_in = line.rsplit(' ').next().and_then(plain);
                let fits = state().account.is_none() || state().account == signed_in;
                if fits { "235 welcome" } else { "535 wrong password" }.to_owned()
            }
            "MAIL" if state().account.is_some() && state().account != signed_in => "530 sign in first".to_owned(),
            "MAIL" => {
                from = address_in(&line);
                "250 fine".to_owned()
            }
            "RCPT" => {
                to = address_in(&line);
                state().asked.push(to.clone());
                state().refusal.clone().unwrap_or("250 fine".to_owned())
            }
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let mut raw = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    raw += line.strip_prefix('.').unwrap_or(&line);
                    raw += "\r\n";
                }
                let envelope = (from.clone(), to.clone());
                let signed_in = signed_in.clone();
                state().taken.push(Taken {
                    envelope,
                    signed_in,
                    raw,
                });
                "250 queued as 1".to_owned()
            }
            "QUIT" => "221 bye".to_owned(),
            "RSET" | "NOOP" => "250 fine".to_owned(),
            _ => "502 what?".to_owned(),
        };
        out.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}

/// A mail as a reader's program shows it.
#[derive(Debug)]
pub struct Read {
    pub subject: String,
    pub from: String,
    pub to: String,
    pub plain: String,
    pub html: String,
}

/// Reads a mail with a library that is not the one it was written with.
pub fn read(raw: &str) -> Read {
    let mail = MessageParser::default().parse(raw.as_bytes()).expect("a mail");
    let first = |list: Option<&mail_parser::Address<'_>>| {
        let found = list.and_then(|l| l.first()).and_then(|a| a.address());
        found.unwrap_or_default().to_owned()
    };
    let kind = mail.content_type().expect("a type");
    assert_eq!(
        (kind.ctype(), kind.subtype()),
        ("multipart", Some("alternative")),
        "{raw}"
    );
    assert!(mail.date().is_some() && mail.message_id().is_some(), "{raw}");
    Read {
        subject: mail.subject().unwrap_or_default().to_owned(),
        from: first(mail.from()),
        to: first(mail.to()),
        plain: mail.body_text(0).expect("plain text").into_owned(),
        html: mail.body_html(0).expect("HTML").into_owned(),
    }
}

/// The secret of the link in a mail.
#[track_caller]
pub fn token_in(raw: &str) -> String {
    let plain = read(raw).plain;
    let found = plain
        .split_once("token=")
        .map(|(_, rest)| rest.split_whitespace().next());
    found
        .flatten()
        .unwrap_or_else(|| panic!("no link in {plain}"))
        .to_owned()
}

impl Desk {
    /// A desk that sends its mails to this server.
    pub fn with_mail(kind: Kind, server: &MailServer) -> Desk {
        Desk::with(kind, |c| c.smtp_url = Some(server.url()))
    }

    /// Tries every mail that is due, once.
    pub fn send_mails(&self) {
        self.wait(deskbell::mail::send_due(&self.app)).expect("it looks");
    }

    /// The mails that were kept as files, the oldest first.
    pub fn kept_mails(&self) -> Vec<std::path::PathBuf> {
        let files = std::fs::read_dir(self.folder().join("mail")).into_iter().flatten();
        let mut files: Vec<_> = files.map(|f| f.expect("a file").path()).collect();
        files.sort();
        files
    }
}

/// As `on_both!`, with a mail server: `with_mail! { fn a_sentence(desk, server) { … } }`.
macro_rules! with_mail {
    ($(fn $name:ident($desk:ident, $server:ident) $body:block)*) => { $(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            fn body($desk: &$crate::desk::Desk, $server: &$crate::mail_server::MailServer) $body
            fn on(kind: $crate::desk::Kind) {
                let server = $crate::mail_server::MailServer::start();
                body(&$crate::desk::Desk::with_mail(kind, &server), &server);
            }
            #[test]
            fn sqlite() { on($crate::desk::Kind::Sqlite); }
            #[test]
            fn postgres() { on($crate::desk::Kind::Postgres); }
        }
    )* };
}
