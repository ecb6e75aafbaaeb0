//! A practice for the stories: real commands on a real encrypted vault, with a cheap key derivation and a clock that
//! the story sets.

pub mod bindings;
mod practice;
mod therapy;
mod window;

pub use practice::{PASSPHRASE, Practice, secret};
pub use testkit::bar;
pub use testkit::new_course::day;
pub use therapy::{Therapy, outcome, plan};
