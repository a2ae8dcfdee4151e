//! The program's parts, put together once at start.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::Notify;

use crate::access::Lifetime;
use crate::account::password::Passwords;
use crate::account::picture;
use crate::activity::{self, LastActs};
use crate::clock::Clock;
use crate::config::{Config, Toggle};
use crate::domain::dns::Dns;
use crate::door::session_cookie;
use crate::error::Result;
use crate::id::{Id, Ids};
use crate::limits::{self, Counter};
use crate::live::Live;
use crate::mail::Mailer;
use crate::rehearsal;
use crate::rules::Rulebooks;
use crate::store::{Env, Store, Tx};
use crate::{params, sql};

/// Everything that doors and jobs need. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// Settings in force.
    pub config: Config,
    /// The time.
    pub clock: Clock,
    /// The database.
    pub store: Store,
    /// All rulebooks.
    pub books: Rulebooks,
    /// How long sessions live.
    pub lifetime: Lifetime,
    /// The dashboard's cookie.
    pub cookie_name: String,
    /// The public address, as browsers send it in `Origin`.
    pub public_origin: Arc<str>,
    /// Hashes passwords on a bounded pool.
    pub passwords: Passwords,
    /// Counters of what may come how often.
    pub guards: Guards,
    /// Asks whose a domain is.
    pub dns: Dns,
    /// Sends mails.
    pub mailer: Mailer,
    /// Sockets, rooms and presence.
    pub live: Live,
    /// When everybody last did something.
    pub last_acts: LastActs,
    /// Rung when the outbox has something.
    pub outbox: Arc<Notify>,
    /// Rung when a file of people was confirmed.
    pub imports: Notify,
    /// For work that nobody waits for, also where a write on the database's own thread begins it.
    runtime: Handle,
}

/// Counters of what may come how often.
pub struct Guards {
    /// Failed sign-ins per account and network.
    pub sign_in: Counter,
    /// Failed sign-ins per network.
    pub sign_in_network: Counter,
    /// New accounts per network.
    pub sign_up: Counter,
    /// Mails with a link, asked for per mailbox.
    pub mails: Counter,
    /// Mails with a link, asked for per network.
    pub mails_asked: Counter,
    /// Looks into the DNS per workspace.
    pub domain_looks: Counter,
    /// Codes tried per domain of a workspace.
    pub domain_codes: Counter,
    /// New visitors per network.
    pub visitors: Counter,
    /// Messages per visitor.
    pub visitor_messages: Counter,
    /// Files per visitor.
    pub visitor_files: Counter,
}

impl Guards {
    fn new(config: &Config) -> Self {
        let on = |n: u32| if config.rate_limits == Toggle::On { n } else { 0 };
        let minutes = config.failed_sign_ins_minutes * 60;
        Guards {
            sign_in: Counter::new(on(config.failed_sign_ins), minutes, "too_many_failed_sign_ins"),
            sign_in_network: Counter::new(on(config.failed_sign_ins_per_address), 3600, "too_many_failed_sign_ins"),
            sign_up: Counter::new(on(config.sign_ups_per_address), 3600, "too_many_accounts"),
            mails: Counter::new(on(config.mails_per_mailbox), 3600, "too_many_mails"),
            mails_asked: Counter::new(on(config.mails_per_address), 3600, "too_many_mails"),
            domain_looks: Counter::new(on(limits::DOMAIN_LOOKS), 3600, "too_many_looks"),
            domain_codes: Counter::new(on(limits::DOMAIN_CODES), 3600, "too_many_codes"),
            visitors: Counter::new(on(config.visitors_per_address), 3600, "too_many_visitors"),
            visitor_messages: Counter::new(on(config.visitor_messages_per_minute), 60, "too_many_messages"),
            visitor_files: Counter::new(on(config.visitor_files_per_hour), 3600, "too_many_files"),
        }
    }
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Opens the database, reads the rulebooks and checks that every workspace has its own.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub async fn open(config: Config, clock: Clock) -> Result<Self, String> {
        rehearsal::admit(&config, &clock).await?;
        let books = Rulebooks::load(config.rulebooks.as_deref(), config.billing)?;
        let ids = Ids::default();
        let outbox = Arc::new(Notify::new());
        let env = Env {
            clock: clock.clone(),
            ids: ids.clone(),
            outbox: outbox.clone(),
        };
        let url = config.database_url.as_deref();
        let store = Store::open(&config.data, url, config.database_connections, env)
            .await
            .map_err(|e| e.to_string())?;
        let app = App(Arc::new(Parts {
            lifetime: Lifetime {
                idle_days: i64::from(config.session_idle_days),
                days: i64::from(config.session_days),
            },
            cookie_name: session_cookie(config.is_https(), clock.is_rehearsal()),
            public_origin: config.public_origin().into(),
            passwords: Passwords::new(config.hashing_at_once),
            guards: Guards::new(&config),
            dns: Dns::new(&config),
            mailer: Mailer::new(&config)?,
            live: Live::default(),
            last_acts: LastActs::default(),
            config,
            clock,
            store,
            books,
            outbox,
            imports: Notify::new(),
            runtime: Handle::current(),
        }));
        app.take_over().await?;
        Ok(app)
    }

    /// Sees to what the database has from before. A workspace whose rulebook is missing would have no rules at all: so the
    /// server does not start, and changes nothing.
    async fn take_over(&self) -> Result<(), String> {
        let (books, origin) = (self.books.clone(), self.public_origin.clone());
        let found = self
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let used = used_rulebooks(tx).await?;
                    if let Some(missing) = used.into_iter().find(|(book, _)| books.get(book).is_none()) {
                        return Ok(Err(missing));
                    }
                    picture::readdress(tx, &origin).await?;
                    Ok(Ok(activity::last_acts(tx).await?))
                })
            })
            .await
            .map_err(|e| e.to_string())?;
        match found {
            Ok(last_acts) => {
                self.last_acts.fill(last_acts);
                Ok(())
            }
            Err((book, workspace)) => Err(format!(
                "workspace `{workspace}` follows the rulebook `{book}`, which this server does not have. Put {book}.toml \
                 into the folder named by DESKBELL_RULEBOOKS and start again"
            )),
        }
    }

    /// Notes that a session was used; nobody waits for it.
    pub fn note_session_used(&self, session_id: Id) {
        self.note_later("a session", move |tx| {
            Box::pin(async move {
                tx.run(
                    sql!("update sessions set last_used_at = $2 where id = $1"),
                    params![&session_id, tx.now()],
                )
                .await
            })
        });
    }

    /// Notes that a key was used; nobody waits for it.
    pub fn note_key_used(&self, workspace_id: Id, key_id: Id) {
        self.note_later("a key", move |tx| {
            Box::pin(async move {
                tx.run(
                    sql!("update keys set last_used_at = $3 where workspace_id = $1 and id = $2"),
                    params![&workspace_id, &key_id, tx.now()],
                )
                .await
            })
        });
    }

    fn note_later<F>(&self, what: &'static str, note: F)
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<u64>> + Send + 'static,
    {
        let app = self.clone();
        self.runtime.spawn(async move {
            if let Err(error) = app.store.write(note).await {
                tracing::warn!(%error, "the use of {what} could not be noted");
            }
        });
    }
}

/// The rulebooks that workspaces follow, each with one of these.
async fn used_rulebooks(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    tx.all(
        sql!("select rulebook, min(name) from workspaces group by rulebook"),
        params![],
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
    .await
}
