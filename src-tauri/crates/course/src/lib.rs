//! The rules of a time-limited course of Interpersonal Psychotherapy, and the shape of its record.
//!
//! Nothing here reads a file, a clock or a random number: time and ids are arguments, and a refusal is
//! a value. [`Course`] is one course of one client, whole; its verbs take it and return it changed, or
//! say which rule was broken. Its serde shape is the course file itself (`tests/golden/course-file.schema.json`).
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod amount;
pub mod course;
pub mod file;
pub mod format;
pub mod ids;
pub mod instant;
pub mod instrument;
pub mod numbering;
pub mod outcomes;
pub mod record;
pub mod rows;
pub mod score;

pub use course::Course;
