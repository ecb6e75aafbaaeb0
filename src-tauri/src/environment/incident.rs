//! What is written when something nobody foresaw happens: a number, a place in the program, no one's words.

use std::panic;

use crate::environment::clock::Clock;

/// Something nobody foresaw.
pub struct Incident(String);

impl Incident {
    /// Notes a fault on the standard error stream. Errors of Kith say nothing of a client.
    pub fn of(fault: &impl std::error::Error) -> Self {
        let incident = Self::numbered();
        eprintln!("kith: incident {}: {fault}", incident.0);
        incident
    }

    fn numbered() -> Self {
        let id = Clock::id();
        Self(id.rsplit('-').next().unwrap_or_default().to_owned())
    }

    /// What a person can quote when asking for help.
    #[must_use]
    pub fn number(self) -> String {
        self.0
    }
}

/// A panic names its place in the program and never its message, which may hold what was typed.
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
