//! Deskbell over HTTP, every verb, on SQLite and on PostgreSQL. One file per verb, as in `src`.

#[macro_use]
mod desk;

mod account;
mod audit;
mod billing;
mod callers;
mod channels;
mod dump;
mod idempotency;
mod inbox;
mod malformed;
mod rulebooks;
mod store;
mod team;
mod visitors;
mod workspace;
mod world;
