//! Instants (points in time) in UTC, kept as they were written.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// An instant in UTC, as RFC 3339 text. The text is kept unchanged, so that an export equals its import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(try_from = "String", into = "String")]
pub struct Instant(#[cfg_attr(feature = "bindings", specta(type = String))] String);

/// The text is no RFC 3339 instant in UTC.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an instant in UTC")]
pub struct NotAnInstant;

impl Instant {
    /// The text as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The instant as a `DateTime`. None only for a text that is no instant, which the constructors refuse.
    #[must_use]
    pub fn moment(&self) -> Option<DateTime<Utc>> {
        DateTime::parse_from_rfc3339(&self.0)
            .ok()
            .map(|at| at.to_utc())
    }
}

impl TryFrom<String> for Instant {
    type Error = NotAnInstant;

    fn try_from(text: String) -> Result<Self, NotAnInstant> {
        let at = DateTime::parse_from_rfc3339(&text).map_err(|_| NotAnInstant)?;
        if at.offset().local_minus_utc() == 0 {
            Ok(Self(text))
        } else {
            Err(NotAnInstant)
        }
    }
}

impl From<Instant> for String {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_time_in_utc_is_an_instant() {
        assert!(
            Instant::try_from("2026-02-17T18:30:00Z".to_owned()).is_ok(),
            "files write Z"
        );
        assert!(
            Instant::try_from("2026-02-17T18:30:00+01:00".to_owned()).is_err(),
            "local offsets are refused"
        );
        assert!(
            Instant::try_from("2026-02-17".to_owned()).is_err(),
            "a day is not an instant"
        );
    }
}
