//! A practice to tell stories in: real commands on a real encrypted vault, with a cheap key derivation and a
//! clock that stands where the story puts it.

#[path = "../../src-tauri/crates/vault/tests/suite/bar.rs"]
pub mod bar;
pub mod bindings;
mod practice;
mod therapy;
mod window;

pub use practice::{PASSPHRASE, Practice, day, secret};
pub use therapy::{Therapy, outcome, plan};
