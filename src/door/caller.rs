//! Who calls, as far as the request itself tells.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, header};
use sha2::{Digest, Sha256};

use super::{BASE, Line, Peer};
use crate::app::App;
use crate::error::{Error, Result, Why};
use crate::key;

/// The cookie's name behind plain http; behind https it carries the `__Host-` prefix.
pub const SESSION_COOKIE: &str = "deskbell_session";

/// The cookie's name on this server. Browsers tell hosts apart and not ports: a rehearsal beside a real server signs nobody
/// out of that.
#[must_use]
pub fn session_cookie(https: bool, rehearsal: bool) -> String {
    let prefix = if https { "__Host-" } else { "" };
    let suffix = if rehearsal { "_rehearsal" } else { "" };
    format!("{prefix}{SESSION_COOKIE}{suffix}")
}

/// The secret that a request carries.
#[derive(Clone, PartialEq, Eq)]
pub enum Token {
    /// `Authorization: Bearer …`
    Bearer(String),
    /// The dashboard's cookie.
    Cookie(String),
}

impl Token {
    /// Whether it is an API key, as far as its first characters tell. A browser holds none.
    #[must_use]
    pub fn is_key(&self) -> bool {
        matches!(self, Token::Bearer(plain) if plain.starts_with(key::PREFIX))
    }

    /// What the database knows it by.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        let (Token::Bearer(plain) | Token::Cookie(plain)) = self;
        Sha256::digest(plain.as_bytes()).into()
    }
}

/// The caller of a request.
#[derive(Clone)]
pub struct Caller {
    /// What they hold.
    pub token: Option<Token>,
    /// `X-Deskbell-Workspace`.
    pub workspace: Option<String>,
    /// `Idempotency-Key`.
    pub key: Option<String>,
    /// `Origin`.
    pub origin: Option<String>,
    /// Where the request comes from, behind trusted proxies too.
    pub ip: IpAddr,
    /// The client's name for itself, at most 200 characters.
    pub user_agent: String,
    /// Method, path and query: with the body, what an idempotency key stands for.
    pub what: String,
    /// The connection that it came by.
    pub line: Line,
    matched: Option<MatchedPath>,
    uri: Uri,
    method: Method,
    public_origin: std::sync::Arc<str>,
}

fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn token(headers: &HeaderMap, cookie: &str) -> Option<Token> {
    if let Some(authorization) = headers.get(header::AUTHORIZATION) {
        let (scheme, plain) = authorization.to_str().ok()?.split_once(' ')?;
        return scheme
            .eq_ignore_ascii_case("bearer")
            .then(|| Token::Bearer(plain.trim().to_owned()));
    }
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == cookie)
        .map(|(_, plain)| Token::Cookie(plain.to_owned()))
}

fn address(parts: &Parts, app: &App) -> IpAddr {
    let peer = parts
        .extensions
        .get::<ConnectInfo<Peer>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |c| c.0.address.ip().to_canonical());
    let trusted = |ip: &IpAddr| app.config.trusted_proxies.iter().any(|net| net.contains(ip));
    if !trusted(&peer) {
        return peer;
    }
    // The nearest address that is no trusted proxy of ours; what stands before it is the client's own word, and so is
    // what stands before something that cannot be read.
    let named = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .flat_map(|line| line.to_str().unwrap_or("unreadable").split(','))
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .map(forwarded)
        .rfind(|ip| !ip.as_ref().is_some_and(trusted));
    named.flatten().unwrap_or(peer)
}

/// An address as proxies write it: alone, in brackets, or with a port.
fn forwarded(entry: &str) -> Option<IpAddr> {
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let with_port = || entry.parse::<SocketAddr>().ok().map(|a| a.ip());
    bare.unwrap_or(entry)
        .parse()
        .ok()
        .or_else(with_port)
        .map(|ip: IpAddr| ip.to_canonical())
}

impl Caller {
    /// Reads the caller from a request's head.
    #[must_use]
    pub fn of(parts: &Parts, app: &App) -> Self {
        let headers = &parts.headers;
        let key = text(headers, "idempotency-key");
        Caller {
            token: token(headers, &app.cookie_name),
            workspace: text(headers, "x-deskbell-workspace"),
            origin: text(headers, header::ORIGIN),
            ip: address(parts, app),
            user_agent: text(headers, header::USER_AGENT)
                .map(|s| s.chars().take(200).collect())
                .unwrap_or_default(),
            what: match &key {
                Some(_) => format!("{} {}", parts.method, parts.uri),
                None => String::new(),
            },
            key,
            line: parts
                .extensions
                .get::<ConnectInfo<Peer>>()
                .map(|c| c.0.line.clone())
                .unwrap_or_default(),
            matched: parts.extensions.get().cloned(),
            uri: parts.uri.clone(),
            method: parts.method.clone(),
            public_origin: app.public_origin.clone(),
        }
    }

    /// The route, as the document of the API has it: `GET /team/members/{member_id}`. Nothing that a socket asks is one.
    #[must_use]
    pub fn route(&self) -> String {
        let path = self.matched.as_ref().map_or("", MatchedPath::as_str);
        format!("{} {}", self.method, path.strip_prefix(BASE).unwrap_or_default())
    }

    /// What a GET asks for, below where the API answers: `/team/members/0193…`; nothing for a write.
    #[must_use]
    pub fn read_path(&self) -> Option<String> {
        let path = self.uri.path();
        (self.method == Method::GET).then(|| path.strip_prefix(BASE).unwrap_or(path).to_lowercase())
    }

    /// A browser sends the cookie from any page; only the dashboard's own pages may write with it.
    ///
    /// # Errors
    /// 403 `origin_refused`.
    pub fn check_origin(&self) -> Result<()> {
        let by_cookie = matches!(self.token, Some(Token::Cookie(_)));
        if !by_cookie || self.method.is_safe() || self.comes_from_dashboard() {
            return Ok(());
        }
        Err(Error::refused(
            "origin_refused",
            Why {
                rule: "deskbell/origin".into(),
                text: format!(
                    "A request with the dashboard's cookie has to come from {}.",
                    self.public_origin
                ),
                who: vec!["operator, by the setting public_url".into()],
                link: None,
            },
        ))
    }

    /// The address at which people sign in.
    #[must_use]
    pub fn public_origin(&self) -> &str {
        &self.public_origin
    }

    /// Whether the request's `Origin` is this server's public address.
    #[must_use]
    pub fn comes_from_dashboard(&self) -> bool {
        self.origin.as_deref() == Some(&*self.public_origin)
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Caller::of(parts, app))
    }
}
