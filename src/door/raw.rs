//! A body that is no JSON: a picture, or a file of people.

use std::convert::Infallible;

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::input::{Input, read, read_at_most};
use crate::app::App;
use crate::error::Result;
use crate::limits;

/// The bytes of a body of at most 1 MiB.
pub struct Raw(Result<Bytes>);

impl Input for Raw {
    type Out = Bytes;
    fn take(self) -> Result<Bytes> {
        self.0
    }
    fn digest(&self) -> [u8; 32] {
        self.0.as_ref().map_or([0; 32], |bytes| Sha256::digest(bytes).into())
    }
}

impl FromRequest<App> for Raw {
    type Rejection = Infallible;
    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        Ok(Raw(read(request.into_body()).await))
    }
}

/// The bytes of a body of at most 20 MiB that holds a table.
pub struct Sheet(Result<Bytes>);

impl Input for Sheet {
    type Out = Bytes;
    fn take(self) -> Result<Bytes> {
        self.0
    }
    fn digest(&self) -> [u8; 32] {
        self.0.as_ref().map_or([0; 32], |bytes| Sha256::digest(bytes).into())
    }
}

impl FromRequest<App> for Sheet {
    type Rejection = Infallible;
    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        Ok(Sheet(read_at_most(request.into_body(), limits::SHEET).await))
    }
}
