//! SQLite's memory: locked, kept out of core dumps, overwritten when freed.
//!
//! [`install`] makes SQLite take all its memory from here. The system is asked for large pieces, and each is locked
//! once, so that its pages are not written to the swap file. If the system refuses to lock, the memory is used
//! unlocked. Everything that SQLite gives back is overwritten with zeros.
#![expect(
    unsafe_code,
    reason = "SQLite takes an allocator as C functions on raw memory"
)]
#![deny(
    missing_docs,
    unsafe_op_in_unsafe_fn,
    clippy::undocumented_unsafe_blocks
)]

mod heap;
mod pages;
mod sqlite;

pub use sqlite::install;
