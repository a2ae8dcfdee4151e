//! Settings: a file, then `DESKBELL_*` in the environment, then flags.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use ipnet::IpNet;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::domain::dns::server;

/// Who may make an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum SignUp {
    /// Anybody.
    Open,
    /// Only addresses of these domains.
    Domains(Vec<String>),
    /// Nobody; accounts that exist go on.
    Closed,
}

impl TryFrom<String> for SignUp {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "open" => Ok(SignUp::Open),
            "closed" => Ok(SignUp::Closed),
            other => match other.strip_prefix("domains=") {
                Some(list) if !list.trim().is_empty() => Ok(SignUp::Domains(
                    list.split(',').map(|d| d.trim().to_lowercase()).collect(),
                )),
                _ => Err(format!(
                    "sign_up is `{other}`; it can be `open`, `closed` or `domains=example.com,example.org`"
                )),
            },
        }
    }
}

impl From<SignUp> for String {
    fn from(s: SignUp) -> String {
        match s {
            SignUp::Open => "open".into(),
            SignUp::Closed => "closed".into(),
            SignUp::Domains(list) => format!("domains={}", list.join(",")),
        }
    }
}

/// `on`, or `off` for benchmarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Toggle {
    /// In force.
    On,
    /// Not in force.
    Off,
}

/// `plans`: workspaces have plans with limits. `off`: no limits anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Billing {
    /// Plans and their limits hold.
    Plans,
    /// No limits.
    Off,
}

/// Networks as an operator writes them: a list, or one line with commas; an address alone is the network of itself.
fn networks<'de, D: Deserializer<'de>>(setting: D) -> Result<Vec<IpNet>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Line(String),
        List(Vec<String>),
    }
    let unfit = |said: &str| {
        format!(
            "trusted_proxies has `{said}`; it can be networks and addresses, as in `10.0.0.0/8, 192.0.2.7, 2001:db8::/32`"
        )
    };
    let list = match Written::deserialize(setting) {
        Ok(Written::List(list)) => list,
        Ok(Written::Line(line)) => line.split(',').map(str::to_owned).collect(),
        Err(_) => return Err(D::Error::custom(unfit("something that is no text"))),
    };
    let one = |text: &String| {
        let text = text.trim();
        let alone = || text.parse::<IpAddr>().ok().map(IpNet::from);
        let network = text.parse().ok().or_else(alone);
        network.ok_or_else(|| D::Error::custom(unfit(text)))
    };
    list.iter().filter(|text| !text.trim().is_empty()).map(one).collect()
}

/// Every setting, with its value in force.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the SQLite file and everything else is kept.
    pub data: PathBuf,
    /// The address that is listened on.
    pub listen: SocketAddr,
    /// The address people type; default: the listen address. Links, snippet, cookie and Origin check use it.
    pub public_url: Option<String>,
    /// `postgres://…`; without it SQLite in `data`.
    pub database_url: Option<String>,
    /// Connections to PostgreSQL, at most.
    pub database_connections: usize,
    /// A folder with further rulebooks (`*.toml`).
    pub rulebooks: Option<PathBuf>,
    /// Networks whose `X-Forwarded-For` counts.
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// Who may make an account.
    pub sign_up: SignUp,
    /// Whether plans limit anything.
    pub billing: Billing,
    /// `off` switches every rate limit off. For benchmarks.
    pub rate_limits: Toggle,
    /// Failed sign-ins per account and address together before a pause.
    pub failed_sign_ins: u32,
    /// The window of `failed_sign_ins`, in minutes.
    pub failed_sign_ins_minutes: u32,
    /// Failed sign-ins per address and hour, whatever the account.
    pub failed_sign_ins_per_address: u32,
    /// New accounts per address and hour.
    pub sign_ups_per_address: u32,
    /// New visitors per address and hour.
    pub visitors_per_address: u32,
    /// Messages of one visitor per minute.
    pub visitor_messages_per_minute: u32,
    /// A file that a member sends, in MiB.
    pub member_file_mib: u32,
    /// A file that a visitor sends, in MiB.
    pub visitor_file_mib: u32,
    /// Files of one visitor per hour.
    pub visitor_files_per_hour: u32,
    /// All files of one workspace, in MiB; 0 is no limit.
    pub workspace_storage_mib: u32,
    /// Days after which an unused session ends.
    pub session_idle_days: u32,
    /// Days after which any session ends.
    pub session_days: u32,
    /// Password hashes at once; each takes 19 MiB of memory.
    pub hashing_at_once: usize,
    /// `smtp://` or `smtps://`; without it mails are kept as files in `data`.
    pub smtp_url: Option<String>,
    /// Who mails come from; default: `Deskbell <no-reply@…>` at the public host.
    pub mail_from: Option<String>,
    /// Mails with a link that one mailbox is sent on request in an hour.
    pub mails_per_mailbox: u32,
    /// Mails with a link that anybody at one address may ask for in an hour.
    pub mails_per_address: u32,
    /// Days that an invitation can be accepted.
    pub invitation_days: u32,
    /// Invitations that a workspace mails in a day.
    pub invitations_per_day: u32,
    /// The name server that is asked whose a domain is, as in `192.0.2.53` or `127.0.0.1:5353`; default: the machine's.
    pub dns: Option<String>,
    /// Seconds between two questions whether a live connection still stands, 1 to 60.
    pub heartbeat_seconds: u32,
    /// Seconds that the answer to that may take until the connection counts as gone, 1 to 60.
    pub heartbeat_timeout_seconds: u32,
    /// `text` or `json`.
    pub log: String,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            data: "deskbell-data".into(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            database_url: None,
            database_connections: 8,
            rulebooks: None,
            trusted_proxies: Vec::new(),
            sign_up: SignUp::Open,
            billing: Billing::Plans,
            rate_limits: Toggle::On,
            failed_sign_ins: 10,
            failed_sign_ins_minutes: 15,
            failed_sign_ins_per_address: 100,
            sign_ups_per_address: 60,
            visitors_per_address: 600,
            visitor_messages_per_minute: 30,
            member_file_mib: 20,
            visitor_file_mib: 10,
            visitor_files_per_hour: 20,
            workspace_storage_mib: 10_240,
            session_idle_days: 14,
            session_days: 90,
            hashing_at_once: 2,
            smtp_url: None,
            mail_from: None,
            mails_per_mailbox: 5,
            mails_per_address: 60,
            invitation_days: 7,
            invitations_per_day: 500,
            dns: None,
            heartbeat_seconds: 25,
            heartbeat_timeout_seconds: 20,
            log: "text".into(),
        }
    }
}

/// What else begins with `DESKBELL_`: the tests', the benchmarks' and the log's own words.
fn is_setting(name: &figment::value::UncasedStr) -> bool {
    let name = name.as_str().to_lowercase();
    let apart = ["test_", "prove_", "bench_"];
    name != "bin" && name != "log_filter" && !apart.iter().any(|prefix| name.starts_with(prefix))
}

impl Config {
    /// Reads the settings: `file` (or `deskbell.toml` where it is there), the environment, then `flags`.
    ///
    /// # Errors
    /// A sentence that names the setting, where it was said, and what it can be.
    pub fn load(file: Option<PathBuf>, flags: &BTreeMap<&str, String>) -> Result<Self, String> {
        let path = match file {
            Some(f) if !f.exists() => return Err(format!("there is no settings file {}", f.display())),
            Some(f) => f,
            None => "deskbell.toml".into(),
        };
        Figment::from(Serialized::defaults(Config::default()))
            .merge(Toml::file(path))
            .merge(Env::prefixed("DESKBELL_").filter(is_setting))
            .merge(Serialized::globals(flags))
            .extract()
            .map_err(|e| format!("a setting can't be used: {e}"))
            .and_then(Config::checked)
    }

    fn checked(self) -> Result<Self, String> {
        if let Some(url) = &self.public_url {
            let parsed = url::Url::parse(url).map_err(|e| format!("public_url `{url}`: {e}"))?;
            if !matches!(parsed.scheme(), "http" | "https") || parsed.path() != "/" {
                return Err(format!(
                    "public_url `{url}`: give scheme and host only, as in https://desk.example.com"
                ));
            }
        }
        if let Some(setting) = &self.dns {
            server(setting)?;
        }
        if self.hashing_at_once == 0 || self.database_connections == 0 {
            return Err("hashing_at_once and database_connections must be at least 1".into());
        }
        if !(1..=60).contains(&self.heartbeat_seconds) {
            return Err("heartbeat_seconds must be 1 to 60".into());
        }
        if !(1..=60).contains(&self.heartbeat_timeout_seconds) {
            return Err("heartbeat_timeout_seconds must be 1 to 60".into());
        }
        Ok(self)
    }

    /// The public address without a slash at its end, as browsers send it in `Origin`.
    #[must_use]
    pub fn public_origin(&self) -> String {
        match &self.public_url {
            Some(url) => url::Url::parse(url)
                .map(|u| u.origin().ascii_serialization())
                .unwrap_or_default(),
            // "Every address" is none that a browser could open; the machine's own is.
            None if self.listen.ip().is_unspecified() => format!("http://{}", self.here()),
            None => format!("http://{}", self.listen),
        }
    }

    fn here(&self) -> SocketAddr {
        let ip = match self.listen {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        };
        SocketAddr::new(ip, self.listen.port())
    }

    /// What the operator should know of these settings at start, if anything.
    #[must_use]
    pub fn advice(&self) -> Option<String> {
        let open = self.public_url.is_none() && self.listen.ip().is_unspecified();
        open.then(|| {
            format!(
                "listening on every address, but public_url is not set: people sign in at {} alone. Start with \
                 --public-url and the address that they type",
                self.public_origin()
            )
        })
    }

    /// Says the advice in the log.
    pub fn say_advice(&self) {
        if let Some(advice) = self.advice() {
            tracing::warn!("{advice}");
        }
    }

    /// Whether people reach the server by https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_origin().starts_with("https:")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_up_is_open_closed_or_a_list_of_domains() {
        assert_eq!(SignUp::try_from("open".to_owned()), Ok(SignUp::Open));
        assert_eq!(
            SignUp::try_from("domains=A.example, b.example".to_owned()),
            Ok(SignUp::Domains(vec!["a.example".into(), "b.example".into()]))
        );
        assert!(SignUp::try_from("domains=".to_owned()).is_err());
        assert!(SignUp::try_from("maybe".to_owned()).is_err());
    }

    #[test]
    fn proxies_are_networks_and_addresses_in_a_list_or_on_a_line() {
        let read = |setting: &str| {
            Figment::from(Serialized::defaults(Config::default()))
                .merge(Toml::string(&format!("trusted_proxies = {setting}")))
                .extract::<Config>()
                .map(|config| config.trusted_proxies.iter().map(IpNet::to_string).collect::<Vec<_>>())
                .map_err(|e| e.to_string())
        };
        for setting in ["['127.0.0.1', '10.0.0.0/8', '::1']", "'127.0.0.1, 10.0.0.0/8,::1'"] {
            let networks = read(setting).expect("networks");
            assert_eq!(networks, ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]);
        }
        assert_eq!(read("''").expect("none"), Vec::<String>::new());
        for (setting, named) in [
            ("'10.0.0.0/40'", "`10.0.0.0/40`"),
            ("['proxy.example']", "`proxy.example`"),
            ("7", "no text"),
        ] {
            let said = read(setting).expect_err("no network");
            assert!(said.contains(named) && said.contains("it can be"), "{said}");
        }
    }

    #[test]
    fn the_public_address_is_an_origin() {
        let config = Config {
            public_url: Some("https://Desk.Example.com:443/".into()),
            ..Config::default()
        };
        assert_eq!(config.public_origin(), "https://desk.example.com");
        assert!(config.is_https());
        assert_eq!(config.advice(), None);
    }

    #[test]
    fn every_address_is_none_to_sign_in_at() {
        for (listen, origin) in [
            ("0.0.0.0:8080", "http://127.0.0.1:8080"),
            ("[::]:8080", "http://[::1]:8080"),
            ("192.0.2.7:8080", "http://192.0.2.7:8080"),
        ] {
            let config = Config {
                listen: listen.parse().expect("an address"),
                ..Config::default()
            };
            assert_eq!(config.public_origin(), origin);
            assert_eq!(config.advice().is_some(), config.listen.ip().is_unspecified());
        }
    }
}
