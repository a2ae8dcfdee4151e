//! People who are asked to come in, and come.

mod accept;
mod create;
mod mails;
pub mod seats;

use serde_json::json;

use crate::desk::{Answer, Desk, Person};

impl Desk {
    /// Invites an address; answers the invitation.
    pub fn invitation(&self, token: &str, email: &str, role: &str) -> String {
        let ask = json!({"emails": [email], "role": role});
        let made = self.post("/team/invitations", token, ask).ok();
        made.text("/results/0/invitation_id")
    }

    /// Copies the link of an invitation; answers its secret.
    pub fn copied(&self, token: &str, invitation: &str) -> String {
        let path = format!("/team/invitations/{invitation}/link");
        self.post(&path, token, json!({})).ok().text("/token")
    }

    pub fn accept(&self, person: &Person, secret: &str) -> Answer {
        self.post("/invitations/accept", &person.token, json!({"token": secret}))
    }
}
