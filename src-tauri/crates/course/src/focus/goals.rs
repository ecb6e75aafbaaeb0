//! Adds, edits, rates, keeps and removes goals.

use chrono::NaiveDate;
use serde::Serialize;

use crate::Course;
use crate::focus::{Goal, GoalRating};
use crate::ids::{GoalId, SessionRef, SlotId};
use crate::plan::gate::Gate;
use crate::plan::numbering::met;
use crate::rule_broken::{RuleBroken, require_text, within};

/// The most goals of a course (one to three: S1, S41).
pub const MOST_GOALS: usize = 3;

/// A rating of a goal that counts.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Rated {
    /// The goal.
    pub goal: GoalId,
    /// Slot of the session.
    pub slot: Option<SlotId>,
    /// Number of the session, if the slot takes one.
    pub number: Option<i32>,
    /// The rating, from 0 (not reached) to 10 (fully reached).
    pub value: i32,
}

crate::redacted!(Rated);

impl Course {
    /// The ratings of all goals in the order of their sessions, without those of a slot entered in error.
    #[must_use]
    pub fn goal_ratings(&self) -> Vec<Rated> {
        let goals = self.goals.iter().flatten();
        let ratings = goals.flat_map(|goal| goal.ratings.iter().map(move |rating| (goal, rating)));
        let mut rated: Vec<(Option<i32>, Rated)> = ratings
            .filter(|(_, rating)| self.counts(Some(&rating.session_number)))
            .map(|(goal, rating)| {
                let slot = self.slot_of(&rating.session_number);
                let rated = Rated {
                    goal: goal.id.clone(),
                    slot: slot.and_then(|slot| slot.id.clone()),
                    number: slot.and_then(|slot| slot.session_number),
                    value: rating.value,
                };
                (slot.map(|slot| slot.slot_index), rated)
            })
            .collect();
        rated.sort_by_key(|(place, _)| *place);
        rated.into_iter().map(|(_, rated)| rated).collect()
    }

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

    /// Replaces the text of a goal. Its ratings stay. Another text reviews the goals after a change of focus; the same
    /// text does not.
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
        if (&goal.text, &goal.indicator) != (&text, &indicator) {
            (goal.text, goal.indicator) = (text, indicator);
            course.goals_reviewed();
        }
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
    use crate::course::testing::{day, ids, refusal};
    use crate::focus::agreement::tests::{agreed, goal, past_gate};
    use crate::session::{SlotOutcome, SlotStatus};

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
    fn only_another_text_of_a_goal_reviews_the_goals() {
        let mut course = past_gate();
        course.focus.as_mut().unwrap().goals_due = Some(true);
        let id = GoalId::new("g1");
        let text = course.goals.as_ref().unwrap()[0].text.clone();
        let same = course.clone().edit_goal(&id, text, None).unwrap();
        assert!(same == course, "the same text changes nothing");
        let other = course.edit_goal(&id, "ring her daily".to_owned(), None);
        assert_eq!(
            other.unwrap().focus.unwrap().goals_due,
            None,
            "another text is a review"
        );
    }

    #[test]
    fn rating_of_a_slot_entered_in_error_does_not_count() {
        let (course, id) = (agreed(), GoalId::new("g1"));
        let (third, fourth) = (course.nth(3), course.nth(4));
        let course = course.rate_goal(&id, &fourth, 7).unwrap();
        let course = course.rate_goal(&id, &third, 2).unwrap();
        let values = |course: &Course| {
            let ratings = course.goal_ratings().into_iter();
            ratings
                .map(|rated| (rated.number, rated.value))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            values(&course),
            [(Some(3), 2), (Some(4), 7)],
            "in the order of the sessions"
        );
        let void = course
            .correct_slot(
                &fourth,
                SlotOutcome::of(SlotStatus::Void),
                Some("another client's hour".to_owned()),
                day("2030-01-01"),
                &mut ids(),
            )
            .unwrap();
        assert_eq!(values(&void), [(Some(3), 2)], "nobody here gave the 7");
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
