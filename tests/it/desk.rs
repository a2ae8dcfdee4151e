//! A server of a test's own: the real one, listening on loopback, on a clock that stands still until the test moves it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

use deskbell::account::confirm::confirm;
use deskbell::account::link::{self, Purpose};
use deskbell::account::register::{Register, register};
use deskbell::account::session::{self, Hold};
use deskbell::app::App;
use deskbell::clock::{Clock, Time};
use deskbell::config::{Config, Toggle};
use deskbell::serve;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// 1 March 2026, 09:00 UTC.
pub const START: Time = Time::from_micros(1_772_355_600_000_000);

/// Everybody's password.
pub const PASSWORD: &str = "a long password";

/// A WebP of one pixel, all of ASCII.
pub const PICTURE: &str = "RIFF\x12\0\0\0WEBPVP8L\x06\0\0\0/\0\0\0\0\0";

/// Where a desk keeps its data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Sqlite,
    Postgres,
}

pub struct Desk {
    pub app: App,
    pub clock: Clock,
    address: String,
    agent: ureq::Agent,
    runtime: Option<Runtime>,
    serving: Mutex<serve::Serving>,
    pub database: Option<String>,
    _folder: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub headers: ureq::http::HeaderMap,
}

/// Somebody with an account and a live session.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub email: String,
    pub token: String,
}

/// Runs each test on both databases: `on_both! { fn a_sentence(desk) { … } }`.
macro_rules! on_both {
    ($($(#[$meta:meta])* fn $name:ident($desk:ident) $body:block)*) => { $(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            fn body($desk: &$crate::desk::Desk) $body
            #[test]
            fn sqlite() { body(&$crate::desk::Desk::start($crate::desk::Kind::Sqlite)); }
            #[test]
            fn postgres() { body(&$crate::desk::Desk::start($crate::desk::Kind::Postgres)); }
        }
    )* };
}

/// Runs each test in both shipped rulebooks on both databases: `in_both_rulebooks! { fn a_sentence(desk, book) { … } }`,
/// where `book` is the rulebook's name. The workspaces of [`crate::world`] are alike in both.
macro_rules! in_both_rulebooks {
    ($($(#[$meta:meta])* fn $name:ident($desk:ident, $book:ident) $body:block)*) => { $(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            fn body($desk: &$crate::desk::Desk, $book: &str) $body
            fn in_both(kind: $crate::desk::Kind) {
                for book in ["support", "organization"] {
                    body(&$crate::desk::Desk::start(kind), book);
                }
            }
            #[test]
            fn sqlite() { in_both($crate::desk::Kind::Sqlite); }
            #[test]
            fn postgres() { in_both($crate::desk::Kind::Postgres); }
        }
    )* };
}

fn postgres_url() -> String {
    std::env::var("DESKBELL_TEST_POSTGRES")
        .expect("no PostgreSQL for this test: run it with `cargo xtask test`, which starts one")
}

pub fn url_of(database: &str) -> String {
    let mut url = url::Url::parse(&postgres_url()).expect("a URL");
    url.set_path(database);
    url.to_string()
}

async fn admin(statement: &str) {
    let (client, connection) = tokio_postgres::connect(&postgres_url(), tokio_postgres::NoTls)
        .await
        .expect("PostgreSQL answers");
    tokio::spawn(connection);
    client.batch_execute(statement).await.expect(statement);
}

/// A migrated database that the others are copied from.
fn template() -> &'static str {
    static MADE: OnceLock<String> = OnceLock::new();
    MADE.get_or_init(|| {
        let name = format!("template_{}", std::process::id());
        let runtime = Runtime::new().expect("a runtime");
        runtime.block_on(async {
            admin(&format!("create database {name}")).await;
            let config = Config {
                database_url: Some(url_of(&name)),
                ..quiet()
            };
            App::open(config, Clock::System).await.expect("it migrates");
        });
        runtime.shutdown_background();
        name
    })
}

fn quiet() -> Config {
    Config {
        rate_limits: Toggle::Off,
        database_connections: 4,
        // Where nobody answers, and at once: no test asks the machine's own name servers.
        dns: Some("127.0.0.1:9".into()),
        ..Config::default()
    }
}

impl Desk {
    pub fn start(kind: Kind) -> Desk {
        Desk::with(kind, |_| {})
    }

    /// A desk with other settings.
    pub fn with(kind: Kind, change: impl FnOnce(&mut Config)) -> Desk {
        Desk::try_with(kind, change).unwrap_or_else(|e| panic!("the server does not start: {e}"))
    }

    pub fn try_with(kind: Kind, change: impl FnOnce(&mut Config)) -> Result<Desk, String> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let folder = tempfile::tempdir().expect("a folder");
        let database = (kind == Kind::Postgres)
            .then(|| format!("desk_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::SeqCst)));
        let template = database.as_ref().map(|_| template());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let clock = Clock::standing_at(START);
        let mut config = quiet();
        config.data = folder.path().to_owned();
        config.database_url = database.as_deref().map(url_of);
        change(&mut config);
        let started = runtime.block_on(async {
            if let (Some(name), Some(template)) = (&database, template) {
                admin(&format!("create database {name} template {template}")).await;
            }
            open(config, clock.clone()).await
        });
        let (app, serving) = started?;
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Ok(Desk {
            address: format!("http://{}", serving.address),
            app,
            clock,
            agent,
            runtime: Some(runtime),
            serving: Mutex::new(serving),
            database,
            _folder: folder,
        })
    }

    /// Lets no job run by itself any more.
    pub fn stop_jobs(&self) {
        self.serving.lock().expect("no panic").stop_jobs();
    }

    /// Runs something asynchronous on the desk's own threads.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.as_ref().expect("it runs").block_on(work)
    }

    pub fn origin(&self) -> &str {
        &self.address
    }

    pub fn folder(&self) -> &std::path::Path {
        self._folder.path()
    }

    pub fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Answer {
        let url = format!("{}/api/v1{path}", self.address);
        let mut request = ureq::http::Request::builder().method(method).uri(&url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let outcome = match body {
            Some(body) if method == "DELETE" => self.delete_with(&url, headers, body),
            Some(body) => self.agent.run(
                request
                    .header("content-type", "application/json")
                    .body(body.to_owned())
                    .expect("a request"),
            ),
            None => self.agent.run(request.body(()).expect("a request")),
        };
        let mut response = outcome.unwrap_or_else(|e| panic!("{method} {path}: {e}"));
        let text = response.body_mut().read_to_string().expect("a text");
        Answer {
            status: response.status().as_u16(),
            body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
            headers: response.headers().clone(),
        }
    }

    /// A DELETE that carries a body, which the client sends only when told so.
    fn delete_with(
        &self,
        url: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<ureq::http::Response<ureq::Body>, ureq::Error> {
        let mut request = self.agent.delete(url).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.force_send_body().send(body)
    }

    fn with_token(&self, method: &str, path: &str, token: &str, body: Option<&Value>) -> Answer {
        let bearer = format!("Bearer {token}");
        let text = body.map(Value::to_string);
        self.call(method, path, &[("authorization", &bearer)], text.as_deref())
    }

    pub fn get(&self, path: &str, token: &str) -> Answer {
        self.with_token("GET", path, token, None)
    }
    pub fn delete(&self, path: &str, token: &str) -> Answer {
        self.with_token("DELETE", path, token, None)
    }
    pub fn post(&self, path: &str, token: &str, body: Value) -> Answer {
        self.with_token("POST", path, token, Some(&body))
    }
    pub fn put(&self, path: &str, token: &str, body: Value) -> Answer {
        self.with_token("PUT", path, token, Some(&body))
    }
    pub fn patch(&self, path: &str, token: &str, body: Value) -> Answer {
        self.with_token("PATCH", path, token, Some(&body))
    }

    /// The hash of [`PASSWORD`], made once.
    fn password_hash(&self) -> String {
        static MADE: OnceLock<String> = OnceLock::new();
        let make = || {
            let made = self.wait(self.app.passwords.hash(PASSWORD.to_owned()));
            made.expect("a hash")
        };
        MADE.get_or_init(make).clone()
    }

    /// An account with a confirmed address and a session, without the work of hashing a password each time.
    pub fn person(&self, name: &str) -> Person {
        self.person_at(name, "example.com")
    }

    /// The same, with an address elsewhere.
    pub fn person_at(&self, name: &str, domain: &str) -> Person {
        let email = format!("{}@{domain}", name.to_lowercase().replace(' ', "."));
        let ask = Register {
            email: email.clone(),
            full_name: name.to_owned(),
            password: String::new(),
            session: None,
            invitation: None,
        };
        let hash = self.password_hash();
        let made = self.app.store.write(move |tx| {
            Box::pin(async move {
                let account = register(tx, &ask, &hash).await?;
                let token = link::make(tx, &account.id, Purpose::Confirm, &account.email).await?;
                confirm(tx, &token).await?;
                let begun = session::begin(tx, &account.id, Hold::Bearer, "test").await?;
                Ok((account.id, begun.token().access_token.unwrap_or_default()))
            })
        });
        let (id, token) = self.wait(made).expect("a new account");
        Person { id, email, token }
    }

    /// A new session of somebody whose old one has ended; answers its token.
    pub fn sign_in(&self, person: &Person) -> String {
        let id = person.id.clone();
        let begun = self
            .app
            .store
            .write(move |tx| Box::pin(async move { session::begin(tx, &id, Hold::Bearer, "test").await }));
        let begun = self.wait(begun).expect("a session");
        begun.token().access_token.expect("a token")
    }

    pub fn widget(&self, owner: &Person, domain: &str) -> String {
        self.post("/widget/create", &owner.token, json!({"domain": domain}))
            .ok()
            .text("/id")
    }

    pub fn visitor(&self, widget: &str) -> String {
        let begun = self.call("POST", &format!("/widget/{widget}/visitors"), &[], None);
        begun.ok().text("/visitor_token")
    }

    /// A visitor writes; answers the conversation.
    pub fn visitor_writes(&self, visitor: &str, content: &str) -> String {
        self.post("/visitor/messages", visitor, json!({"content": content}))
            .ok()
            .text("/conversation_id")
    }
}

async fn open(mut config: Config, clock: Clock) -> Result<(App, serve::Serving), String> {
    let listener = serve::listen(([127, 0, 0, 1], 0).into()).await?;
    config.listen = listener.local_addr().map_err(|e| e.to_string())?;
    let app = App::open(config, clock).await?;
    let serving = serve::start(&app, listener).await?;
    Ok((app, serving))
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
        if let Some(name) = self.database.take() {
            let drop_it = format!("drop database if exists {name} with (force)");
            Runtime::new().expect("a runtime").block_on(admin(&drop_it));
        }
    }
}

impl Answer {
    /// Expects success.
    #[track_caller]
    pub fn ok(self) -> Answer {
        assert_eq!(self.status, 200, "{}", self.body);
        self
    }

    /// Expects a refusal with this status and code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Answer {
        let got = (self.status, self.body["code"].as_str().unwrap_or_default());
        assert_eq!(got, (status, code), "{}", self.body);
        self
    }

    /// Expects 422 that names this field.
    #[track_caller]
    pub fn names(self, field: &str) -> Answer {
        let answer = self.refused(422, "invalid");
        assert_eq!(answer.body["errors"][0]["field"], field, "{}", answer.body);
        answer
    }

    /// A text in the body.
    #[track_caller]
    pub fn text(&self, pointer: &str) -> String {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found
            .unwrap_or_else(|| panic!("no text at {pointer} in {}", self.body))
            .to_owned()
    }

    /// The keys of an object in the body, sorted.
    #[track_caller]
    pub fn keys(&self, pointer: &str) -> Vec<String> {
        let found = self.body.pointer(pointer).and_then(Value::as_object);
        let found = found.unwrap_or_else(|| panic!("no object at {pointer} in {}", self.body));
        let mut keys: Vec<_> = found.keys().cloned().collect();
        keys.sort();
        keys
    }
}
