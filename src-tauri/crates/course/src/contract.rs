//! The contract: drafted, agreed, amended with a reason.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Course;
use crate::amount::Amount;
use crate::begin::{LONGEST, within_bounds};
use crate::calendar::in_range;
use crate::format::{CourseFormat, half_up};
use crate::numbering::{missed_by_client, takes_number};
use crate::record::contract::{Amendment, Contract, MissedSessionRule};
use crate::record::plan::{Phase, PhaseBounds};
use crate::record::task::TaskState;
use crate::rule_broken::{RuleBroken, reasoned, within};
use crate::settle::NewId;

/// The parts of a contract that are words and terms, not numbers of sessions.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ContractEdit {
    /// Length of a session in minutes.
    pub session_minutes: i32,
    /// In person, video, …
    pub place: Option<String>,
    /// Fee per session in pounds.
    pub fee_gbp: Option<Amount>,
    /// Notice asked for.
    pub cancellation: Option<String>,
    /// Measures agreed, in words.
    pub measures: Option<Vec<String>>,
    /// May sessions be recorded for supervision.
    pub recording_consent: Option<bool>,
    /// May the GP be written to.
    pub gp_contact_consent: Option<bool>,
}

crate::redacted!(ContractEdit);

impl Course {
    /// Changes the terms, or drafts a contract where there is none. Terms of a final contract are agreed
    /// anew by the change, and its version grows.
    ///
    /// # Errors
    /// [`RuleBroken::OutOfRange`] for a length beyond a day.
    pub fn edit_contract(self, edit: ContractEdit, on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        within(edit.session_minutes, 1, LONGEST)?;
        let rule = course.missed_rule();
        let contract = course.contract.get_or_insert_with(|| Contract {
            version: 1,
            draft_date: Some(on),
            agreed_date: None,
            missed_session_rule: rule,
            planned_breaks: Vec::new(),
            session_minutes: edit.session_minutes,
            place: None,
            fee_gbp: None,
            cancellation: None,
            measures: None,
            recording_consent: None,
            gp_contact_consent: None,
            amendments: None,
        });
        contract.version += i32::from(contract.agreed_date.is_some());
        contract.session_minutes = edit.session_minutes;
        contract.place = edit.place;
        contract.fee_gbp = edit.fee_gbp;
        contract.cancellation = edit.cancellation;
        contract.measures = edit.measures;
        contract.recording_consent = edit.recording_consent;
        contract.gp_contact_consent = edit.gp_contact_consent;
        Ok(course.settled())
    }

    /// Makes the draft final: agreed on a day. Does the task `init.contract`.
    ///
    /// # Errors
    /// No contract, or final already.
    pub fn finalise_contract(self, agreed_on: NaiveDate) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        let contract = course.contract.as_mut().ok_or(RuleBroken::NoContract)?;
        if contract.agreed_date.is_some() {
            return Err(RuleBroken::ContractFinal);
        }
        contract.agreed_date = Some(in_range(agreed_on)?);
        contract.version += 1;
        course.do_task("init.contract", agreed_on);
        Ok(course.settled())
    }

    /// Changes what a missed slot does, for slots of that day and later; earlier ones keep what they were
    /// recorded as. The new rule is dated, so that a file tells from when it holds.
    ///
    /// # Errors
    /// No contract; dated before the rule in force; a cancellation recorded ahead that would then take a
    /// number no session is left for.
    pub fn change_missed_rule(
        self,
        rule: MissedSessionRule,
        on: NaiveDate,
        ids: NewId<'_>,
    ) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        let old = course.missed_rule();
        let contract = course.contract.as_mut().ok_or(RuleBroken::NoContract)?;
        let since = if contract.agreed_date.is_some() {
            &mut contract.agreed_date
        } else {
            &mut contract.draft_date
        };
        if let Some(earliest) = since.filter(|earliest| in_range(on).is_err() || on < *earliest) {
            return Err(RuleBroken::TooEarly { earliest });
        }
        *since = Some(in_range(on)?);
        contract.version += 1;
        contract.missed_session_rule = rule;
        for slot in course
            .slots
            .iter_mut()
            .filter(|slot| missed_by_client(slot.status))
        {
            let kept = slot.date < on || rule == MissedSessionRule::Decide;
            let counted = takes_number(slot.status, slot.takes_number, old);
            slot.takes_number = kept.then_some(counted);
        }
        course.within_limit()?;
        course.trim();
        while course.missing_slots_after(on) {
            course.append(ids)?;
        }
        Ok(course.settled())
    }

    /// Changes N, with a reason: never below what is used, never outside the format's bounds. The ending
    /// keeps its length: before it, the middle grows or shrinks and the mid-course review moves to N/2,
    /// rounded half up, unless it was done; in it, only its upper bound moves. Slots are completed, or
    /// given up, at the end.
    ///
    /// # Errors
    /// No contract or reason; N out of bounds; dated before the last amendment; an end before the start.
    pub fn amend_contract(self, amendment: Amendment, ids: NewId<'_>) -> Result<Self, RuleBroken> {
        let mut course = self.changing()?;
        reasoned(Some(&amendment.reason))?;
        let planned = amendment.planned_sessions;
        within_bounds(CourseFormat::of(course.plan.template), planned)?;
        let used = course.used();
        if planned < used {
            return Err(RuleBroken::BelowUsed { used });
        }
        let earliest = course
            .amendments()
            .last()
            .map_or(course.plan.start_date, |last| last.on);
        if in_range(amendment.on)? < earliest {
            return Err(RuleBroken::TooEarly { earliest });
        }
        if in_range(amendment.new_end_date)? < course.plan.start_date {
            return Err(RuleBroken::TooEarly {
                earliest: course.plan.start_date,
            });
        }
        course.plan.first_planned = Some(course.first_planned());
        course.plan.planned_end_date = amendment.new_end_date;
        let contract = course.contract.as_mut().ok_or(RuleBroken::NoContract)?;
        contract.version += 1;
        contract.amendments.get_or_insert_default().push(amendment);
        course.stretch(planned);
        course.plan.planned_sessions = planned;
        course.trim();
        while course.surplus() < 0 {
            course.append(ids)?;
        }
        Ok(course.settled())
    }

    /// Moves the phase bounds from the N in force to another.
    fn stretch(&mut self, planned: i32) {
        let old = self.plan.planned_sessions;
        let Some([ending, _]) = self.plan.phase_bounds.ending else {
            return;
        };
        if self.phase() >= Phase::Ending {
            self.plan.phase_bounds.ending = Some([ending.min(planned), planned]);
            return;
        }
        let length = old - ending + 1;
        let initial_to = self.plan.phase_bounds.initial.map_or(0, |[_, last]| last);
        let middle_to = planned - length;
        if middle_to < initial_to {
            let (bounds, review) = CourseFormat::of(self.plan.template).phases(planned);
            self.plan.phase_bounds = bounds;
            self.plan.mid_review_at = self.plan.mid_review_at.and(review);
            return;
        }
        let span = |from, to| (from <= to).then_some([from, to]);
        self.plan.phase_bounds = PhaseBounds {
            initial: self.plan.phase_bounds.initial,
            middle: span(initial_to + 1, middle_to),
            ending: span(middle_to + 1, planned),
        };
        if !self.review_done() {
            let review = self.plan.mid_review_at.map(|_| half_up(planned));
            let middle = self.plan.phase_bounds.middle;
            self.plan.mid_review_at =
                middle.and_then(|[from, to]| review.map(|at| at.clamp(from, to)));
        }
    }

    /// Whether the mid-course review was done.
    pub(crate) fn review_done(&self) -> bool {
        let done = |state| matches!(state, TaskState::Done | TaskState::Revisited);
        self.tasks
            .iter()
            .flatten()
            .any(|task| task.id == "mid.review" && done(task.state))
    }

    /// Whether slots are wanting because of one of that day or later that takes no number any more.
    fn missing_slots_after(&self, on: NaiveDate) -> bool {
        self.surplus() < 0
            && self
                .slots
                .iter()
                .any(|slot| slot.date >= on && missed_by_client(slot.status))
    }
}
