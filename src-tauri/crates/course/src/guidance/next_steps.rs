//! Lists the steps that are possible now. No step that is listed is refused.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::guidance::TaskState;
use crate::ids::SlotId;
use crate::plan::format::{TaskGroup, task};
use crate::plan::gate::Gate;
use crate::plan::gate::{GATES, GateStage};
use crate::plan::{CourseStatus, EndType, Phase};
use crate::session::SlotStatus;

/// A step that screens may offer. Each names its verb.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NextStep {
    /// Answer a flag of an item on risk: [`Course::save_risk_review`].
    ReviewRisk {
        /// The measure that raised it.
        measure: String,
    },
    /// Acknowledge a risk review: [`Course::acknowledge_risk`].
    AcknowledgeRisk {
        /// The review.
        review: String,
    },
    /// Record the earliest planned slot whose day has come: [`Course::record_slot`].
    RecordSlot {
        /// The slot.
        slot: SlotId,
        /// Whether it can be recorded as attended; otherwise only other statuses are possible.
        can_be_held: bool,
    },
    /// Sign the note of a session that was held: [`Course::sign_note`].
    SignNote {
        /// The slot.
        slot: SlotId,
    },
    /// Do a task that a gate requires: [`Course::mark_task`].
    DoTask {
        /// The task.
        task: String,
    },
    /// Agree the focus: [`Course::agree_focus`].
    AgreeFocus,
    /// Add the first goal: [`Course::add_goal`].
    AddGoal,
    /// Review the goals after a change of focus: [`Course::keep_goals`], or change them.
    ReviewGoals,
    /// Share the formulation and record the reply: [`Course::save_formulation`].
    ShareFormulation,
    /// Make the contract final: [`Course::finalise_contract`].
    FinaliseContract,
    /// Take a baseline measure, or record that it was declined: [`Course::record_measure`].
    TakeBaseline,
    /// Ask about risk and save a review: [`Course::save_risk_review`].
    AskRisk,
    /// Pass a gate: [`Course::pass_gate`].
    PassGate {
        /// The gate.
        gate: Gate,
        /// Whether something is missing, so that a reason is needed.
        needs_reason: bool,
    },
    /// Move on to the next phase: [`Course::move_on`].
    MoveOn {
        /// The next phase.
        to: Phase,
    },
    /// Add a slot that is missing in the series: [`Course::add_slot`].
    AddSlot {
        /// Number of missing slots.
        wanting: i32,
    },
    /// Conclude the course: [`Course::conclude`].
    Conclude {
        /// The kind of ending.
        end_type: EndType,
        /// The day it ended.
        actual_end: NaiveDate,
        /// Whether something is missing for gate G4, so that a reason is needed.
        needs_reason: bool,
    },
    /// Undo the conclusion: [`Course::undo_conclusion`].
    UndoConclusion,
    /// Close the record: [`Course::mark_task`].
    CloseRecord,
    /// Record a follow-up: [`Course::save_follow_up`] and [`Course::mark_task`].
    FollowUp {
        /// The task of the follow-up.
        task: String,
    },
}

crate::redacted!(NextStep);

impl Course {
    /// The steps that are possible now, the most urgent first.
    #[must_use]
    pub fn next_steps(&self, today: NaiveDate) -> Vec<NextStep> {
        let mut steps = self.risk_steps();
        if self.plan.status == CourseStatus::Closed {
            steps.extend(self.steps_afterwards());
            return steps;
        }
        steps.extend(self.session_steps(today));
        steps.extend(self.gate_steps(today));
        if self
            .focus
            .as_ref()
            .is_some_and(|focus| focus.goals_due == Some(true))
            && self.goals.as_ref().is_some_and(|goals| !goals.is_empty())
        {
            steps.push(NextStep::ReviewGoals);
        }
        steps.extend(self.conclusion_step(today));
        steps
    }

    fn risk_steps(&self) -> Vec<NextStep> {
        let unread = self
            .risk_reviews
            .iter()
            .flatten()
            .filter(|review| review.acknowledged_at.is_none());
        let unread = unread.map(|review| NextStep::AcknowledgeRisk {
            review: review.id.clone(),
        });
        let flags = self.unwritten_flags().into_iter();
        let flags = flags.map(|flag| NextStep::ReviewRisk {
            measure: flag.measure,
        });
        unread.chain(flags).collect()
    }

    fn session_steps(&self, today: NaiveDate) -> Vec<NextStep> {
        let mut steps = Vec::new();
        let mut open = self
            .slots
            .iter()
            .filter(|slot| slot.status == SlotStatus::Planned && slot.date <= today);
        if let Some((slot, id)) = open.next().and_then(|slot| Some((slot, slot.id.clone()?))) {
            let held = self.preview_slot(&id, SlotStatus::Attended, None, today);
            let any = |status| {
                self.preview_slot(&id, status, Some(false), today)
                    .refused
                    .is_none()
            };
            if any(SlotStatus::CancelledTherapist) && slot.date <= today {
                steps.push(NextStep::RecordSlot {
                    slot: id,
                    can_be_held: held.refused.is_none(),
                });
            }
        }
        steps.extend(
            self.unsigned()
                .into_iter()
                .filter(|id| self.session(id).is_some())
                .map(|slot| NextStep::SignNote { slot }),
        );
        if self.surplus() < 0 && self.left() > 0 {
            steps.push(NextStep::AddSlot {
                wanting: -self.surplus(),
            });
        }
        steps
    }

    /// Steps of the gates in the present phase: their missing requirements, passing them, and moving on.
    fn gate_steps(&self, today: NaiveDate) -> Vec<NextStep> {
        let phase = self.phase();
        let leaving = match phase {
            Phase::Initial => Some(Gate::G1),
            Phase::Middle => Some(Gate::G3),
            Phase::Ending | Phase::Concluded => None,
        };
        let mut steps = Vec::new();
        for gate in GATES.into_iter().filter(|gate| *gate != Gate::G4) {
            if !self.has_gate(gate) || !self.gate_in_phase(gate) || self.passage(gate).is_some() {
                continue;
            }
            let missing = self.missing(gate, None, None);
            steps.extend(missing.iter().filter_map(|what| self.step_for(what, today)));
            if self.stage_of(gate) != GateStage::NotDue {
                steps.push(NextStep::PassGate {
                    gate,
                    needs_reason: !missing.is_empty(),
                });
            }
        }
        if let Some(gate) = leaving {
            let passed = !self.has_gate(gate) || self.passage(gate).is_some();
            let due = self.stage_of(gate) != GateStage::NotDue
                && self.missing(gate, None, None).is_empty();
            if passed || due {
                steps.push(NextStep::MoveOn {
                    to: self.phase_after(phase),
                });
            }
        }
        steps
    }

    fn stage_of(&self, gate: Gate) -> GateStage {
        self.gates()
            .into_iter()
            .find(|state| state.gate == gate)
            .map_or(GateStage::FallsAway, |state| state.state)
    }

    fn step_for(&self, missing: &str, today: NaiveDate) -> Option<NextStep> {
        match missing {
            "focus" => Some(NextStep::AgreeFocus),
            "goals" => Some(NextStep::AddGoal),
            "formulation" => Some(NextStep::ShareFormulation),
            "contract_final" => self
                .may_finalise(today, today)
                .ok()
                .map(|()| NextStep::FinaliseContract),
            "baseline_measure" => Some(NextStep::TakeBaseline),
            "risk_asked" => Some(NextStep::AskRisk),
            id => task(id).map(|task| NextStep::DoTask {
                task: task.id.to_owned(),
            }),
        }
    }

    /// The step that concludes the course after its last session.
    fn conclusion_step(&self, today: NaiveDate) -> Option<NextStep> {
        if self.phase() != Phase::Ending || self.left() > 0 {
            return None;
        }
        let numbered = self
            .slots
            .iter()
            .filter(|slot| slot.session_number.is_some())
            .map(|slot| slot.date);
        let last = numbered.max()?.min(today);
        let actual_end = self.last_held().map_or(last, |slot| slot.date.max(last));
        let missing = self.missing(Gate::G4, Some(EndType::Planned), None);
        let lacks = missing.iter().any(|what| what != "retention_date");
        let needs_reason = lacks && self.passage(Gate::G4).is_none();
        (actual_end <= today && actual_end >= self.plan.start_date).then_some(NextStep::Conclude {
            end_type: EndType::Planned,
            actual_end,
            needs_reason,
        })
    }

    fn steps_afterwards(&self) -> Vec<NextStep> {
        let mut steps = Vec::new();
        let tasks = self.task_states();
        let open = |state| matches!(state, TaskState::NotStarted | TaskState::InProgress);
        if tasks
            .iter()
            .any(|task| task.id == "end.close-record" && open(task.state))
        {
            steps.push(NextStep::CloseRecord);
        }
        let follow_ups = tasks
            .into_iter()
            .filter(|task| task.group == TaskGroup::After && open(task.state));
        steps.extend(follow_ups.map(|task| NextStep::FollowUp { task: task.id }));
        if self.plan.before_conclusion.is_some() {
            steps.push(NextStep::UndoConclusion);
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day};

    #[test]
    fn earliest_planned_slot_whose_day_has_come_is_offered() {
        let course = begun().held(2);
        let offered = |today: &str| {
            let steps = course.next_steps(day(today));
            steps.into_iter().find_map(|step| {
                let NextStep::RecordSlot { slot, can_be_held } = step else {
                    return None;
                };
                Some((slot, can_be_held))
            })
        };
        assert_eq!(offered("2026-01-26"), None, "the third slot is later");
        assert_eq!(
            offered("2026-03-01"),
            Some((course.nth(3), true)),
            "the third slot comes before later ones"
        );
    }

    #[test]
    fn moving_on_is_offered_once_the_gate_is_passed() {
        let moves = |course: &Course| {
            course
                .next_steps(day("2026-03-01"))
                .iter()
                .any(|step| matches!(step, NextStep::MoveOn { .. }))
        };
        let course = begun().held(4);
        assert!(!moves(&course), "the gate is closed");
        let passing = |step: &NextStep| {
            matches!(
                step,
                NextStep::PassGate {
                    gate: Gate::G1,
                    needs_reason: true
                }
            )
        };
        assert!(
            course.next_steps(day("2026-03-01")).iter().any(passing),
            "the gate can be passed with a reason"
        );
        let pass = crate::plan::gate::GatePass {
            reason: Some("crisis".to_owned()),
            end_type: None,
        };
        assert!(
            moves(
                &course
                    .pass_gate(Gate::G1, pass, day("2026-02-03"), day("2026-02-03"))
                    .unwrap()
            ),
            "the gate is passed"
        );
    }

    #[test]
    fn conclusion_is_offered_after_the_last_session() {
        let mut course = begun().held(16);
        let concludes = |course: &Course, today: &str| {
            course
                .next_steps(day(today))
                .iter()
                .any(|step| matches!(step, NextStep::Conclude { .. }))
        };
        assert!(
            !concludes(&course, "2026-05-01"),
            "the course is in the initial phase"
        );
        course.plan.phase = Some(Phase::Ending);
        assert!(concludes(&course, "2026-05-01"), "no session is left");
        assert!(
            !concludes(&course, "2026-04-27"),
            "the present day is before the last session"
        );
    }

    #[test]
    fn each_missing_requirement_of_a_gate_has_a_step() {
        let steps = begun().held(4).next_steps(day("2026-03-01"));
        let expected = [
            NextStep::AgreeFocus,
            NextStep::AddGoal,
            NextStep::ShareFormulation,
            NextStep::FinaliseContract,
        ];
        assert!(
            expected.iter().all(|step| steps.contains(step)),
            "focus, goal, formulation and contract are offered"
        );
    }
}
