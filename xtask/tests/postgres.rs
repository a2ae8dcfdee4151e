//! The throw-away PostgreSQL leaves nothing behind, however the program that asked for it ends.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

fn xtask(args: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("xtask starts")
}

/// The port in an address, with or without the variable's name before it.
fn port(line: &str) -> u16 {
    let port = line
        .trim()
        .rsplit(':')
        .next()
        .and_then(|rest| rest.strip_suffix("/postgres")?.parse().ok());
    port.unwrap_or_else(|| panic!("no address: {line:?}"))
}

/// What it and its keeper wrote; returns when both have ended, because each holds the pipe until then.
fn everything_said(child: &mut Child) -> String {
    let mut said = String::new();
    child
        .stderr
        .take()
        .expect("a pipe")
        .read_to_string(&mut said)
        .expect("text");
    said
}

/// The folder of the server with this port: its socket lies there.
fn folder(port: u16) -> Option<PathBuf> {
    let folders = std::fs::read_dir("/tmp")
        .expect("a folder")
        .flatten()
        .map(|entry| entry.path());
    let mut ours = folders.filter(|path| path.join(format!(".s.PGSQL.{port}")).exists());
    ours.next()
}

#[test]
fn it_goes_when_the_one_who_asked_is_killed() {
    let mut child = xtask(&["postgres"]);
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("a pipe"))
        .read_line(&mut line)
        .expect("a line");
    let port = port(&line);
    assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
    let folder = folder(port).expect("a running server has a folder");

    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    everything_said(&mut child);
    assert!(!folder.exists());
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
}

#[test]
fn it_goes_when_the_command_has_ended_and_the_command_knows_its_address() {
    let command = "echo $DESKBELL_TEST_POSTGRES; ls -d /tmp/deskbell-postgres-*; exit 3";
    let mut child = xtask(&["postgres", "--", "sh", "-c", command]);
    let mut printed = String::new();
    child
        .stdout
        .take()
        .expect("a pipe")
        .read_to_string(&mut printed)
        .expect("text");
    let said = everything_said(&mut child);
    assert!(
        !child.wait().expect("it ends").success(),
        "the command's failure is ours"
    );
    assert!(said.contains("exit status: 3"), "{said}");

    let (address, folders) = printed.split_once('\n').expect("the address, then the folders");
    assert!(TcpStream::connect(("127.0.0.1", port(address))).is_err());
    let keeper = said.lines().find_map(|line| line.strip_prefix("PostgreSQL lies in "));
    let folder = keeper.expect("it says where it lies");
    assert!(folders.lines().any(|line| line == folder), "{folders}");
    assert!(!PathBuf::from(folder).exists());
}
