//! Password hashes: Argon2id (RFC 9106) with the library's defaults (19 MiB, two passes), on a bounded pool.

use std::sync::{Arc, OnceLock};

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

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

    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let turn = self.turns.clone().acquire_owned().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work()
        })
        .await
        .map_err(Error::internal)?
    }

    /// The hash to keep.
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.in_turn(move || hash(&password)).await
    }

    /// Whether the password fits. Without a hash (an unknown address) the same work is done, and the answer is no.
    ///
    /// # Errors
    /// Internal ones only.
    pub async fn fits(&self, password: String, kept: Option<String>) -> Result<bool> {
        let nobody = self.nobody.clone();
        self.in_turn(move || {
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
