//! The series of slots: adding, moving, breaks, completing it at the end, and the day it ends.

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
    /// Adds a slot. A series that is complete gives up its last planned slot for it.
    ///
    /// # Errors
    /// No session left, or a slot after the one that takes number N; the time taken.
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

    /// Moves a slot that is still planned. The old place stays in the series, marked as moved; the slot
    /// itself, with its id and all that points at it, goes to the new one.
    ///
    /// # Errors
    /// Recorded already; the time taken; a date or time that is none.
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
            corrections: None,
            ..old
        };
        *course.slot_mut(id)? = gone;
        course.check_time_free(&moved)?;
        course.slots.push(moved);
        Ok(course.recomputed())
    }

    /// Makes a planned slot a break agreed along the way; the series grows by one at its end.
    ///
    /// # Errors
    /// As [`Course::record_slot`].
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

    /// Refuses a time another slot has. Slots that were moved or entered in error take no time, nor does
    /// one whose time is not known.
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

    /// Usual length of a session.
    fn minutes(&self) -> i32 {
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
    fn a_moved_slot_keeps_its_id_and_leaves_a_mark() {
        let course = begun();
        let id = course.nth(3);
        let course = moved(course, 3, "2026-01-29", "16:00").unwrap();
        assert_eq!(course.slots.len(), 17, "the old place stays");
        assert_eq!(
            course.slots[2].status,
            SlotStatus::Rescheduled,
            "and says so"
        );
        assert_eq!(
            course.slots[2].moved_to,
            Some(day("2026-01-29")),
            "with the new day"
        );
        let slot = course.slot(&id).unwrap();
        assert_eq!(
            (slot.date, slot.slot_index),
            (day("2026-01-29"), 4),
            "what points at the slot goes along"
        );
        assert_eq!(course.ends_on(), Some(day("2026-04-28")), "the end holds");
    }

    #[test]
    fn a_slot_may_move_past_others() {
        let course = moved(begun(), 1, "2026-01-21", "10:00")
            .unwrap()
            .held_if_open();
        assert_eq!(
            course.numbers()[..4],
            [None, Some(1), Some(2), Some(3)],
            "numbers follow the calendar"
        );
    }

    #[test]
    fn two_slots_at_one_time_are_refused_and_on_one_day_allowed() {
        let refused = refusal(moved(begun(), 1, "2026-01-20", "10:00"));
        assert_eq!(
            refused,
            RuleBroken::TimeTaken { slot_index: 2 },
            "ten o'clock is taken"
        );
        assert!(
            moved(begun(), 1, "2026-01-20", "11:00").is_ok(),
            "eleven is free"
        );
        let voided = begun().with(2, SlotStatus::Void).unwrap();
        assert!(
            moved(voided, 1, "2026-01-20", "10:00").is_ok(),
            "a slot entered in error takes no time"
        );
    }

    #[test]
    fn a_recorded_slot_is_not_moved() {
        let refused = refusal(moved(begun().held(1), 1, "2026-01-14", "10:00"));
        assert_eq!(
            refused,
            RuleBroken::AlreadyRecorded { slot_index: 1 },
            "it happened"
        );
    }

    #[test]
    fn an_added_slot_takes_the_place_of_the_last_one() {
        let course = begun()
            .add_slot(day("2026-01-15"), Some("09:00".to_owned()), &mut ids())
            .unwrap();
        assert_eq!(course.slots.len(), 16, "sixteen sessions, sixteen slots");
        assert_eq!(course.ends_on(), Some(day("2026-04-21")), "a week sooner");
        let refused = refusal(begun().add_slot(day("2026-05-05"), None, &mut ids()));
        assert_eq!(
            refused,
            RuleBroken::NoSessionsLeft { planned: 16 },
            "session 17 is not laid out"
        );
    }

    #[test]
    fn a_break_agreed_along_the_way_moves_the_end() {
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
        assert_eq!(course.ends_on(), Some(day("2026-05-05")), "one week later");
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
