//! Previews the effect of a status on the count of sessions, before anything is recorded.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::ids::SlotId;
use crate::plan::contract::Amendment;
use crate::plan::numbering::{Counting, counting};
use crate::rule_broken::RuleBroken;
use crate::session::SlotOutcome;
use crate::session::SlotStatus;

/// The effect that recording a status would have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SlotPreview {
    /// The session number that the slot would take; none if it takes none, is refused or `asks` is true.
    pub takes_number: Option<i32>,
    /// Sessions left after it.
    pub left_after: i32,
    /// Whether a slot would be added at the end of the series.
    pub adds_slot: bool,
    /// The day the series would end; none for a move, whose new day decides ([`Course::preview_move`]).
    pub ends_on: Option<NaiveDate>,
    /// The therapist still has to decide whether the slot counts, as the contract says.
    pub asks: bool,
    /// Whether a reason is needed.
    pub needs_reason: bool,
    /// The rule that would refuse it.
    pub refused: Option<RuleBroken>,
}

/// The effect that moving a slot would have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MovePreview {
    /// The session number that the slot would take once it is held.
    pub number: Option<i32>,
    /// The day the series would end.
    pub ends_on: Option<NaiveDate>,
    /// The rule that would refuse it.
    pub refused: Option<RuleBroken>,
}

impl Course {
    /// Previews what moving a slot to this day and time would do. Changes nothing.
    #[must_use]
    pub fn preview_move(&self, id: &SlotId, date: NaiveDate, time: Option<String>) -> MovePreview {
        let mut ids = || "preview".to_owned();
        match self.clone().reschedule(id, date, time, None, &mut ids) {
            Err(refused) => MovePreview {
                number: None,
                ends_on: self.ends_on(),
                refused: Some(refused),
            },
            Ok(after) => {
                let places = after.places_if_held();
                let mut placed = places.iter().zip(&after.slots);
                let moved = placed.find(|(_, slot)| slot.id.as_ref() == Some(id));
                MovePreview {
                    number: moved.and_then(|(place, _)| place.number),
                    ends_on: after.ends_on(),
                    refused: None,
                }
            }
        }
    }

    /// The day the series would end if the contract were amended to this number of sessions. Changes nothing.
    ///
    /// # Errors
    /// The errors of [`Course::amend_contract`] about the number.
    pub fn preview_amendment(
        &self,
        planned_sessions: i32,
        today: NaiveDate,
    ) -> Result<Option<NaiveDate>, RuleBroken> {
        let amendment = Amendment {
            on: today,
            planned_sessions,
            reason: "preview".to_owned(),
            new_end_date: self.plan.planned_end_date,
            supervision_noted: None,
        };
        let mut added = 0_u32;
        let mut ids = || {
            added += 1;
            format!("preview-{added}")
        };
        let after = self.clone().amend_contract(amendment, today, &mut ids)?;
        Ok(after.ends_on())
    }

    /// Previews what recording this status for a slot, or correcting the slot to it, would do. Changes nothing.
    #[must_use]
    pub fn preview_slot(
        &self,
        id: &SlotId,
        status: SlotStatus,
        counts: Option<bool>,
        today: NaiveDate,
    ) -> SlotPreview {
        let slot = self.slot(id).ok();
        let asks = counting(status, self.missed_rule()) == Counting::Asked && counts.is_none();
        let needs_reason = slot.is_some_and(|slot| self.reason_needed(slot, status));
        let after = self
            .clone()
            .with_status(id, status, counts.or(asks.then_some(false)), today);
        let (after, refused) = match after {
            Ok(after) => (Some(after), None),
            Err(refused) => (None, Some(refused)),
        };
        let shown = after.as_ref().unwrap_or(self);
        let takes_number = after
            .as_ref()
            .filter(|_| !asks)
            .and_then(|after| after.slot(id).ok()?.session_number);
        SlotPreview {
            takes_number,
            left_after: if asks { self.left() } else { shown.left() },
            adds_slot: !asks
                && status != SlotStatus::Rescheduled
                && shown.slots.len() > self.slots.len(),
            ends_on: match (status, asks) {
                (SlotStatus::Rescheduled, _) => None,
                (_, true) => self.ends_on(),
                (_, false) => shown.ends_on(),
            },
            asks,
            needs_reason,
            refused,
        }
    }

    /// The course with this status recorded. A reason counts as given. A move is checked without its new day.
    fn with_status(
        self,
        id: &SlotId,
        status: SlotStatus,
        counts: Option<bool>,
        today: NaiveDate,
    ) -> Result<Self, RuleBroken> {
        let planned = self.slot(id)?.status == SlotStatus::Planned;
        let slot_index = self.slot(id)?.slot_index;
        if status == SlotStatus::Rescheduled {
            let open = self.not_concluded()?;
            return if planned {
                Ok(open)
            } else {
                Err(RuleBroken::AlreadyRecorded { slot_index })
            };
        }
        let mut added = 0_u32;
        let mut ids = || {
            added += 1;
            format!("preview-{added}")
        };
        let outcome = SlotOutcome {
            counts,
            reason: Some("preview".to_owned()),
            ..SlotOutcome::of(status)
        };
        if planned {
            self.record_slot(id, outcome, today, &mut ids)
        } else {
            self.correct_slot(id, outcome, None, today, &mut ids)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, begun_by, day};
    use crate::plan::contract::MissedSessionRule;

    const LATER: &str = "2030-01-01";

    #[test]
    fn preview_shows_number_and_sessions_left_without_recording() {
        let course = begun().held(6);
        let id = course.nth(7);
        let held = course.preview_slot(&id, SlotStatus::Attended, None, day(LATER));
        assert_eq!(
            (held.takes_number, held.left_after, held.adds_slot),
            (Some(7), 9, false),
            "a held session takes number 7 and leaves 9"
        );
        let away = course.preview_slot(&id, SlotStatus::CancelledTherapist, None, day(LATER));
        assert_eq!(
            (away.takes_number, away.left_after, away.adds_slot),
            (None, 10, true),
            "a cancellation by the therapist takes no number and adds a slot at the end"
        );
        assert_eq!(
            away.ends_on,
            Some(day("2026-05-05")),
            "the series ends a week later"
        );
        assert_eq!(course.slots.len(), 16, "a preview changes nothing");
    }

    #[test]
    fn preview_shows_the_refusal() {
        let course = begun();
        let id = course.nth(2);
        let preview = course.preview_slot(&id, SlotStatus::Attended, None, day(LATER));
        assert!(
            matches!(
                preview.refused,
                Some(RuleBroken::EarlierSlotOpen { slot_index: 1, .. })
            ),
            "slot 1 has to be recorded first"
        );
        assert_eq!(preview.takes_number, None, "a refused slot takes no number");
    }

    #[test]
    fn rule_decide_asks_until_the_therapist_has_decided() {
        let course = begun_by(MissedSessionRule::Decide);
        let id = course.nth(1);
        let asked = course.preview_slot(&id, SlotStatus::Dna, None, day(LATER));
        assert!(
            asked.asks && asked.refused.is_none() && asked.takes_number.is_none(),
            "the therapist is asked whether the slot counts"
        );
        let decided = course.preview_slot(&id, SlotStatus::Dna, Some(true), day(LATER));
        assert_eq!(
            (decided.asks, decided.takes_number),
            (false, Some(1)),
            "the therapist decided that it counts"
        );
    }

    #[test]
    fn preview_of_a_correction_shows_whether_it_needs_a_reason() {
        let course = begun().held(2);
        let (first, last, open) = (course.nth(1), course.nth(2), course.nth(3));
        let needs = |id: &SlotId| {
            course
                .preview_slot(id, SlotStatus::Dna, None, day(LATER))
                .needs_reason
        };
        assert!(
            needs(&first) && !needs(&last) && !needs(&open),
            "only the first slot has a recorded slot after it"
        );
    }

    #[test]
    fn preview_asks_why_a_slot_was_entered_in_error() {
        let course = begun().held(2);
        for nth in 1..=3 {
            let preview = course.preview_slot(&course.nth(nth), SlotStatus::Void, None, day(LATER));
            assert!(preview.needs_reason, "slot {nth}");
            assert_eq!(preview.refused, None, "it is not refused for that");
        }
    }

    #[test]
    fn preview_of_a_move_needs_no_new_day() {
        let course = begun().held(1);
        let refused = |nth| {
            course
                .preview_slot(&course.nth(nth), SlotStatus::Rescheduled, None, day(LATER))
                .refused
        };
        assert_eq!(refused(2), None, "an open slot can be moved");
        assert_eq!(
            refused(1),
            Some(RuleBroken::AlreadyRecorded { slot_index: 1 }),
            "a held slot cannot be moved"
        );
    }

    #[test]
    fn preview_of_a_move_shows_the_end_by_the_chosen_day() {
        let course = begun();
        let id = course.nth(16);
        let preview = course.preview_move(&id, day("2026-05-07"), None);
        assert_eq!(
            (preview.number, preview.ends_on, preview.refused),
            (Some(16), Some(day("2026-05-07")), None),
            "the last session moves the end"
        );
        let early = course.preview_move(&id, day("2026-01-14"), None);
        assert_eq!(
            (early.number, early.ends_on),
            (Some(2), Some(day("2026-04-21"))),
            "moved to the second week"
        );
        let taken = course.preview_move(&id, day("2026-01-20"), None);
        assert_eq!(
            taken.refused,
            Some(RuleBroken::TimeTaken { slot_index: 2 }),
            "another slot is there"
        );
        let before = course.preview_slot(&id, SlotStatus::Rescheduled, None, day(LATER));
        assert_eq!(before.ends_on, None, "the new day is not said yet");
    }

    #[test]
    fn preview_of_an_amendment_shows_the_end_of_its_slots() {
        let monthly = crate::course::testing::begun_with(crate::plan::BeginPlan {
            start_date: day("2026-01-31"),
            planned_sessions: Some(10),
            ..crate::course::testing::plan(crate::plan::FormatId::IptM)
        });
        let end = |planned| monthly.preview_amendment(planned, day("2026-02-01"));
        assert_eq!(end(12), Ok(Some(day("2026-12-31"))), "the 31st");
        assert_eq!(end(6), Ok(Some(day("2026-06-30"))), "a shorter month");
        assert!(
            matches!(end(99), Err(RuleBroken::AboveCeiling { .. })),
            "beyond the ceiling"
        );
    }
}
