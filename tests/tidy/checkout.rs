//! The files that somebody wrote: what git knows, or would know once it is added.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the checkout.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Paths from the root, sorted. Ignored files (built, installed, fetched) are not among them.
pub fn files() -> Vec<String> {
    let args = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git")
        .args(args)
        .current_dir(root())
        .output()
        .expect("git starts");
    assert!(
        output.status.success(),
        "git ls-files: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let listed = String::from_utf8(output.stdout).expect("paths are UTF-8");
    let mut files: Vec<String> = listed
        .lines()
        .filter(|file| root().join(file).is_file())
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    assert!(files.iter().any(|file| file == "Cargo.toml"), "git lists the checkout");
    files
}

/// The text files in one of these folders (`""` is all of it), with one of these endings.
pub fn texts(folders: &[&str], endings: &[&str]) -> Vec<(String, String)> {
    let in_folder = |file: &String| folders.iter().any(|folder| file.starts_with(folder));
    let has_ending = |file: &String| endings.iter().any(|ending| file.ends_with(ending));
    let chosen = files().into_iter().filter(|file| in_folder(file) && has_ending(file));
    chosen
        .map(|file| (read(&file), file))
        .map(|(text, file)| (file, text))
        .collect()
}

/// Any file as text; what is no UTF-8 is read as far as it is.
pub fn read(file: &str) -> String {
    let path: PathBuf = root().join(file);
    let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    String::from_utf8_lossy(&bytes).into_owned()
}
