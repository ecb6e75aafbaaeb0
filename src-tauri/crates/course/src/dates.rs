//! Calendar days, rough dates and instants (points in time, in UTC).

pub(crate) mod calendar;
mod instant;
pub(crate) mod rough;

pub use instant::{Instant, NotAnInstant};
pub use rough::Precision;
