//! The state of each gate: not due, due, overdue, passed, and the missing requirements.
//!
//! A closed gate refuses only moving on and concluding, never a session.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::plan::Phase;
use crate::plan::gate::{Gate, GatePassage};

/// All gates, in order.
pub const GATES: [Gate; 4] = [Gate::G1, Gate::G2, Gate::G3, Gate::G4];

/// The stage of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum GateStage {
    /// The gate is not due yet.
    NotDue,
    /// The gate is due.
    Due,
    /// The gate should have been passed already.
    Overdue,
    /// The gate is passed.
    Passed,
    /// The course has no such gate.
    FallsAway,
}

/// The state of a gate.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct GateState {
    /// The gate.
    pub gate: Gate,
    /// Its stage.
    pub state: GateStage,
    /// Task ids and codes such as `focus` that are missing now, or were missing when the gate was passed.
    pub missing: Vec<String>,
    /// The day it was passed.
    pub passed_on: Option<NaiveDate>,
    /// Why it was passed although something was missing.
    pub reason: Option<String>,
    /// It is still ahead in the present phase. A passed gate is, until the next phase begins; a review that was held
    /// and a conclusion lead nowhere else.
    pub ahead: bool,
}

crate::redacted!(GateState);

impl Course {
    /// Whether the course has this gate. A phase without sessions has none. G2 needs a mid-course review.
    #[must_use]
    pub const fn has_gate(&self, gate: Gate) -> bool {
        let bounds = &self.plan.phase_bounds;
        match gate {
            Gate::G1 => bounds.initial.is_some(),
            Gate::G2 => bounds.middle.is_some() && self.plan.mid_review_at.is_some(),
            Gate::G3 => bounds.middle.is_some(),
            Gate::G4 => true,
        }
    }

    /// The state of each gate. It depends on the record only, not on the present day.
    #[must_use]
    pub fn gates(&self) -> Vec<GateState> {
        GATES
            .into_iter()
            .map(|gate| self.gate_state(gate))
            .collect()
    }

    fn gate_state(&self, gate: Gate) -> GateState {
        if let Some(passage) = self.passage(gate) {
            let GatePassage {
                on,
                missing,
                reason,
                ..
            } = passage;
            return GateState {
                gate,
                state: GateStage::Passed,
                missing,
                passed_on: Some(on),
                reason,
                ahead: self.is_ahead(gate) && matches!(gate, Gate::G1 | Gate::G3),
            };
        }
        let state = self.stage(gate);
        let missing = if state == GateStage::FallsAway {
            Vec::new()
        } else {
            self.missing(gate, self.plan.end_type, None)
        };
        GateState {
            gate,
            state,
            missing,
            passed_on: None,
            reason: None,
            ahead: self.is_ahead(gate),
        }
    }

    /// Whether a gate leads out of the present phase, or is the review of it. The conclusion is ahead in the ending
    /// only, though a course can be concluded in any phase.
    fn is_ahead(&self, gate: Gate) -> bool {
        let here = match gate {
            Gate::G1 | Gate::G2 | Gate::G3 => self.gate_in_phase(gate),
            Gate::G4 => self.phase() == Phase::Ending,
        };
        here && self.has_gate(gate)
    }

    /// The stage of a gate. G1 and G3 are due after the last session of their phase, G2 after the mid-course review
    /// and overdue one session later than the others, G4 after session N and never overdue.
    fn stage(&self, gate: Gate) -> GateStage {
        if !self.has_gate(gate) {
            return GateStage::FallsAway;
        }
        let bounds = &self.plan.phase_bounds;
        let last = |bounds: Option<[i32; 2]>| bounds.map(|[_, last]| last);
        let (due, grace) = match gate {
            Gate::G1 => (last(bounds.initial), 0),
            Gate::G2 => (self.plan.mid_review_at, 1),
            Gate::G3 => (last(bounds.middle), 0),
            Gate::G4 => (Some(self.plan.planned_sessions), i32::MAX),
        };
        let used = self.used();
        match due {
            Some(due) if used > due.saturating_add(grace) => GateStage::Overdue,
            Some(due) if used >= due => GateStage::Due,
            Some(_) | None => GateStage::NotDue,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::RuleBroken;
    use crate::course::testing::{begun, begun_with, day, plan, refusal};
    use crate::plan::BeginPlan;
    use crate::plan::FormatId;
    use crate::plan::gate::GatePass;
    use crate::session::SlotStatus;

    pub(crate) const ON: &str = "2026-06-01";

    pub(crate) fn pass(
        course: Course,
        gate: Gate,
        reason: Option<&str>,
    ) -> Result<Course, RuleBroken> {
        let reason = reason.map(str::to_owned);
        course.pass_gate(
            gate,
            GatePass {
                reason,
                end_type: None,
            },
            day(ON),
            day(ON),
        )
    }

    fn stage(course: &Course, gate: Gate) -> GateStage {
        course
            .gates()
            .into_iter()
            .find(|state| state.gate == gate)
            .unwrap()
            .state
    }

    pub(crate) fn in_phase(phase: Phase) -> Course {
        let mut course = begun();
        course.plan.phase = Some(phase);
        course
    }

    fn ahead(course: &Course) -> Vec<Gate> {
        let mut gates = course.gates();
        gates.retain(|state| state.ahead);
        gates.into_iter().map(|state| state.gate).collect()
    }

    #[test]
    fn gates_ahead_lead_out_of_the_present_phase() {
        for (phase, gates) in [
            (Phase::Initial, vec![Gate::G1]),
            (Phase::Middle, vec![Gate::G2, Gate::G3]),
            (Phase::Ending, vec![Gate::G2, Gate::G4]),
            (Phase::Concluded, vec![]),
        ] {
            assert_eq!(ahead(&in_phase(phase)), gates, "{phase:?}");
        }
        let mut without_review = in_phase(Phase::Middle);
        without_review.plan.mid_review_at = None;
        assert_eq!(ahead(&without_review), [Gate::G3], "G2 falls away");
    }

    #[test]
    fn passed_gate_is_ahead_until_the_next_phase_and_a_held_review_is_not() {
        let course = pass(begun(), Gate::G1, Some("she moves abroad")).unwrap();
        assert_eq!(
            ahead(&course),
            [Gate::G1],
            "the phase is still to be entered"
        );
        let middle = in_phase(Phase::Middle);
        let course = pass(middle, Gate::G2, Some("held by telephone")).unwrap();
        assert_eq!(ahead(&course), [Gate::G3], "the review leads nowhere else");
    }

    #[test]
    fn gates_become_due_after_the_last_session_of_their_phase() {
        let stages = |held| {
            let course = begun().held(held);
            [
                stage(&course, Gate::G1),
                stage(&course, Gate::G2),
                stage(&course, Gate::G3),
                stage(&course, Gate::G4),
            ]
        };
        use GateStage::{Due, NotDue, Overdue};
        assert_eq!(
            stages(3),
            [NotDue, NotDue, NotDue, NotDue],
            "no gate is due before session 4"
        );
        assert_eq!(
            stages(4),
            [Due, NotDue, NotDue, NotDue],
            "G1 is due after session 4"
        );
        assert_eq!(
            stages(5),
            [Overdue, NotDue, NotDue, NotDue],
            "G1 is overdue after session 5"
        );
        assert_eq!(
            stages(8),
            [Overdue, Due, NotDue, NotDue],
            "G2 is due after the review"
        );
        assert_eq!(
            stages(9),
            [Overdue, Due, NotDue, NotDue],
            "G2 is not overdue one session later"
        );
        assert_eq!(
            stages(10),
            [Overdue, Overdue, NotDue, NotDue],
            "G2 is overdue two sessions later"
        );
        assert_eq!(
            stages(12),
            [Overdue, Overdue, Due, NotDue],
            "G3 is due after session 12"
        );
        assert_eq!(
            stages(13),
            [Overdue, Overdue, Overdue, NotDue],
            "G3 is overdue after session 13"
        );
        assert_eq!(
            stages(16),
            [Overdue, Overdue, Overdue, Due],
            "G4 is due after session N"
        );
    }

    #[test]
    fn phase_without_sessions_has_no_gate() {
        let maintenance = begun_with(plan(FormatId::IptM));
        use GateStage::{FallsAway, NotDue};
        let stages: Vec<_> = maintenance
            .gates()
            .into_iter()
            .map(|state| state.state)
            .collect();
        assert_eq!(
            stages,
            [FallsAway, FallsAway, NotDue, NotDue],
            "maintenance has no initial phase and no review"
        );
        let refused = refusal(pass(maintenance, Gate::G1, Some("why")));
        assert_eq!(
            refused,
            RuleBroken::GateFallsAway { gate: Gate::G1 },
            "a gate that the course does not have is not passed"
        );
        let of = |n| {
            begun_with(BeginPlan {
                planned_sessions: Some(n),
                ..plan(FormatId::Custom)
            })
        };
        let stages: Vec<_> = of(2).gates().into_iter().map(|state| state.state).collect();
        assert_eq!(
            stages,
            [NotDue, FallsAway, FallsAway, NotDue],
            "two sessions have no middle"
        );
        let one: Vec<_> = of(1).gates().into_iter().map(|state| state.state).collect();
        assert_eq!(
            one,
            [FallsAway, FallsAway, FallsAway, NotDue],
            "one session is the ending"
        );
    }

    #[test]
    fn skipped_review_stays_overdue() {
        let course = pass(in_phase(Phase::Middle).held(12), Gate::G3, Some("crisis")).unwrap();
        let course = course
            .move_on(day(ON), day(ON))
            .unwrap()
            .with(13, SlotStatus::Attended)
            .unwrap();
        assert_eq!(
            stage(&course, Gate::G2),
            GateStage::Overdue,
            "G2 counts as passed only in an imported course"
        );
        let listed = course.passage(Gate::G3).unwrap().missing;
        assert!(
            listed.contains(&"G2".to_owned()),
            "the passage of G3 lists G2 as missing"
        );
    }
}
