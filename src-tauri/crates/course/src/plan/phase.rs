//! The phase of a course. Phases only go forward, and only when the therapist moves on.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::Course;
use crate::plan::gate::Gate;
use crate::plan::numbering::{met, order};
use crate::plan::{CourseStatus, Phase};
use crate::rule_broken::RuleBroken;
use crate::session::Slot;

impl Course {
    /// The present phase. If it is not stored, as in a file: the latest phase of its notes, or the phase that its
    /// gates opened.
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

    /// The first phase that has sessions.
    fn first_phase(&self) -> Phase {
        let bounds = &self.plan.phase_bounds;
        match (bounds.initial, bounds.middle, bounds.ending) {
            (None, Some(_), _) => Phase::Middle,
            (None, None, Some(_)) => Phase::Ending,
            (Some(_), ..) | (None, None, None) => Phase::Initial,
        }
    }

    /// The next phase. A middle phase without sessions is skipped.
    pub(crate) const fn phase_after(&self, phase: Phase) -> Phase {
        match phase {
            Phase::Initial if self.plan.phase_bounds.middle.is_some() => Phase::Middle,
            Phase::Initial | Phase::Middle => Phase::Ending,
            Phase::Ending | Phase::Concluded => Phase::Concluded,
        }
    }

    /// Moves on to the next phase, if its gate is passed or nothing is missing for it. Sessions after the day of the
    /// gate belong to the next phase; a signed note keeps its phase. [`Course::conclude`] ends the ending phase.
    ///
    /// # Errors
    /// [`RuleBroken::GateClosed`] lists the missing requirements. The gate can be passed with a reason. The day is
    /// ahead or before that of an earlier gate.
    pub fn move_on(self, on: NaiveDate, today: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        let phase = course.phase();
        let gate = match phase {
            Phase::Initial => Gate::G1,
            Phase::Middle => Gate::G3,
            Phase::Ending | Phase::Concluded => return Err(RuleBroken::WrongPhase { phase }),
        };
        if course.has_gate(gate) && course.passage(gate).is_none() {
            let on = course.gate_day(gate, on, today)?;
            course.record_passage(gate, None, None, on)?;
        }
        let next = course.phase_after(phase);
        course.plan.phase = Some(next);
        if let Some(passage) = course.passage(gate) {
            course.advance_notes_after(passage.on);
        }
        Ok(course.recomputed())
    }

    /// Puts each unsigned note of a session held after this day into the phase of its day. The last note comes first,
    /// because a note is in no later phase than the notes after it.
    fn advance_notes_after(&mut self, gate: NaiveDate) {
        let mut later: Vec<Slot> = self.slots.clone();
        later.retain(|slot| slot.date > gate && met(slot.status));
        later.sort_by_key(|slot| Reverse(order(slot)));
        for slot in later {
            let phase = self.phase_between(&slot, self.phase_by_date(slot.date));
            let note = slot.id.as_ref().and_then(|id| self.session_mut(id));
            if let Some(note) = note.filter(|note| note.locked_at.is_none()) {
                note.phase = note.phase.max(phase);
            }
        }
    }

    /// The phase on a day, by the days on which gates were passed. The day of a gate still belongs to the phase before
    /// it.
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

    /// Limits a phase for a slot to the phases of the held or signed notes before and after it, so that phases never
    /// go back along the series.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, begun_with, day, ids, plan, refusal};
    use crate::plan::FormatId;
    use crate::plan::gate::GatePass;
    use crate::session::SlotOutcome;
    use crate::session::SlotStatus;

    fn passed(course: Course, gate: Gate, on: &str) -> Course {
        let pass = GatePass {
            reason: Some("as agreed".to_owned()),
            end_type: None,
        };
        course.pass_gate(gate, pass, day(on), day(on)).unwrap()
    }

    fn moved_on(course: Course, gate: Gate, on: &str) -> Course {
        passed(course, gate, on).move_on(day(on), day(on)).unwrap()
    }

    #[test]
    fn closed_gate_refuses_moving_on_but_no_session() {
        let course = begun().held(5);
        let refused = refusal(course.clone().move_on(day("2026-02-10"), day("2026-02-10")));
        let closed = matches!(refused, RuleBroken::GateClosed { gate: Gate::G1, ref missing } if !missing.is_empty());
        assert!(closed, "moving on lists what is missing: {refused}");
        assert!(
            course.with(6, SlotStatus::Attended).is_ok(),
            "session 6 can be held"
        );
    }

    #[test]
    fn moving_on_goes_forward_and_stops_at_the_ending() {
        let course = moved_on(begun().held(4), Gate::G1, "2026-02-03");
        assert_eq!(
            course.phase(),
            Phase::Middle,
            "from the initial to the middle phase"
        );
        let course = moved_on(course, Gate::G3, "2026-03-31");
        assert_eq!(
            course.phase(),
            Phase::Ending,
            "from the middle to the ending phase"
        );
        let refused = refusal(course.move_on(day("2026-04-28"), day("2026-04-28")));
        assert_eq!(
            refused,
            RuleBroken::WrongPhase {
                phase: Phase::Ending
            },
            "the ending phase is concluded instead"
        );
    }

    #[test]
    fn course_without_middle_moves_from_initial_to_ending() {
        let two = crate::plan::BeginPlan {
            planned_sessions: Some(2),
            ..plan(FormatId::Custom)
        };
        let course = moved_on(begun_with(two).held(1), Gate::G1, "2026-01-13");
        assert_eq!(course.phase(), Phase::Ending, "two sessions have no middle");
    }

    #[test]
    fn corrected_session_is_in_the_phase_of_its_day() {
        let course = begun().held(3).with(4, SlotStatus::Dna).unwrap();
        let course = moved_on(course, Gate::G1, "2026-02-04");
        let id = course.nth(4);
        let outcome = SlotOutcome::of(SlotStatus::Attended);
        let course = course
            .correct_slot(&id, outcome, None, day("2026-02-05"), &mut ids())
            .unwrap();
        assert_eq!(
            course.session(&id).unwrap().phase,
            Phase::Initial,
            "the session was before the gate"
        );
        let course = course.with(5, SlotStatus::Attended).unwrap();
        assert_eq!(
            course.session(&course.nth(5)).unwrap().phase,
            Phase::Middle,
            "the session was after the gate"
        );
    }

    #[test]
    fn note_drafted_ahead_gets_the_phase_of_its_session() {
        let course = begun().held(4);
        let id = course.nth(5);
        let course = course
            .write_note(&id, crate::session::NoteDraft::default())
            .unwrap();
        assert_eq!(
            course.session(&id).unwrap().phase,
            Phase::Initial,
            "the draft is in the initial phase"
        );
        let course = moved_on(course, Gate::G1, "2026-02-04")
            .with(5, SlotStatus::Attended)
            .unwrap();
        assert_eq!(
            course.session(&id).unwrap().phase,
            Phase::Middle,
            "the session is in the middle phase"
        );
    }

    #[test]
    fn sessions_after_a_gate_that_is_entered_late_are_in_the_next_phase() {
        let course = begun().held(7);
        let [fourth, fifth, sixth, seventh] = [4, 5, 6, 7].map(|nth| course.nth(nth));
        let at = crate::dates::Instant::try_from("2026-02-17T18:00:00Z".to_owned()).unwrap();
        let course = course.sign_note(&fifth, at, None).unwrap();
        let pass = GatePass {
            reason: Some("as agreed".to_owned()),
            end_type: None,
        };
        let (gate, today) = (day("2026-02-03"), day("2026-03-02"));
        let course = course.pass_gate(Gate::G1, pass, gate, today).unwrap();
        let passage = course.passage(Gate::G1).unwrap();
        assert_eq!(
            (passage.on, passage.session_number),
            (gate, Some(crate::ids::SessionRef::Slot(fourth.clone()))),
            "the gate was passed after session 4"
        );
        let course = course.move_on(today, today).unwrap();
        let phase = |id| course.session(id).unwrap().phase;
        assert_eq!(
            (phase(&fourth), phase(&sixth), phase(&seventh)),
            (Phase::Initial, Phase::Middle, Phase::Middle),
            "sessions after the day of the gate"
        );
        assert_eq!(phase(&fifth), Phase::Initial, "a signed note stays");
    }

    #[test]
    fn gate_is_not_passed_ahead_or_before_an_earlier_gate() {
        let course = moved_on(begun().held(12), Gate::G1, "2026-02-03");
        let pass = |on: &str| {
            let reason = GatePass {
                reason: Some("as agreed".to_owned()),
                end_type: None,
            };
            course
                .clone()
                .pass_gate(Gate::G3, reason, day(on), day("2026-04-01"))
        };
        assert_eq!(
            refusal(pass("2026-02-02")),
            RuleBroken::TooEarly {
                earliest: day("2026-02-03")
            },
            "G1 was passed a day later"
        );
        assert_eq!(
            refusal(pass("2026-04-02")),
            RuleBroken::DayAhead {
                date: day("2026-04-02")
            },
            "tomorrow"
        );
        assert!(pass("2026-03-31").is_ok(), "the day after session 12");
    }

    #[test]
    fn session_entered_late_is_limited_by_the_phases_of_its_neighbours() {
        let course = moved_on(begun().held(4), Gate::G1, "2026-02-03");
        let course = course.with(5, SlotStatus::Attended).unwrap();
        let course = course
            .add_slot(day("2026-01-22"), None, &mut ids())
            .unwrap();
        let course = course.with(3, SlotStatus::Attended).unwrap();
        let late = course.nth(3);
        let phase = course.session(&late).unwrap().phase;
        assert_eq!(phase, Phase::Initial, "the session after it is initial");
    }
}
