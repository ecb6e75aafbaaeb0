//! Calendar days and instants.

pub mod calendar;
mod instant;

pub use instant::{Instant, NotAnInstant};
