//! `/…/personal-data`: what is held about one person is handed out, and erased everywhere.

mod customer;
mod log;
mod member;
mod needle;
mod schema;
