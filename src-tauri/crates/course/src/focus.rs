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
