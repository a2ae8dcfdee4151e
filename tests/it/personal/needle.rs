//! One search through everything that a server keeps: every column of every table, every file, and what it has logged.

use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, Once};

use deskbell::store::TABLES;

use crate::desk::Desk;

static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Kept;

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOGGED.lock().expect("the lines").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// From here on every line that any server of these tests logs is kept, down to the last detail.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let filter = tracing_subscriber::EnvFilter::new("deskbell=trace");
        let _ = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(|| Kept)
            .with_ansi(false)
            .try_init();
    });
}

/// Whether a line was logged with these words.
pub fn is_logged(words: &str) -> bool {
    String::from_utf8_lossy(&LOGGED.lock().expect("the lines"))
        .to_lowercase()
        .contains(words)
}

fn in_files(folder: &Path, words: &str, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().to_lowercase();
        if path.is_dir() {
            in_files(&path, words, out);
        // Tables are read as tables: of a page that holds nothing any more nobody can say what it held.
        } else if !name.starts_with("deskbell.db") {
            let text = String::from_utf8_lossy(&std::fs::read(&path).expect("a file")).to_lowercase();
            if text.contains(words) || name.contains(words) {
                out.push(path.display().to_string());
            }
        }
    }
}

impl Desk {
    /// Everywhere that these words, in lower case, stand.
    pub fn places_with(&self, words: &str) -> Vec<String> {
        let tables = TABLES
            .iter()
            .filter(|table| self.rows_of(table).to_lowercase().contains(words));
        let mut out: Vec<String> = tables.map(|table| (*table).to_owned()).collect();
        in_files(self.folder(), words, &mut out);
        if is_logged(words) {
            out.push("the log".to_owned());
        }
        out
    }
}
