//! Opening the database of a vault.

pub mod torn_pages;
