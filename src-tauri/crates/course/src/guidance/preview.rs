//! What recording a status would do to the count, told before it is done.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::ids::SlotId;
use crate::plan::numbering::{Counting, counting, met};
use crate::rule_broken::RuleBroken;
use crate::session::SlotOutcome;
use crate::session::{Slot, SlotStatus};

/// What a status would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Foresight {
    /// The session number the slot would take; none where it takes none, or is refused or asked.
    pub takes_number: Option<i32>,
    /// Sessions left then.
    pub left_after: i32,
    /// Whether a slot is added at the end of the series.
    pub adds_slot: bool,
    /// The day the series would end.
    pub ends_on: Option<NaiveDate>,
    /// The contract leaves it to the therapist whether it counts, and it is not said yet.
    pub asks: bool,
    /// A reason has to be given.
    pub needs_reason: bool,
    /// Why it would be refused.
    pub refused: Option<RuleBroken>,
}

impl Course {
    /// What recording, or correcting, a slot to a status would do. Nothing is changed.
    #[must_use]
    pub fn preview_slot(
        &self,
        id: &SlotId,
        status: SlotStatus,
        counts: Option<bool>,
        today: NaiveDate,
    ) -> Foresight {
        let slot = self.slot(id).ok();
        let asks = counting(status, self.missed_rule()) == Counting::Asked && counts.is_none();
        let needs_reason = slot.is_some_and(|slot| self.reason_needed(slot, status));
        let after = self
            .clone()
            .after(id, status, counts.or(asks.then_some(false)), today);
        let (after, refused) = match after {
            Ok(after) => (Some(after), None),
            Err(refused) => (None, Some(refused)),
        };
        let seen = after.as_ref().unwrap_or(self);
        let takes_number = after
            .as_ref()
            .filter(|_| !asks)
            .and_then(|after| after.slot(id).ok()?.session_number);
        Foresight {
            takes_number,
            left_after: if asks { self.left() } else { seen.left() },
            adds_slot: !asks
                && status != SlotStatus::Rescheduled
                && seen.slots.len() > self.slots.len(),
            ends_on: if asks { self.ends_on() } else { seen.ends_on() },
            asks,
            needs_reason,
            refused,
        }
    }

    /// The course with the status in, a reason taken for given. Moving is judged without its new day.
    fn after(
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
            format!("foreseen-{added}")
        };
        let outcome = SlotOutcome {
            counts,
            ..SlotOutcome::of(status)
        };
        if planned {
            self.record_slot(id, outcome, today, &mut ids)
        } else {
            self.correct_slot(id, outcome, Some("foreseen".to_owned()), today, &mut ids)
        }
    }

    /// A correction needs a reason once a later slot is recorded, or where it strikes a signed note.
    fn reason_needed(&self, slot: &Slot, status: SlotStatus) -> bool {
        let signed = slot
            .id
            .as_ref()
            .and_then(|id| self.session(id))
            .is_some_and(|note| note.locked_at.is_some());
        slot.status != SlotStatus::Planned
            && (self.recorded_after(slot) || (signed && !met(status)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, begun_by, day};
    use crate::plan::contract::MissedSessionRule;

    const LATER: &str = "2030-01-01";

    #[test]
    fn what_a_status_does_to_the_count_is_told_before() {
        let course = begun().held(6);
        let id = course.nth(7);
        let held = course.preview_slot(&id, SlotStatus::Attended, None, day(LATER));
        assert_eq!(
            (held.takes_number, held.left_after, held.adds_slot),
            (Some(7), 9, false),
            "session 7, 9 left"
        );
        let away = course.preview_slot(&id, SlotStatus::CancelledTherapist, None, day(LATER));
        assert_eq!(
            (away.takes_number, away.left_after, away.adds_slot),
            (None, 10, true),
            "none; one more at the end"
        );
        assert_eq!(away.ends_on, Some(day("2026-05-05")), "a week later");
        assert_eq!(course.slots.len(), 16, "nothing is done yet");
    }

    #[test]
    fn a_refusal_is_foreseen() {
        let course = begun();
        let id = course.nth(2);
        let foreseen = course.preview_slot(&id, SlotStatus::Attended, None, day(LATER));
        assert!(
            matches!(
                foreseen.refused,
                Some(RuleBroken::EarlierSlotOpen { slot_index: 1, .. })
            ),
            "slot 1 is open"
        );
        assert_eq!(foreseen.takes_number, None, "so it takes none");
    }

    #[test]
    fn the_rule_decide_asks_until_it_is_said() {
        let course = begun_by(MissedSessionRule::Decide);
        let id = course.nth(1);
        let asked = course.preview_slot(&id, SlotStatus::Dna, None, day(LATER));
        assert!(
            asked.asks && asked.refused.is_none() && asked.takes_number.is_none(),
            "does it count?"
        );
        let said = course.preview_slot(&id, SlotStatus::Dna, Some(true), day(LATER));
        assert_eq!((said.asks, said.takes_number), (false, Some(1)), "it does");
    }

    #[test]
    fn a_correction_says_whether_it_needs_a_reason() {
        let course = begun().held(2);
        let (first, last, open) = (course.nth(1), course.nth(2), course.nth(3));
        let needs = |id: &SlotId| {
            course
                .preview_slot(id, SlotStatus::Dna, None, day(LATER))
                .needs_reason
        };
        assert!(
            needs(&first) && !needs(&last) && !needs(&open),
            "once a later slot is recorded"
        );
    }

    #[test]
    fn moving_is_foreseen_without_its_new_day() {
        let course = begun().held(1);
        let foresee = |nth| {
            course
                .preview_slot(&course.nth(nth), SlotStatus::Rescheduled, None, day(LATER))
                .refused
        };
        assert_eq!(foresee(2), None, "an open slot can be moved");
        assert_eq!(
            foresee(1),
            Some(RuleBroken::AlreadyRecorded { slot_index: 1 }),
            "one that was held cannot"
        );
    }
}
