//! The rules of a time-limited course of Interpersonal Psychotherapy, and the shape of its record.
//!
//! Nothing here reads a file, a clock or a random number: time and ids are arguments, and a refusal is
//! a value. [`Course`] is one course of one client, whole; its verbs take it and return it changed, or
//! say which rule was broken. Its serde shape is the course file itself (`tests/golden/course-file.schema.json`).
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod amount;
pub mod begin;
pub mod calendar;
pub mod contract;
pub mod course;
pub mod ending;
pub mod file;
pub mod focus;
pub mod foresight;
pub mod format;
pub mod formulation;
pub mod gate;
pub mod glance;
pub mod ids;
pub mod instant;
pub mod instrument;
pub mod map;
pub mod measures;
pub mod mentions;
pub mod next_steps;
pub mod notes;
pub mod numbering;
pub mod outcomes;
pub mod people;
mod phase;
pub mod record;
mod references;
pub mod reminders;
pub mod risk;
pub mod rows;
pub mod rule_broken;
pub mod score;
pub mod series;
pub mod settle;
pub mod slots;
pub mod tasks;
#[cfg(test)]
mod testing;
pub mod timeline;

pub use course::Course;
pub use rule_broken::RuleBroken;
