//! The log of unexpected errors: a number and a place in the program, never a text that somebody typed.

use std::panic;

use crate::environment::clock::Clock;

/// An unexpected error.
pub struct Incident(String);

impl Incident {
    /// Writes an error to the standard error stream. Errors of Kith contain no text of a client.
    pub fn of(fault: &impl std::error::Error) -> Self {
        let incident = Self::numbered();
        eprintln!("kith: incident {}: {fault}", incident.0);
        incident
    }

    fn numbered() -> Self {
        let id = Clock::id();
        Self(id.rsplit('-').next().unwrap_or_default().to_owned())
    }

    /// The number that a user can quote when asking for help.
    #[must_use]
    pub fn number(self) -> String {
        self.0
    }
}

/// Logs a panic by its place in the program and never by its message, which may contain typed text.
pub fn keep_panics_quiet() {
    panic::set_hook(Box::new(|panic| {
        let number = Incident::numbered().0;
        match panic.location() {
            Some(place) => eprintln!(
                "kith: incident {number} at {}:{}",
                place.file(),
                place.line()
            ),
            None => eprintln!("kith: incident {number}"),
        }
    }));
}
