//! Where the demo keeps its data: a folder of its own that goes with it, unless the operator names a place.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use tokio::signal::unix::{SignalKind, signal};

use crate::config::Config;
use crate::id;

/// A folder that nobody else reads, removed with everything in it when this is dropped.
pub struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, String> {
        let random = hex::encode(&id::secret("").hash[..6]);
        let path = std::env::temp_dir().join(format!("deskbell-demo-{random}"));
        DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|e| format!("the folder {}: {e}", path.display()))?;
        Ok(Folder(path))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "the demo's folder could not be removed");
        }
    }
}

/// The place that the settings name, or a fresh folder where they name none. Keep the folder until the server has
/// stopped.
///
/// # Errors
/// A sentence, where no folder can be made.
pub fn place(config: &mut Config) -> Result<Option<Folder>, String> {
    if config.database_url.is_some() || config.data != Config::default().data {
        return Ok(None);
    }
    let folder = Folder::new()?;
    config.data = folder.path().to_owned();
    Ok(Some(folder))
}

/// Waits until the terminal is closed: that ends the demo too, and its folder has to go.
pub async fn hung_up() {
    match signal(SignalKind::hangup()) {
        Ok(mut signal) => drop(signal.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_named_is_used_and_stays() {
        let named = Config {
            data: "elsewhere".into(),
            ..Config::default()
        };
        let url = Config {
            database_url: Some("there".into()),
            ..Config::default()
        };
        for mut config in [named, url] {
            let before = config.data.clone();
            assert!(place(&mut config).unwrap().is_none());
            assert_eq!(config.data, before);
        }
    }

    #[test]
    fn without_one_every_start_has_a_folder_of_its_own_that_goes_with_it() {
        let (mut one, mut other) = (Config::default(), Config::default());
        let folders = [place(&mut one).unwrap(), place(&mut other).unwrap()];
        assert_ne!(one.data, other.data);
        std::fs::write(one.data.join("deskbell.db"), "").unwrap();
        drop(folders);
        assert!(!one.data.exists() && !other.data.exists());
    }
}
