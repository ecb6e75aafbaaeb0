//! Tests of the program as a process.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod backups;
mod commands;
mod modules;
mod program;
mod refusals;
mod salvage;
