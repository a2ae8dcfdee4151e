//! A file that a request brings: written to disk as it comes, never held in memory.

use std::convert::Infallible;
use std::path::{Path, PathBuf};

use axum::body::Body as HttpBody;
use axum::extract::{FromRequest, Request};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use crate::app::App;
use crate::error::{Error, Result};
use crate::{id, limits};

/// Bytes that are looked at to tell what kind of file it is.
const HEAD: usize = 8192;

/// A body that nobody has read yet.
pub struct Upload(HttpBody);

impl FromRequest<App> for Upload {
    type Rejection = Infallible;
    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        Ok(Upload(request.into_body()))
    }
}

/// A file on disk that has no place of its own yet; it is taken away again unless it is given one.
pub struct Kept {
    path: PathBuf,
    has_place: bool,
    /// In bytes.
    pub size: i64,
    /// Its first bytes, at most 8,192.
    pub head: Vec<u8>,
    /// SHA-256 of all of it.
    pub digest: [u8; 32],
}

/// A full disk is the operator's to see, and a refusal to whoever sends.
fn failed(error: &std::io::Error) -> Error {
    tracing::error!(%error, "a file could not be kept");
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            Error::storage_full("This server's disk is full.")
        }
        _ => Error::internal(error),
    }
}

impl Upload {
    /// Reads it to its bound and throws it away, so that a client which is still sending can read the answer.
    pub async fn throw_away(self) {
        let mut stream = self.0.into_data_stream();
        let mut seen = 0;
        while let Some(Ok(chunk)) = stream.next().await {
            seen += chunk.len();
            if seen > limits::BODY_DRAINED {
                break;
            }
        }
    }

    /// Writes it to a new file in `folder`; of one that is larger than `most` bytes nothing is left.
    ///
    /// # Errors
    /// 413; 422 `body` where it broke off; 507 where the disk is full.
    pub async fn keep(self, folder: &Path, most: usize) -> Result<Kept> {
        tokio::fs::create_dir_all(folder).await.map_err(|e| failed(&e))?;
        let path = folder.join(id::secret("").plain);
        let mut file = File::create_new(&path).await.map_err(|e| failed(&e))?;
        let mut kept = Kept {
            path,
            has_place: false,
            size: 0,
            head: Vec::new(),
            digest: [0; 32],
        };
        let (mut stream, mut hash, mut seen) = (self.0.into_data_stream(), Sha256::new(), 0);
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| Error::field("body", "The body broke off."))?;
            seen += chunk.len();
            if seen > limits::BODY_DRAINED.max(most) {
                break;
            }
            if seen <= most {
                file.write_all(&chunk).await.map_err(|e| failed(&e))?;
                hash.update(&chunk);
                let room = HEAD.saturating_sub(kept.head.len()).min(chunk.len());
                kept.head.extend_from_slice(&chunk[..room]);
            }
        }
        if seen > most {
            return Err(Error::too_large(most));
        }
        file.sync_all().await.map_err(|e| failed(&e))?;
        kept.size = i64::try_from(seen).map_err(Error::internal)?;
        kept.digest = hash.finalize().into();
        Ok(kept)
    }
}

impl Kept {
    /// Moves it to where it stays, so that it survives a power cut there.
    ///
    /// # Errors
    /// Internal ones, and 507 where the disk is full.
    pub async fn give_place(mut self, to: &Path) -> Result<()> {
        let folder = to.parent().unwrap_or(Path::new("."));
        tokio::fs::create_dir_all(folder).await.map_err(|e| failed(&e))?;
        tokio::fs::rename(&self.path, to).await.map_err(|e| failed(&e))?;
        self.has_place = true;
        let folder = File::open(folder).await.map_err(|e| failed(&e))?;
        folder.sync_all().await.map_err(|e| failed(&e))
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if !self.has_place {
            // Where this fails, the clearing job takes it a day later.
            let _left_behind = std::fs::remove_file(&self.path);
        }
    }
}
