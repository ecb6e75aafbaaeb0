//! The rules of a time-limited course of Interpersonal Psychotherapy, and the shape of its record.
//!
//! Nothing here reads a file, a clock or a random number: time and ids are arguments. [`Course`] is one whole course
//! of one client. Its verbs take a course and return the changed course, or the rule that refuses the change. The
//! serde shape of a course is the course file (`tests/golden/course-file.schema.json`).
#![forbid(unsafe_code)]
#![deny(missing_docs, unused_variables)]

pub mod course;
pub mod dates;
pub mod ending;
pub mod file;
pub mod focus;
pub mod guidance;
pub mod ids;
pub mod map;
pub mod measures;
pub mod people;
pub mod plan;
mod redacted;
pub mod risk;
pub mod rule_broken;
pub mod session;
pub mod storage;
pub mod timeline;
pub mod worksheets;

pub use course::Course;
pub use rule_broken::RuleBroken;
