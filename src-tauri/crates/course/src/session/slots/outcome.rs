//! Applies a recorded outcome to the slot, its note and the end of the series.

use super::said;
use crate::Course;
use crate::ids::{NewId, SlotId};
use crate::plan::numbering::{Counting, counting, met, missed_by_client, takes_number};
use crate::plan::{CourseStatus, Phase};
use crate::rule_broken::RuleBroken;
use crate::session::Session;
use crate::session::{Slot, SlotOutcome, SlotStatus};

impl Course {
    /// Writes the outcome into the slot, and makes, keeps or removes its note.
    pub(super) fn apply(
        &mut self,
        id: &SlotId,
        outcome: SlotOutcome,
        phase: Phase,
    ) -> Result<(), RuleBroken> {
        let asked = counting(outcome.status, self.missed_rule()) == Counting::Asked;
        let held = met(outcome.status);
        let slot = self.slot_mut(id)?;
        let was_held = met(slot.status);
        slot.status = outcome.status;
        slot.takes_number = outcome.counts.filter(|_| asked);
        slot.reason = said(outcome.reason);
        slot.moved_to = None;
        slot.minutes_held = match outcome.status {
            SlotStatus::Attended => outcome.minutes_held.or(slot.planned_minutes),
            SlotStatus::AttendedPartial => outcome.minutes_held,
            SlotStatus::Planned
            | SlotStatus::CancelledNotice
            | SlotStatus::CancelledLate
            | SlotStatus::Dna
            | SlotStatus::CancelledTherapist
            | SlotStatus::Rescheduled
            | SlotStatus::Break
            | SlotStatus::Void => None,
        };
        slot.attendees = outcome.attendees.filter(|_| held);
        slot.conjoint = outcome.conjoint.filter(|_| held);
        let slot = slot.clone();
        if held {
            self.keep_note(id, &slot, if was_held { None } else { Some(phase) });
        } else if let Some(sessions) = &mut self.sessions {
            sessions.retain(|session| session.slot.as_ref() != Some(id) || !session.is_blank());
        }
        if self.plan.status == CourseStatus::Planned && (held || missed_by_client(slot.status)) {
            self.plan.status = CourseStatus::Active;
        }
        Ok(())
    }

    /// Makes the note of a session that was held. A draft that was written before gets the phase of the session.
    fn keep_note(&mut self, id: &SlotId, slot: &Slot, phase: Option<Phase>) {
        let phase = phase.map(|phase| self.phase_between(slot, phase));
        if self.session(id).is_none() {
            let session = Session::blank(id.clone(), slot, phase.unwrap_or(Phase::Initial));
            self.sessions.get_or_insert_default().push(session);
        }
        if let Some(session) = self
            .session_mut(id)
            .filter(|session| session.locked_at.is_none())
        {
            session.phase = phase.unwrap_or(session.phase);
            session.minutes = slot.minutes_held;
            session.attendees = slot.attendees.clone().or_else(|| session.attendees.take());
        }
    }

    /// Adds a slot at the end of the series for a slot that takes no number. A slot that was moved or entered in error
    /// adds none, since it has a replacement; nor does a break of the contract, since the series has a slot for it
    /// already.
    pub(super) fn replace_uncounted(
        &mut self,
        id: &SlotId,
        ids: NewId<'_>,
    ) -> Result<(), RuleBroken> {
        let slot = self.slot(id)?;
        let known = self
            .contract
            .as_ref()
            .is_some_and(|contract| contract.planned_breaks.contains(&slot.date));
        let adds = match slot.status {
            SlotStatus::CancelledTherapist
            | SlotStatus::Dna
            | SlotStatus::CancelledLate
            | SlotStatus::CancelledNotice => {
                !takes_number(slot.status, slot.takes_number, self.missed_rule())
            }
            SlotStatus::Break => !known,
            SlotStatus::Planned
            | SlotStatus::Attended
            | SlotStatus::AttendedPartial
            | SlotStatus::Rescheduled
            | SlotStatus::Void => false,
        };
        if adds && self.surplus() < 0 {
            self.append_slot(ids)
        } else {
            Ok(())
        }
    }
}
