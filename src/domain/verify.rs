//! An owner or admin proves a domain: by the record that they wrote into its DNS, or by a code that is mailed to somebody
//! there. Source: second seed's product, Email domains; decision 12.

use axum::extract::{Path, State};
use bounded::bounded;
use garde::Validate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::dns::Found;
use super::{Domain, Proof, in_reach, mailbox, permit, prove};
use crate::app::App;
use crate::door::{Caller, Input, MaybeBody, Reply};
use crate::error::{Error, Problem, Result};

/// How. With neither, the DNS is asked.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Verify {
    /// Has a code mailed to this address, which has to be one of the domain.
    #[garde(length(chars, min = 1, max = 254))]
    email: Option<String>,
    /// The code of that mail.
    #[garde(length(chars, min = 1, max = 20))]
    code: Option<String>,
}

/// What is asked, once it is read.
enum How {
    Dns,
    Mail(String),
    Code(String),
}

fn decide(ask: Verify) -> Result<How> {
    match (ask.email, ask.code) {
        (None, None) => Ok(How::Dns),
        (Some(email), None) => Ok(How::Mail(email)),
        (None, Some(code)) => Ok(How::Code(code.trim().to_owned())),
        (Some(_), Some(_)) => Err(Error::field("code", "Send either an address or a code.")),
    }
}

/// A request whose right was looked at before the DNS was asked, because that takes long; looked at again when it writes.
struct Ready {
    what: What,
    digest: [u8; 32],
}

/// What is to be written.
enum What {
    Found(Found),
    Mail(String),
    Code(String),
}

impl Input for Ready {
    type Out = What;
    fn take(self) -> Result<What> {
        Ok(self.what)
    }
    fn digest(&self) -> [u8; 32] {
        self.digest
    }
}

/// Why a look was in vain.
fn check(found: Found, domain: &Domain) -> Result<()> {
    let (name, value) = (&domain.record.name, &domain.record.value);
    let (code, detail) = match found {
        Found::There => return Ok(()),
        Found::Missing => (
            "record_missing",
            format!(
                "There is no TXT record {name} with the text {value} yet. It can take some minutes, at some providers a day, \
                 until everybody sees a new record."
            ),
        ),
        Found::Silence => (
            "dns_silent",
            format!(
                "The name servers did not answer, so nobody knows whether the TXT record {name} is there. Try again later; \
                 whoever runs the server can name another one by the setting dns."
            ),
        ),
    };
    Err(Error::conflict(code, detail))
}

/// Finds out whether they may, counts the try, and asks the DNS where that is the way.
async fn look(app: &App, caller: &Caller, wanted: &str, body: MaybeBody<Verify>) -> Result<Ready> {
    let digest = body.digest();
    let wanted = wanted.to_owned();
    let known = app.member_read(caller.clone(), body.checked(decide), move |tx, me, how| {
        Box::pin(async move {
            let domain = in_reach(tx, &me, &wanted).await?;
            let permit = permit(&me)?;
            Ok((how, permit.workspace_id.clone(), domain))
        })
    });
    let (how, workspace_id, domain) = known.await?.0;
    let now = app.clock.now();
    let what = match how {
        How::Dns => {
            app.guards.domain_looks.take(&workspace_id, now)?;
            let token = domain.record.value.rsplit('=').next().unwrap_or_default();
            What::Found(app.dns.look(&domain.domain, token).await)
        }
        How::Mail(email) => {
            let email = mailbox::address(&domain, &email)?;
            app.guards.mails.take(&email, now)?;
            app.guards.mails_asked.take(&workspace_id, now)?;
            What::Mail(email)
        }
        How::Code(code) => {
            app.guards
                .domain_codes
                .take(&format!("{workspace_id} {}", domain.domain), now)?;
            What::Code(code)
        }
    };
    Ok(Ready { what, digest })
}

/// Proves a domain, or has a code mailed for that.
#[utoipa::path(post, path = "/workspace/domains/{domain}/verify", tag = "workspace", request_body = Verify,
    params(("domain" = String, Path, description = "The domain")),
    responses((status = 200, body = Domain), (status = "default", body = Problem)))]
pub async fn door(
    State(app): State<App>,
    caller: Caller,
    Path(wanted): Path<String>,
    body: MaybeBody<Verify>,
) -> Result<Reply<Domain>> {
    let ready = look(&app, &caller, &wanted, body).await?;
    let books = app.books.clone();
    app.member_write(caller, ready, move |tx, me, what| {
        Box::pin(async move {
            let domain = in_reach(tx, &me, &wanted).await?;
            let permit = permit(&me)?;
            let proof = match what {
                What::Mail(email) => return mailbox::ask(tx, &permit, &domain, &email).await,
                What::Found(found) => check(found, &domain).map(|()| Proof::Dns)?,
                What::Code(code) => mailbox::check(tx, &permit, &domain, &code).await?,
            };
            prove::prove(tx, &permit, &domain, proof, &books).await
        })
    })
    .await
}
