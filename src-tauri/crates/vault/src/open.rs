//! Opening the database of a vault.

pub mod opening;
pub mod torn_pages;
