//! When a sheet was filled in, seen from the course: in a session, before the first, between, or after the end.

use serde::Serialize;

use crate::Course;
use crate::measures::Measure;
use crate::plan::CourseStatus;
use crate::plan::numbering::order;
use crate::session::{Slot, SlotStatus};

/// When a sheet was filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "when", rename_all = "snake_case")]
pub enum Occasion {
    /// Outside a session, on a day before the first one.
    BeforeSession {
        /// Number of the first session.
        number: i32,
    },
    /// In a session that takes a number.
    Session {
        /// Its number.
        number: i32,
    },
    /// In a session that is still planned.
    PlannedSession,
    /// In a session that was not held and takes no number.
    MissedSession,
    /// Outside a session, between the first one and the end.
    BetweenSessions,
    /// After the end of a concluded course.
    FollowUp,
}

impl Occasion {
    /// Whether a score counts as one of the course. Those after the end do not.
    #[must_use]
    pub const fn counts(self) -> bool {
        !matches!(self, Self::FollowUp)
    }
}

impl Course {
    /// When a sheet was filled in; `slot` is that of its session.
    pub(crate) fn occasion(&self, measure: &Measure, slot: Option<&Slot>) -> Occasion {
        match slot.map(|slot| (slot.status, slot.session_number)) {
            Some((_, Some(number))) => Occasion::Session { number },
            Some((SlotStatus::Planned, None)) => Occasion::PlannedSession,
            Some((_, None)) => Occasion::MissedSession,
            None => self.occasion_outside(measure),
        }
    }

    fn occasion_outside(&self, measure: &Measure) -> Occasion {
        let closed = self.plan.status == CourseStatus::Closed;
        let ended = self.plan.actual_end_date.filter(|_| closed);
        if ended.is_some_and(|end| measure.date > end) {
            return Occasion::FollowUp;
        }
        let numbered = self
            .slots
            .iter()
            .filter(|slot| slot.session_number.is_some());
        match numbered.min_by_key(|slot| order(slot)) {
            Some(first) if first.date <= measure.date => Occasion::BetweenSessions,
            first => Occasion::BeforeSession {
                number: first.and_then(|slot| slot.session_number).unwrap_or(1),
            },
        }
    }
}
