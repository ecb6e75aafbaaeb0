//! The encrypted database, its schema, and the open vault that holds the one connection to it.

pub mod damage_report;
pub mod database;
pub mod freshness;
pub mod schema;
pub mod vault;
