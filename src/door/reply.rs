//! Answers, and the memory of answers that `Idempotency-Key` asks for.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::future::BoxFuture;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Caller;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::store::Tx;
use crate::{params, sql};

/// The answer of a write.
pub enum Reply<T> {
    /// What the use case answered now.
    Fresh(T),
    /// What it answered to the first request with this key.
    Again(String),
}

impl<T: Serialize> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        match self {
            Reply::Fresh(value) => Json(value).into_response(),
            Reply::Again(body) => {
                let json = HeaderValue::from_static("application/json");
                let mut response = body.into_response();
                response.headers_mut().insert(header::CONTENT_TYPE, json);
                response
            }
        }
    }
}

/// How long an answer is remembered, in seconds.
pub const REMEMBERED: i64 = 86_400;

impl<T: Serialize + Send> Reply<T> {
    /// Runs `f` once for an idempotency key of this holder (an account, or a visitor): again, and the first answer is
    /// given once more.
    ///
    /// # Errors
    /// 422 for a bad or reused key, then what `f` answers.
    pub async fn once<'t, F>(tx: &'t mut Tx, holder: &Id, caller: &Caller, digest: [u8; 32], f: F) -> Result<Reply<T>>
    where
        F: for<'a> FnOnce(&'a mut Tx) -> BoxFuture<'a, Result<T>> + Send,
    {
        if let Some(body) = before(tx, holder, caller, digest).await? {
            return Ok(Reply::Again(body));
        }
        let value = f(tx).await?;
        if let Some(key) = caller.key.as_deref() {
            let body = serde_json::to_string(&value).map_err(Error::internal)?;
            after(tx, holder, key, &body).await?;
        }
        Ok(Reply::Fresh(value))
    }
}

/// Takes the key of a request, or finds what was answered to it before.
async fn before(tx: &mut Tx, account_id: &Id, caller: &Caller, digest: [u8; 32]) -> Result<Option<String>> {
    let Some(key) = caller.key.as_deref() else {
        return Ok(None);
    };
    if key.is_empty() || key.len() > 128 || !key.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(Error::field(
            "Idempotency-Key",
            "Has to be 1 to 128 visible ASCII characters.",
        ));
    }
    let key = &kept_as(tx, key);
    let mut hash = Sha256::new();
    hash.update(caller.what.as_bytes());
    hash.update(caller.workspace.as_deref().unwrap_or_default().as_bytes());
    hash.update(digest);
    let hash: [u8; 32] = hash.finalize().into();
    let taken = tx
        .run(
            sql!(
                "insert into replies (account_id, key, request_hash, body, created_at) values ($1, $2, $3, '', $4)
                 on conflict (account_id, key) do nothing"
            ),
            params![account_id, key, hash.as_slice(), tx.now()],
        )
        .await?;
    if taken == 1 {
        return Ok(None);
    }
    let (first, body): (Vec<u8>, String) = tx
        .first(
            sql!("select request_hash, body from replies where account_id = $1 and key = $2"),
            params![account_id, key],
            |r| Ok((r.get(0)?, r.get(1)?)),
        )
        .await?
        .ok_or_else(|| Error::busy("The first request with this key is still running."))?;
    if first != hash {
        return Err(Error::unprocessable(
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request. Send a new one.",
        ));
    }
    Ok(Some(body))
}

/// Each API key and each visit has its own: what its maker was answered is not for a key, and what a visit was answered is
/// for nobody once it ended. No key that is sent has a space in it.
fn kept_as(tx: &Tx, key: &str) -> String {
    match (tx.key(), tx.visit()) {
        (Some((id, _)), _) => format!("{id} {key}"),
        (None, Some(visit)) => format!("{} {key}", visit.id),
        (None, None) => key.to_owned(),
    }
}

/// Remembers an answer.
async fn after(tx: &mut Tx, holder: &Id, key: &str, body: &str) -> Result<()> {
    let key = &kept_as(tx, key);
    tx.run(
        sql!("update replies set body = $3 where account_id = $1 and key = $2"),
        params![holder, key, body],
    )
    .await?;
    Ok(())
}
