//! The other ways in: links, files of people, and the company's domain.

pub mod domains;
mod imports;
mod links;
mod offers;
mod open;

use crate::desk::{Answer, Desk};

impl Desk {
    /// Uploads a file of people. What becomes of it afterwards is the test's to begin, as are all other jobs from here on.
    pub fn sheet(&self, token: &str, text: &str) -> Answer {
        self.sheet_to("/team/imports", token, text)
    }

    /// The same, where the path says more.
    pub fn sheet_to(&self, path: &str, token: &str, text: &str) -> Answer {
        self.stop_jobs();
        let bearer = format!("Bearer {token}");
        self.call("POST", path, &[("authorization", &bearer)], Some(text))
    }
}
