//! The three npm packages: installed when their lock file changed, built when their sources changed.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::checkout;
use crate::tools::node::Node;

/// One npm package of the checkout.
pub struct Package {
    /// Its folder, from the root; also what steps and messages call it.
    pub path: &'static str,
    stamp: &'static str,
    /// Its script that checks types, style and format.
    lint: &'static str,
    /// Folders of other packages inside it, which are no input of its build.
    inner: &'static [&'static str],
}

pub const DASHBOARD: Package = Package {
    path: "web",
    stamp: "web",
    lint: "lint",
    inner: &["widget", "e2e"],
};
pub const WIDGET: Package = Package {
    path: "web/widget",
    stamp: "widget",
    lint: "check",
    inner: &[],
};
pub const BROWSER_TESTS: Package = Package {
    path: "web/e2e",
    stamp: "e2e",
    lint: "lint",
    inner: &[],
};

/// Builds the pages that the server embeds, where their sources changed since they were last built.
pub fn ensure_built(node: &Node) -> Result<()> {
    DASHBOARD.ensure_built(node)?;
    WIDGET.ensure_built(node)
}

impl Package {
    pub fn dir(&self) -> PathBuf {
        checkout::root().join(self.path)
    }

    /// Checks types, style and format.
    pub fn lint(&self, node: &Node) -> Result<()> {
        self.script(node, self.lint)
    }

    /// Runs one of the package's own scripts.
    pub fn script(&self, node: &Node, name: &str) -> Result<()> {
        let npm = node.npm().args(["run", "--silent", name]).dir(self.dir());
        npm.run().with_context(|| self.path.to_owned())
    }

    /// Installs exactly what the lock file says, where it or Node changed since it was last installed.
    pub fn ensure_installed(&self, node: &Node) -> Result<()> {
        let mut hasher = DefaultHasher::new();
        node.version.hash(&mut hasher);
        for name in ["package.json", "package-lock.json", ".npmrc"] {
            fs::read(self.dir().join(name)).unwrap_or_default().hash(&mut hasher);
        }
        let stamp = Stamp::new(self.stamp, "installed", hasher.finish());
        if stamp.holds() && self.dir().join("node_modules").is_dir() {
            return Ok(());
        }
        node.npm()
            .args(["ci", "--no-audit", "--no-fund"])
            .dir(self.dir())
            .run()
            .with_context(|| self.path.to_owned())?;
        stamp.write()
    }

    pub fn ensure_built(&self, node: &Node) -> Result<()> {
        self.ensure_installed(node)?;
        let mut hasher = DefaultHasher::new();
        node.version.hash(&mut hasher);
        self.hash_sources(&self.dir(), &mut hasher)?;
        let stamp = Stamp::new(self.stamp, "built", hasher.finish());
        if stamp.holds() && self.dir().join("dist").is_dir() {
            return Ok(());
        }
        self.script(node, "build")?;
        stamp.write()
    }

    fn hash_sources(&self, dir: &Path, hasher: &mut DefaultHasher) -> Result<()> {
        let mut entries = fs::read_dir(dir)
            .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
            .with_context(|| format!("{} cannot be read", dir.display()))?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name());
            let is_output = ["node_modules", "dist", "test-results"]
                .iter()
                .any(|output| name == *output);
            let is_inner = dir == self.dir() && self.inner.iter().any(|inner| name == *inner);
            if is_output || is_inner {
                continue;
            }
            if entry.file_type()?.is_dir() {
                self.hash_sources(&path, hasher)?;
            } else {
                path.strip_prefix(self.dir()).unwrap_or(&path).hash(hasher);
                fs::read(&path)
                    .with_context(|| format!("{} cannot be read", path.display()))?
                    .hash(hasher);
            }
        }
        Ok(())
    }
}

/// Remembers for which inputs a piece of work was last done.
pub struct Stamp {
    file: PathBuf,
    inputs: String,
}

impl Stamp {
    pub fn new(what: &str, done: &str, inputs: u64) -> Self {
        Self {
            file: checkout::notes().join(format!("{what}.{done}")),
            inputs: format!("{inputs:016x}"),
        }
    }

    pub fn holds(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|written| written == self.inputs)
    }

    pub fn write(&self) -> Result<()> {
        fs::create_dir_all(checkout::notes()).context("the folder for stamps cannot be made")?;
        fs::write(&self.file, &self.inputs).with_context(|| format!("{} cannot be written", self.file.display()))
    }
}
