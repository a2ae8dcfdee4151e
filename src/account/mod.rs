//! A person's login: register, sign in, sign out, who am I.

pub mod login;
pub mod logout;
pub mod me;
pub mod password;
pub mod register;
pub mod session;
