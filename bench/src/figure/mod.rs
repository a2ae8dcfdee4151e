//! The figures, one a file.

mod activity;
mod assign;
mod crowd;
mod decision;
mod import;
mod list;
mod memory;
mod memory_full;
mod postgres;
mod start;

use anyhow::{Context, Result};

use crate::report::Line;
use crate::rounds::Plan;

/// A figure by its name on the command line.
#[derive(Clone, Copy)]
pub struct Figure {
    /// Its name.
    pub name: &'static str,
    /// Measures it beside its floor.
    pub measure: fn(&Plan) -> Result<Vec<Line>>,
}

const USUAL: [Figure; 8] = [
    Figure {
        name: "decision",
        measure: decision::measure,
    },
    Figure {
        name: "list",
        measure: list::measure,
    },
    Figure {
        name: "crowd",
        measure: crowd::measure,
    },
    Figure {
        name: "activity",
        measure: activity::measure,
    },
    Figure {
        name: "assign",
        measure: assign::measure,
    },
    Figure {
        name: "import",
        measure: import::measure,
    },
    Figure {
        name: "memory",
        measure: memory::measure,
    },
    Figure {
        name: "start",
        measure: start::measure,
    },
];

const RARE: [Figure; 2] = [
    Figure {
        name: "postgres",
        measure: postgres::measure,
    },
    Figure {
        name: "memory-full",
        measure: memory_full::measure,
    },
];

/// Those of `all`.
pub fn usual() -> Vec<Figure> {
    let mut figures = USUAL.to_vec();
    if postgres::url().is_some() {
        figures.extend(RARE.iter().filter(|figure| figure.name == "postgres"));
    }
    figures
}

/// The one with this name.
pub fn named(name: &str) -> Result<Figure> {
    let found = USUAL.iter().chain(&RARE).find(|figure| figure.name == name);
    found.copied().with_context(|| format!("there is no figure `{name}`"))
}
