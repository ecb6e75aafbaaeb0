//! Changes the series of slots: adds a slot, moves a slot, plans a break.

mod end;
pub(super) mod rhythm;

use chrono::NaiveDate;

use crate::Course;
use crate::dates::calendar::in_range;
use crate::ids::{NewId, SlotId};
use crate::plan::numbering::starts_at;
use crate::rule_broken::{RuleBroken, parse_time_of_day};
use crate::session::SlotOutcome;
use crate::session::{Slot, SlotStatus};

impl Course {
    /// Adds a slot. A complete series loses its last planned slot instead.
    ///
    /// # Errors
    /// No session is left, the slot is after the one that takes number N, or another slot has the time.
    pub fn add_slot(
        self,
        date: NaiveDate,
        time: Option<String>,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let planned = course.plan.planned_sessions;
        if course.left() <= 0 {
            return Err(RuleBroken::NoSessionsLeft { planned });
        }
        let time = time.map(parse_time_of_day).transpose()?;
        let id = SlotId::new(ids());
        let slot = Slot::planned(id.clone(), in_range(date)?, time, course.minutes());
        course.check_time_free(&slot)?;
        course.slots.push(slot);
        if course
            .places_if_held()
            .iter()
            .zip(&course.slots)
            .any(|(place, slot)| {
                slot.id.as_ref() == Some(&id) && place.number.is_none_or(|number| number > planned)
            })
        {
            return Err(RuleBroken::NoSessionsLeft { planned });
        }
        course.drop_surplus();
        Ok(course.recomputed())
    }

    /// Moves a planned slot. The slot keeps its id and so the records that name it. A new slot with the status moved
    /// stays at the old place.
    ///
    /// # Errors
    /// The slot is recorded already, another slot has the time, or date or time is invalid.
    pub fn reschedule(
        self,
        id: &SlotId,
        date: NaiveDate,
        time: Option<String>,
        reason: Option<String>,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let old = course.slot(id)?.clone();
        if old.status != SlotStatus::Planned {
            return Err(RuleBroken::AlreadyRecorded {
                slot_index: old.slot_index,
            });
        }
        let time = time
            .map(parse_time_of_day)
            .transpose()?
            .or_else(|| old.start_time.clone());
        let moved = Slot {
            date: in_range(date)?,
            start_time: time,
            ..old.clone()
        };
        let gone = Slot {
            id: Some(SlotId::new(ids())),
            status: SlotStatus::Rescheduled,
            moved_to: Some(date),
            reason,
            missed: None,
            corrections: None,
            ..old
        };
        *course.slot_mut(id)? = gone;
        course.check_time_free(&moved)?;
        course.slots.push(moved);
        Ok(course.recomputed())
    }

    /// Makes a planned slot a break. The series gets one more slot at its end.
    ///
    /// # Errors
    /// The errors of [`Course::record_slot`].
    pub fn plan_break(
        self,
        id: &SlotId,
        reason: Option<String>,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let outcome = SlotOutcome {
            reason,
            ..SlotOutcome::of(SlotStatus::Break)
        };
        self.record_slot(id, outcome, today, ids)
    }

    /// Refuses a slot at the time of another slot. Slots that were moved or entered in error, and slots without a
    /// time, do not count.
    pub(crate) fn check_time_free(&self, slot: &Slot) -> Result<(), RuleBroken> {
        let taken = |other: &&Slot| {
            let gone = matches!(other.status, SlotStatus::Void | SlotStatus::Rescheduled);
            !gone
                && other.id != slot.id
                && other.date == slot.date
                && starts_at(slot).is_some()
                && starts_at(other) == starts_at(slot)
        };
        match self.slots.iter().find(taken) {
            Some(other) => Err(RuleBroken::TimeTaken {
                slot_index: other.slot_index,
            }),
            None => Ok(()),
        }
    }

    /// Length of a session by the contract, in minutes; without a contract that of the last slot, otherwise 50.
    pub(crate) fn minutes(&self) -> i32 {
        let planned = self.slots.last().and_then(|slot| slot.planned_minutes);
        self.contract
            .as_ref()
            .map(|contract| contract.session_minutes)
            .or(planned)
            .unwrap_or(50)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, ids, refusal};

    pub(super) fn moved(
        course: Course,
        nth: usize,
        to: &str,
        time: &str,
    ) -> Result<Course, RuleBroken> {
        let id = course.nth(nth);
        course.reschedule(&id, day(to), Some(time.to_owned()), None, &mut ids())
    }

    #[test]
    fn moved_slot_keeps_its_id_and_leaves_a_slot_with_status_moved() {
        let course = begun();
        let id = course.nth(3);
        let course = moved(course, 3, "2026-01-29", "16:00").unwrap();
        assert_eq!(course.slots.len(), 17, "the old place is still a slot");
        assert_eq!(
            course.slots[2].status,
            SlotStatus::Rescheduled,
            "the old place has the status moved"
        );
        assert_eq!(
            course.slots[2].moved_to,
            Some(day("2026-01-29")),
            "the old place names the new day"
        );
        let slot = course.slot(&id).unwrap();
        assert_eq!(
            (slot.date, slot.slot_index),
            (day("2026-01-29"), 4),
            "the id is at the new day"
        );
        assert_eq!(
            course.ends_on(),
            Some(day("2026-04-28")),
            "the end of the series stays"
        );
    }

    #[test]
    fn slot_can_move_past_others() {
        let course = moved(begun(), 1, "2026-01-21", "10:00")
            .unwrap()
            .held_if_open();
        assert_eq!(
            course.numbers()[..4],
            [None, Some(1), Some(2), Some(3)],
            "session numbers follow the calendar"
        );
    }

    #[test]
    fn slot_at_the_time_of_another_is_refused() {
        let refused = refusal(moved(begun(), 1, "2026-01-20", "10:00"));
        assert_eq!(
            refused,
            RuleBroken::TimeTaken { slot_index: 2 },
            "slot 2 begins at 10:00"
        );
        assert!(
            moved(begun(), 1, "2026-01-20", "11:00").is_ok(),
            "11:00 is free"
        );
        let voided = begun().with(2, SlotStatus::Void).unwrap();
        assert!(
            moved(voided, 1, "2026-01-20", "10:00").is_ok(),
            "a slot entered in error takes no time"
        );
    }

    #[test]
    fn recorded_slot_is_not_moved() {
        let refused = refusal(moved(begun().held(1), 1, "2026-01-14", "10:00"));
        assert_eq!(
            refused,
            RuleBroken::AlreadyRecorded { slot_index: 1 },
            "the session was held"
        );
    }

    #[test]
    fn added_slot_replaces_the_last_planned_one() {
        let course = begun()
            .add_slot(day("2026-01-15"), Some("09:00".to_owned()), &mut ids())
            .unwrap();
        assert_eq!(
            course.slots.len(),
            16,
            "sixteen sessions have sixteen slots"
        );
        assert_eq!(
            course.ends_on(),
            Some(day("2026-04-21")),
            "the series ends a week earlier"
        );
        let refused = refusal(begun().add_slot(day("2026-05-05"), None, &mut ids()));
        assert_eq!(
            refused,
            RuleBroken::NoSessionsLeft { planned: 16 },
            "there is no session 17"
        );
    }

    #[test]
    fn break_planned_during_the_course_moves_the_end() {
        let course = begun();
        let id = course.nth(5);
        let course = course
            .plan_break(
                &id,
                Some("holiday".to_owned()),
                day("2026-01-13"),
                &mut ids(),
            )
            .unwrap();
        assert_eq!(
            course.ends_on(),
            Some(day("2026-05-05")),
            "the series ends a week later"
        );
        assert_eq!(
            course.plan.planned_end_date,
            day("2026-04-28"),
            "the agreed end changes only by amendment"
        );
    }

    impl Course {
        fn held_if_open(self) -> Self {
            let open: Vec<usize> = (1..=self.slots.len())
                .filter(|nth| self.slots[nth - 1].status == SlotStatus::Planned)
                .collect();
            open.into_iter().fold(self, |course, nth| {
                course.with(nth, SlotStatus::Attended).unwrap()
            })
        }
    }
}
