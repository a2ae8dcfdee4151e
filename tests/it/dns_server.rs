//! A name server on loopback: real messages on a real socket, with the answers that a test writes down.

use std::collections::HashMap;
use std::net::UdpSocket;
use std::sync::Arc;

use hickory_proto::op::{Message, MessageType, OpCode, ResponseCode};
use hickory_proto::rr::rdata::TXT;
use hickory_proto::rr::{Name, RData, Record, RecordType};
use parking_lot::Mutex;

use crate::desk::{Desk, Kind};

/// What the server answers for a name.
#[derive(Clone)]
enum Says {
    /// These texts, each in the pieces in which it is sent.
    Texts(Vec<Vec<String>>),
    /// An error of its own.
    Fails,
}

/// The server. It ends with the process.
pub struct DnsServer {
    pub address: String,
    names: Arc<Mutex<HashMap<String, Says>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl DnsServer {
    pub fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a socket");
        let server = DnsServer {
            address: socket.local_addr().expect("an address").to_string(),
            names: Arc::default(),
            asked: Arc::default(),
        };
        let (names, asked) = (server.names.clone(), server.asked.clone());
        std::thread::spawn(move || {
            let mut bytes = [0_u8; 4096];
            while let Ok((length, from)) = socket.recv_from(&mut bytes) {
                let Ok(query) = Message::from_vec(&bytes[..length]) else {
                    continue;
                };
                let answer = answer(&query, &names.lock(), &mut asked.lock());
                let _ = socket.send_to(&answer.to_vec().expect("bytes"), from);
            }
        });
        server
    }

    /// From now on a name has this record among others, in two pieces.
    pub fn writes(&self, name: &str, text: &str) {
        let (head, tail) = text.split_at(text.len() / 2);
        let other = vec!["v=spf1 -all".to_owned()];
        let texts = vec![other, vec![head.to_owned(), tail.to_owned()]];
        self.names.lock().insert(name.to_owned(), Says::Texts(texts));
    }

    /// From now on the name has this record beside those that it has.
    pub fn adds(&self, name: &str, text: &str) {
        let mut names = self.names.lock();
        let says = names.entry(name.to_owned()).or_insert_with(|| Says::Texts(Vec::new()));
        if let Says::Texts(texts) = says {
            texts.push(vec![text.to_owned()]);
        }
    }

    /// From now on the name is not there.
    pub fn forgets(&self, name: &str) {
        self.names.lock().remove(name);
    }

    /// From now on the server can't answer for the name.
    pub fn fails(&self, name: &str) {
        self.names.lock().insert(name.to_owned(), Says::Fails);
    }

    /// How often a name was asked for.
    pub fn asked_for(&self, name: &str) -> usize {
        self.asked.lock().iter().filter(|asked| *asked == name).count()
    }
}

fn answer(query: &Message, names: &HashMap<String, Says>, asked: &mut Vec<String>) -> Message {
    let mut answer = Message::response(query.metadata.id, OpCode::Query);
    answer.metadata.message_type = MessageType::Response;
    answer.metadata.recursion_desired = query.metadata.recursion_desired;
    answer.metadata.recursion_available = true;
    let Some(question) = query.queries.first() else {
        answer.metadata.response_code = ResponseCode::FormErr;
        return answer;
    };
    answer.add_query(question.clone());
    let name = question.name().to_ascii();
    let name = name.trim_end_matches('.').to_lowercase();
    asked.push(name.clone());
    match names.get(&name) {
        Some(Says::Texts(texts)) if question.query_type() == RecordType::TXT => {
            let owner = Name::from_ascii(format!("{name}.")).expect("a name");
            for text in texts {
                let data = RData::TXT(TXT::new(text.clone()));
                answer.add_answer(Record::from_rdata(owner.clone(), 300, data));
            }
        }
        Some(Says::Texts(_)) => {}
        Some(Says::Fails) => answer.metadata.response_code = ResponseCode::ServFail,
        None => answer.metadata.response_code = ResponseCode::NXDomain,
    }
    answer
}

impl Desk {
    /// A desk that asks this server whose a domain is.
    pub fn with_dns(kind: Kind, server: &DnsServer) -> Desk {
        Desk::with(kind, |c| c.dns = Some(server.address.clone()))
    }
}

/// As `on_both!`, with a name server: `with_dns! { fn a_sentence(desk, server) { … } }`.
macro_rules! with_dns {
    ($(fn $name:ident($desk:ident, $server:ident) $body:block)*) => { $(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            fn body($desk: &$crate::desk::Desk, $server: &$crate::dns_server::DnsServer) $body
            fn on(kind: $crate::desk::Kind) {
                let server = $crate::dns_server::DnsServer::start();
                body(&$crate::desk::Desk::with_dns(kind, &server), &server);
            }
            #[test]
            fn sqlite() { on($crate::desk::Kind::Sqlite); }
            #[test]
            fn postgres() { on($crate::desk::Kind::Postgres); }
        }
    )* };
}
