//! A person makes an account. Source: first seed's product, `POST /auth/register`; decision 22 (user and token).

use axum::extract::State;
use axum::response::Response;
use bounded::bounded;
use email_address::{EmailAddress, Options};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::me::User;
use super::session::{self, Hold, Token};
use crate::access::Account;
use crate::app::App;
use crate::config::SignUp;
use crate::door::{Body, Caller, Input, cookie};
use crate::error::{Error, Problem, Result, Why};
use crate::invitation::look;
use crate::invitation::token::Came;
use crate::limits;
use crate::mail::{self, Letter};
use crate::seen::{is_honest, seen};
use crate::store::Tx;
use crate::{params, sql};

/// What the person types.
#[bounded]
#[derive(Deserialize, Validate, ToSchema)]
pub struct Register {
    /// At most 254 characters; kept in lower case.
    #[garde(custom(is_email))]
    pub email: String,
    /// 1 to 200 characters.
    #[garde(custom(is_name))]
    pub full_name: String,
    /// 8 to 1,024 characters.
    #[garde(length(chars, min = 8, max = 1024))]
    pub password: String,
    /// `cookie` for the dashboard.
    #[garde(skip)]
    pub session: Option<Hold>,
    /// The secret of an invitation to this address, where the person signs up to accept it.
    #[garde(length(chars, max = 100))]
    pub invitation: Option<String>,
}

/// The new account, signed in.
#[derive(Serialize, ToSchema)]
pub struct Registered {
    #[serde(flatten)]
    user: User,
    #[serde(flatten)]
    token: Token,
}

/// An address that mail could reach: something before the @ and a host with a dot after it.
///
/// # Errors
/// A sentence for the field.
pub fn is_email(text: &str, (): &()) -> garde::Result {
    let host = text.rsplit_once('@').map(|(_, host)| host).unwrap_or_default();
    let bare = Options::default().without_display_text();
    let is_address = EmailAddress::parse_with_options(text, bare).is_ok();
    if text.len() <= limits::EMAIL && is_address && host.contains('.') {
        return is_honest(text, &());
    }
    Err(garde::Error::new("Is no e-mail address, as in ada@example.com."))
}

/// A name that people can read: 1 to 200 characters, not only spaces, no control characters.
///
/// # Errors
/// A sentence for the field.
pub fn is_name(text: &str, (): &()) -> garde::Result {
    let length = text.chars().count();
    if seen(text).is_empty() || length > limits::NAME || text.chars().any(char::is_control) {
        return Err(garde::Error::new("Has to be 1 to 200 characters on one line."));
    }
    is_honest(text, &())
}

/// The one spelling that an address is kept in.
#[must_use]
pub fn normal(email: &str) -> String {
    email.trim().to_lowercase()
}

fn decide(sign_up: &SignUp, email: &str) -> Result<()> {
    let domain = email.rsplit_once('@').map(|(_, d)| d).unwrap_or_default();
    let text = match sign_up {
        SignUp::Open => return Ok(()),
        SignUp::Domains(list) if list.iter().any(|d| d == domain) => return Ok(()),
        SignUp::Domains(list) => format!("Only addresses at {} can sign up here.", list.join(", ")),
        SignUp::Closed => "Nobody can sign up here at the moment.".to_owned(),
    };
    Err(Error::refused(
        "sign_up_closed",
        Why {
            rule: "deskbell/sign_up".into(),
            text,
            who: vec!["operator, by the setting sign_up".into()],
            link: None,
        },
    ))
}

/// Adds the account.
///
/// # Errors
/// 400 where the address has one already.
pub async fn register(tx: &mut Tx, ask: &Register, password_hash: &str) -> Result<Account> {
    let account = Account {
        id: tx.id(),
        email: normal(&ask.email),
        full_name: ask.full_name.trim().to_owned(),
        is_verified: false,
        avatar_url: None,
    };
    let added = tx
        .run(
            sql!(
                "insert into accounts (id, email, full_name, password_hash, is_verified, is_google_account, created_at)
                 values ($1, $2, $3, $4, false, false, $5) on conflict (email) do nothing"
            ),
            params![&account.id, &account.email, &account.full_name, password_hash, tx.now()],
        )
        .await?;
    if added == 0 {
        return Err(Error::bad_request(
            "email_registered",
            "This address has an account already. Sign in instead.",
        ));
    }
    Ok(account)
}

/// How the person came by the invitation that they sign up with.
async fn invited(app: &App, ask: &Register) -> Result<Option<Came>> {
    let Some(token) = ask.invitation.clone() else {
        return Ok(None);
    };
    let email = normal(&ask.email);
    let came = app
        .store
        .read(move |tx| Box::pin(async move { look::check_for(tx, &token, &email).await }));
    came.await.map(Some)
}

/// Makes an account and signs it in.
#[utoipa::path(post, path = "/auth/register", tag = "account", request_body = Register,
    responses((status = 200, body = Registered), (status = "default", body = Problem)))]
pub async fn door(State(app): State<App>, caller: Caller, body: Body<Register>) -> Result<Response> {
    let ask = body.take()?;
    let hold = session::check_hold(&caller, ask.session)?;
    decide(&app.config.sign_up, &normal(&ask.email))?;
    let invited = invited(&app, &ask).await?;
    // Four hundred people who were invited may sign up on one morning, from one office.
    if invited.is_none() {
        app.guards.sign_up.take(&limits::network(caller.ip), app.clock.now())?;
    }
    let password_hash = app.passwords.hash(ask.password.clone()).await?;
    let (account, begun) = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let account = register(tx, &ask, &password_hash).await?;
                // Accepting by the link from the mail confirms the address: no second mail has to.
                if invited != Some(Came::ByMail) {
                    mail::post(tx, Some(&account.id), &account.email, &Letter::Confirm).await?;
                }
                let begun = session::begin(tx, &account.id, hold, &caller.user_agent).await?;
                Ok((account, begun))
            })
        })
        .await?;
    let body = Registered {
        user: User::from(&account),
        token: begun.token(),
    };
    Ok(cookie::signed_in(&app, &begun, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_sign_up_is_the_operators_choice() {
        let domains = SignUp::Domains(vec!["a.example".into()]);
        for (setting, email, allowed) in [
            (&SignUp::Open, "x@b.example", true),
            (&SignUp::Closed, "x@a.example", false),
            (&domains, "x@a.example", true),
            (&domains, "x@b.example", false),
            (&domains, "x@sub.a.example", false),
        ] {
            assert_eq!(decide(setting, email).is_ok(), allowed, "{setting:?} {email}");
        }
    }

    #[test]
    fn an_address_needs_a_host_with_a_dot() {
        for (text, good) in [
            ("ada@example.com", true),
            ("ada.o'hara+desk@mail.example.com", true),
            ("ada@localhost", false),
            ("ada example.com", false),
            ("Ada <ada@example.com>", false),
            ("", false),
        ] {
            assert_eq!(is_email(text, &()).is_ok(), good, "{text}");
        }
    }
}
