//! Checks and builders shared by the tests of all crates.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod bar;
pub mod modules;
pub mod new_course;
pub mod process;
