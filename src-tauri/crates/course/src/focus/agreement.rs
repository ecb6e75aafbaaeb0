//! Agrees the focus, and changes it.

use chrono::NaiveDate;

use crate::Course;
use crate::focus::{Focus, FocusChange, FocusDraft};
use crate::plan::Phase;
use crate::plan::gate::Gate;
use crate::rule_broken::{RuleBroken, require_reason, require_text};

impl Course {
    /// Agrees the focus. Until gate G1 is passed, another agreement replaces it; after that, only
    /// [`Course::change_focus`] changes it. Does the task `init.focus`.
    ///
    /// # Errors
    /// [`RuleBroken::FocusAgreed`] once G1 is passed; a person is unknown; the day is ahead or before the course.
    pub fn agree_focus(
        self,
        draft: FocusDraft,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.agreed_day(on, today)?;
        course.check_people_known(draft.person_ids.iter())?;
        if course.focus.is_some() && course.past_first_gate() {
            return Err(RuleBroken::FocusAgreed);
        }
        let stages = course
            .focus
            .take()
            .and_then(|focus| focus.dispute_stage_history);
        course.focus = Some(Focus {
            dispute_stage_history: stages,
            ..draft.agreed(on)
        });
        if course.has_gate(Gate::G1) {
            course.do_task("init.focus", on);
        }
        Ok(course.recomputed())
    }

    /// Changes the focus with a reason. The old focus is kept, and the goals have to be reviewed.
    ///
    /// # Errors
    /// There is no focus, reason or situation is missing, the day is ahead or before the focus in force, or a person is
    /// unknown.
    pub fn change_focus(self, change: FocusChange, today: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_reason(Some(&change.reason))?;
        require_text(&change.situation)?;
        course.check_people_known(change.person_ids.iter().flatten())?;
        course.agreed_day(change.on, today)?;
        let focus = course.focus.as_mut().ok_or(RuleBroken::NoFocus)?;
        let earliest = focus
            .changes
            .iter()
            .flatten()
            .next_back()
            .map_or(focus.agreed_on, |last| last.on);
        if change.on < earliest {
            return Err(RuleBroken::TooEarly { earliest });
        }
        focus.changes.get_or_insert_default().push(change);
        focus.goals_due = Some(true);
        Ok(course.recomputed())
    }

    /// Whether gate G1 is passed. A course without an initial phase counts as past it.
    pub(crate) fn past_first_gate(&self) -> bool {
        !self.has_gate(Gate::G1)
            || self.phase() > Phase::Initial
            || self.passage(Gate::G1).is_some()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::course::testing::{begun, day, refusal};
    use crate::focus::FocusArea;
    use crate::guidance::TaskState;
    use crate::ids::GoalId;
    use crate::plan::gate::GatePass;

    fn draft(area: FocusArea) -> FocusDraft {
        FocusDraft {
            area,
            situation: None,
            person_ids: Vec::new(),
            secondary_noted: None,
        }
    }

    fn change(reason: &str) -> FocusChange {
        FocusChange {
            on: day("2026-03-10"),
            area: FocusArea::Grief,
            situation: "her brother died".to_owned(),
            reason: reason.to_owned(),
            supervision_noted: None,
            person_ids: None,
        }
    }

    pub(crate) fn goal(course: Course, id: &str) -> Result<Course, RuleBroken> {
        course.add_goal(
            GoalId::new(id),
            "ring her once a week".to_owned(),
            None,
            day("2026-02-03"),
            day("2026-02-03"),
        )
    }

    pub(crate) fn agreed() -> Course {
        goal(
            begun()
                .held(4)
                .agree_focus(
                    draft(FocusArea::Dispute),
                    day("2026-02-03"),
                    day("2026-02-03"),
                )
                .unwrap(),
            "g1",
        )
        .unwrap()
    }

    pub(crate) fn past_gate() -> Course {
        let pass = GatePass {
            reason: Some("as agreed".to_owned()),
            end_type: None,
        };
        agreed()
            .pass_gate(Gate::G1, pass, day("2026-02-03"), day("2026-02-03"))
            .unwrap()
    }

    #[test]
    fn focus_is_replaced_before_the_first_gate_and_changed_with_a_reason_after_it() {
        assert!(
            agreed()
                .agree_focus(
                    draft(FocusArea::Grief),
                    day("2026-02-04"),
                    day("2026-02-04")
                )
                .is_ok(),
            "the gate is not passed yet"
        );
        let refused = refusal(past_gate().agree_focus(
            draft(FocusArea::Grief),
            day("2026-02-10"),
            day("2026-02-10"),
        ));
        assert_eq!(refused, RuleBroken::FocusAgreed, "the gate is passed");
        assert_eq!(
            refusal(past_gate().change_focus(change(" "), day("2026-03-10"))),
            RuleBroken::ReasonNeeded,
            "a blank reason is refused"
        );
        let course = past_gate()
            .change_focus(change("a death"), day("2026-03-10"))
            .unwrap();
        let focus = course.focus.as_ref().unwrap();
        assert_eq!(
            (focus.area, focus.area_now()),
            (FocusArea::Dispute, FocusArea::Grief),
            "the first area is kept"
        );
        assert_eq!(focus.goals_due, Some(true), "the goals have to be reviewed");
        assert_eq!(
            course.keep_goals().unwrap().focus.unwrap().goals_due,
            None,
            "keeping the goals is a review"
        );
    }

    #[test]
    fn focus_has_the_day_on_which_it_was_agreed() {
        let agree = |on: &str| {
            begun()
                .held(4)
                .agree_focus(draft(FocusArea::Grief), day(on), day("2026-03-01"))
        };
        let course = agree("2026-02-03").unwrap();
        assert_eq!(
            course.focus.as_ref().unwrap().agreed_on,
            day("2026-02-03"),
            "though it was entered later"
        );
        let mut tasks = course.tasks.as_ref().unwrap().iter();
        let done = tasks.find(|task| task.id == "init.focus").unwrap();
        assert!(done.session_number.is_some(), "it was done in session 4");
        assert_eq!(
            refusal(agree("2026-03-02")),
            RuleBroken::DayAhead {
                date: day("2026-03-02")
            },
            "tomorrow"
        );
        let ahead = FocusChange {
            on: day("2026-03-11"),
            ..change("why")
        };
        assert_eq!(
            refusal(past_gate().change_focus(ahead, day("2026-03-10"))),
            RuleBroken::DayAhead {
                date: day("2026-03-11")
            },
            "a change is not agreed tomorrow either"
        );
    }

    #[test]
    fn agreed_focus_and_goals_do_their_tasks() {
        let tasks = agreed().task_states();
        for id in ["init.focus", "init.goals"] {
            let task = tasks.iter().find(|task| task.id == id).unwrap();
            assert_eq!(
                (task.state, task.number),
                (TaskState::Done, Some(4)),
                "{id} is done in the session of that day"
            );
        }
    }

    #[test]
    fn change_before_the_focus_in_force_is_refused() {
        assert_eq!(
            refusal(begun().change_focus(change("why"), day("2026-03-10"))),
            RuleBroken::NoFocus,
            "there is no focus"
        );
        let early = FocusChange {
            on: day("2026-02-02"),
            ..change("why")
        };
        let refused = refusal(past_gate().change_focus(early, day("2026-03-10")));
        assert_eq!(
            refused,
            RuleBroken::TooEarly {
                earliest: day("2026-02-03")
            },
            "the focus was agreed on the third"
        );
    }
}
