//! A Socket.IO client that polls, as small as it can be (Engine.IO 4): enough to see that a socket is ended.

use std::sync::Mutex;

use serde_json::{Value, json};

use crate::desk::Desk;

/// Packets of one answer stand apart by this character.
const BETWEEN: char = '\u{1e}';

pub struct Socket<'a> {
    desk: &'a Desk,
    agent: ureq::Agent,
    url: String,
    /// What came together with the word that it is connected.
    came_along: Mutex<String>,
}

impl<'a> Socket<'a> {
    /// Connects somebody by their token.
    pub fn open(desk: &'a Desk, token: &str) -> Socket<'a> {
        Socket::with(desk, &json!({"token": token}))
    }

    /// Connects with any handshake.
    pub fn with(desk: &'a Desk, auth: &Value) -> Socket<'a> {
        Socket::attempt(desk, auth).unwrap_or_else(|refusal| panic!("it is refused: {refusal}"))
    }

    /// Connects, or says what came instead.
    pub fn attempt(desk: &'a Desk, auth: &Value) -> Result<Socket<'a>, String> {
        let socket = Socket::greet(desk, auth);
        let mut seen = String::new();
        while !seen.contains("40{") {
            let (status, more) = socket.poll_with_status();
            // The packet, not an id with such digits.
            if status != 200 || more.contains("44{") || Socket::is_over(&more) {
                return Err(more);
            }
            seen += &more;
        }
        *socket.came_along.lock().expect("no panic") = seen;
        Ok(socket)
    }

    /// The word with which somebody with this token is not let in.
    pub fn refused(desk: &'a Desk, token: &str) -> String {
        Socket::refused_with(desk, &json!({"token": token}))
    }

    /// The same in a workspace that they name.
    pub fn refused_at(desk: &'a Desk, token: &str, workspace: &str) -> String {
        Socket::refused_with(desk, &json!({"token": token, "business_id": workspace}))
    }

    fn refused_with(desk: &'a Desk, auth: &Value) -> String {
        let socket = Socket::greet(desk, auth);
        loop {
            let more = socket.poll();
            assert!(!more.contains("40{"), "it is let in: {more}");
            if let Some((_, refusal)) = more.split_once("44{") {
                let refusal = refusal.split(BETWEEN).next().unwrap_or_default();
                let refusal: Value = serde_json::from_str(&format!("{{{refusal}")).expect("a refusal");
                return refusal["message"].as_str().expect("a word").to_owned();
            }
        }
    }

    fn greet(desk: &'a Desk, auth: &Value) -> Socket<'a> {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let url = format!("{}/socket.io/?EIO=4&transport=polling", desk.origin());
        let mut socket = Socket {
            desk,
            agent,
            url,
            came_along: Mutex::default(),
        };
        let open = socket.poll();
        let opened: Value = serde_json::from_str(open.trim_start_matches('0')).expect("a handshake");
        socket.url = format!("{}&sid={}", socket.url, opened["sid"].as_str().expect("an id"));
        socket.send(&format!("40{auth}"));
        socket
    }

    /// What the server has for it; a question whether it is still there is answered.
    fn poll(&self) -> String {
        self.poll_with_status().1
    }

    fn poll_with_status(&self) -> (u16, String) {
        let came_along = std::mem::take(&mut *self.came_along.lock().expect("no panic"));
        if !came_along.is_empty() {
            return (200, came_along);
        }
        let (status, packets) = self.take();
        if packets.split(BETWEEN).any(|packet| packet == "2") {
            self.send("3");
        }
        (status, packets)
    }

    /// Whether the server has said that this is the end.
    fn is_over(packets: &str) -> bool {
        packets.split(BETWEEN).any(|packet| packet == "1" || packet == "41")
    }

    /// What the server has for it, and nothing is answered.
    fn take(&self) -> (u16, String) {
        let mut answer = self.agent.get(&self.url).call().expect("an answer");
        let packets = answer.body_mut().read_to_string().expect("a text");
        (answer.status().as_u16(), packets)
    }

    /// Leaves in due form, as a tab that is closed.
    pub fn close(self) {
        self.send("41");
    }

    /// Reads on and answers nothing, as a machine whose lid was closed, until the server has given it up.
    pub fn wait_until_given_up(self) {
        loop {
            let (status, packets) = self.take();
            if status != 200 || packets.split(BETWEEN).any(|packet| packet == "1") {
                return;
            }
        }
    }

    /// Everything that it is told until the server has no more for it, because it has ended.
    pub fn heard_to_the_end(&self) -> String {
        let mut seen = String::new();
        loop {
            let (status, more) = self.poll_with_status();
            if status != 200 {
                return seen;
            }
            seen += &more;
            seen.push(BETWEEN);
            if Socket::is_over(&more) {
                return seen;
            }
        }
    }

    fn send(&self, packet: &str) {
        self.agent.post(&self.url).send(packet).expect("an answer");
    }

    /// Reads what the server has for this socket: the last of it has to be the end, with this reason.
    #[track_caller]
    pub fn has_ended(&self, reason: &str) {
        let goodbye = format!("42[\"signed_out\",{{\"reason\":\"{reason}\"}}]");
        let mut seen = String::new();
        while !seen.contains(&goodbye) {
            let more = self.poll();
            assert!(
                more.starts_with('4') || more.starts_with('2'),
                "{}: {seen}{more}",
                self.desk.origin()
            );
            seen += &more;
        }
    }

    /// The socket still lives: it is told of what happens.
    #[track_caller]
    pub fn hears(&self, word: &str) {
        self.hears_until(word);
    }

    /// It is told of one thing, and of nothing before it that holds the other word.
    #[track_caller]
    pub fn hears_but_not(&self, word: &str, never: &str) {
        let seen = self.hears_until(word);
        assert!(!seen.contains(never), "{seen}");
    }

    /// Everything that it is told, up to the answer with this word.
    #[track_caller]
    pub fn hears_until(&self, word: &str) -> String {
        let mut seen = String::new();
        while !seen.contains(word) {
            let more = self.poll();
            assert!(
                !more.contains("signed_out") && (more.starts_with('4') || more.starts_with('2')),
                "{seen}{more}"
            );
            seen += &more;
        }
        seen
    }
}
