//! Password hashes: Argon2id (RFC 9106) with the library's defaults (19 MiB, two passes), on a bounded pool.

use std::sync::{Arc, OnceLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};

/// Hashes and checks passwords, so many at once and no more.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    nobody: Arc<OnceLock<String>>,
}

impl Passwords {
    /// At most `at_once` hashes are computed at the same time.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        Passwords {
            turns: Arc::new(Semaphore::new(at_once)),
            nobody: Arc::new(OnceLock::new()),
        }
    }

    /// Waits until a hash may be computed.
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn turn(&self) -> Result<Turn> {
        let held = self.turns.clone().acquire_owned().await.map_err(Error::internal)?;
        Ok(Turn {
            held,
            nobody: self.nobody.clone(),
        })
    }

    /// The hash to keep.
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.turn().await?.work(move |_| hash(&password)).await
    }
}

/// The right to compute one hash.
pub struct Turn {
    held: OwnedSemaphorePermit,
    nobody: Arc<OnceLock<String>>,
}

impl Turn {
    async fn work<T: Send + 'static>(
        self,
        work: impl FnOnce(&OnceLock<String>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let Turn { held, nobody } = self;
        tokio::task::spawn_blocking(move || {
            let _held = held;
            work(&nobody)
        })
        .await
        .map_err(Error::internal)?
    }

    /// Whether the password fits. Without a hash (an unknown address) the same work is done, and the answer is no.
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn fits(self, password: String, kept: Option<String>) -> Result<bool> {
        self.work(move |nobody| {
            let known = kept.is_some();
            let kept = match kept {
                Some(kept) => kept,
                None => match nobody.get() {
                    Some(made) => made.clone(),
                    None => {
                        let made = hash("nobody has this password")?;
                        nobody.get_or_init(|| made).clone()
                    }
                },
            };
            let parsed = PasswordHash::new(&kept).map_err(Error::internal)?;
            let fits = Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok();
            Ok(fits && known)
        })
        .await
    }
}

fn hash(password: &str) -> Result<String> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|h| h.to_string())
        .map_err(Error::internal)
}
