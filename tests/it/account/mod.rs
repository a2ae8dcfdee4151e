mod login;
mod logout;
mod me;
mod register;
mod sessions;
