//! The time of an edit.

use chrono::{DateTime, Utc};
use course::dates::Instant;
use serde::ser::Error as _;
use serde::{Serialize, Serializer};

/// An instant in UTC, to the millisecond. Always an argument: the vault reads no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since 1970.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The same instant for the calendar; none for years no calendar has.
    #[must_use]
    pub const fn moment(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.0)
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_millis())
    }
}

/// As the text of an [`Instant`], the only form of a time that the window knows.
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let moment = self.moment();
        let moment = moment.ok_or_else(|| S::Error::custom("the year is in no calendar"))?;
        Instant::from(moment).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamp_is_serialised_as_the_text_of_an_instant() {
        let time = Timestamp::from_millis(1_800_000_000_999);
        assert_eq!(
            serde_json::to_string(&time).unwrap(),
            "\"2027-01-15T08:00:00Z\"",
            "whole seconds in UTC"
        );
        assert!(
            serde_json::to_string(&Timestamp::from_millis(i64::MAX)).is_err(),
            "a year that no calendar has is refused"
        );
    }
}
