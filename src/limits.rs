//! Bounds of what comes in, in one place, and the counters of what may come how often.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use parking_lot::Mutex;

use crate::clock::Time;
use crate::error::{Error, Result};

/// A request body, in bytes.
pub const BODY: usize = 1024 * 1024;
/// What is still read (and thrown away) of a body that is too large, so that a client which is still sending can read
/// the answer. In bytes.
pub const BODY_DRAINED: usize = 64 * 1024 * 1024;
/// How long a client may take nothing of what is sent to it until its connection is hung up.
pub const STALLED: Duration = Duration::from_secs(60);
/// Bytes of a mebibyte.
pub const MIB: usize = 1024 * 1024;
/// A name on one line, in characters.
pub const NAME: usize = 200;
/// A short name on one line, such as a tag's, in characters.
pub const SHORT: usize = 40;
/// An e-mail address, in bytes (RFC 5321).
pub const EMAIL: usize = 254;
/// An address in the web, in bytes.
pub const ADDRESS: usize = 2_000;
/// Fields that a page may say of a customer.
pub const FIELDS: usize = 20;
/// Files of one message.
pub const ATTACHMENTS: usize = 10;
/// Hours that an upload waits for the message that takes it.
pub const UPLOAD_HOURS: i64 = 24;
/// Characters of the words that somebody adds to an invitation.
pub const WELCOME: usize = 1_000;
/// Addresses of one request that invites.
pub const INVITED_AT_ONCE: usize = 500;
/// People of one file.
pub const IMPORTED_AT_ONCE: usize = 50_000;
/// A file of people, in bytes.
pub const SHEET: usize = 20 * MIB;
/// Files of a workspace that were uploaded and are not done.
pub const IMPORTS: i64 = 20;
/// People of one bulk act.
pub const BULK: usize = 10_000;
/// People of a bulk act who are carried out before its answer; the others follow at once, in the background.
pub const BULK_BEFORE_ANSWER: usize = 25;
/// Links of a workspace that were not ended.
pub const LINKS: i64 = 50;
/// API keys of a workspace.
pub const KEYS: i64 = 50;
/// Domains of a workspace.
pub const DOMAINS: i64 = 20;
/// Times in an hour that a workspace has the DNS asked for its domains.
pub const DOMAIN_LOOKS: u32 = 60;
/// Codes that may be tried for a domain in an hour.
pub const DOMAIN_CODES: u32 = 10;
/// Tags of a workspace.
pub const TAGS: i64 = 200;
/// Canned replies of a workspace.
pub const CANNED_REPLIES: i64 = 500;
/// Pages and objects that one visit of a platform admin reads; beyond it 409 `visit_full`.
pub const VISIT_READS: i64 = 1_000;
/// Views of a member.
pub const VIEWS: i64 = 50;
/// People of whom whoever invites sees that they were here: the newest of them.
pub const FORMER_MEMBERS: i64 = 500;
/// Rows of one part that an export of a person's data holds.
pub const PERSONAL_ROWS: i64 = 100_000;
/// A message, in characters.
pub const MESSAGE: usize = 20_000;
/// Messages of one conversation; beyond it 409 `conversation_full`.
pub const MESSAGES_PER_CONVERSATION: i64 = 100_000;
/// Rows of a page of a list, at most.
pub const PAGE: u32 = 200;
/// Rows that `page` may skip; further pages go by cursor.
pub const SKIPPED: u32 = 10_000;
/// Keys of a counter that are remembered; the oldest go first.
const REMEMBERED: usize = 100_000;

/// A setting in mebibytes, as bytes.
#[must_use]
pub const fn mib(setting: u32) -> usize {
    (setting as usize).saturating_mul(MIB)
}

/// The network that limits count: an IPv4 address, or the /64 of an IPv6 one.
#[must_use]
pub fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let s = v6.segments();
            format!("{:x}:{:x}:{:x}:{:x}::/64", s[0], s[1], s[2], s[3])
        }
    }
}

/// Of what there was too much, as its code says it, and how long it takes.
fn too_many(code: &str, seconds: i64) -> String {
    let what = code.trim_start_matches("too_many_").replace("sign_ins", "sign-ins");
    let wait = match seconds {
        ..=1 => "1 second".to_owned(),
        2..=60 => format!("{seconds} seconds"),
        more => format!("{} minutes", (more + 59) / 60),
    };
    format!("Too many {}. Try again in {wait}.", what.replace('_', " "))
}

/// Counts events per key in a sliding window. In memory: a restart forgets, which only ever lets somebody in sooner.
pub struct Counter {
    most: usize,
    window_seconds: i64,
    code: &'static str,
    events: Mutex<HashMap<String, Vec<Time>>>,
}

impl Counter {
    /// At most `most` events a key in `window_seconds`; 0 switches it off. A refusal carries `code`.
    #[must_use]
    pub fn new(most: u32, window_seconds: u32, code: &'static str) -> Self {
        Counter {
            most: most as usize,
            window_seconds: i64::from(window_seconds),
            code,
            events: Mutex::new(HashMap::new()),
        }
    }

    /// Whether one more would be in order.
    ///
    /// # Errors
    /// 429 with the seconds until the oldest counted event leaves the window.
    pub fn check(&self, key: &str, now: Time) -> Result<()> {
        if self.most == 0 {
            return Ok(());
        }
        let mut events = self.events.lock();
        let Some(times) = events.get_mut(key) else {
            return Ok(());
        };
        times.retain(|t| now.seconds_since(*t) < self.window_seconds);
        match times.first() {
            Some(first) if times.len() >= self.most => {
                let wait = self.window_seconds - now.seconds_since(*first);
                Err(Error::too_many(self.code, too_many(self.code, wait), wait))
            }
            _ => Ok(()),
        }
    }

    /// Counts one event.
    pub fn count(&self, key: &str, now: Time) {
        if self.most == 0 {
            return;
        }
        let mut events = self.events.lock();
        if events.len() >= REMEMBERED {
            let window = self.window_seconds;
            events.retain(|_, times| times.last().is_some_and(|t| now.seconds_since(*t) < window));
        }
        if events.len() < REMEMBERED || events.contains_key(key) {
            let times = events.entry(key.to_owned()).or_default();
            if times.len() >= self.most {
                times.remove(0);
            }
            times.push(now);
        }
    }

    /// Checks and counts in one.
    ///
    /// # Errors
    /// As [`Counter::check`]; a refused event is not counted.
    pub fn take(&self, key: &str, now: Time) -> Result<()> {
        self.check(key, now)?;
        self.count(key, now);
        Ok(())
    }

    /// Takes back what was counted at that time.
    pub fn give_back(&self, key: &str, at: Time) {
        let mut events = self.events.lock();
        if let Some(times) = events.get_mut(key)
            && let Some(place) = times.iter().rposition(|t| *t == at)
        {
            times.remove(place);
        }
    }

    /// Forgets a key.
    pub fn forget(&self, key: &str) {
        self.events.lock().remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_slides() {
        let c = Counter::new(2, 60, "slow_down");
        let start = Time::from_micros(0);
        assert!(c.take("a", start).is_ok());
        assert!(c.take("a", start.plus_seconds(30)).is_ok());
        assert!(c.take("a", start.plus_seconds(59)).is_err());
        assert!(c.take("b", start.plus_seconds(59)).is_ok());
        assert!(c.take("a", start.plus_seconds(60)).is_ok());
    }

    #[test]
    fn it_says_of_what_there_was_too_much_and_how_long_to_wait() {
        for (code, seconds, expected) in [
            (
                "too_many_failed_sign_ins",
                900,
                "Too many failed sign-ins. Try again in 15 minutes.",
            ),
            ("too_many_files", 3541, "Too many files. Try again in 60 minutes."),
            ("too_many_messages", 30, "Too many messages. Try again in 30 seconds."),
            ("too_many_messages", 1, "Too many messages. Try again in 1 second."),
        ] {
            assert_eq!(too_many(code, seconds), expected);
        }
    }

    #[test]
    fn neighbours_in_one_ipv6_network_are_one() {
        let ip = |s: &str| s.parse::<IpAddr>().map(network).ok();
        assert_eq!(ip("2001:db8:1:2::3"), ip("2001:db8:1:2:ffff::9"));
        assert_ne!(ip("2001:db8:1:2::3"), ip("2001:db8:1:3::3"));
        assert_eq!(ip("::ffff:192.0.2.1"), ip("192.0.2.1"));
    }
}
