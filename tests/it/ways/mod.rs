//! The other ways in: links, and files of people.

mod imports;
mod links;

use crate::desk::{Answer, Desk};

impl Desk {
    /// Uploads a file of people.
    pub fn sheet(&self, token: &str, text: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        self.call("POST", "/team/imports", &[("authorization", &bearer)], Some(text))
    }
}
