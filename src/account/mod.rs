//! A person's login: register, sign in, sign out, who am I; the address, the password, the sessions.

pub mod ask_confirm;
pub mod ask_reset;
pub mod attempt;
pub mod change_email;
pub mod change_name;
pub mod change_password;
pub mod confirm;
pub mod delete;
pub mod end_sessions;
pub mod link;
pub mod login;
pub mod logout;
pub mod me;
pub mod password;
pub mod picture;
pub mod proof;
pub mod register;
pub mod reset;
pub mod session;
pub mod sessions;
pub mod tell;
