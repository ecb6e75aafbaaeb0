//! Days, rough days, times and instants in a file. The schema shows only some of them by a pattern; the
//! others are text to it, and are known here by their place.

use super::fault::{FileFault, FileProblem, Path};
use crate::dates::Instant;
use crate::dates::rough::{day, rough, time};

/// What a text at some place must be.
#[derive(Clone, Copy)]
enum Stamp {
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
const PLACES: &[(&str, Stamp)] = &[
    ("client.date_of_birth", Stamp::Rough),
    ("client.referral.date", Stamp::Rough),
    ("course.planned_end_date", Stamp::Day),
    ("course.actual_end_date", Stamp::Day),
    ("course.retention_until", Stamp::Day),
    ("contract.draft_date", Stamp::Day),
    ("contract.agreed_date", Stamp::Day),
    ("contract.planned_breaks[]", Stamp::Day),
    ("assessment.episode_onset", Stamp::Rough),
    ("people[].death_date", Stamp::Rough),
    ("people[].met_on", Stamp::Rough),
    ("map_snapshots[].date", Stamp::Day),
    ("timeline[].end_date", Stamp::Rough),
    ("formulation.shared_on", Stamp::Day),
    ("focus.agreed_on", Stamp::Day),
    ("focus.dispute_stage_history[].date", Stamp::Rough),
    ("slots[].start_time", Stamp::Time),
    ("sessions[].locked_at", Stamp::Instant),
    ("worksheets.transition_four_box[].date", Stamp::Rough),
    ("worksheets.comm_analysis[].date", Stamp::Rough),
    ("risk_reviews[].date", Stamp::Day),
    ("risk_reviews[].acknowledged_at", Stamp::Instant),
    ("safety_plan.created", Stamp::Rough),
    ("safety_plan.reviewed[]", Stamp::Rough),
    ("mid_review.date", Stamp::Day),
    ("ending_review.date", Stamp::Day),
    ("ending_review.situations[].date", Stamp::Rough),
    ("summary_letter.date", Stamp::Rough),
    ("gp_letter.date", Stamp::Rough),
    ("addenda[].created_at", Stamp::Instant),
    ("tasks[].date", Stamp::Rough),
    ("followups[].date", Stamp::Rough),
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
        Some(Stamp::Day)
    } else {
        by_place()
    };
    let (holds, problem) = match stamp {
        None => return Ok(()),
        Some(Stamp::Day) => (day(text).is_some(), FileProblem::NoSuchDate),
        Some(Stamp::Rough) => (rough(text), FileProblem::NoSuchDate),
        Some(Stamp::Time) => (time(text), FileProblem::NoSuchTime),
        Some(Stamp::Instant) => (
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
