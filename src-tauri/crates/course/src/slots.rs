//! Recording what became of a slot, and correcting it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::begin::LONGEST;
use crate::ids::SlotId;
use crate::numbering::{
    Counting, counting, met, missed_by_client, order, planned_on, takes_number,
};
use crate::record::plan::{CourseStatus, Phase};
use crate::record::session::Session;
use crate::record::slot::{Correction, Slot, SlotStatus};
use crate::rule_broken::{RuleBroken, reasoned, within};
use crate::settle::NewId;

/// What became of a slot.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct SlotOutcome {
    /// The status.
    pub status: SlotStatus,
    /// Length held in minutes; absent for a whole session: as planned.
    pub minutes_held: Option<i32>,
    /// Why it was missed, in part, or entered in error.
    pub reason: Option<String>,
    /// Whether it takes a number, where the contract's rule is `decide`; ignored elsewhere.
    pub counts: Option<bool>,
    /// `client`, ids of people, or words.
    pub attendees: Option<Vec<String>>,
    /// Someone joined the client.
    pub conjoint: Option<bool>,
}

crate::redacted!(SlotOutcome);

impl SlotOutcome {
    /// The bare status.
    #[must_use]
    pub const fn of(status: SlotStatus) -> Self {
        Self {
            status,
            minutes_held: None,
            reason: None,
            counts: None,
            attendees: None,
            conjoint: None,
        }
    }
}

/// Statuses that are only known once the day has come, and are recorded in order.
const fn in_order(status: SlotStatus) -> bool {
    matches!(
        status,
        SlotStatus::Attended
            | SlotStatus::AttendedPartial
            | SlotStatus::Dna
            | SlotStatus::CancelledLate
    )
}

impl Course {
    /// Records what became of a planned slot. Held, missed and cancelled late only once the day has come
    /// and no earlier slot is open; the other statuses also ahead. A session held gets its note, in the
    /// phase the course is in. A slot that ends up taking no number adds one at the end of the series.
    ///
    /// # Errors
    /// Recorded already, too early, out of order, undecided, or no session left.
    pub fn record_slot(
        self,
        id: &SlotId,
        outcome: SlotOutcome,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        let slot = course.slot(id)?;
        if slot.status != SlotStatus::Planned {
            return Err(RuleBroken::AlreadyRecorded {
                slot_index: slot.slot_index,
            });
        }
        if outcome.status == SlotStatus::Planned {
            return Err(RuleBroken::NotRecorded {
                slot_index: slot.slot_index,
            });
        }
        course.may_become(id, &outcome, today)?;
        let phase = course.phase();
        course.apply(id, outcome, phase)?;
        course.within_limit()?;
        course.replace_uncounted(id, ids)?;
        Ok(course.settled())
    }

    /// Corrects a status recorded wrongly. Later sessions are numbered anew; signed notes keep their words
    /// and their phase and say which number they bore.
    ///
    /// # Errors
    /// As [`Course::record_slot`]; and: no reason though a later slot is recorded; a signed note, unless the
    /// slot becomes void, which strikes the note through and needs a reason.
    pub fn correct_slot(
        self,
        id: &SlotId,
        outcome: SlotOutcome,
        reason: Option<String>,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        let was = course.slot(id)?.clone();
        course.may_be_corrected(&was, &outcome)?;
        let signed = course
            .session(id)
            .is_some_and(|session| session.locked_at.is_some());
        let leaves = signed && !met(outcome.status);
        if leaves && outcome.status != SlotStatus::Void {
            return Err(RuleBroken::NoteSigned);
        }
        let given = reason.or_else(|| outcome.reason.clone());
        if leaves || course.recorded_after(&was) {
            reasoned(given.as_deref())?;
        }
        course.may_become(id, &outcome, today)?;
        let phase = course.phase_by_date(was.date);
        course.apply(id, outcome, phase)?;
        if leaves && let Some(session) = course.session_mut(id) {
            session.struck_reason.clone_from(&given);
        }
        let slot = course.slot_mut(id)?;
        let correction = Correction {
            on: today,
            was: was.status,
            reason: given.clone(),
        };
        slot.corrections.get_or_insert_default().push(correction);
        slot.reason = slot.reason.take().or(given);
        course.within_limit()?;
        course.replace_uncounted(id, ids)?;
        course.trim();
        Ok(course.settled())
    }

    /// Strikes a signed note through: its slot was entered in error. It stays readable; what really
    /// happened is entered in a slot of its own.
    ///
    /// # Errors
    /// Not signed, or no reason.
    pub fn strike_note(
        self,
        id: &SlotId,
        reason: String,
        today: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        if self
            .session(id)
            .is_none_or(|session| session.locked_at.is_none())
        {
            return Err(RuleBroken::NoteNotSigned);
        }
        self.correct_slot(
            id,
            SlotOutcome::of(SlotStatus::Void),
            Some(reason),
            today,
            ids,
        )
    }

    /// Whether a slot after this one was held, missed or cancelled: then a correction needs a reason.
    pub(crate) fn recorded_after(&self, slot: &Slot) -> bool {
        let recorded = |other: &Slot| {
            met(other.status)
                || missed_by_client(other.status)
                || other.status == SlotStatus::CancelledTherapist
        };
        self.slots
            .iter()
            .any(|other| order(other) > order(slot) && recorded(other))
    }

    fn may_be_corrected(&self, slot: &Slot, outcome: &SlotOutcome) -> Result<(), RuleBroken> {
        let slot_index = slot.slot_index;
        if slot.status == SlotStatus::Planned {
            return Err(RuleBroken::NotRecorded { slot_index });
        }
        if slot.status == SlotStatus::Rescheduled && outcome.status != SlotStatus::Void {
            return Err(RuleBroken::SlotMoved { slot_index });
        }
        if slot
            .id
            .as_ref()
            .and_then(|id| self.session(id))
            .is_some_and(|note| note.struck_reason.is_some())
        {
            return Err(RuleBroken::NoteStruck);
        }
        let held_later = self
            .slots
            .iter()
            .any(|other| order(other) > order(slot) && in_order(other.status));
        if outcome.status == SlotStatus::Planned && held_later {
            return Err(RuleBroken::LaterSlotRecorded);
        }
        Ok(())
    }

    /// Whether a slot may take a status, on its own and in its order.
    fn may_become(
        &self,
        id: &SlotId,
        outcome: &SlotOutcome,
        today: NaiveDate,
    ) -> Result<(), RuleBroken> {
        let slot = self.slot(id)?;
        if outcome.status == SlotStatus::Rescheduled {
            return Err(RuleBroken::NewDateNeeded);
        }
        if in_order(outcome.status) {
            if slot.date > today {
                return Err(RuleBroken::NotYet { date: slot.date });
            }
            let open =
                |other: &&Slot| other.status == SlotStatus::Planned && order(other) < order(slot);
            if let Some(open) = self.slots.iter().find(open) {
                return Err(RuleBroken::EarlierSlotOpen {
                    slot_index: open.slot_index,
                    date: open.date,
                });
            }
        }
        if matches!(slot.status, SlotStatus::Void | SlotStatus::Rescheduled) {
            self.time_free(slot)?;
        }
        if let Some(minutes) = outcome.minutes_held {
            within(minutes, 0, LONGEST)?;
        }
        let asked = counting(outcome.status, self.missed_rule()) == Counting::Asked;
        if asked && outcome.counts.is_none() {
            Err(RuleBroken::CountsUndecided)
        } else {
            Ok(())
        }
    }

    /// Puts the outcome into the slot and makes, keeps or drops its note.
    fn apply(&mut self, id: &SlotId, outcome: SlotOutcome, phase: Phase) -> Result<(), RuleBroken> {
        let asked = counting(outcome.status, self.missed_rule()) == Counting::Asked;
        let held = met(outcome.status);
        let slot = self.slot_mut(id)?;
        let was_held = met(slot.status);
        slot.status = outcome.status;
        slot.takes_number = outcome.counts.filter(|_| asked);
        slot.reason = outcome.reason;
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
            self.hold(id, &slot, if was_held { None } else { Some(phase) });
        } else if let Some(sessions) = &mut self.sessions {
            sessions.retain(|session| session.slot.as_ref() != Some(id) || !session.is_blank());
        }
        if self.plan.status == CourseStatus::Planned && (held || missed_by_client(slot.status)) {
            self.plan.status = CourseStatus::Active;
        }
        Ok(())
    }

    /// Makes the note of a session held; one drafted ahead comes into the phase it was held in.
    fn hold(&mut self, id: &SlotId, slot: &Slot, phase: Option<Phase>) {
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

    /// No number above the N in force on its day.
    pub(crate) fn within_limit(&self) -> Result<(), RuleBroken> {
        let first = self.first_planned();
        for (slot, place) in self.slots.iter().zip(self.places()) {
            let planned = planned_on(slot.date, first, self.amendments());
            if place.number.is_some_and(|number| number > planned) {
                return Err(RuleBroken::NoSessionsLeft { planned });
            }
        }
        Ok(())
    }

    /// A slot that takes no number adds one at the end of the series; not one that was moved or entered in
    /// error, which have a replacement, nor a break known in the contract, laid out from the start.
    fn replace_uncounted(&mut self, id: &SlotId, ids: NewId<'_>) -> Result<(), RuleBroken> {
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
            self.append(ids)
        } else {
            Ok(())
        }
    }
}
