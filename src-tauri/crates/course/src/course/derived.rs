//! Computes the stored values that follow from others: order, numbers, counts, sessions left. Each verb ends with
//! this.

use std::collections::BTreeMap;

use crate::Course;
use crate::ids::SlotId;
use crate::plan::Phase;
use crate::plan::numbering::{decided_in_file, met, order};
use crate::session::{Session, Slot, SlotStatus};

impl Course {
    /// The end of each verb: computes all derived values. An earlier conclusion can no longer be undone.
    pub(crate) fn recomputed(mut self) -> Self {
        self.plan.before_conclusion = None;
        self.recompute();
        self
    }

    /// Computes the derived values that are stored: the order of slots and notes, ranks, numbers and counts, sessions
    /// left, the numbers that notes had when signed, the targets of addenda. A second call changes nothing. Records
    /// without a slot, as in a file, stay unchanged.
    pub fn recompute(&mut self) {
        let first = self.first_planned();
        if !self.amendments().is_empty() {
            self.plan.first_planned = Some(first);
        }
        self.slots.sort_by_key(order);
        let places = self.places();
        for (slot, place) in self.slots.iter_mut().zip(&places) {
            slot.slot_index = place.index;
            slot.session_number = place.number;
            slot.attended_count = (slot.status != SlotStatus::Planned).then_some(place.attended);
        }
        let slots: BTreeMap<SlotId, Slot> = self
            .slots
            .iter()
            .filter_map(|slot| Some((slot.id.clone()?, slot.clone())))
            .collect();
        let left = |slot: &Slot| {
            slot.session_number
                .map(|number| self.left_after(number, slot.date))
        };
        let lefts: BTreeMap<&SlotId, Option<i32>> =
            slots.iter().map(|(id, slot)| (id, left(slot))).collect();
        let mut sessions = self.sessions.take();
        for session in sessions.iter_mut().flatten() {
            if let Some((id, slot)) = session.slot.as_ref().and_then(|id| slots.get_key_value(id)) {
                session.sessions_left_after = lefts.get(id).copied().flatten();
                session.copy_from(slot);
            }
        }
        if let Some(sessions) = &mut sessions {
            sessions.sort_by_key(|session| session.slot_index);
        }
        self.sessions = sessions;
        self.update_draft_phases();
        for addendum in self.addenda.iter_mut().flatten() {
            if let Some(slot) = addendum.slot.as_ref().and_then(|id| slots.get(id)) {
                addendum.target = slot.session_number.map_or_else(
                    || format!("slot:{}", slot.slot_index),
                    |number| format!("session:{number}"),
                );
            }
        }
    }

    /// Puts drafts for sessions that were not held into the present phase, within the phases of the notes before and
    /// after.
    fn update_draft_phases(&mut self) {
        let phase = self.phase();
        let drafts = self.slots.iter().filter(|slot| !met(slot.status));
        let drafts: Vec<(SlotId, Phase)> = drafts
            .filter_map(|slot| {
                let id = slot.id.clone()?;
                self.session(&id).filter(|note| note.locked_at.is_none())?;
                Some((id, self.phase_between(slot, phase)))
            })
            .collect();
        for (id, phase) in drafts {
            if let Some(note) = self.session_mut(&id) {
                note.phase = phase;
            }
        }
    }

    /// Completes a course that was read from a file, once its references name slots: stores which missed slots the
    /// file counted, the first N, and the present phase.
    #[must_use]
    pub fn complete_import(mut self) -> Self {
        let contract = self.contract.clone();
        for slot in &mut self.slots {
            slot.takes_number = decided_in_file(slot, contract.as_ref());
        }
        if !self.amendments().is_empty() {
            self.plan.first_planned = Some(self.first_planned());
        }
        let phase = self.phase();
        self.plan.phase = Some(phase);
        self.plan.imported_in = Some(phase);
        self
    }
}

impl Session {
    /// Copies number, rank and day from the slot. A signed note also keeps the number that it had when signed.
    fn copy_from(&mut self, slot: &Slot) {
        if self.locked_at.is_some() {
            let signed = self.number_when_signed.or(self.session_number);
            self.number_when_signed = signed.filter(|signed| slot.session_number != Some(*signed));
        }
        self.session_number = slot.session_number;
        self.slot_index = slot.slot_index;
        self.date = slot.date;
    }
}
