//! Clients, courses and the records of a course, as the database keeps them.

pub mod clients;
pub mod courses;
pub mod ids;
pub mod listing;
pub mod record_id;
