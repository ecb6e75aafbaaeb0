//! What recording a status would do to the count, told before it is done.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::ids::SlotId;
use crate::numbering::{Counting, counting, met};
use crate::record::slot::{Slot, SlotStatus};
use crate::rule_broken::RuleBroken;
use crate::slots::SlotOutcome;

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
    pub fn foresee_slot(
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
            let open = self.changing()?;
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
