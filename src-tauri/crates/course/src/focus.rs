//! The one focus and the goals that come from it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::calendar::in_range;
use crate::ids::{GoalId, PersonId, SessionRef, SlotId};
use crate::numbering::met;
use crate::record::focus::{Focus, FocusArea, FocusChange, Goal, GoalRating};
use crate::record::plan::Phase;
use crate::record::task::Gate;
use crate::rule_broken::{RuleBroken, reasoned, within, worded};

/// Most goals a course has (`reference` 1.2: one to three).
pub const MOST_GOALS: usize = 3;

/// The focus as it is agreed.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct FocusDraft {
    /// The area.
    pub area: FocusArea,
    /// The person or situation concerned.
    pub situation: Option<String>,
    /// Who it concerns.
    pub person_ids: Vec<PersonId>,
    /// A second area, noted and not worked on.
    pub secondary_noted: Option<String>,
}

crate::redacted!(FocusDraft);

impl FocusDraft {
    /// The focus, agreed on a day.
    pub(crate) fn agreed(self, on: NaiveDate) -> Focus {
        Focus {
            area: self.area,
            situation: self.situation,
            person_ids: (!self.person_ids.is_empty()).then_some(self.person_ids),
            agreed_on: on,
            secondary_noted: self.secondary_noted,
            changes: None,
            dispute_stage_history: None,
            goals_due: None,
        }
    }
}

impl Focus {
    /// The area in force: of the last change, else as first agreed.
    #[must_use]
    pub fn area_now(&self) -> FocusArea {
        self.changes
            .iter()
            .flatten()
            .next_back()
            .map_or(self.area, |change| change.area)
    }

    /// The situation in force.
    #[must_use]
    pub fn situation_now(&self) -> Option<&str> {
        let changed = self
            .changes
            .iter()
            .flatten()
            .next_back()
            .map(|change| change.situation.as_str());
        changed.or(self.situation.as_deref())
    }
}

impl Course {
    /// Agrees the focus, exactly one. Until gate G1 is passed it may be agreed anew; from then on it
    /// changes only by [`Course::change_focus`]. Does the task `init.focus`.
    ///
    /// # Errors
    /// [`RuleBroken::FocusAgreed`] from G1 on; an unknown person.
    pub fn agree_focus(self, draft: FocusDraft, on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        in_range(on)?;
        course.know_all(draft.person_ids.iter())?;
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
        Ok(course.settled())
    }

    /// Changes the focus, with a reason; the old one is kept, and the goals are asked for again.
    ///
    /// # Errors
    /// No focus, no reason or situation, dated before the focus in force, an unknown person.
    pub fn change_focus(self, change: FocusChange) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        reasoned(Some(&change.reason))?;
        worded(&change.situation)?;
        course.know_all(change.person_ids.iter().flatten())?;
        let focus = course.focus.as_mut().ok_or(RuleBroken::NoFocus)?;
        let earliest = focus
            .changes
            .iter()
            .flatten()
            .next_back()
            .map_or(focus.agreed_on, |last| last.on);
        if in_range(change.on)? < earliest {
            return Err(RuleBroken::TooEarly { earliest });
        }
        focus.changes.get_or_insert_default().push(change);
        focus.goals_due = Some(true);
        Ok(course.settled())
    }

    /// Adds a goal. Does the task `init.goals`.
    ///
    /// # Errors
    /// [`RuleBroken::TooManyGoals`], no text, the id in use.
    pub fn add_goal(
        self,
        id: GoalId,
        text: String,
        indicator: Option<String>,
        on: NaiveDate,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        worded(&text)?;
        let goals = course.goals.get_or_insert_default();
        if goals.len() >= MOST_GOALS {
            return Err(RuleBroken::TooManyGoals { most: 3 });
        }
        if goals.iter().any(|goal| goal.id == id) {
            return Err(RuleBroken::IdInUse);
        }
        goals.push(Goal {
            id,
            text,
            indicator,
            ratings: Vec::new(),
        });
        if course.has_gate(Gate::G1) {
            course.do_task("init.goals", on);
        }
        course.goals_seen();
        Ok(course.settled())
    }

    /// Words a goal anew; its ratings stay.
    ///
    /// # Errors
    /// [`RuleBroken::UnknownGoal`], no text.
    pub fn edit_goal(
        self,
        id: &GoalId,
        text: String,
        indicator: Option<String>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        worded(&text)?;
        let goal = course.goal_mut(id)?;
        (goal.text, goal.indicator) = (text, indicator);
        course.goals_seen();
        Ok(course.settled())
    }

    /// Keeps the goals as they are after a change of focus.
    ///
    /// # Errors
    /// [`RuleBroken::NoFocus`]; without a goal [`RuleBroken::UnknownGoal`].
    pub fn keep_goals(self) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        course.focus.as_ref().ok_or(RuleBroken::NoFocus)?;
        if course.goals.as_ref().is_none_or(Vec::is_empty) {
            return Err(RuleBroken::UnknownGoal);
        }
        course.goals_seen();
        Ok(course.settled())
    }

    /// Removes a goal.
    ///
    /// # Errors
    /// Unknown; part of the ending review; the last one from gate G1 on.
    pub fn remove_goal(self, id: &GoalId) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        course.goal_mut(id)?;
        let reviewed = course
            .ending_review
            .as_ref()
            .and_then(|review| review.goals_final.as_ref());
        if reviewed.is_some_and(|goals| goals.contains_key(id)) {
            return Err(RuleBroken::GoalInUse);
        }
        let past = course.past_first_gate();
        let goals = course.goals.get_or_insert_default();
        if goals.len() == 1 && past {
            return Err(RuleBroken::LastGoal);
        }
        goals.retain(|goal| goal.id != *id);
        course.goals_seen();
        Ok(course.settled())
    }

    /// Rates a goal at a session held: 0 not at all to 10 fully. One rating a session; a new one replaces it.
    ///
    /// # Errors
    /// Unknown goal or slot, not held, out of range.
    pub fn rate_goal(self, id: &GoalId, slot: &SlotId, value: i32) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        within(value, 0, 10)?;
        if !met(course.slot(slot)?.status) {
            return Err(RuleBroken::NotHeld);
        }
        let goal = course.goal_mut(id)?;
        let session_number = SessionRef::Slot(slot.clone());
        match goal
            .ratings
            .iter_mut()
            .find(|rating| rating.session_number == session_number)
        {
            Some(rating) => rating.value = value,
            None => goal.ratings.push(GoalRating {
                session_number,
                value,
            }),
        }
        Ok(course.settled())
    }

    /// From gate G1 on, which a course without an initial phase has behind it.
    pub(crate) fn past_first_gate(&self) -> bool {
        !self.has_gate(Gate::G1)
            || self.phase() > Phase::Initial
            || self.passage(Gate::G1).is_some()
    }

    fn goals_seen(&mut self) {
        if let Some(focus) = &mut self.focus {
            focus.goals_due = None;
        }
    }

    fn goal_mut(&mut self, id: &GoalId) -> Result<&mut Goal, RuleBroken> {
        self.goals
            .iter_mut()
            .flatten()
            .find(|goal| goal.id == *id)
            .ok_or(RuleBroken::UnknownGoal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gate::GatePass;
    use crate::record::slot::SlotStatus;
    use crate::record::task::TaskState;
    use crate::testing::{begun, day, refusal};

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

    fn goal(course: Course, id: &str) -> Result<Course, RuleBroken> {
        course.add_goal(
            GoalId::new(id),
            "ring her once a week".to_owned(),
            None,
            day("2026-02-03"),
        )
    }

    fn agreed() -> Course {
        goal(
            begun()
                .held(4)
                .agree_focus(draft(FocusArea::Dispute), day("2026-02-03"))
                .unwrap(),
            "g1",
        )
        .unwrap()
    }

    fn past_gate() -> Course {
        let pass = GatePass {
            reason: Some("as agreed".to_owned()),
            end_type: None,
        };
        agreed()
            .pass_gate(Gate::G1, pass, day("2026-02-03"))
            .unwrap()
    }

    #[test]
    fn the_focus_is_agreed_anew_until_the_first_gate_and_changed_with_a_reason_from_then_on() {
        assert!(
            agreed()
                .agree_focus(draft(FocusArea::Grief), day("2026-02-04"))
                .is_ok(),
            "not fixed yet"
        );
        let refused = refusal(past_gate().agree_focus(draft(FocusArea::Grief), day("2026-02-10")));
        assert_eq!(refused, RuleBroken::FocusAgreed, "exactly one from G1 on");
        assert_eq!(
            refusal(past_gate().change_focus(change(" "))),
            RuleBroken::ReasonNeeded,
            "why"
        );
        let course = past_gate().change_focus(change("a death")).unwrap();
        let focus = course.focus.as_ref().unwrap();
        assert_eq!(
            (focus.area, focus.area_now()),
            (FocusArea::Dispute, FocusArea::Grief),
            "the old one is kept"
        );
        assert_eq!(focus.goals_due, Some(true), "the goals are asked for again");
        assert_eq!(
            course.keep_goals().unwrap().focus.unwrap().goals_due,
            None,
            "looked at"
        );
    }

    #[test]
    fn agreeing_focus_and_goals_does_their_tasks() {
        let tasks = agreed().task_states();
        for id in ["init.focus", "init.goals"] {
            let task = tasks.iter().find(|task| task.id == id).unwrap();
            assert_eq!(
                (task.state, task.number),
                (TaskState::Done, Some(4)),
                "{id} in the session of that day"
            );
        }
    }

    #[test]
    fn a_change_of_focus_follows_the_one_before() {
        assert_eq!(
            refusal(begun().change_focus(change("why"))),
            RuleBroken::NoFocus,
            "there is none"
        );
        let early = FocusChange {
            on: day("2026-02-02"),
            ..change("why")
        };
        let refused = refusal(past_gate().change_focus(early));
        assert_eq!(
            refused,
            RuleBroken::TooEarly {
                earliest: day("2026-02-03")
            },
            "it was agreed on the third"
        );
    }

    #[test]
    fn a_course_has_one_to_three_goals() {
        let course = goal(goal(agreed(), "g2").unwrap(), "g3").unwrap();
        assert_eq!(
            refusal(goal(course.clone(), "g4")),
            RuleBroken::TooManyGoals { most: 3 },
            "three at most"
        );
        let course = course.remove_goal(&GoalId::new("g3")).unwrap();
        assert_eq!(
            refusal(goal(course, "g2")),
            RuleBroken::IdInUse,
            "each its own id"
        );
        assert_eq!(
            refusal(past_gate().remove_goal(&GoalId::new("g1"))),
            RuleBroken::LastGoal,
            "one at least, from G1"
        );
        assert!(
            agreed().remove_goal(&GoalId::new("g1")).is_ok(),
            "before it, none is fixed"
        );
    }

    #[test]
    fn a_goal_is_rated_once_a_session_from_0_to_10() {
        let (course, id) = (agreed(), GoalId::new("g1"));
        let slot = course.nth(4);
        let range = RuleBroken::OutOfRange { least: 0, most: 10 };
        assert_eq!(
            refusal(course.clone().rate_goal(&id, &slot, 11)),
            range,
            "ten is full"
        );
        let course = course
            .rate_goal(&id, &slot, 3)
            .unwrap()
            .rate_goal(&id, &slot, 10)
            .unwrap();
        let ratings = &course.goals.as_ref().unwrap()[0].ratings;
        assert_eq!(
            (ratings.len(), ratings[0].value),
            (1, 10),
            "the later rating replaces the earlier"
        );
        let open = course.nth(5);
        assert_eq!(
            refusal(course.clone().rate_goal(&id, &open, 3)),
            RuleBroken::NotHeld,
            "not before the session"
        );
        let missed = course.with(5, SlotStatus::Dna).unwrap();
        assert_eq!(
            refusal(missed.rate_goal(&id, &open, 3)),
            RuleBroken::NotHeld,
            "nor in one that was missed"
        );
    }
}
