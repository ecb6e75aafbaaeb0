//! Days, rough days, times and instants in a file. The schema shows only some of them by a pattern; the
//! others are text to it, and are known here by their place.

use super::fault::{FileFault, FileProblem, Path};
use crate::dates::Instant;
use crate::dates::rough::{day, rough, time};

/// The form that a text in a date field must have.
#[derive(Clone, Copy)]
enum DateForm {
    /// `YYYY-MM-DD`.
    Day,
    /// A day, month, quarter, season or year.
    Rough,
    /// `HH:MM`.
    Time,
    /// RFC 3339 in UTC.
    Instant,
}

/// Places whose last key alone does not say it, and those that are days without a pattern in the schema.
const PLACES: &[(&str, DateForm)] = &[
    ("client.date_of_birth", DateForm::Rough),
    ("client.referral.date", DateForm::Rough),
    ("course.planned_end_date", DateForm::Day),
    ("course.actual_end_date", DateForm::Day),
    ("course.retention_until", DateForm::Day),
    ("contract.draft_date", DateForm::Day),
    ("contract.agreed_date", DateForm::Day),
    ("contract.planned_breaks[]", DateForm::Day),
    ("assessment.episode_onset", DateForm::Rough),
    ("people[].death_date", DateForm::Rough),
    ("people[].met_on", DateForm::Rough),
    ("map_snapshots[].date", DateForm::Day),
    ("timeline[].end_date", DateForm::Rough),
    ("formulation.shared_on", DateForm::Day),
    ("focus.agreed_on", DateForm::Day),
    ("focus.dispute_stage_history[].date", DateForm::Rough),
    ("slots[].start_time", DateForm::Time),
    ("sessions[].locked_at", DateForm::Instant),
    ("worksheets.transition_four_box[].date", DateForm::Rough),
    ("worksheets.comm_analysis[].date", DateForm::Rough),
    ("risk_reviews[].date", DateForm::Day),
    ("risk_reviews[].time", DateForm::Time),
    ("risk_reviews[].acknowledged_at", DateForm::Instant),
    ("safety_plan.created", DateForm::Rough),
    ("safety_plan.reviewed[]", DateForm::Rough),
    ("mid_review.date", DateForm::Day),
    ("ending_review.date", DateForm::Day),
    ("ending_review.situations[].date", DateForm::Rough),
    ("summary_letter.date", DateForm::Rough),
    ("gp_letter.date", DateForm::Rough),
    ("addenda[].created_at", DateForm::Instant),
    ("tasks[].date", DateForm::Rough),
    ("followups[].date", DateForm::Rough),
];

/// Checks a text that is a stamp by its pattern in the schema or by its place; any other text is free.
pub(super) fn check(text: &str, has_pattern: bool, at: &Path<'_>) -> Result<(), FileFault> {
    let by_place = || {
        let pattern = at.pattern();
        PLACES
            .iter()
            .find(|(place, _)| *place == pattern)
            .map(|(_, stamp)| *stamp)
    };
    let stamp = if has_pattern {
        Some(DateForm::Day)
    } else {
        by_place()
    };
    let (holds, problem) = match stamp {
        None => return Ok(()),
        Some(DateForm::Day) => (day(text).is_some(), FileProblem::NoSuchDate),
        Some(DateForm::Rough) => (rough(text), FileProblem::NoSuchDate),
        Some(DateForm::Time) => (time(text), FileProblem::NoSuchTime),
        Some(DateForm::Instant) => (
            Instant::try_from(text.to_owned()).is_ok(),
            FileProblem::NoInstant,
        ),
    };
    if holds {
        Ok(())
    } else {
        Err(FileFault::at(at, problem))
    }
}
