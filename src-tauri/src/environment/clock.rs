//! The only clock and the only maker of ids. All other code gets the time as an argument.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant as Tick};

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use course::dates::Instant;
use uuid::Uuid;
use vault::{ClientId, CourseId, Timestamp};

/// Tells the time and makes new ids.
pub struct Clock(Source);

enum Source {
    /// The computer's clock, plus a fixed difference.
    System { started: Tick, ahead: TimeDelta },
    /// A time that changes only when a test sets it.
    Fixed(Mutex<DateTime<Utc>>),
}

/// A point in time from which time is measured.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    ticks: Duration,
    moment: DateTime<Utc>,
}

impl Clock {
    /// The computer's clock.
    #[must_use]
    pub fn system() -> Self {
        Self::system_ahead(TimeDelta::zero())
    }

    /// The computer's clock, plus a difference.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn system_ahead(ahead: TimeDelta) -> Self {
        Self(Source::System {
            started: Tick::now(),
            ahead,
        })
    }

    /// A clock that always shows this time, until it is set.
    #[must_use]
    pub fn fixed_at(moment: DateTime<Utc>) -> Self {
        Self(Source::Fixed(Mutex::new(moment)))
    }

    /// Sets a fixed clock; does nothing to the computer's clock.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Source::Fixed(moment) = &self.0 {
            *moment.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }

    /// The time in UTC.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn moment(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System { ahead, .. } => Utc::now() + *ahead,
            Source::Fixed(moment) => *moment.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The calendar day in the time zone of the computer.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        match &self.0 {
            Source::System { .. } => self.moment().with_timezone(&Local).date_naive(),
            Source::Fixed(_) => self.moment().date_naive(),
        }
    }

    /// The time in the time zone of the computer.
    #[must_use]
    pub fn local(&self) -> NaiveDateTime {
        match &self.0 {
            Source::System { .. } => self.moment().with_timezone(&Local).naive_local(),
            Source::Fixed(_) => self.moment().naive_utc(),
        }
    }

    /// The UTC time of a local time. If the local time occurred twice because clocks were set back, the first; none if it
    /// was skipped because they were set forward.
    #[must_use]
    pub fn moment_of(&self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        match &self.0 {
            Source::System { .. } => {
                let moment = local.and_local_timezone(Local).earliest();
                moment.map(|moment| moment.to_utc())
            }
            Source::Fixed(_) => Some(local.and_utc()),
        }
    }

    /// The time as records write it.
    #[must_use]
    pub fn instant(&self) -> Instant {
        self.moment().into()
    }

    /// The time as the vault writes it.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.moment().into()
    }

    /// A mark to measure time from.
    #[must_use]
    pub fn mark(&self) -> Mark {
        let ticks = match &self.0 {
            Source::System { started, .. } => started.elapsed(),
            Source::Fixed(_) => Duration::ZERO,
        };
        Mark {
            ticks,
            moment: self.moment(),
        }
    }

    /// The time since `mark`. It includes sleep, which the ticks of the system leave out, and is not shortened when the
    /// clock is set back.
    #[must_use]
    pub fn since(&self, mark: Mark) -> Duration {
        let now = self.mark();
        let ticks = now.ticks.saturating_sub(mark.ticks);
        let clock = (now.moment - mark.moment).to_std().unwrap_or_default();
        ticks.max(clock)
    }

    /// A new UUID.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one maker of ids")]
    pub fn uuid() -> Uuid {
        Uuid::now_v7()
    }

    /// A new id for something inside a course.
    #[must_use]
    pub fn id() -> String {
        Self::uuid().to_string()
    }

    /// A new client's id.
    #[must_use]
    pub fn client_id() -> ClientId {
        ClientId::new(Self::uuid())
    }

    /// A new course's id.
    #[must_use]
    pub fn course_id() -> CourseId {
        CourseId::new(Self::uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_set_back_does_not_shorten_the_time_since_a_mark() {
        let noon = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let clock = Clock::fixed_at(noon);
        let mark = clock.mark();
        clock.set(noon - TimeDelta::hours(1));
        assert_eq!(clock.since(mark), Duration::ZERO, "no time has passed");
        clock.set(noon + TimeDelta::hours(1));
        assert_eq!(
            clock.since(mark),
            Duration::from_secs(3600),
            "time without ticks counts"
        );
    }
}
