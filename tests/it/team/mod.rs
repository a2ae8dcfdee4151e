mod assign;
mod change_role;
mod invite;
mod list;
mod remove;
mod seats;
mod status;
