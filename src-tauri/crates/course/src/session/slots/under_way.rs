//! Whether a session is under way, and when it is planned to end.

use chrono::{NaiveDateTime, TimeDelta};

use crate::Course;
use crate::ids::SlotId;
use crate::plan::numbering::starts_at;
use crate::session::SlotStatus;

/// A session counts as under way from so many minutes before its start, when the therapist prepares it.
const PREPARATION: i64 = 15;

impl Course {
    /// The planned end of this session, if it is under way at this local time. None if the slot is unknown, has no
    /// start time, or is not one in which a session takes place.
    #[must_use]
    pub fn under_way_until(&self, slot: &SlotId, now: NaiveDateTime) -> Option<NaiveDateTime> {
        let slot = self.slot(slot).ok()?;
        let takes_place = matches!(
            slot.status,
            SlotStatus::Planned | SlotStatus::Attended | SlotStatus::AttendedPartial
        );
        let start = slot.date.and_time(starts_at(slot)?);
        let minutes = slot.planned_minutes.unwrap_or_else(|| self.minutes());
        let end = start.checked_add_signed(TimeDelta::minutes(minutes.into()))?;
        let opens = start.checked_sub_signed(TimeDelta::minutes(PREPARATION))?;
        (takes_place && opens <= now && now < end).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day};

    #[test]
    fn a_session_is_under_way_from_a_quarter_of_an_hour_before_it_until_its_planned_end() {
        let course = begun();
        let slot = course.nth(1);
        let end = |day: chrono::NaiveDate, hour, minute| {
            course.under_way_until(&slot, day.and_hms_opt(hour, minute, 0).unwrap())
        };
        let date = course.slots[0].date;
        let planned = date.and_hms_opt(10, 50, 0);
        assert_eq!(course.slots[0].start_time.as_deref(), Some("10:00"));
        assert_eq!(end(date, 9, 44), None, "before the preparation");
        assert_eq!(end(date, 9, 45), planned);
        assert_eq!(end(date, 10, 49), planned);
        assert_eq!(end(date, 10, 50), None, "at the planned end");
        assert_eq!(end(day("2026-07-01"), 10, 5), None, "on another day");
    }

    #[test]
    fn a_session_that_does_not_take_place_is_never_under_way() {
        let mut course = begun();
        let slot = course.nth(1);
        let during = course.slots[0].date.and_hms_opt(10, 5, 0).unwrap();
        course.slots[0].status = SlotStatus::Dna;
        assert_eq!(course.under_way_until(&slot, during), None, "nobody came");
        course.slots[0].status = SlotStatus::Planned;
        course.slots[0].start_time = None;
        assert_eq!(
            course.under_way_until(&slot, during),
            None,
            "its time is unknown"
        );
    }
}
