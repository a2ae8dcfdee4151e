//! Deskbell over HTTP, every verb, on SQLite and on PostgreSQL. One file per verb, as in `src`.

// These are tests through and through; clippy knows only the functions marked so.
#![allow(clippy::unwrap_used)]

#[macro_use]
mod desk;
#[macro_use]
mod dns_server;
#[macro_use]
mod mail_server;

mod account;
mod activity;
mod audit;
mod billing;
mod bounds;
mod callers;
mod catching_up;
mod channels;
mod commit;
mod cut_off;
mod deletion;
mod downloads;
mod dump;
mod endpoints;
mod fields;
mod files;
mod idempotency;
mod inbox;
mod invitation;
mod keys;
mod mail;
mod malformed;
mod monthly_report;
mod named_visitors;
mod pages;
mod permissions;
mod personal;
mod platform;
mod presence;
mod races;
mod rehearsal;
mod reports;
mod retention;
mod roles;
mod rulebooks;
mod search;
mod settings;
mod socket;
mod start;
mod store;
mod team;
mod transfer;
mod visitors;
mod walk;
mod ways;
mod workspace;
mod world;
