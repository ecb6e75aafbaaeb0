//! The phase a course is in. Phases only go forward, and only when the therapist moves on.

use chrono::NaiveDate;

use crate::Course;
use crate::numbering::{met, order};
use crate::record::plan::{CourseStatus, Phase};
use crate::record::slot::Slot;
use crate::record::task::Gate;
use crate::rule_broken::RuleBroken;

impl Course {
    /// The phase in force. Of a course whose phase was never kept, as in a file, it is that of its last
    /// session, or the one the gates listed opened.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.plan.phase.unwrap_or_else(|| {
            if self.plan.status == CourseStatus::Closed {
                return Phase::Concluded;
            }
            let held = self.sessions.iter().flatten().map(|session| session.phase);
            let opened = self
                .gates
                .iter()
                .flatten()
                .filter_map(|passage| match passage.gate {
                    Gate::G1 => Some(self.phase_after(Phase::Initial)),
                    Gate::G3 => Some(Phase::Ending),
                    Gate::G2 | Gate::G4 => None,
                });
            held.chain(opened)
                .max()
                .unwrap_or_else(|| self.first_phase())
        })
    }

    /// The phase the course begins in: the first that has sessions.
    fn first_phase(&self) -> Phase {
        let bounds = &self.plan.phase_bounds;
        match (bounds.initial, bounds.middle, bounds.ending) {
            (None, Some(_), _) => Phase::Middle,
            (None, None, Some(_)) => Phase::Ending,
            (Some(_), ..) | (None, None, None) => Phase::Initial,
        }
    }

    /// The phase that follows; one without sessions is passed over.
    pub(crate) const fn phase_after(&self, phase: Phase) -> Phase {
        match phase {
            Phase::Initial if self.plan.phase_bounds.middle.is_some() => Phase::Middle,
            Phase::Initial | Phase::Middle => Phase::Ending,
            Phase::Ending | Phase::Concluded => Phase::Concluded,
        }
    }

    /// Moves on to the next phase, if its gate is passed or nothing is missing for it. The ending is left
    /// by concluding.
    ///
    /// # Errors
    /// [`RuleBroken::GateClosed`] lists what is missing; the gate can be passed with a reason.
    pub fn move_on(self, on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        let phase = course.phase();
        let gate = match phase {
            Phase::Initial => Gate::G1,
            Phase::Middle => Gate::G3,
            Phase::Ending | Phase::Concluded => return Err(RuleBroken::WrongPhase { phase }),
        };
        if course.has_gate(gate) && course.passage(gate).is_none() {
            course.enter_passage(gate, None, None, on)?;
        }
        let next = course.phase_after(phase);
        course.plan.phase = Some(next);
        Ok(course.settled())
    }

    /// The phase a day fell into, by the days the gates were passed: up to that day, the phase before.
    pub(crate) fn phase_by_date(&self, day: NaiveDate) -> Phase {
        let before = |gate| self.passage(gate).is_some_and(|passage| day <= passage.on);
        if before(Gate::G1) {
            Phase::Initial
        } else if before(Gate::G3) {
            self.phase().min(Phase::Middle)
        } else {
            self.phase()
        }
    }

    /// A phase for a slot, kept between those of the notes before and after it that are held or signed, so
    /// that phases never go back along the series.
    pub(crate) fn phase_between(&self, slot: &Slot, phase: Phase) -> Phase {
        let note = |other: &Slot| {
            let note = self.session(other.id.as_ref()?)?;
            let fixed = met(other.status) || note.locked_at.is_some();
            (fixed && other.id != slot.id).then_some(note.phase)
        };
        let (mut least, mut most) = (self.first_phase(), Phase::Ending);
        for other in &self.slots {
            let Some(phase) = note(other) else { continue };
            if order(other) <= order(slot) {
                least = least.max(phase);
            } else {
                most = most.min(phase);
            }
        }
        phase.max(least).min(most)
    }
}
