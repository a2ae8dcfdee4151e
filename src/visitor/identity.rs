//! The page that a widget stands on says who its visitor is, and signs it with the widget's secret. A name that is forged,
//! stale or signed for longer than a day names nobody: its visitor is an anonymous one, and learns no more than that.

use bounded::bounded;
use garde::Validate;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::json;
use sha2::Sha256;
use utoipa::ToSchema;

use crate::account::register::{is_email, is_name, normal};
use crate::clock::Time;
use crate::error::Result;
use crate::id::Id;
use crate::search::mark;
use crate::store::Tx;
use crate::widget::{Widget, secret};
use crate::{params, sql};

/// Hours that a name may be signed for.
const HOURS: i64 = 24;

/// Who a visitor is, by the page's word.
#[bounded]
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// What the page's own system calls them, 1 to 200 characters. The same id is the same customer.
    #[garde(custom(is_name))]
    id: String,
    /// Their address.
    #[garde(inner(custom(is_email)))]
    email: Option<String>,
    /// 1 to 200 characters.
    #[garde(inner(custom(is_name)))]
    name: Option<String>,
    /// Until when this counts, as in `2026-03-01T09:30:00Z`; at most 24 hours ahead.
    #[garde(custom(is_time))]
    expires_at: String,
    /// HMAC-SHA256 in hexadecimal, by a secret of the widget, over the canonical JSON of the other fields.
    #[garde(length(chars, min = 1, max = 200))]
    signature: String,
}

fn is_time(text: &str, (): &()) -> garde::Result {
    match Time::parse(text) {
        Some(_) => Ok(()),
        None => Err(garde::Error::new("Has to be a time as in 2026-03-01T09:30:00Z.")),
    }
}

impl Identity {
    /// The canonical JSON: an object of the fields that were sent, without the signature, sorted by name, without spaces, in
    /// UTF-8, with no escapes but those that JSON requires.
    fn canonical(&self) -> String {
        let mut fields = serde_json::Map::new();
        if let Some(email) = &self.email {
            fields.insert("email".into(), json!(email));
        }
        fields.insert("expires_at".into(), json!(self.expires_at));
        fields.insert("id".into(), json!(self.id));
        if let Some(name) = &self.name {
            fields.insert("name".into(), json!(name));
        }
        serde_json::Value::Object(fields).to_string()
    }

    /// Whether one of these secrets signed it, and it counts now.
    fn holds(&self, secrets: &[String], now: Time) -> bool {
        let counts =
            Time::parse(&self.expires_at).is_some_and(|until| now < until && until <= now.plus_seconds(HOURS * 3600));
        let Ok(signature) = hex::decode(&self.signature) else {
            return false;
        };
        let text = self.canonical();
        // Compares in constant time.
        let signed = secrets.iter().any(|secret| {
            Hmac::<Sha256>::new_from_slice(secret.as_bytes())
                .is_ok_and(|mac| mac.chain_update(text.as_bytes()).verify_slice(&signature).is_ok())
        });
        counts && signed
    }
}

async fn customer_called(tx: &mut Tx, workspace_id: &Id, external_id: &str) -> Result<Option<Id>> {
    tx.first(
        sql!("select customer_id from identities where workspace_id = $1 and external_id = $2"),
        params![workspace_id, external_id],
        |r| r.get(0),
    )
    .await
}

/// The customer with this id of the page's own: the one that was named before, else one that the team wrote down under it,
/// else a new one.
async fn customer(tx: &mut Tx, workspace_id: &Id, external_id: &str) -> Result<Id> {
    if let Some(known) = customer_called(tx, workspace_id, external_id).await? {
        return Ok(known);
    }
    let written = tx
        .first(
            sql!("select id from customers where workspace_id = $1 and external_id = $2 order by id limit 1"),
            params![workspace_id, external_id],
            |r| r.get::<Id>(0),
        )
        .await?;
    let id = written.clone().unwrap_or_else(|| tx.id());
    let first = tx
        .run(
            sql!(
                "insert into identities (workspace_id, external_id, customer_id) values ($1, $2, $3)
                 on conflict (workspace_id, external_id) do nothing"
            ),
            params![workspace_id, external_id, &id],
        )
        .await?;
    if first == 0 {
        // Another visit of the same person was quicker.
        return Ok(customer_called(tx, workspace_id, external_id).await?.unwrap_or(id));
    }
    if written.is_none() {
        tx.run(
            sql!("insert into customers (workspace_id, id, external_id, created_at) values ($1, $2, $3, $4)"),
            params![workspace_id, &id, external_id, tx.now()],
        )
        .await?;
    }
    Ok(id)
}

/// The customer whom the page names, known by what it signed; nobody where the name does not hold.
///
/// # Errors
/// Internal ones only.
pub async fn named(tx: &mut Tx, widget: &Widget, identity: &Identity) -> Result<Option<Id>> {
    let secrets = secret::all(tx, &widget.business_id, &widget.id).await?;
    let secrets: Vec<String> = secrets.into_iter().map(|s| s.secret).collect();
    if !identity.holds(&secrets, tx.now()) {
        return Ok(None);
    }
    let id = customer(tx, &widget.business_id, &identity.id).await?;
    tx.run(
        sql!(
            "update customers set identified = true, name = coalesce($3, name), email = coalesce($4, email)
             where workspace_id = $1 and id = $2"
        ),
        params![
            &widget.business_id,
            &id,
            &identity.name,
            &identity.email.as_deref().map(normal)
        ],
    )
    .await?;
    mark::customer(tx, &widget.business_id, &id).await?;
    Ok(Some(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ines(signature: &str) -> Identity {
        Identity {
            id: "42".into(),
            email: Some("ines@example.com".into()),
            name: Some("Inês \"Nessa\" / O'Neill".into()),
            expires_at: "2026-03-01T12:00:00Z".into(),
            signature: signature.into(),
        }
    }

    /// The example of docs/api-design.md, and one with all fields, both computed by another program.
    #[test]
    fn a_signature_of_another_program_holds() {
        let secrets = ["dw_another".to_owned(), "dw_a secret".to_owned()];
        let now = Time::parse("2026-03-01T09:00:00Z").expect("a time");
        let full = ines("1d584dcb830c666f6b5cd4bea36b186921b93c437fd4f3793c81895f0db4fe41");
        assert!(full.holds(&secrets, now));
        assert!(!full.holds(&secrets[..1], now));
        let bare = Identity {
            email: None,
            name: None,
            ..ines("c85b93b7d9d08b0c37caf6b3d8dc3cc39909bd8fb095ced582ff1841f4a3a720")
        };
        assert!(bare.holds(&secrets, now));
    }

    #[test]
    fn canonical_json_is_sorted_and_escapes_only_what_it_must() {
        assert_eq!(
            ines("").canonical(),
            r#"{"email":"ines@example.com","expires_at":"2026-03-01T12:00:00Z","id":"42","name":"Inês \"Nessa\" / O'Neill"}"#
        );
        let bare = Identity {
            email: None,
            name: None,
            ..ines("")
        };
        assert_eq!(bare.canonical(), r#"{"expires_at":"2026-03-01T12:00:00Z","id":"42"}"#);
    }
}
