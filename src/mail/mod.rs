//! Mails: written down in the transaction that causes them, worded and sent by a job after the commit.

mod claim;
mod letter;
mod mailer;
mod monthly;
mod place;
mod send;
mod take_over;
mod text;

pub use letter::{Letter, forget, post, put};
pub use mailer::Mailer;
pub use monthly::{Monthly, MonthlyPeople};
pub use send::send_due;
pub use take_over::take_over;
