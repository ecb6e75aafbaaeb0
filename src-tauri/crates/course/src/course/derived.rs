//! What every verb begins and ends with: a concluded course refuses, and all that is derived and stored is
//! worked out again.

use std::collections::BTreeMap;

use crate::Course;
use crate::ids::SlotId;
use crate::plan::Phase;
use crate::plan::numbering::{decided_in_file, met, order};
use crate::session::{Session, Slot, SlotStatus};

impl Course {
    /// The end of every verb: from here on an earlier conclusion stands, and derived values are worked out.
    pub(crate) fn recomputed(mut self) -> Self {
        self.plan.before_conclusion = None;
        self.recompute();
        self
    }

    /// Works out what is derived and stored: the order of slots and notes, ranks, numbers and counts,
    /// sessions left, the numbers notes bore when signed, what addenda point at. Doing it twice changes
    /// nothing. Records that point at no slot yet, as a file has them, stay as they are.
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

    /// Notes drafted for sessions that were not held belong to the phase in force, as far as the notes
    /// before and after them allow.
    fn update_draft_phases(&mut self) {
        let now = self.phase();
        let drafts = self.slots.iter().filter(|slot| !met(slot.status));
        let drafts: Vec<(SlotId, Phase)> = drafts
            .filter_map(|slot| {
                let id = slot.id.clone()?;
                self.session(&id).filter(|note| note.locked_at.is_none())?;
                Some((id, self.phase_between(slot, now)))
            })
            .collect();
        for (id, phase) in drafts {
            if let Some(note) = self.session_mut(&id) {
                note.phase = phase;
            }
        }
    }

    /// After reading a file whose references point at slots: keeps which missed slots it counted, the N
    /// first agreed, and the phase the course was in.
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
    /// Takes over what its slot says now; a signed note keeps the number it was signed with beside it.
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
