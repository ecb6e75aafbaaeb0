//! Lists the requirements of each gate that are missing.

use chrono::NaiveDate;

use crate::Course;
use crate::guidance::TaskState;
use crate::ids::SessionRef;
use crate::measures::Measure;
use crate::plan::format::{TASKS, TaskGroup};
use crate::plan::gate::Gate;
use crate::plan::numbering::{met, order};
use crate::plan::{ClientDeath, EndType, Phase};
use crate::session::Slot;

/// The mood rating. It is asked in each session, so it counts as no baseline and no final measure.
const MOOD: &str = "MOOD-0-10";

impl EndType {
    /// Whether the course ended without a negotiated ending. G4 then requires less, and after a death other things.
    #[must_use]
    pub const fn unplanned(self) -> bool {
        match self {
            Self::Planned | Self::Early => false,
            Self::DroppedOut | Self::ReferredOn | Self::Moved | Self::Died => true,
        }
    }
}

impl Course {
    /// Lists what is missing for a gate, now or on a day: ids of tasks that are not done, and codes for the rest
    /// (`focus`, `goals`, `formulation`, `contract_final`, `baseline_measure`, `risk_asked`, `G2`, `planned_end`,
    /// `risk_at_end`, `retention_date`, `word_to_client`, `death_told`, `supervisor_informed`, `insurer_informed`).
    #[must_use]
    pub fn missing(
        &self,
        gate: Gate,
        end_type: Option<EndType>,
        by: Option<NaiveDate>,
    ) -> Vec<String> {
        let mut missing = Vec::new();
        let mut ask = |there: bool, what: &str| {
            if !there {
                missing.push(what.to_owned());
            }
        };
        match gate {
            Gate::G1 => {
                for task in TASKS
                    .iter()
                    .filter(|task| task.group == TaskGroup::Initial && task.required)
                {
                    ask(self.task_done(task.id, by), task.id);
                }
                ask(
                    self.focus
                        .as_ref()
                        .is_some_and(|focus| within(focus.agreed_on, by)),
                    "focus",
                );
                ask(
                    self.goals.as_ref().is_some_and(|goals| !goals.is_empty()),
                    "goals",
                );
                ask(self.formulation_shared(by), "formulation");
                let agreed = self
                    .contract
                    .as_ref()
                    .and_then(|contract| contract.agreed_date);
                ask(
                    agreed.is_some_and(|agreed| within(agreed, by)),
                    "contract_final",
                );
                ask(self.baseline_taken(by), "baseline_measure");
                ask(self.risk_asked(by), "risk_asked");
            }
            Gate::G2 => ask(self.task_done("mid.review", by), "mid.review"),
            Gate::G3 => {
                ask(
                    !self.has_gate(Gate::G2) || self.passage(Gate::G2).is_some(),
                    "G2",
                );
                ask(self.task_done("mid.foreshadow", by), "mid.foreshadow");
                ask(
                    self.plan.planned_end_date >= self.plan.start_date,
                    "planned_end",
                );
            }
            // Nobody is left to say goodbye to or to ask.
            Gate::G4 if end_type == Some(EndType::Died) => {
                let death = self.plan.death.as_ref();
                let told = |death: &ClientDeath| death.told_by.is_some() && death.told_on.is_some();
                ask(death.is_some_and(told), "death_told");
                let supervisor = death.and_then(|death| death.supervisor_informed_on);
                ask(supervisor.is_some(), "supervisor_informed");
                let insurer = death.and_then(|death| death.insurer_informed_on);
                ask(insurer.is_some(), "insurer_informed");
                ask(self.plan.retention_until.is_some(), "retention_date");
            }
            Gate::G4 => {
                if end_type.is_some_and(EndType::unplanned) {
                    ask(self.word_to_client(by), "word_to_client");
                } else {
                    for id in ["end.progress", "end.signs", "end.plan", "end.goodbye"] {
                        ask(self.task_done(id, by), id);
                    }
                    ask(self.final_measures(by), "end.final-measures");
                }
                ask(self.risk_at_end(by), "risk_at_end");
                ask(self.plan.retention_until.is_some(), "retention_date");
            }
        }
        missing
    }

    /// Whether a task was done by a day. Not applicable is not done. A task without a day counts as done in time.
    fn task_done(&self, id: &str, by: Option<NaiveDate>) -> bool {
        self.tasks
            .iter()
            .flatten()
            .filter(|task| task.id == id)
            .any(|task| {
                let dated = task.date.as_deref().and_then(|date| date.parse().ok());
                let held = || {
                    task.session_number
                        .as_ref()
                        .and_then(|session| self.slot_of(session))
                        .map(|slot| slot.date)
                };
                let done = matches!(task.state, TaskState::Done | TaskState::Revisited);
                done && dated.or_else(held).is_none_or(|date| within(date, by))
            })
    }

    /// Whether the formulation was shared and the reply was recorded.
    fn formulation_shared(&self, by: Option<NaiveDate>) -> bool {
        self.formulation.as_ref().is_some_and(|formulation| {
            let replied = formulation.client_reply.as_deref().is_some_and(has_text);
            replied
                && formulation
                    .shared_on
                    .is_some_and(|shared| within(shared, by))
        })
    }

    /// Whether the initial phase has a measure that is scored, or declined with a reason. The mood rating does not
    /// count.
    fn baseline_taken(&self, by: Option<NaiveDate>) -> bool {
        let later = self
            .sessions
            .iter()
            .flatten()
            .filter(|session| session.phase > Phase::Initial);
        let until = later.map(|session| session.date).min();
        self.standing_measures().any(|measure| {
            let first = until.is_none_or(|until| measure.date < until);
            first && within(measure.date, by) && self.complete(measure)
        })
    }

    /// Whether a measure is scored, or declined with a reason. The mood rating does not count.
    fn complete(&self, measure: &Measure) -> bool {
        let declined = measure.declined_reason.as_deref().is_some_and(has_text);
        let scored = || {
            self.scores()
                .iter()
                .any(|score| score.id == measure.id && score.total.is_some())
        };
        measure.instrument != MOOD && (declined || scored())
    }

    /// Whether the therapist asked about risk, in a risk review or in a note.
    fn risk_asked(&self, by: Option<NaiveDate>) -> bool {
        let thread = self.risk_thread();
        let mut asked = thread.lines.iter().filter(|line| line.asked == Some(true));
        asked.any(|line| within(line.date, by))
    }

    /// Whether the final measures were taken: the task is done, or a measure is complete in the last session held.
    fn final_measures(&self, by: Option<NaiveDate>) -> bool {
        let last = self.last_held().and_then(|slot| slot.id.as_ref());
        self.task_done("end.final-measures", by)
            || self.standing_measures().any(|measure| {
                let slot = measure.session_number.as_ref().and_then(SessionRef::slot);
                slot.is_some() && slot == last && self.complete(measure)
            })
    }

    /// Whether risk was recorded at the end: in the ending review, or in a risk review since the last session held.
    fn risk_at_end(&self, by: Option<NaiveDate>) -> bool {
        let reviewed = self
            .ending_review
            .as_ref()
            .and_then(|review| review.risk_at_end.as_deref());
        let last = self.last_held().map(|slot| slot.date);
        reviewed.is_some_and(has_text)
            || self.counted_reviews().any(|review| {
                last.is_none_or(|last| review.date >= last) && within(review.date, by)
            })
    }

    /// Whether the client got a last word: a letter, a goodbye or a contact after the end.
    fn word_to_client(&self, by: Option<NaiveDate>) -> bool {
        self.summary_letter
            .as_ref()
            .is_some_and(|letter| has_text(&letter.text))
            || self.task_done("end.letter", by)
            || self.task_done("end.goodbye", by)
            || self
                .followups
                .as_ref()
                .is_some_and(|contacts| !contacts.is_empty())
    }

    /// The last slot that was held.
    pub(crate) fn last_held(&self) -> Option<&Slot> {
        self.slots
            .iter()
            .filter(|slot| met(slot.status))
            .max_by_key(|slot| order(slot))
    }
}

fn within(date: NaiveDate, by: Option<NaiveDate>) -> bool {
    by.is_none_or(|by| date <= by)
}

fn has_text(text: &str) -> bool {
    !text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{begun, day};
    use crate::plan::gate::state::tests::{ON, in_phase, pass};

    fn done(course: Course, id: &str) -> Course {
        course
            .mark_task(id, TaskState::Done, None, day("2026-02-03"), None)
            .unwrap()
    }

    #[test]
    fn first_gate_lists_each_missing_task_and_code() {
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
            "sixteen required tasks and six codes"
        );
        assert!(
            codes
                .iter()
                .all(|code| missing.iter().any(|what| what == code)),
            "each code is listed"
        );
        assert!(
            !missing.iter().any(|what| what == "init.medical"),
            "an optional task is not listed"
        );
    }

    #[test]
    fn task_that_is_not_applicable_is_still_missing_for_its_gate() {
        let why = Some("seen by the GP".to_owned());
        let course = begun()
            .mark_task("init.risk", TaskState::NotApplicable, None, day(ON), why)
            .unwrap();
        assert!(
            course
                .missing(Gate::G1, None, None)
                .contains(&"init.risk".to_owned()),
            "the gate still requires it"
        );
        let course = course
            .mark_task("init.risk", TaskState::Revisited, None, day(ON), None)
            .unwrap();
        assert!(
            !course
                .missing(Gate::G1, None, None)
                .contains(&"init.risk".to_owned()),
            "revisited counts as done"
        );
    }

    #[test]
    fn second_gate_requires_the_review_and_third_gate_the_second() {
        let course = in_phase(Phase::Middle);
        assert_eq!(
            course.missing(Gate::G2, None, None),
            ["mid.review"],
            "G2 requires the review"
        );
        assert_eq!(
            course.missing(Gate::G3, None, None),
            ["G2", "mid.foreshadow"],
            "G3 requires G2"
        );
        let course = done(done(course, "mid.review"), "mid.foreshadow");
        let course = pass(course, Gate::G2, None).unwrap();
        assert!(
            course.missing(Gate::G3, None, None).is_empty(),
            "G3 requires nothing else"
        );
    }

    #[test]
    fn unplanned_ending_requires_less() {
        let course = in_phase(Phase::Middle);
        let short = course.missing(Gate::G4, Some(EndType::DroppedOut), None);
        assert_eq!(
            short,
            ["word_to_client", "risk_at_end", "retention_date"],
            "an unplanned ending requires three things"
        );
        let long = course.missing(Gate::G4, Some(EndType::Early), None);
        assert_eq!(
            long.len(),
            7,
            "an early ending requires as much as a planned one"
        );
    }
}
