//! Adds, edits, rates, keeps and removes goals.

use chrono::NaiveDate;

use crate::Course;
use crate::focus::{Goal, GoalRating};
use crate::ids::{GoalId, SessionRef, SlotId};
use crate::plan::gate::Gate;
use crate::plan::numbering::met;
use crate::rule_broken::{RuleBroken, require_text, within};

/// The most goals of a course (one to three: S1, S41).
pub const MOST_GOALS: usize = 3;

impl Course {
    /// Adds a goal. Does the task `init.goals`.
    ///
    /// # Errors
    /// [`RuleBroken::TooManyGoals`], the text is missing, the id is in use, or the day is ahead or before the course.
    pub fn add_goal(
        self,
        id: GoalId,
        text: String,
        indicator: Option<String>,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&text)?;
        course.agreed_day(on, today)?;
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
        course.goals_reviewed();
        Ok(course.recomputed())
    }

    /// Replaces the text of a goal. Its ratings stay.
    ///
    /// # Errors
    /// [`RuleBroken::UnknownGoal`], or the text is missing.
    pub fn edit_goal(
        self,
        id: &GoalId,
        text: String,
        indicator: Option<String>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        require_text(&text)?;
        let goal = course.goal_mut(id)?;
        (goal.text, goal.indicator) = (text, indicator);
        course.goals_reviewed();
        Ok(course.recomputed())
    }

    /// Reviews the goals after a change of focus and keeps them unchanged.
    ///
    /// # Errors
    /// [`RuleBroken::NoFocus`]; without a goal [`RuleBroken::UnknownGoal`].
    pub fn keep_goals(self) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
        course.focus.as_ref().ok_or(RuleBroken::NoFocus)?;
        if course.goals.as_ref().is_none_or(Vec::is_empty) {
            return Err(RuleBroken::UnknownGoal);
        }
        course.goals_reviewed();
        Ok(course.recomputed())
    }

    /// Removes a goal.
    ///
    /// # Errors
    /// The goal is unknown, part of the ending review, or the last goal after gate G1.
    pub fn remove_goal(self, id: &GoalId) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
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
        course.goals_reviewed();
        Ok(course.recomputed())
    }

    /// Rates a goal in a session that was held, from 0 (not reached) to 10 (fully reached). A new rating in the same
    /// session replaces the old one.
    ///
    /// # Errors
    /// Goal or slot is unknown, the session was not held, or the rating is out of range.
    pub fn rate_goal(self, id: &GoalId, slot: &SlotId, value: i32) -> Result<Self, RuleBroken> {
        let mut course = self.not_concluded()?;
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
        Ok(course.recomputed())
    }

    fn goals_reviewed(&mut self) {
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
    use crate::course::testing::refusal;
    use crate::focus::agreement::tests::{agreed, goal, past_gate};
    use crate::session::SlotStatus;

    #[test]
    fn course_has_one_to_three_goals() {
        let course = goal(goal(agreed(), "g2").unwrap(), "g3").unwrap();
        assert_eq!(
            refusal(goal(course.clone(), "g4")),
            RuleBroken::TooManyGoals { most: 3 },
            "three goals are the most"
        );
        let course = course.remove_goal(&GoalId::new("g3")).unwrap();
        assert_eq!(
            refusal(goal(course, "g2")),
            RuleBroken::IdInUse,
            "each goal needs an id of its own"
        );
        assert_eq!(
            refusal(past_gate().remove_goal(&GoalId::new("g1"))),
            RuleBroken::LastGoal,
            "after G1 the last goal stays"
        );
        assert!(
            agreed().remove_goal(&GoalId::new("g1")).is_ok(),
            "before G1 the last goal can be removed"
        );
    }

    #[test]
    fn goal_has_one_rating_for_each_session_from_0_to_10() {
        let (course, id) = (agreed(), GoalId::new("g1"));
        let slot = course.nth(4);
        let range = RuleBroken::OutOfRange { least: 0, most: 10 };
        assert_eq!(
            refusal(course.clone().rate_goal(&id, &slot, 11)),
            range,
            "10 is the highest rating"
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
            "the session was not held yet"
        );
        let missed = course.with(5, SlotStatus::Dna).unwrap();
        assert_eq!(
            refusal(missed.rate_goal(&id, &open, 3)),
            RuleBroken::NotHeld,
            "the session was missed"
        );
    }
}
