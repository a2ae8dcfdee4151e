//! Arguments → settings → app → serve.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use tokio::net::TcpListener;

use crate::admin::{self, Admin};
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, Toggle};
use crate::live::events;
use crate::rehearsal::{self, Ahead};
use crate::rules::Rulebooks;
use crate::{demo, routes, serve, store};

#[derive(Parser)]
#[command(name = "deskbell", version, about = "A team desk that a company runs itself.")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Start the server.
    Serve(Serve),
    /// Copy a data folder, to rehearse on; also while a server works in it.
    Rehearse {
        /// The folder that is copied. It is only read.
        #[arg(long)]
        from: PathBuf,
        /// The folder of the copy: new, or empty.
        #[arg(long)]
        data: PathBuf,
    },
    /// Start the server on a fresh folder with a filled workspace to click around in.
    Demo(Settings),
    /// Bring the database's schema up to date and stop.
    Migrate(Settings),
    /// For whoever runs the server, also while it runs.
    #[command(subcommand)]
    Admin(Admin),
    /// Print the settings in force.
    Config(Settings),
    /// Print the OpenAPI document.
    Openapi,
    /// Print the live events as TypeScript.
    Events,
    /// Print the schema of an empty SQLite database.
    Schema {
        /// Its file instead.
        #[arg(long)]
        file: bool,
    },
    /// Print who may do what, by rulebook, as Markdown.
    Permissions(Settings),
}

/// How the server is started.
#[derive(Args)]
struct Serve {
    #[command(flatten)]
    settings: Settings,
    /// Play a later day, on a folder that is new or a copy, and never a real one again.
    #[arg(long)]
    rehearsal: bool,
    /// How far ahead of now, as in 31d, 12h or 90m (default: as far as it was).
    #[arg(long, requires = "rehearsal")]
    now_offset: Option<Ahead>,
}

/// The settings that can be named on the command line.
#[derive(Args, Default)]
pub struct Settings {
    /// A settings file (default: deskbell.toml where it is there).
    #[arg(long)]
    config: Option<PathBuf>,
    /// Where everything is kept.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The address to listen on.
    #[arg(long)]
    listen: Option<String>,
    /// The address that people type.
    #[arg(long)]
    public_url: Option<String>,
    /// postgres://… instead of SQLite.
    #[arg(long)]
    database_url: Option<String>,
}

impl Settings {
    /// Opens what they name.
    pub(crate) async fn open(self) -> Result<App, String> {
        let config = self.load()?;
        let clock = rehearsal::clock_of(&config).await?;
        App::open(config, clock).await
    }

    fn load(self) -> Result<Config, String> {
        let mut flags = BTreeMap::new();
        let given = [
            ("data", self.data.map(|p| p.display().to_string())),
            ("listen", self.listen),
            ("public_url", self.public_url),
            ("database_url", self.database_url),
        ];
        for (name, value) in given {
            if let Some(value) = value {
                flags.insert(name, value);
            }
        }
        Config::load(self.config, &flags)
    }
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    match run(Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _closed = writeln!(std::io::stderr(), "deskbell: {message}");
            ExitCode::FAILURE
        }
    }
}

fn print(what: impl AsRef<[u8]>) -> Result<(), String> {
    std::io::stdout().write_all(what.as_ref()).map_err(|e| e.to_string())
}

fn run(verb: Verb) -> Result<(), String> {
    match verb {
        Verb::Serve(serve) if serve.rehearsal => wait(rehearse_now(serve)),
        Verb::Serve(serve) => wait(serve_now(serve.settings.load()?)),
        Verb::Rehearse { from, data } => {
            rehearsal::copy(&from, &data)?;
            let data = data.display();
            print(format!(
                "Copied. Start it with: deskbell serve --rehearsal --now-offset 31d --data {data}\n"
            ))
        }
        Verb::Demo(settings) => wait(demo_now(settings)),
        Verb::Migrate(settings) => wait(async {
            let app = settings.open().await?;
            print(format!("the {} database is up to date\n", app.store.kind()))
        }),
        Verb::Admin(admin) => wait(async { print(admin::run(admin).await?) }),
        Verb::Config(settings) => print(shown(settings.load()?)),
        Verb::Openapi => {
            let json = routes::openapi().to_pretty_json().map_err(|e| e.to_string())?;
            print(format!("{json}\n"))
        }
        Verb::Events => print(events::typescript()),
        Verb::Schema { file: false } => print(store::schema().map_err(|e| e.to_string())?),
        Verb::Schema { file: true } => print(store::empty_file().map_err(|e| e.to_string())?),
        Verb::Permissions(settings) => {
            let config = settings.load()?;
            let books = Rulebooks::load(config.rulebooks.as_deref(), config.billing)?;
            let books: Vec<_> = books.all().map(|b| &**b).collect();
            print(rulebook::permissions_markdown(&books))
        }
    }
}

/// The address with its password masked.
fn masked(address: Option<String>) -> Option<String> {
    let mut url = url::Url::parse(&address?).ok()?;
    if url.password().is_some() {
        let _no_host = url.set_password(Some("****"));
    }
    Some(url.to_string())
}

/// The settings, with what is secret in them masked.
fn shown(mut config: Config) -> String {
    config.database_url = masked(config.database_url);
    config.smtp_url = masked(config.smtp_url);
    toml::to_string_pretty(&config).unwrap_or_else(|e| format!("# {e}\n"))
}

fn wait(work: impl Future<Output = Result<(), String>>) -> Result<(), String> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| e.to_string())?
        .block_on(work)
}

fn log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("DESKBELL_LOG_FILTER")
        .unwrap_or_else(|_| "info,engineioxide=warn,socketioxide=warn".into());
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second subscriber in one process is a test's; the first one stays.
    let _already_set = match config.log.as_str() {
        "json" => builder.json().try_init(),
        _ => builder.try_init(),
    };
    if config.rate_limits == Toggle::Off {
        tracing::warn!("rate limits are off: nobody is kept from guessing passwords. For benchmarks only");
    }
}

/// Takes the address; port 0 means any free one, and the public address has to name the one that it became.
async fn listen(config: &mut Config) -> Result<TcpListener, String> {
    let listener = serve::listen(config.listen).await?;
    config.listen = listener.local_addr().map_err(|e| e.to_string())?;
    Ok(listener)
}

async fn serve_now(mut config: Config) -> Result<(), String> {
    log(&config);
    let listener = listen(&mut config).await?;
    let app = App::open(config, Clock::System).await?;
    app.mailer.say_where();
    app.config.say_advice();
    let serving = serve::start(&app, listener).await?;
    print(format!("Deskbell is ready: {}\n", app.public_origin))?;
    serving.until_stopped().await;
    Ok(())
}

/// The address of a real desk in the settings is not this one's: its links must not lead there.
async fn rehearse_now(serve: Serve) -> Result<(), String> {
    let public_url = serve.settings.public_url.clone();
    let mut config = Config {
        public_url,
        ..serve.settings.load()?
    };
    log(&config);
    let listener = listen(&mut config).await?;
    let rehearsal = rehearsal::begin(&mut config, serve.now_offset).await?;
    let app = App::open(config, rehearsal.clock.clone()).await?;
    app.mailer.say_where();
    let serving = serve::start(&app, listener).await?;
    print(format!("Deskbell is ready: {}\n", app.public_origin))?;
    let plays = app.clock.now().minute();
    print(format!(
        "This is a rehearsal. It plays {plays}, and its mails reach nobody.\n"
    ))?;
    serving.until_stopped().await;
    drop(rehearsal);
    Ok(())
}

async fn demo_now(settings: Settings) -> Result<(), String> {
    let is_named = settings.data.is_some();
    let mut config = settings.load()?;
    // The demo's people are invented: nothing is mailed to them.
    config.smtp_url = None;
    let folder = if is_named { None } else { demo::place(&mut config)? };
    log(&config);
    let listener = listen(&mut config).await?;
    let guide = demo::fill(&config).await?;
    let app = App::open(config, Clock::System).await?;
    app.mailer.say_where();
    app.config.say_advice();
    let serving = serve::start(&app, listener).await?;
    print(guide)?;
    tokio::select! {
        () = serving.until_stopped() => {}
        () = demo::hung_up() => {}
    }
    // While the database is still open: closing it takes files away, and both at once would trip over each other.
    drop(folder);
    drop(app);
    Ok(())
}
