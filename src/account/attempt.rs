//! One try of a password. It is counted before the password is looked at: of many at once each would otherwise pass
//! before the first has failed.

use crate::app::App;
use crate::error::Result;

/// Whose tries are counted together.
pub struct Tries {
    /// An account and a network.
    pub pair: String,
    /// The network, where its tries count whatever the account.
    pub network: Option<String>,
}

/// Whether the password fits. Only a try that fails stays counted.
///
/// # Errors
/// 429 after too many that failed; internal ones.
pub async fn fits(app: &App, tries: &Tries, password: String, kept: Option<String>) -> Result<bool> {
    let turn = app.passwords.turn().await?;
    let (now, guards) = (app.clock.now(), &app.guards);
    guards.sign_in.take(&tries.pair, now)?;
    if let Some(network) = &tries.network {
        guards
            .sign_in_network
            .take(network, now)
            .inspect_err(|_| guards.sign_in.give_back(&tries.pair, now))?;
    }
    let fits = turn.fits(password, kept).await?;
    if fits {
        guards.sign_in.forget(&tries.pair);
        if let Some(network) = &tries.network {
            guards.sign_in_network.give_back(network, now);
        }
    }
    Ok(fits)
}
