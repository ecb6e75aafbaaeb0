//! Concluding a course, undoing that, and what may still be written afterwards.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::calendar::{default_retention, in_range};
use crate::record::letter::{FollowUp, GpLetter, SummaryLetter};
use crate::record::plan::{BeforeConclusion, CourseStatus, EndType, Phase};
use crate::record::task::Gate;
use crate::rule_broken::{RuleBroken, worded};

/// How a course is concluded.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// The kind of ending.
    pub end_type: EndType,
    /// Day of the last session, or of whatever ended the course.
    pub actual_end: NaiveDate,
    /// When to review the record for disposal; absent: worked out.
    pub retention_until: Option<NaiveDate>,
    /// Why, where something is missing for gate G4.
    pub reason: Option<String>,
}

crate::redacted!(Conclusion);

impl Course {
    /// Concludes the course, if gate G4 is passed, or nothing is missing for it, or a reason is given. A
    /// planned or early ending comes from the ending phase, an unplanned one from any; its list is short.
    ///
    /// # Errors
    /// The gate closed, sessions left of a planned ending, not in the ending phase, an end that has not
    /// come or lies before the last session held.
    pub fn conclude(self, conclusion: Conclusion, on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        let Conclusion {
            end_type,
            actual_end,
            retention_until,
            reason,
        } = conclusion;
        let phase = course.phase();
        if !end_type.unplanned() && phase != Phase::Ending {
            return Err(RuleBroken::WrongPhase { phase });
        }
        let left = course.left();
        if end_type == EndType::Planned && left > 0 {
            return Err(RuleBroken::SessionsLeft { left });
        }
        if in_range(actual_end)? > on {
            return Err(RuleBroken::NotYet { date: actual_end });
        }
        let earliest = course
            .last_held()
            .map_or(course.plan.start_date, |slot| slot.date);
        if actual_end < earliest {
            return Err(RuleBroken::TooEarly { earliest });
        }
        let before = BeforeConclusion {
            status: course.plan.status,
            phase,
            retention_until: course.plan.retention_until,
            gate_passed: course.passage(Gate::G4).is_some(),
        };
        let decided = retention_until
            .map(in_range)
            .transpose()?
            .or(course.plan.retention_until);
        course.plan.retention_until = decided.or_else(|| course.default_retention(actual_end));
        if !before.gate_passed {
            course.enter_passage(Gate::G4, Some(end_type), reason.as_deref(), on)?;
        }
        course.plan.status = CourseStatus::Closed;
        course.plan.phase = Some(Phase::Concluded);
        course.plan.actual_end_date = Some(actual_end);
        course.plan.end_type = Some(end_type);
        let mut course = course.settled();
        course.plan.before_conclusion = Some(before);
        Ok(course)
    }

    /// Takes a conclusion back; possible until the next change to the course, then never.
    ///
    /// # Errors
    /// [`RuleBroken::NotConcluded`], [`RuleBroken::ConclusionStands`].
    pub fn undo_conclusion(mut self) -> Result<Self, RuleBroken> {
        if self.plan.status != CourseStatus::Closed {
            return Err(RuleBroken::NotConcluded);
        }
        let before = self
            .plan
            .before_conclusion
            .take()
            .ok_or(RuleBroken::ConclusionStands)?;
        self.plan.status = before.status;
        self.plan.phase = Some(before.phase);
        self.plan.actual_end_date = None;
        self.plan.end_type = None;
        self.plan.retention_until = before.retention_until;
        if let Some(passages) = self.gates.as_mut().filter(|_| !before.gate_passed) {
            passages.retain(|passage| passage.gate != Gate::G4);
        }
        Ok(self.settled())
    }

    /// Until when the record is kept if nothing else is decided.
    #[must_use]
    pub fn default_retention(&self, end: NaiveDate) -> Option<NaiveDate> {
        let born = self
            .client
            .date_of_birth
            .as_deref()
            .and_then(|date| date.parse().ok());
        default_retention(end, born)
    }

    /// Sets the retention date, also of a concluded course; none: worked out from the end, or from today's
    /// derived end.
    ///
    /// # Errors
    /// [`RuleBroken::DateOutOfRange`].
    pub fn set_retention(mut self, until: Option<NaiveDate>) -> Result<Self, RuleBroken> {
        let end = self.ends_on().unwrap_or(self.plan.planned_end_date);
        let until = until.or_else(|| self.default_retention(end));
        self.plan.retention_until = Some(in_range(until.ok_or(RuleBroken::DateOutOfRange)?)?);
        Ok(self.settled())
    }

    /// Writes down a contact after the end, or outside a session; never refused for the phase. One of the
    /// same id is replaced.
    ///
    /// # Errors
    /// [`RuleBroken::TextNeeded`] without an id.
    pub fn save_follow_up(mut self, contact: FollowUp) -> Result<Self, RuleBroken> {
        worded(&contact.id)?;
        let contacts = self.followups.get_or_insert_default();
        match contacts.iter_mut().find(|other| other.id == contact.id) {
            Some(other) => *other = contact,
            None => contacts.push(contact),
        }
        Ok(self.settled())
    }

    /// Writes the letter to the client, or when it was sent.
    ///
    /// # Errors
    /// [`RuleBroken::TextNeeded`].
    pub fn save_summary_letter(mut self, letter: SummaryLetter) -> Result<Self, RuleBroken> {
        worded(&letter.text)?;
        self.summary_letter = Some(letter);
        Ok(self.settled())
    }

    /// Writes down the letter to the GP.
    #[must_use]
    pub fn save_gp_letter(mut self, letter: GpLetter) -> Self {
        self.gp_letter = Some(letter);
        self.settled()
    }
}
