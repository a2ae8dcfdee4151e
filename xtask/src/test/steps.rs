//! The steps, cheapest first, so that a slip is known early.

use anyhow::{Result, ensure};

use crate::checkout::{self, Profile};
use crate::command::Program;
use crate::generate;
use crate::launch;
use crate::pages::{self, BROWSER_TESTS, DASHBOARD, Package, WIDGET};
use crate::postgres::{self, Postgres, Purpose};
use crate::tools::node::Node;
use crate::tools::{chromium, python, typed};

/// One part of the test command.
#[derive(Clone, Copy)]
pub struct Step {
    pub name: &'static str,
    pub what: &'static str,
    /// Whether words after `--` narrow down what it runs.
    pub takes_filter: bool,
    pub run: fn(&[String]) -> Result<()>,
}

pub const STEPS: [Step; 10] = [
    Step {
        name: "fmt",
        what: "Rust is formatted",
        takes_filter: false,
        run: fmt,
    },
    Step {
        name: "web",
        what: "dashboard: types, lint, unit tests, build within its size",
        takes_filter: false,
        run: web,
    },
    Step {
        name: "widget",
        what: "widget: the same",
        takes_filter: false,
        run: widget,
    },
    Step {
        name: "clippy",
        what: "Rust lints, with warnings as errors",
        takes_filter: false,
        run: clippy,
    },
    Step {
        name: "fresh",
        what: "generated files say what the server says",
        takes_filter: false,
        run: fresh,
    },
    Step {
        name: "rust",
        what: "Rust tests, on SQLite and PostgreSQL",
        takes_filter: true,
        run: rust,
    },
    Step {
        name: "live-py",
        what: "live events with the official Python client, mail over TLS",
        takes_filter: true,
        run: live_py,
    },
    Step {
        name: "live-js",
        what: "live events with the official JavaScript client",
        takes_filter: true,
        run: live_js,
    },
    Step {
        name: "docs",
        what: "every example in README and docs/ does what it shows",
        takes_filter: true,
        run: docs,
    },
    Step {
        name: "browser",
        what: "journeys in Chromium",
        takes_filter: true,
        run: browser,
    },
];

fn fmt(_: &[String]) -> Result<()> {
    Program::cargo().args(["fmt", "--all", "--", "--check"]).run()
}

fn web(_: &[String]) -> Result<()> {
    pages(&DASHBOARD)
}

fn widget(_: &[String]) -> Result<()> {
    pages(&WIDGET)
}

fn pages(package: &Package) -> Result<()> {
    let node = Node::ensure()?;
    package.ensure_installed(&node)?;
    let parts = [
        package.lint(&node),
        package.script(&node, "test"),
        package.ensure_built(&node),
    ];
    let faults: Vec<String> = parts
        .into_iter()
        .filter_map(Result::err)
        .map(|error| format!("{error:#}"))
        .collect();
    ensure!(faults.is_empty(), "{}", faults.join("; "));
    Ok(())
}

fn clippy(_: &[String]) -> Result<()> {
    Program::cargo()
        .args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])
        .run()
}

fn fresh(_: &[String]) -> Result<()> {
    generate::check()
}

fn rust(filter: &[String]) -> Result<()> {
    if let Err(error) = pages::ensure_built(&Node::ensure()?) {
        eprintln!("going on with the pages that are there: {error:#}");
    }
    let postgres = Postgres::start(Purpose::Tests)?;
    let cargo = Program::cargo()
        .args(["test", "--workspace", "--no-fail-fast"])
        .env(postgres::VARIABLE, &postgres.url);
    if filter.is_empty() {
        cargo.run()
    } else {
        cargo.arg("--").args(filter).run()
    }
}

fn live_py(filter: &[String]) -> Result<()> {
    let deskbell = launch::without_pages()?;
    let python = Program::new(python::ensure()?).env("DESKBELL_BIN", deskbell);
    unittest(python, "tests/live", filter)
}

fn docs(filter: &[String]) -> Result<()> {
    let deskbell = launch::deskbell(Profile::Debug)?;
    let (chromium, node) = (chromium::ensure()?, Node::ensure()?);
    BROWSER_TESTS.ensure_installed(&node)?;
    typed::ensure()?;
    let python = node.program(&python::ensure()?);
    let python = python.env("DESKBELL_BIN", deskbell).env("CHROMIUM", chromium);
    unittest(python, "tests/docs", filter)
}

fn unittest(python: Program, folder: &str, filter: &[String]) -> Result<()> {
    let tests = checkout::root().join(folder);
    // unittest is content with finding nothing; a moved folder must not pass for green.
    let any = std::fs::read_dir(&tests)?
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("test_"));
    ensure!(any, "{} holds no test_*.py", tests.display());
    let arguments = ["-m", "unittest", "discover", "--verbose", "--start-directory"];
    let python = python.args(arguments).arg(&tests);
    filter
        .iter()
        .fold(python, |python, pattern| python.arg("-k").arg(pattern))
        .run()
}

fn live_js(filter: &[String]) -> Result<()> {
    let deskbell = launch::without_pages()?;
    playwright("live", filter, &Node::ensure()?)?
        .env("DESKBELL_BIN", deskbell)
        .run()
}

fn browser(filter: &[String]) -> Result<()> {
    let deskbell = launch::deskbell(Profile::Debug)?;
    let chromium = chromium::ensure()?;
    let node = Node::ensure()?;
    let playwright = playwright("e2e", filter, &node)?;
    BROWSER_TESTS.lint(&node)?;
    playwright.env("DESKBELL_BIN", deskbell).env("CHROMIUM", chromium).run()
}

/// One of the two scripts of `web/e2e`, ready to run.
fn playwright(script: &str, filter: &[String], node: &Node) -> Result<Program> {
    BROWSER_TESTS.ensure_installed(node)?;
    let npm = node.npm().args(["run", "--silent", script, "--"]);
    Ok(npm.args(filter).dir(BROWSER_TESTS.dir()))
}
