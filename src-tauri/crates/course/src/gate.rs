//! The gates between phases: what is missing for each, when it is due, passing it.
//!
//! A closed gate refuses only moving on and concluding, never a session.

mod missing;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::ids::SessionRef;
use crate::record::plan::{CourseStatus, EndType, Phase};
use crate::record::task::{Gate, GatePassage};
use crate::rule_broken::{RuleBroken, reasoned};

/// Every gate, in order.
pub const GATES: [Gate; 4] = [Gate::G1, Gate::G2, Gate::G3, Gate::G4];

/// The reason kept for a gate that an imported course had passed although its list was incomplete.
const IMPORTED: &str = "imported";

/// How a gate is passed.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct GatePass {
    /// Why, where something is missing; it stays in the record.
    pub reason: Option<String>,
    /// The kind of ending, for G4: an unplanned one has a short list.
    pub end_type: Option<EndType>,
}

crate::redacted!(GatePass);

/// Where a gate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum GateStage {
    /// Not yet.
    NotDue,
    /// Now.
    Due,
    /// It should have been passed by now.
    Overdue,
    /// Passed.
    Passed,
    /// The course has no such gate.
    FallsAway,
}

/// A gate as screens show it.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct GateState {
    /// Which.
    pub gate: Gate,
    /// Where it stands.
    pub state: GateStage,
    /// What is missing: now, or when it was passed. Task ids, and codes such as `focus`.
    pub missing: Vec<String>,
    /// Day it was passed.
    pub passed_on: Option<NaiveDate>,
    /// Why it was passed although something was missing.
    pub reason: Option<String>,
}

crate::redacted!(GateState);

impl Course {
    /// Whether the course has this gate: one belongs to a phase, and an empty phase has none; G2 belongs to
    /// the mid-course review.
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

    /// The passage of a gate: as it was recorded, or, of a course from a file that does not list it, dated
    /// at the first session of the next phase (G4: the actual end).
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

    /// Every gate, as it stands; they do not depend on the day, only on what is recorded.
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
        }
    }

    /// Due at the end of the last session of the phase being left; G2 at the mid-course review, with one
    /// session's grace; G4 after session N, and never overdue.
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

    /// Passes a gate: with nothing missing, or with a reason that stays in the record. It opens the next
    /// phase; the course enters it by [`Course::move_on`], or ends by [`Course::conclude`].
    ///
    /// # Errors
    /// No such gate in this course, passed before, not in its phase, or [`RuleBroken::GateClosed`].
    pub fn pass_gate(self, gate: Gate, pass: GatePass, on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
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
        course.enter_passage(gate, pass.end_type, pass.reason.as_deref(), on)?;
        Ok(course.settled())
    }

    /// Whether a gate can be passed in the phase the course is in. G2 may be made up for in the ending; G4
    /// comes whenever a course ends.
    pub(crate) fn gate_in_phase(&self, gate: Gate) -> bool {
        let phase = self.phase();
        match gate {
            Gate::G1 => phase == Phase::Initial,
            Gate::G2 => matches!(phase, Phase::Middle | Phase::Ending),
            Gate::G3 => phase == Phase::Middle,
            Gate::G4 => self.plan.status != CourseStatus::Closed,
        }
    }

    /// Writes down that a gate was passed.
    pub(crate) fn enter_passage(
        &mut self,
        gate: Gate,
        end_type: Option<EndType>,
        reason: Option<&str>,
        on: NaiveDate,
    ) -> Result<(), RuleBroken> {
        crate::calendar::in_range(on)?;
        let missing = self.missing(gate, end_type, None);
        let reason = reasoned(reason).ok();
        if !missing.is_empty() && reason.is_none() {
            return Err(RuleBroken::GateClosed { gate, missing });
        }
        let last = self
            .slots
            .iter()
            .rfind(|slot| slot.session_number.is_some());
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
    use crate::begin::BeginPlan;
    use crate::record::plan::FormatId;
    use crate::record::slot::SlotStatus;
    use crate::record::task::TaskState;
    use crate::testing::{begun, begun_with, day, plan, refusal};

    const ON: &str = "2026-06-01";

    fn pass(course: Course, gate: Gate, reason: Option<&str>) -> Result<Course, RuleBroken> {
        let reason = reason.map(str::to_owned);
        course.pass_gate(
            gate,
            GatePass {
                reason,
                end_type: None,
            },
            day(ON),
        )
    }

    fn done(course: Course, id: &str) -> Course {
        course
            .mark_task(id, TaskState::Done, None, day("2026-02-03"), None)
            .unwrap()
    }

    fn stage(course: &Course, gate: Gate) -> GateStage {
        course
            .gates()
            .into_iter()
            .find(|state| state.gate == gate)
            .unwrap()
            .state
    }

    fn in_phase(phase: Phase) -> Course {
        let mut course = begun();
        course.plan.phase = Some(phase);
        course
    }

    #[test]
    fn the_first_gate_lists_all_that_is_missing() {
        let missing = begun().missing(Gate::G1, None, None);
        let codes = [
            "focus",
            "goals",
            "formulation",
            "contract_final",
            "baseline_measure",
            "risk_asked",
        ];
        assert_eq!(
            missing.len(),
            16 + codes.len(),
            "sixteen required tasks and six more"
        );
        assert!(
            codes
                .iter()
                .all(|code| missing.iter().any(|what| what == code)),
            "every code is listed"
        );
        assert!(
            !missing.iter().any(|what| what == "init.medical"),
            "what is not required is not asked for"
        );
    }

    #[test]
    fn each_gate_is_refused_and_then_passed_with_a_reason() {
        let phases = [Phase::Initial, Phase::Middle, Phase::Middle, Phase::Ending];
        for (gate, phase) in GATES.into_iter().zip(phases) {
            let course = in_phase(phase);
            let refused = refusal(pass(course.clone(), gate, Some("  ")));
            let missing = course.missing(gate, None, None);
            assert!(
                !missing.is_empty(),
                "{gate:?} of an empty course has something missing"
            );
            assert_eq!(
                refused,
                RuleBroken::GateClosed {
                    gate,
                    missing: missing.clone()
                },
                "{gate:?} lists it"
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
                "{gate:?}: with what was missing"
            );
            let again = refusal(pass(course, gate, Some("again")));
            assert_eq!(
                again,
                RuleBroken::GateAlreadyPassed { gate },
                "{gate:?} is passed once"
            );
        }
    }

    #[test]
    fn a_task_not_applicable_is_not_done() {
        let why = Some("seen by the GP".to_owned());
        let course = begun()
            .mark_task("init.risk", TaskState::NotApplicable, None, day(ON), why)
            .unwrap();
        assert!(
            course
                .missing(Gate::G1, None, None)
                .contains(&"init.risk".to_owned()),
            "the gate asks for it still"
        );
        let course = course
            .mark_task("init.risk", TaskState::Revisited, None, day(ON), None)
            .unwrap();
        assert!(
            !course
                .missing(Gate::G1, None, None)
                .contains(&"init.risk".to_owned()),
            "revisited is done"
        );
    }

    #[test]
    fn the_second_gate_asks_for_the_review_and_the_third_for_the_second() {
        let course = in_phase(Phase::Middle);
        assert_eq!(
            course.missing(Gate::G2, None, None),
            ["mid.review"],
            "the review"
        );
        assert_eq!(
            course.missing(Gate::G3, None, None),
            ["G2", "mid.foreshadow"],
            "unpassed, it is missing"
        );
        let course = done(done(course, "mid.review"), "mid.foreshadow");
        let course = pass(course, Gate::G2, None).unwrap();
        assert!(
            course.missing(Gate::G3, None, None).is_empty(),
            "nothing else"
        );
    }

    #[test]
    fn gates_are_due_at_the_last_session_of_their_phase() {
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
            "before session 4"
        );
        assert_eq!(stages(4), [Due, NotDue, NotDue, NotDue], "G1 at session 4");
        assert_eq!(
            stages(5),
            [Overdue, NotDue, NotDue, NotDue],
            "session 5 is held all the same"
        );
        assert_eq!(
            stages(8),
            [Overdue, Due, NotDue, NotDue],
            "G2 at the review"
        );
        assert_eq!(
            stages(9),
            [Overdue, Due, NotDue, NotDue],
            "with one session's grace"
        );
        assert_eq!(
            stages(10),
            [Overdue, Overdue, NotDue, NotDue],
            "then it is overdue"
        );
        assert_eq!(
            stages(12),
            [Overdue, Overdue, Due, NotDue],
            "G3 at session 12"
        );
        assert_eq!(stages(13), [Overdue, Overdue, Overdue, NotDue], "one later");
        assert_eq!(
            stages(16),
            [Overdue, Overdue, Overdue, Due],
            "G4 after session N"
        );
    }

    #[test]
    fn gates_of_an_empty_phase_fall_away() {
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
            "no initial phase, no review"
        );
        let refused = refusal(pass(maintenance, Gate::G1, Some("why")));
        assert_eq!(
            refused,
            RuleBroken::GateFallsAway { gate: Gate::G1 },
            "there is nothing to pass"
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
            "one session is all ending"
        );
    }

    #[test]
    fn a_gate_belongs_to_its_phase() {
        let refused = refusal(pass(begun(), Gate::G3, Some("why")));
        assert_eq!(
            refused,
            RuleBroken::WrongPhase {
                phase: Phase::Initial
            },
            "the middle comes first"
        );
        assert!(
            pass(in_phase(Phase::Ending), Gate::G2, Some("late")).is_ok(),
            "the review may be made up for"
        );
    }

    #[test]
    fn an_unplanned_ending_has_a_short_list() {
        let course = in_phase(Phase::Middle);
        let short = course.missing(Gate::G4, Some(EndType::DroppedOut), None);
        assert_eq!(
            short,
            ["word_to_client", "risk_at_end", "retention_date"],
            "three things, not eight"
        );
        let long = course.missing(Gate::G4, Some(EndType::Early), None);
        assert_eq!(long.len(), 7, "an early ending is a negotiated one");
    }

    #[test]
    fn a_review_that_was_passed_over_stays_overdue() {
        let course = pass(in_phase(Phase::Middle).held(12), Gate::G3, Some("crisis")).unwrap();
        let course = course
            .move_on(day(ON))
            .unwrap()
            .with(13, SlotStatus::Attended)
            .unwrap();
        assert_eq!(
            stage(&course, Gate::G2),
            GateStage::Overdue,
            "only of a file is it derived"
        );
        let listed = course.passage(Gate::G3).unwrap().missing;
        assert!(
            listed.contains(&"G2".to_owned()),
            "and it is named where it was missing"
        );
    }
}
