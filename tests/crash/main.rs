//! A server that is killed in the middle of writing keeps every write that it had answered, and never half of one.
//!
//! The real program on a real folder, killed with SIGKILL, started again. `DESKBELL_PROVE_KILLS` says how often;
//! the tests do it three times, `cargo xtask prove` more often.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

mod mails;
mod transfer;

const WRITERS: usize = 8;

struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(data: &Path) -> Server {
        Server::start_with(data, &[])
    }

    /// With settings of its own.
    fn start_with(data: &Path, settings: &[(&str, &str)]) -> Server {
        let mut process = Command::new(env!("CARGO_BIN_EXE_deskbell"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env("DESKBELL_RATE_LIMITS", "off")
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("it has an output"))
            .read_line(&mut line)
            .expect("it says where it listens");
        let address = line.trim().rsplit(' ').next().expect("an address").to_owned();
        Server { process, address }
    }

    fn kill(mut self) {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it ends");
    }

    fn url(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.address)
    }

    fn post(&self, path: &str, token: &str, body: &Value) -> Option<Value> {
        ureq::post(self.url(path))
            .header("authorization", format!("Bearer {token}"))
            .send_json(body)
            .ok()?
            .body_mut()
            .read_json()
            .ok()
    }

    fn get(&self, path: &str, token: &str) -> Value {
        ureq::get(self.url(path))
            .header("authorization", format!("Bearer {token}"))
            .call()
            .expect("a started server answers")
            .body_mut()
            .read_json()
            .expect("in JSON")
    }
}

fn write_until_killed(
    server: &Arc<Server>,
    token: &str,
    conversation: &str,
    writer: usize,
    answered: &Mutex<Vec<String>>,
    enough: &AtomicBool,
) {
    let path = format!("/conversations/{conversation}/messages");
    for n in 0.. {
        let content = format!("writer {writer}, message {n}");
        let Some(message) = server.post(&path, token, &json!({"content": content})) else {
            return;
        };
        let id = message["id"]
            .as_str()
            .expect("an answered message has an id")
            .to_owned();
        let mut answered = answered.lock().expect("no writer panicked");
        answered.push(id);
        if answered.len() >= 200 {
            enough.store(true, Ordering::SeqCst);
        }
    }
}

fn kill_while_writing(server: Server, token: &str, conversation: &str) -> Vec<String> {
    let (answered, enough) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    let pid = server.process.id().to_string();
    let server = Arc::new(server);
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (server, answered, enough) = (&server, &answered, &enough);
            scope.spawn(move || {
                write_until_killed(server, token, conversation, writer, answered, enough);
            });
        }
        while !enough.load(Ordering::SeqCst) {
            std::thread::yield_now();
        }
        let killed = Command::new("kill").args(["-9", &pid]).status().expect("kill runs");
        assert!(killed.success());
    });
    Arc::into_inner(server).expect("all writers have ended").kill();
    answered.into_inner().expect("no writer panicked")
}

#[test]
fn every_answered_message_survives_a_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    let rounds = std::env::var("DESKBELL_PROVE_KILLS").map_or(3, |n| n.parse().expect("a number"));
    let server = Server::start(folder.path());
    let ada = json!({"email": "ada@example.com", "full_name": "Ada", "password": "a long password"});
    let ada = server.post("/auth/register", "", &ada).expect("a new account");
    let token = ada["access_token"].as_str().expect("a token").to_owned();
    let me = server
        .post("/auth/business/create", &token, &json!({"name": "Crash"}))
        .expect("a workspace");
    let open = json!({"business_id": me["business"]["id"]});
    let conversation = server.post("/conversations", &token, &open).expect("a conversation");
    let conversation = conversation["id"].as_str().expect("an id").to_owned();
    server.kill();

    let mut expected = 0;
    for round in 0..rounds {
        let answered = kill_while_writing(Server::start(folder.path()), &token, &conversation);
        expected += answered.len();
        let server = Server::start(folder.path());
        let shown = server.get(&format!("/conversations/{conversation}"), &token);
        let kept: Vec<&str> = shown["messages"]
            .as_array()
            .expect("messages")
            .iter()
            .filter_map(|m| m["id"].as_str())
            .collect();
        let lost: Vec<_> = answered.iter().filter(|id| !kept.contains(&id.as_str())).collect();
        assert!(
            lost.is_empty(),
            "round {round}: {} answered messages are lost",
            lost.len()
        );
        assert!(kept.len() >= expected, "round {round}: earlier messages are lost");
        server.kill();
    }
}
