//! What the lines of a conversation amount to, by the rules that the inbox itself follows: `inbox/receive.rs`,
//! `send_message.rs`, `assign.rs`, `set_status.rs` and `handoff.rs` say them. The use cases cannot be called for this,
//! because everything in them happens now.

use super::people::Person;
use super::script::{Line, Story, What};
use crate::clock::Time;

/// A conversation with its past.
#[derive(Debug)]
pub struct History {
    /// When it began.
    pub began: Time,
    /// `open`, `pending`, `resolved` or `closed`.
    pub status: &'static str,
    /// Whose it is.
    pub assignee: Option<Person>,
    /// When anything last happened in it.
    pub updated_at: Time,
    /// When the team first answered.
    pub first_response_at: Option<Time>,
    /// When it was resolved, while it is.
    pub resolved_at: Option<Time>,
    /// When it was closed, while it is.
    pub closed_at: Option<Time>,
    /// Since when a person is asked for, and why.
    pub handoff: Option<(Time, String)>,
    /// When the customer last wrote.
    pub customer_wrote_at: Option<Time>,
    /// When the team last looked.
    pub team_read_at: Option<Time>,
    /// When the customer last looked.
    pub customer_read_at: Option<Time>,
    /// What was said, in order.
    pub messages: Vec<Said>,
    /// What was done, in order.
    pub acts: Vec<Done>,
}

/// A message.
#[derive(Debug)]
pub struct Said {
    /// When.
    pub at: Time,
    /// The teammate, or the customer.
    pub by: Option<Person>,
    /// What.
    pub content: String,
}

/// An act.
#[derive(Debug)]
pub struct Done {
    /// When.
    pub at: Time,
    /// The teammate, or the customer.
    pub by: Option<Person>,
    /// The word of the history.
    pub act: &'static str,
    /// The teammate whom it was done to.
    pub to: Option<Person>,
}

/// A conversation's past, as it would stand if it had happened in this program and the demo started at `start`.
///
/// # Errors
/// A sentence, where a customer goes on with a closed conversation: that would have begun another one.
pub fn history(story: &Story, start: Time) -> Result<History, String> {
    let length: i64 = story.lines.iter().map(|line| line.after).sum();
    let began = start.plus_seconds(-story.last - length);
    let mut history = History {
        began,
        status: "open",
        assignee: None,
        updated_at: began,
        first_response_at: None,
        resolved_at: None,
        closed_at: None,
        handoff: None,
        customer_wrote_at: None,
        team_read_at: None,
        customer_read_at: None,
        messages: Vec::new(),
        acts: Vec::new(),
    };
    let mut at = began;
    for line in &story.lines {
        at = at.plus_seconds(line.after);
        if history.status == "closed" && line.who.is_none() && line.what != What::Reads {
            return Err(format!("after it was closed: {:?}", line.what));
        }
        history.tell(at, line);
    }
    Ok(history)
}

impl History {
    fn tell(&mut self, at: Time, line: &Line) {
        match line.who {
            // Whoever writes or does something has the conversation before them.
            Some(_) => self.team_read_at = Some(at),
            None => self.customer_read_at = Some(at),
        }
        if line.what != What::Reads {
            self.updated_at = at;
        }
        match &line.what {
            What::Reads => {}
            What::Says(content) => self.say(at, line.who, content),
            What::Gives(to) => {
                self.assignee = Some(*to);
                self.handoff = None;
                self.note(at, line.who, "assigned", Some(*to));
            }
            What::PutsBack => {
                let before = self.assignee.take();
                self.note(at, line.who, "unassigned", before);
            }
            What::Moves(status) => self.move_to(at, line.who, status),
            What::Asks(reason) => {
                let since = self.handoff.as_ref().map_or(at, |(since, _)| *since);
                self.handoff = Some((since, reason.clone()));
                self.note(at, line.who, "handoff", None);
            }
        }
    }

    fn say(&mut self, at: Time, by: Option<Person>, content: &str) {
        self.messages.push(Said {
            at,
            by,
            content: content.to_owned(),
        });
        if by.is_some() {
            self.first_response_at.get_or_insert(at);
            return;
        }
        self.customer_wrote_at = Some(at);
        if self.status != "open" {
            self.move_to(at, None, "open");
        }
    }

    fn move_to(&mut self, at: Time, by: Option<Person>, status: &'static str) {
        self.status = status;
        self.resolved_at = (status == "resolved").then_some(at);
        self.closed_at = (status == "closed").then_some(at);
        if matches!(status, "resolved" | "closed") {
            self.handoff = None;
        }
        self.note(at, by, if status == "open" { "reopened" } else { status }, None);
    }

    fn note(&mut self, at: Time, by: Option<Person>, act: &'static str, to: Option<Person>) {
        self.acts.push(Done { at, by, act, to });
    }
}

#[cfg(test)]
mod tests;
