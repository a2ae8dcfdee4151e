//! A believable filled workspace to click around in: a shop for things of wood, wool and brass, with three people and
//! thirty conversations that lead up to the moment of the start.

mod folder;
mod history;
pub mod people;
pub mod script;
mod shop;
mod write;

pub use folder::{Folder, hung_up, place};

use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::error::Result;
use crate::id::Id;
use crate::store::Tx;
use crate::widget::domain;
use crate::{params, sql};
use people::TEAM;

/// The shop opened this many days before the demo starts: a day before its first conversation.
const OPEN_FOR: i64 = 15;

/// Fills the database that the settings name, where it holds no workspace yet, and answers what the person at the
/// terminal has to know: the addresses, and who signs in with what.
///
/// All of it is one transaction: a demo that is stopped half way has filled nothing.
///
/// # Errors
/// A sentence for the operator.
pub async fn fill(config: &Config) -> Result<String, String> {
    let start = Clock::System.now();
    let stories = script::stories()?;
    let told = stories.into_iter().map(|story| {
        let history = history::history(&story, start)?;
        Ok((story, history))
    });
    let told = told.collect::<Result<Vec<_>, String>>()?;
    // In this app it is the day on which the shop opened, for everything that the use cases write.
    let app = App::open(config.clone(), Clock::standing_at(start.plus_days(-OPEN_FOR))).await?;
    let failed = |e| format!("the demo could not be filled: {e}");
    let found = app.store.read(|tx| Box::pin(held(tx))).await.map_err(failed)?;
    if let Some(widget_id) = found {
        return Ok(guide_without_passwords(&app, widget_id.as_ref()));
    }
    let passwords = TEAM.map(|_| people::password());
    let hashes = hashes(&app, &passwords).await.map_err(failed)?;
    let (books, host) = (app.books.clone(), host(&app.public_origin));
    let write = app.store.write(move |tx| {
        Box::pin(async move {
            let (place, widget) = shop::open(tx, &books, &hashes, &host).await?;
            write::conversations(tx, &place, told).await?;
            Ok(widget.id)
        })
    });
    let widget_id = write.await.map_err(failed)?;
    Ok(guide(&app, &widget_id, &passwords))
}

async fn hashes(app: &App, passwords: &[String; 3]) -> Result<[String; 3]> {
    let hash = |at: usize| app.passwords.hash(passwords[at].clone());
    let (ada, ben, cyd) = futures_util::try_join!(hash(0), hash(1), hash(2))?;
    Ok([ada, ben, cyd])
}

/// Where the widget may stand. A loopback address is called by its name there, as pages on one's own machine are.
fn host(public_origin: &str) -> String {
    match domain::host(public_origin).as_deref() {
        None | Some("127.0.0.1" | "[::1]" | "0.0.0.0" | "[::]") => "localhost".to_owned(),
        Some(host) => host.to_owned(),
    }
}

/// Whether there is a workspace, and where it has one, the oldest widget.
async fn held(tx: &mut Tx) -> Result<Option<Option<Id>>> {
    if tx.count(sql!("select count(*) from workspaces"), params![]).await? == 0 {
        return Ok(None);
    }
    let widget = tx.first(
        sql!("select id from widgets order by created_at, id limit 1"),
        params![],
        |r| r.get(0),
    );
    widget.await.map(Some)
}

fn addresses(app: &App, widget_id: Option<&Id>) -> String {
    let origin = &app.public_origin;
    let page = widget_id.map(|id| format!("  The customer's page   {origin}/demo-page?widget={id}\n"));
    format!("  The team's desk       {origin}\n{}", page.unwrap_or_default())
}

fn guide(app: &App, widget_id: &Id, passwords: &[String; 3]) -> String {
    let row = |name: &str, role: &str, status: &str, email: &str, password: &str| {
        format!("  {name:<13} {role:<6} {status:<8} {email:<36} {password}\n")
    };
    let mut people = row("Sign in as", "role", "status", "address", "password");
    for (person, password) in TEAM.into_iter().zip(passwords) {
        people += &row(
            person.full_name(),
            person.role(),
            person.status(),
            person.email(),
            password,
        );
    }
    format!(
        "\nDeskbell is ready, with a shop to look around in: {}, 30 conversations\n\n{}\n{people}\n  Write something on the \
         customer's page, and answer at the desk. A private window signs in a second person.\n\n",
        shop::NAME,
        addresses(app, Some(widget_id)),
    )
}

fn guide_without_passwords(app: &App, widget_id: Option<&Id>) -> String {
    let place = match &app.config.database_url {
        Some(_) => format!("The {} database", app.store.kind()),
        None => format!("The folder {}", app.config.data.display()),
    };
    format!(
        "\nDeskbell is ready. {place} holds a workspace already, so nothing was filled in: sign in with what you have.\n\n{}\n",
        addresses(app, widget_id)
    )
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_widget_stands_on_the_public_host_and_on_localhost_where_there_is_none() {
        for (origin, expected) in [
            ("http://127.0.0.1:8080", "localhost"),
            ("http://[::1]:8080", "localhost"),
            ("http://0.0.0.0:8080", "localhost"),
            ("https://desk.example.com", "desk.example.com"),
        ] {
            assert_eq!(host(origin), expected);
        }
    }
}
