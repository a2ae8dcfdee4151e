//! The rulebooks of this server: those that ship with it, and the operator's.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use parking_lot::Mutex;
use rulebook::Rulebook;

use crate::config::Billing;
use crate::error::{Error, Result};
use crate::id::Id;

const SHIPPED: &[(&str, &str)] = &[
    ("rulebooks/support.toml", include_str!("../rulebooks/support.toml")),
    (
        "rulebooks/organization.toml",
        include_str!("../rulebooks/organization.toml"),
    ),
];

/// All rulebooks: those that ship first, in the order in which a person is asked.
#[derive(Clone)]
pub struct Rulebooks {
    all: Arc<[Arc<Rulebook>]>,
    with_roles: Arc<Mutex<HashMap<Id, Kept>>>,
}

/// A rulebook with a workspace's own roles, and which version of them these are.
type Kept = (String, Arc<Rulebook>);

/// Workspaces whose rulebook with their own roles is kept at once; making it again takes one query.
const KEPT: usize = 1_000;

impl Rulebooks {
    /// The shipped rulebooks and those of a folder.
    ///
    /// # Errors
    /// File, line and what is wrong; two of one name.
    pub fn load(folder: Option<&Path>, billing: Billing) -> Result<Self, String> {
        let mut books = Vec::new();
        for (file, text) in SHIPPED {
            add(&mut books, file, text, billing)?;
        }
        for file in folder.map(files).transpose()?.unwrap_or_default() {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(&file).map_err(|e| format!("{name}: {e}"))?;
            add(&mut books, &name, &text, billing)?;
        }
        Ok(Rulebooks {
            all: books.into(),
            with_roles: Arc::default(),
        })
    }

    /// The rulebook of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arc<Rulebook>> {
        self.all().find(|book| book.name() == name)
    }

    /// The rulebook that a workspace follows; that it is there was checked at start.
    ///
    /// # Errors
    /// Internal, where it is missing all the same.
    pub fn of_workspace(&self, name: &str) -> Result<Arc<Rulebook>> {
        self.get(name)
            .cloned()
            .ok_or_else(|| Error::internal(format!("rulebook `{name}` is missing")))
    }

    /// The rulebook of a workspace with this version of its own roles, where it was made before.
    #[must_use]
    pub fn kept(&self, workspace_id: &Id, version: &str) -> Option<Arc<Rulebook>> {
        let kept = self.with_roles.lock();
        let found = kept.get(workspace_id).filter(|(of, _)| of == version);
        found.map(|(_, book)| book.clone())
    }

    /// Keeps it for the next request.
    pub fn keep(&self, workspace_id: &Id, version: &str, book: &Arc<Rulebook>) {
        let mut kept = self.with_roles.lock();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(workspace_id.clone(), (version.to_owned(), book.clone()));
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Rulebook>> {
        self.all.iter()
    }
}

fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let entries =
        std::fs::read_dir(folder).map_err(|e| format!("the folder of rulebooks, {}: {e}", folder.display()))?;
    let mut found: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    found.sort();
    Ok(found)
}

fn add(books: &mut Vec<Arc<Rulebook>>, file: &str, text: &str, billing: Billing) -> Result<(), String> {
    let book = Rulebook::parse(file, text).map_err(|e| e.to_string())?;
    let book = match billing {
        Billing::Plans => book,
        Billing::Off => book.without_limits(),
    };
    if books.iter().any(|other| other.name() == book.name()) {
        return Err(format!("{file}: there is another rulebook named `{}`", book.name()));
    }
    books.push(Arc::new(book));
    Ok(())
}
