//! A Socket.IO client that polls, as small as it can be (Engine.IO 4): enough to see that a socket is ended.

use crate::desk::Desk;

pub struct Socket<'a> {
    desk: &'a Desk,
    agent: ureq::Agent,
    url: String,
}

impl<'a> Socket<'a> {
    /// Connects somebody by their token.
    pub fn open(desk: &'a Desk, token: &str) -> Socket<'a> {
        let socket = Socket::greet(desk, token);
        let mut seen = String::new();
        while !seen.contains("40{") {
            let more = socket.poll();
            // The packet, not an id with such digits.
            assert!(!more.contains("44{"), "it is refused: {more}");
            seen += &more;
        }
        socket
    }

    /// The word with which somebody with this token is not let in.
    pub fn refused(desk: &'a Desk, token: &str) -> String {
        let socket = Socket::greet(desk, token);
        loop {
            let more = socket.poll();
            assert!(!more.contains("40{"), "it is let in: {more}");
            if let Some((_, refusal)) = more.split_once("44{") {
                // Packets of one answer stand apart by this character.
                let refusal = refusal.split('\u{1e}').next().unwrap_or_default();
                let refusal: serde_json::Value = serde_json::from_str(&format!("{{{refusal}")).expect("a refusal");
                return refusal["message"].as_str().expect("a word").to_owned();
            }
        }
    }

    fn greet(desk: &'a Desk, token: &str) -> Socket<'a> {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let url = format!("{}/socket.io/?EIO=4&transport=polling", desk.origin());
        let mut socket = Socket { desk, agent, url };
        let open = socket.poll();
        let opened: serde_json::Value = serde_json::from_str(open.trim_start_matches('0')).expect("a handshake");
        socket.url = format!("{}&sid={}", socket.url, opened["sid"].as_str().expect("an id"));
        socket.send(&format!("40{}", serde_json::json!({"token": token})));
        socket
    }

    fn poll(&self) -> String {
        let mut answer = self.agent.get(&self.url).call().expect("an answer");
        answer.body_mut().read_to_string().expect("a text")
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
        self.hears_without(word, None);
    }

    /// It is told of one thing, and of nothing before it that holds the other word.
    #[track_caller]
    pub fn hears_but_not(&self, word: &str, never: &str) {
        self.hears_without(word, Some(never));
    }

    #[track_caller]
    fn hears_without(&self, word: &str, never: Option<&str>) {
        let mut seen = String::new();
        while !seen.contains(word) {
            let more = self.poll();
            assert!(
                !more.contains("signed_out") && (more.starts_with('4') || more.starts_with('2')),
                "{seen}{more}"
            );
            seen += &more;
        }
        assert!(never.is_none_or(|never| !seen.contains(never)), "{seen}");
    }
}
