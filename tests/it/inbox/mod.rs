mod list;
mod messages;
mod open;
mod status;
