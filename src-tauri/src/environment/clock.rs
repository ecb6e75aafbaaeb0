//! The only clock and the only maker of ids: everything else is told what time it is.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant as Tick};

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use course::dates::Instant;
use uuid::Uuid;
use vault::{ClientId, CourseId, Timestamp};

/// What time it is, and new ids.
pub struct Now(Clock);

enum Clock {
    /// The computer's clock, moved on by a fixed span.
    Running { started: Tick, ahead: TimeDelta },
    /// Stands still until it is moved.
    Standing(Mutex<DateTime<Utc>>),
}

/// A moment from which time is counted.
#[derive(Debug, Clone, Copy)]
pub struct Mark {
    ticks: Duration,
    moment: DateTime<Utc>,
}

impl Now {
    /// The computer's clock.
    #[must_use]
    pub fn running() -> Self {
        Self::running_ahead(TimeDelta::zero())
    }

    /// The computer's clock, `ahead` of what it says.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn running_ahead(ahead: TimeDelta) -> Self {
        Self(Clock::Running {
            started: Tick::now(),
            ahead,
        })
    }

    /// A clock that stands at `moment`.
    #[must_use]
    pub fn standing_at(moment: DateTime<Utc>) -> Self {
        Self(Clock::Standing(Mutex::new(moment)))
    }

    /// Sets a standing clock; a running one goes on as it does.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Clock::Standing(moment) = &self.0 {
            *moment.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }

    /// The moment in UTC.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn moment(&self) -> DateTime<Utc> {
        match &self.0 {
            Clock::Running { ahead, .. } => Utc::now() + *ahead,
            Clock::Standing(moment) => *moment.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The calendar day where the therapist is.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        match &self.0 {
            Clock::Running { .. } => self.moment().with_timezone(&Local).date_naive(),
            Clock::Standing(_) => self.moment().date_naive(),
        }
    }

    /// What the clock on the wall says.
    #[must_use]
    pub fn local(&self) -> NaiveDateTime {
        match &self.0 {
            Clock::Running { .. } => self.moment().with_timezone(&Local).naive_local(),
            Clock::Standing(_) => self.moment().naive_utc(),
        }
    }

    /// When the clock on the wall said this: the first time, if it was set back in between; none if it never did.
    #[must_use]
    pub fn moment_of(&self, local: NaiveDateTime) -> Option<DateTime<Utc>> {
        match &self.0 {
            Clock::Running { .. } => {
                let moment = local.and_local_timezone(Local).earliest();
                moment.map(|moment| moment.to_utc())
            }
            Clock::Standing(_) => Some(local.and_utc()),
        }
    }

    /// The moment as records write it.
    #[must_use]
    pub fn instant(&self) -> Instant {
        self.moment().into()
    }

    /// The moment as the vault counts it.
    #[must_use]
    pub fn timestamp(&self) -> Timestamp {
        self.moment().into()
    }

    /// A mark to count from.
    #[must_use]
    pub fn mark(&self) -> Mark {
        let ticks = match &self.0 {
            Clock::Running { started, .. } => started.elapsed(),
            Clock::Standing(_) => Duration::ZERO,
        };
        Mark {
            ticks,
            moment: self.moment(),
        }
    }

    /// Time gone by since `mark`. Counts sleep, which the system's ticks leave out, and never runs
    /// backwards when somebody sets the clock back.
    #[must_use]
    pub fn since(&self, mark: Mark) -> Duration {
        let here = self.mark();
        let ticks = here.ticks.saturating_sub(mark.ticks);
        let clock = (here.moment - mark.moment).to_std().unwrap_or_default();
        ticks.max(clock)
    }

    /// A new id that is nothing else yet.
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
    fn a_clock_set_back_does_not_undo_time() {
        let noon = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let now = Now::standing_at(noon);
        let mark = now.mark();
        now.set(noon - TimeDelta::hours(1));
        assert_eq!(
            now.since(mark),
            Duration::ZERO,
            "nothing is counted twice, nothing is negative"
        );
        now.set(noon + TimeDelta::hours(1));
        assert_eq!(
            now.since(mark),
            Duration::from_secs(3600),
            "sleep counts as time gone by"
        );
    }
}
