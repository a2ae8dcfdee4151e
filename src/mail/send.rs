//! Sends what is due.

use super::claim::{self, Claim};
use super::mailer::Outcome;
use crate::app::App;
use crate::error::Result;

/// Tries every mail that is due, one after the other. Where the server is away, the others wait for another round.
///
/// # Errors
/// Internal ones; what was not sent waits on.
pub async fn send_due(app: &App) -> Result<()> {
    let _turn = app.mailer.turn.lock().await;
    while app.store.read(|tx| Box::pin(claim::is_due(tx))).await? {
        let origin = app.public_origin.clone();
        let claimed = app
            .store
            .write(move |tx| Box::pin(async move { claim::claim(tx, &origin).await }));
        let mail = match claimed.await? {
            Claim::Nothing => break,
            Claim::Unwanted => continue,
            Claim::Mail(mail) => mail,
        };
        let outcome = app.mailer.send(&mail).await;
        let is_away = matches!(outcome, Outcome::Away(_));
        app.store
            .write(move |tx| Box::pin(async move { claim::settle(tx, &mail, &outcome).await }))
            .await?;
        if is_away {
            break;
        }
    }
    Ok(())
}
