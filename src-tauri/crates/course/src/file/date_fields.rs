//! Checks days, rough dates, times and instants in a file. The schema marks only some days by a pattern. The other
//! date fields are plain text in the schema; this file lists them by their path.

use super::fault::{FileFault, FileProblem, Path};
use crate::dates::Instant;
use crate::dates::rough::{day, rough, time};

/// The form of the text in a date field.
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

/// The date fields by path, each with its form. A day that has a pattern in the schema need not be listed.
const DATE_FIELDS: &[(&str, DateForm)] = &[
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
    ("slots[].missed.notice_time", DateForm::Time),
    ("slots[].missed.contacts[].time", DateForm::Time),
    ("sessions[].locked_at", DateForm::Instant),
    ("worksheets.transition_four_box[].date", DateForm::Rough),
    ("worksheets.comm_analysis[].date", DateForm::Rough),
    ("risk_reviews[].date", DateForm::Day),
    ("risk_reviews[].time", DateForm::Time),
    ("risk_reviews[].acknowledged_at", DateForm::Instant),
    ("safety_plan.created", DateForm::Rough),
    ("safety_plan.reviewed[]", DateForm::Rough),
    ("safety_plan.earlier[].reviewed[]", DateForm::Rough),
    ("safety_plan.earlier[].created", DateForm::Rough),
    ("mid_review.date", DateForm::Day),
    ("ending_review.date", DateForm::Day),
    ("ending_review.situations[].date", DateForm::Rough),
    ("summary_letter.date", DateForm::Rough),
    ("gp_letter.date", DateForm::Rough),
    ("addenda[].created_at", DateForm::Instant),
    ("tasks[].date", DateForm::Rough),
    ("followups[].date", DateForm::Rough),
];

/// Checks a text if the schema has a pattern for it or the list of date fields has its path. Other texts may be
/// anything.
pub(super) fn check(text: &str, has_pattern: bool, at: &Path<'_>) -> Result<(), FileFault> {
    let listed = || {
        let pattern = at.pattern();
        DATE_FIELDS
            .iter()
            .find(|(field, _)| *field == pattern)
            .map(|(_, form)| *form)
    };
    let form = if has_pattern {
        Some(DateForm::Day)
    } else {
        listed()
    };
    let (holds, problem) = match form {
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
