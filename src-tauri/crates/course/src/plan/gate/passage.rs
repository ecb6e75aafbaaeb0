//! Passes a gate and records the passage.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::ids::SessionRef;
use crate::plan::agreed_day::come_since;
use crate::plan::gate::{GATES, Gate, GatePassage};
use crate::plan::{CourseStatus, EndType, Phase};
use crate::rule_broken::{RuleBroken, require_reason};

/// The reason for a gate that an imported course had passed although something was missing.
const IMPORTED: &str = "imported";

/// How a gate is passed.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct GatePass {
    /// The reason, if something is missing. It stays in the record.
    pub reason: Option<String>,
    /// The kind of ending, for G4. An unplanned ending requires less.
    pub end_type: Option<EndType>,
}

crate::redacted!(GatePass);

impl Course {
    /// The passage of a gate, as it was recorded. For an imported course whose file does not list it: derived, and
    /// dated at the first session of the next phase (G4: at the actual end).
    #[must_use]
    pub fn passage(&self, gate: Gate) -> Option<GatePassage> {
        let listed = self
            .gates
            .iter()
            .flatten()
            .find(|passage| passage.gate == gate);
        listed.cloned().or_else(|| self.derived_passage(gate))
    }

    fn derived_passage(&self, gate: Gate) -> Option<GatePassage> {
        let next = match gate {
            Gate::G1 => self.phase_after(Phase::Initial),
            Gate::G2 | Gate::G3 => Phase::Ending,
            Gate::G4 => Phase::Concluded,
        };
        if !self.has_gate(gate) || self.plan.imported_in? < next {
            return None;
        }
        let on = if gate == Gate::G4 {
            self.plan.actual_end_date?
        } else {
            self.sessions
                .iter()
                .flatten()
                .filter(|session| session.phase >= next)
                .map(|session| session.date)
                .min()?
        };
        let missing = self.missing(gate, self.plan.end_type, Some(on));
        let reason = (!missing.is_empty()).then(|| IMPORTED.to_owned());
        Some(GatePassage {
            gate,
            on,
            missing,
            session_number: None,
            reason,
            derived: Some(true),
        })
    }

    /// Passes a gate, if nothing is missing or with a reason that stays in the record. Then [`Course::move_on`] enters
    /// the next phase, or [`Course::conclude`] ends the course.
    ///
    /// # Errors
    /// The course has no such gate, the gate is passed already, the course is in another phase, the day is ahead or
    /// before that of an earlier gate, or [`RuleBroken::GateClosed`].
    pub fn pass_gate(
        self,
        gate: Gate,
        pass: GatePass,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        if !course.has_gate(gate) {
            return Err(RuleBroken::GateFallsAway { gate });
        }
        if course.passage(gate).is_some() {
            return Err(RuleBroken::GateAlreadyPassed { gate });
        }
        if !course.gate_in_phase(gate) {
            return Err(RuleBroken::WrongPhase {
                phase: course.phase(),
            });
        }
        let on = course.gate_day(gate, on, today)?;
        course.record_passage(gate, pass.end_type, pass.reason.as_deref(), on)?;
        Ok(course.recomputed())
    }

    /// Whether a gate can be passed in the present phase. G2 can be passed late, in the ending phase; G4 can be passed
    /// in any phase.
    pub(crate) fn gate_in_phase(&self, gate: Gate) -> bool {
        let phase = self.phase();
        match gate {
            Gate::G1 => phase == Phase::Initial,
            Gate::G2 => matches!(phase, Phase::Middle | Phase::Ending),
            Gate::G3 => phase == Phase::Middle,
            Gate::G4 => self.plan.status != CourseStatus::Closed,
        }
    }

    /// Accepts the day on which a gate was passed: one of the course, and not before the day of an earlier gate.
    ///
    /// # Errors
    /// The errors of [`Course::agreed_day`].
    pub(crate) fn gate_day(
        &self,
        gate: Gate,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<NaiveDate, RuleBroken> {
        self.agreed_day(on, today)?;
        let earlier = GATES.into_iter().filter(|other| *other < gate);
        let passed = earlier.filter_map(|other| self.passage(other));
        match passed.map(|passage| passage.on).max() {
            Some(earliest) => come_since(earliest, on, today),
            None => Ok(on),
        }
    }

    /// Records that a gate was passed on a day that [`Course::gate_day`] accepted. The passage names the last session
    /// until that day.
    pub(crate) fn record_passage(
        &mut self,
        gate: Gate,
        end_type: Option<EndType>,
        reason: Option<&str>,
        on: NaiveDate,
    ) -> Result<(), RuleBroken> {
        let missing = self.missing(gate, end_type, None);
        let reason = require_reason(reason).ok();
        if !missing.is_empty() && reason.is_none() {
            return Err(RuleBroken::GateClosed { gate, missing });
        }
        let last = self
            .slots
            .iter()
            .rfind(|slot| slot.session_number.is_some() && slot.date <= on);
        let session_number = last.and_then(|slot| slot.id.clone()).map(SessionRef::Slot);
        let passages = self.gates.get_or_insert_default();
        passages.push(GatePassage {
            gate,
            on,
            missing,
            session_number,
            reason,
            derived: None,
        });
        passages.sort_by_key(|passage| passage.gate);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day, refusal};
    use crate::plan::gate::GATES;
    use crate::plan::gate::state::tests::{ON, in_phase, pass};

    #[test]
    fn each_gate_with_something_missing_is_passed_only_with_a_reason() {
        let phases = [Phase::Initial, Phase::Middle, Phase::Middle, Phase::Ending];
        for (gate, phase) in GATES.into_iter().zip(phases) {
            let course = in_phase(phase);
            let refused = refusal(pass(course.clone(), gate, Some("  ")));
            let missing = course.missing(gate, None, None);
            assert!(
                !missing.is_empty(),
                "something is missing for {gate:?} in a new course"
            );
            assert_eq!(
                refused,
                RuleBroken::GateClosed {
                    gate,
                    missing: missing.clone()
                },
                "the refusal lists it for {gate:?}"
            );
            let course = pass(course, gate, Some("crisis")).unwrap();
            let passage = course.passage(gate).unwrap();
            assert_eq!(
                passage.reason.as_deref(),
                Some("crisis"),
                "{gate:?}: the reason stays in the record"
            );
            assert_eq!(
                (passage.missing, passage.on),
                (missing, day(ON)),
                "{gate:?}: the passage lists it, too"
            );
            let again = refusal(pass(course, gate, Some("again")));
            assert_eq!(
                again,
                RuleBroken::GateAlreadyPassed { gate },
                "{gate:?} is not passed twice"
            );
        }
    }

    #[test]
    fn gate_of_another_phase_is_refused() {
        let refused = refusal(pass(begun(), Gate::G3, Some("why")));
        assert_eq!(
            refused,
            RuleBroken::WrongPhase {
                phase: Phase::Initial
            },
            "G3 ends the middle phase"
        );
        assert!(
            pass(in_phase(Phase::Ending), Gate::G2, Some("late")).is_ok(),
            "G2 can be passed late"
        );
    }
}
