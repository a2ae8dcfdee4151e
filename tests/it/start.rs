//! What a start does before anybody asks: the folder that it makes, and why it does not come about.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// Brings a schema up to date and stops; what was said where that failed.
fn migrate(data: &Path, database: Option<&str>) -> Result<(), String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskbell"));
    command.args(["migrate", "--data"]).arg(data).env_clear();
    if let Some(url) = database {
        command.env("DESKBELL_DATABASE_URL", url);
    }
    let done = command.output().expect("the program runs");
    match done.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&done.stderr).into_owned()),
    }
}

#[test]
fn nobody_else_reads_the_folder_that_a_start_makes() {
    let place = tempfile::tempdir().expect("a folder");
    let data = place.path().join("of/deskbell");
    migrate(&data, None).expect("a schema");
    let mode = std::fs::metadata(&data).expect("the folder").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    std::fs::set_permissions(&data, PermissionsExt::from_mode(0o750)).expect("a group that reads backups");
    migrate(&data, None).expect("the same schema");
    let mode = std::fs::metadata(&data).expect("the folder").permissions().mode();
    assert_eq!(mode & 0o777, 0o750, "what the operator chose stays");
}

#[test]
fn a_database_that_cannot_be_used_is_refused_with_its_cause_and_without_its_password() {
    let place = tempfile::tempdir().expect("a folder");
    for (url, cause) in [
        (
            "mysql://ada:sesame@127.0.0.1/desk",
            "database_url has to be an address as in postgres://",
        ),
        ("postgres://ada:sesame@127.0.0.1:1/desk", "Connection refused"),
    ] {
        let said = migrate(place.path(), Some(url)).expect_err("no database there");
        assert!(said.contains(cause), "{said}");
        assert!(!said.contains("sesame"), "{said}");
    }
}

on_both! {
    fn a_server_that_works_says_that_it_is_ready(desk) {
        for (path, says) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
            let mut answer = ureq::get(format!("{}{path}", desk.origin())).call().expect(path);
            assert_eq!(answer.body_mut().read_to_string().expect("a text"), says);
        }
    }
}
