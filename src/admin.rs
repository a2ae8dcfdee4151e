//! What whoever runs the server does at its command line, also while it runs.

use std::fmt::Write;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::audit::seal;
use crate::audit::verify::{Chain, verify};
use crate::cli::Settings;
use crate::error::Result as Answer;
use crate::id::Id;
use crate::platform::grant;
use crate::store::Tx;
use crate::{params, sql};

/// Of the operator.
#[derive(Subcommand)]
pub enum Admin {
    /// The audit logs of all workspaces.
    #[command(subcommand)]
    Audit(Audit),
    /// Who may visit workspaces to help with their settings.
    #[command(subcommand)]
    Platform(Platform),
}

/// Of the audit logs.
#[derive(Subcommand)]
pub enum Audit {
    /// Print where each workspace's log ends: number, seal, workspace. Keep it outside the server.
    Head(Settings),
    /// Check that no entry was changed or taken out.
    Verify(Verify),
}

/// Of the platform admins.
#[derive(Subcommand)]
pub enum Platform {
    /// Make the account with this address a platform admin.
    Grant(OfAccount),
    /// Take it away again, and end every visit of theirs.
    Revoke(OfAccount),
    /// Print all of them: address, name.
    List(Settings),
}

/// Whose flag it is.
#[derive(Args)]
pub struct OfAccount {
    /// The address of an account.
    email: String,
    #[command(flatten)]
    settings: Settings,
}

/// What is checked.
#[derive(Args)]
pub struct Verify {
    /// A seal that was kept outside the server, alone or as the whole line that had it: one of the logs has to contain it.
    #[arg(long)]
    head: Option<String>,
    #[command(flatten)]
    settings: Settings,
}

/// A workspace, by id and name.
type Workspace = (Id, String);

async fn workspaces(tx: &mut Tx) -> Answer<Vec<Workspace>> {
    tx.all(sql!("select id, name from workspaces order by id"), params![], |r| {
        Ok((r.get(0)?, r.get(1)?))
    })
    .await
}

/// Where each log ends, a line each.
///
/// # Errors
/// A sentence for the operator.
pub async fn heads(app: &App) -> Result<String, String> {
    let read = app.store.read(|tx| {
        Box::pin(async move {
            let mut lines = String::new();
            for (id, name) in workspaces(tx).await? {
                let (number, seal) = seal::head_of(tx, &id).await?;
                let _to_memory = writeln!(lines, "{}", seal::line(number, &seal, &id, &name));
            }
            Ok(lines)
        })
    });
    read.await.map_err(|e| e.to_string())
}

fn verdict(name: &str, chain: &Chain) -> String {
    let entries = chain.whole - chain.cut;
    let cut = match chain.cut {
        0 => String::new(),
        cut => format!(", after {cut} that are not kept any longer"),
    };
    match (chain.broken_at, chain.kept_at) {
        (Some(at), _) => format!("{name}: entry {at} was changed or taken out\n"),
        (None, Some(at)) => format!("{name}: whole, entries: {entries}{cut}; entry {at} ends in the kept seal\n"),
        (None, None) => format!("{name}: whole, entries: {entries}{cut}\n"),
    }
}

/// The seal in what was kept. A slip in copying it must not read like a log that was written again.
fn seal_in(kept: &str) -> Result<String, String> {
    let is_seal = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut seals = kept.split_whitespace().filter(is_seal);
    match (seals.next(), seals.next()) {
        (Some(seal), None) => Ok(seal.to_ascii_lowercase()),
        _ => Err(format!(
            "`{kept}` has no seal in it: 64 characters of 0-9 and a-f. Nothing was checked\n"
        )),
    }
}

/// Checks every log, against a kept seal too where one is given; answers a line for each.
///
/// # Errors
/// The same lines where one is broken or none contains the kept seal; a sentence where what was kept is no seal.
pub async fn check(app: &App, kept: Option<String>) -> Result<String, String> {
    let kept = kept.as_deref().map(seal_in).transpose()?;
    let has_kept = kept.is_some();
    let read = app.store.read(move |tx| {
        Box::pin(async move {
            let mut found = Vec::new();
            for (id, name) in workspaces(tx).await? {
                found.push((name, verify(tx, &id, kept.as_deref()).await?));
            }
            Ok(found)
        })
    });
    let found = read.await.map_err(|e| e.to_string())?;
    let mut lines: String = found.iter().map(|(name, chain)| verdict(name, chain)).collect();
    let is_whole = found.iter().all(|(_, chain)| chain.broken_at.is_none());
    let is_kept = !has_kept || found.iter().any(|(_, chain)| chain.kept_at.is_some());
    if !is_kept {
        lines.push_str(
            "no log contains the kept seal: one was written again or cut off since, it is gone with its workspace, or the entry is not kept any longer\n",
        );
    }
    if is_whole && is_kept { Ok(lines) } else { Err(lines) }
}

/// Runs one of them.
///
/// # Errors
/// A sentence for the operator.
pub async fn run(admin: Admin) -> Result<String, String> {
    match admin {
        Admin::Audit(Audit::Head(settings)) => heads(&settings.open().await?).await,
        Admin::Audit(Audit::Verify(Verify { head, settings })) => check(&settings.open().await?, head).await,
        Admin::Platform(Platform::Grant(of)) => grant::grant(&of.settings.open().await?, &of.email).await,
        Admin::Platform(Platform::Revoke(of)) => grant::revoke(&of.settings.open().await?, &of.email).await,
        Admin::Platform(Platform::List(settings)) => grant::list(&settings.open().await?).await,
    }
}
