//! What a request brings. Reading it never fails by itself: the error waits until it is known who asks, because 401
//! comes before 413 and 422.

use std::convert::Infallible;

use axum::body::Body as HttpBody;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use garde::Validate;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::malformed::{checked, named};
use crate::app::App;
use crate::error::{Error, Result};
use crate::limits;

/// Something that a request brings to a use case.
pub trait Input: Send + 'static {
    /// What the use case takes.
    type Out: Send + 'static;
    /// The parsed input, or its error.
    ///
    /// # Errors
    /// 413, 422 (400 where documented).
    fn take(self) -> Result<Self::Out>;
    /// What an idempotency key stands for, beside the request line.
    fn digest(&self) -> [u8; 32];
    /// The same input with a further check, whose error takes its place in the order of codes: after 401, before all
    /// that needs a workspace.
    fn checked<U>(self, check: fn(Self::Out) -> Result<U>) -> Checked<Self, U>
    where
        Self: Sized,
    {
        Checked { input: self, check }
    }
}

/// An input with a further check.
pub struct Checked<I: Input, U> {
    input: I,
    check: fn(I::Out) -> Result<U>,
}

impl<I: Input, U: Send + 'static> Input for Checked<I, U> {
    type Out = U;
    fn take(self) -> Result<U> {
        self.input.take().and_then(self.check)
    }
    fn digest(&self) -> [u8; 32] {
        self.input.digest()
    }
}

/// A JSON body, parsed and bounded.
pub struct Body<T> {
    value: Result<T>,
    digest: [u8; 32],
}

/// A JSON body that may be left out: then it is an empty object.
pub struct MaybeBody<T>(Body<T>);

/// A query string, parsed and bounded.
pub struct Query<T>(Result<T>);

/// No input.
pub struct Nothing;

impl Input for Nothing {
    type Out = ();
    fn take(self) -> Result<()> {
        Ok(())
    }
    fn digest(&self) -> [u8; 32] {
        [0; 32]
    }
}

/// Two parts of one request, such as its query and its body; what is wrong with the first is said first.
impl<A: Input, B: Input> Input for (A, B) {
    type Out = (A::Out, B::Out);
    fn take(self) -> Result<Self::Out> {
        Ok((self.0.take()?, self.1.take()?))
    }
    fn digest(&self) -> [u8; 32] {
        Sha256::digest([self.0.digest(), self.1.digest()].concat()).into()
    }
}

impl<T: Send + 'static> Input for Body<T> {
    type Out = T;
    fn take(self) -> Result<T> {
        self.value
    }
    fn digest(&self) -> [u8; 32] {
        self.digest
    }
}

impl<T: Send + 'static> Input for MaybeBody<T> {
    type Out = T;
    fn take(self) -> Result<T> {
        self.0.take()
    }
    fn digest(&self) -> [u8; 32] {
        self.0.digest()
    }
}

impl<T: Send + 'static> Input for Query<T> {
    type Out = T;
    fn take(self) -> Result<T> {
        self.0
    }
    fn digest(&self) -> [u8; 32] {
        [0; 32] // the query stands in the request line already
    }
}

impl<T> FromRequest<App> for Body<T>
where
    T: DeserializeOwned + Validate<Context = ()>,
{
    type Rejection = Infallible;
    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        let keyed = request.headers().contains_key("idempotency-key");
        let bytes = read(request.into_body()).await;
        Ok(Body::of(bytes, keyed))
    }
}

impl<T> FromRequest<App> for MaybeBody<T>
where
    T: DeserializeOwned + Validate<Context = ()>,
{
    type Rejection = Infallible;
    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        let keyed = request.headers().contains_key("idempotency-key");
        let bytes = read(request.into_body()).await;
        let bytes = bytes.map(|b| if b.is_empty() { Bytes::from_static(b"{}") } else { b });
        Ok(MaybeBody(Body::of(bytes, keyed)))
    }
}

impl<T: DeserializeOwned + Validate<Context = ()>> Body<T> {
    fn of(bytes: Result<Bytes>, keyed: bool) -> Self {
        let digest = match &bytes {
            Ok(b) if keyed => Sha256::digest(b).into(),
            _ => [0; 32],
        };
        let value = bytes.and_then(|b| json(&b));
        Body { value, digest }
    }
}

impl<T> FromRequestParts<App> for Query<T>
where
    T: DeserializeOwned + Validate<Context = ()>,
{
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Query(query(parts.uri.query().unwrap_or_default())))
    }
}

pub(super) async fn read(body: HttpBody) -> Result<Bytes> {
    read_at_most(body, limits::BODY).await
}

pub(super) async fn read_at_most(body: HttpBody, most: usize) -> Result<Bytes> {
    let mut stream = body.into_data_stream();
    let mut kept = BytesMut::new();
    let mut seen = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Error::field("body", "The body broke off."))?;
        seen += chunk.len();
        if seen <= most {
            kept.extend_from_slice(&chunk);
        } else if seen > limits::BODY_DRAINED {
            break;
        }
    }
    if seen > most {
        return Err(Error::too_large(most));
    }
    Ok(kept.freeze())
}

fn json<T: DeserializeOwned + Validate<Context = ()>>(bytes: &[u8]) -> Result<T> {
    // serde would fill a struct from a list too, field by field.
    if bytes.trim_ascii_start().starts_with(b"[") {
        return Err(Error::field("body", "Has to be an object, `{…}`."));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut deserializer).map_err(|e| {
        let path = e.path().to_string();
        named(&path, &e.into_inner().to_string())
    })?;
    deserializer
        .end()
        .map_err(|e| Error::field("body", format!("There is more after the JSON: {e}.")))?;
    no_nul(bytes)?;
    checked(value)
}

fn query<T: DeserializeOwned + Validate<Context = ()>>(text: &str) -> Result<T> {
    let pairs = url::form_urlencoded::parse(text.as_bytes());
    for (name, value) in pairs {
        if value.contains('\0') || value.contains('\u{fffd}') {
            return Err(Error::field(name, "Has a character that is not allowed."));
        }
    }
    let deserializer = serde_urlencoded::Deserializer::new(url::form_urlencoded::parse(text.as_bytes()));
    let value = serde_path_to_error::deserialize(deserializer).map_err(|e| {
        let path = e.path().to_string();
        named(&path, &e.into_inner().to_string())
    })?;
    checked(value)
}

/// PostgreSQL can't hold U+0000 in a text, so nobody may send one. In JSON it can stand only as an escape.
fn no_nul(bytes: &[u8]) -> Result<()> {
    if !bytes.windows(6).any(|w| w == b"\\u0000") {
        return Ok(());
    }
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(|e| Error::field("body", e.to_string()))?;
    match field_with_nul("", &value) {
        Some(field) => Err(Error::field(field, "Has the character U+0000, which is not allowed.")),
        None => Ok(()),
    }
}

fn field_with_nul(path: &str, value: &serde_json::Value) -> Option<String> {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        serde_json::Value::String(s) => s.contains('\0').then(|| path.to_owned()),
        serde_json::Value::Array(list) => list
            .iter()
            .enumerate()
            .find_map(|(i, v)| field_with_nul(&below(&i.to_string()), v)),
        serde_json::Value::Object(map) => map.iter().find_map(|(name, v)| {
            let field = below(name);
            if name.contains('\0') {
                Some(field)
            } else {
                field_with_nul(&field, v)
            }
        }),
        _ => None,
    }
}
