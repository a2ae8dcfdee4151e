//! `gen`: what is written down once in the server and generated for everybody else.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::checkout::{self, Profile};
use crate::command::Program;
use crate::launch;
use crate::pages::DASHBOARD;
use crate::tools::node::Node;

/// What the server prints, and the file that holds it.
const PRINTED: [(&[&str], &str); 5] = [
    (&["schema"], "migrations/sqlite.sql"),
    (&["schema", "--file"], "migrations/sqlite.db"),
    (&["openapi"], "docs/openapi.json"),
    (&["permissions"], "docs/permissions.md"),
    (&["events"], "web/src/api/events.ts"),
];

/// What the dashboard's own `gen` script makes of the above.
const DERIVED: &str = "web/src/api/schema.d.ts";

/// `cargo xtask gen [--check]`
pub fn main(args: &[String]) -> Result<()> {
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => refresh(),
        ["--check"] => check(),
        _ => bail!("`gen` takes --check and nothing else"),
    }
}

fn refresh() -> Result<()> {
    let node = prepare()?;
    generate(&node, &checkout::root())
}

/// Generates beside the checkout and fails where a committed file says something else.
pub fn check() -> Result<()> {
    let node = prepare()?;
    let aside = checkout::notes().join("gen");
    mirror(&aside)?;
    generate(&node, &aside)?;
    let files = PRINTED.iter().map(|(_, file)| *file).chain([DERIVED]);
    let stale: Vec<&str> = files
        .filter(|file| !same(&aside.join(file), &checkout::root().join(file)))
        .collect();
    if !stale.is_empty() {
        bail!(
            "stale: {}. Refresh with `cargo xtask gen` and commit the result",
            stale.join(", ")
        );
    }
    eprintln!("all {} generated files are fresh", PRINTED.len() + 1);
    Ok(())
}

fn prepare() -> Result<Node> {
    let node = Node::ensure()?;
    // The pages are made from what is generated here, so the program has to do without them.
    launch::without_pages()?;
    DASHBOARD.ensure_installed(&node)?;
    Ok(node)
}

fn generate(node: &Node, root: &Path) -> Result<()> {
    let deskbell = checkout::deskbell(Profile::Debug)?;
    for (verb, file) in PRINTED {
        let text = Program::new(&deskbell).args(verb).read_bytes()?;
        let file = root.join(file);
        fs::create_dir_all(file.parent().unwrap_or(root))?;
        fs::write(&file, text).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    node.npm()
        .args(["run", "--silent", "gen"])
        .dir(root.join(DASHBOARD.path))
        .run()
}

/// Lays out just enough of the checkout for the dashboard's `gen` script to run there as it would at home.
fn mirror(aside: &Path) -> Result<()> {
    match fs::remove_dir_all(aside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let web = aside.join(DASHBOARD.path);
    fs::create_dir_all(web.join("src/api"))?;
    symlink(DASHBOARD.dir().join("node_modules"), web.join("node_modules"))?;
    for entry in fs::read_dir(DASHBOARD.dir())? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name() != ".gitignore" {
            fs::copy(entry.path(), web.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((fs::read(a), fs::read(b)), (Ok(a), Ok(b)) if a == b)
}
