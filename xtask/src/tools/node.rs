//! Node and npm, which build and test the pages.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::apt::{self, Missing};
use super::find;
use crate::checkout;
use crate::command::Program;

/// What the checkout fetches for itself where the machine's own Node is too old, such as Debian 12's.
const FETCHED: &str = "22.23.3";

/// A Node that is new enough for the pages, and its npm.
pub struct Node {
    /// As `node --version` prints it.
    pub version: String,
    npm: PathBuf,
    /// PATH with this Node first, because npm and the tools that it starts look it up there.
    path: OsString,
}

impl Node {
    /// Finds it, or installs it after saying so.
    pub fn ensure() -> Result<Self> {
        let wanted = wanted()?;
        if let Some(node) = Self::on_path(OsString::new(), wanted) {
            return Ok(node);
        }
        let fetched = checkout::notes().join("node");
        if let Some(node) = Self::on_path(bin_dirs(&fetched), wanted) {
            return Ok(node);
        }
        install_from_debian()?;
        if let Some(node) = Self::on_path(OsString::new(), wanted) {
            return Ok(node);
        }
        fetch(&fetched, wanted)?;
        Self::on_path(bin_dirs(&fetched), wanted).context("the Node that was fetched does not start")
    }

    /// npm, run by this Node.
    pub fn npm(&self) -> Program {
        self.program(&self.npm)
    }

    /// Any program that is written for Node.
    pub fn program(&self, program: &Path) -> Program {
        Program::new(program).env("PATH", &self.path)
    }

    fn on_path(first: OsString, wanted: (u32, u32)) -> Option<Self> {
        let mut path = first;
        if !path.is_empty() {
            path.push(":");
        }
        path.push(env::var_os("PATH")?);
        let in_path = |name: &str| {
            env::split_paths(&path)
                .map(|dir| dir.join(name))
                .find(|file| super::is_program(file))
        };
        let (node, npm) = (in_path("node")?, in_path("npm")?);
        let version = Program::new(node).arg("--version").read().ok()?.trim().to_owned();
        (parse(&version)? >= wanted).then_some(Self { version, npm, path })
    }
}

fn bin_dirs(fetched: &Path) -> OsString {
    fetched
        .join("node_modules")
        .join(package())
        .join("bin")
        .into_os_string()
}

fn package() -> String {
    let arch = match env::consts::ARCH {
        "aarch64" => "arm64",
        _ => "x64",
    };
    format!("node-{}-{arch}", env::consts::OS)
}

fn install_from_debian() -> Result<()> {
    let packages: &[&str] = match (find(&["node"]), find(&["npm"])) {
        (Some(_), Some(_)) => return Ok(()),
        (Some(_), None) => &["npm"],
        // Node from elsewhere than Debian brings its own npm, and Debian's would refuse to stand beside it.
        (None, _) if apt::candidate("nodejs").is_some_and(|version| version.contains("nodesource")) => &["nodejs"],
        (None, _) => &["nodejs", "npm"],
    };
    Missing {
        what: "Node with npm, which builds the pages,",
        packages,
        remark: "This takes a minute.",
    }
    .install()
}

/// Gets a newer Node through the npm that is there, into the checkout and nowhere else.
fn fetch(into: &Path, wanted: (u32, u32)) -> Result<()> {
    let (major, minor) = wanted;
    if env::consts::OS != "linux" {
        bail!("the pages need Node {major}.{minor} or newer; please install one, then run this again");
    }
    eprintln!(
        "This machine's Node is older than the {major}.{minor} that the pages need: fetching Node {FETCHED} through npm into target/xtask/node."
    );
    fs::create_dir_all(into)?;
    let wanted = format!("{}@{FETCHED}", package());
    let npm = find(&["npm"]).context("npm is still missing")?;
    Program::new(npm)
        .args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"])
        .arg(into)
        .arg(wanted)
        .run()
}

/// The oldest Node that the dashboard's package names under `engines`.
fn wanted() -> Result<(u32, u32)> {
    let file = checkout::root().join("web/package.json");
    let package = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    oldest_engine(&package).context("web/package.json names no \"node\": \">=…\" under \"engines\"")
}

fn oldest_engine(package: &str) -> Option<(u32, u32)> {
    let (_, after) = package.split_once("\"engines\"")?;
    let (_, after) = after.split_once("\"node\"")?;
    let (_, after) = after.split_once(">=")?;
    parse(after.split('"').next()?)
}

/// `v20.19.4` or `20.19` or `22` as major and minor.
fn parse(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim().trim_start_matches('v').split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next().map_or(Some(0), |minor| minor.parse().ok())?;
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(parse("v18.20.4") < parse("20.19"));
        assert!(parse("v20.9.0") < parse("20.19"));
        assert!(parse("v22.1.0") > parse("20.19"));
        assert_eq!(parse("22"), Some((22, 0)));
        assert_eq!(parse("lts"), None);
    }

    #[test]
    fn the_pages_say_which_node_they_need() {
        assert_eq!(oldest_engine(r#"{"engines": {"node": ">=20.19"}}"#), Some((20, 19)));
        assert_eq!(oldest_engine(r#"{"name": "node"}"#), None);
        assert!(wanted().is_ok());
    }
}
