//! Days, rough days, times and instants in a file. The schema shows only some of them by a pattern; the
//! others are text to it, and are known here by their place.

use chrono::{NaiveDate, NaiveTime};

use super::fault::{FileFault, FileProblem, Path};
use crate::dates::Instant;
use crate::timeline::Precision;

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

/// Whether an event's date has the form its precision asks for.
pub(crate) fn fits(text: &str, precision: Precision) -> bool {
    match precision {
        Precision::Day => day(text).is_some(),
        Precision::Month => month(text),
        Precision::Quarter => quarter(text),
        Precision::Season => season(text),
        Precision::Year => year(text),
        Precision::Approx => year(text) || month(text),
    }
}

/// A day of the calendar, written out in ten characters; `chrono` alone would also read `2026-1-5`.
fn day(text: &str) -> Option<NaiveDate> {
    shape(text, "dddd-dd-dd").then(|| text.parse().ok())?
}

/// Whether it is a date as exactly as it is known: a day, month, quarter, season or year.
pub(crate) fn rough(text: &str) -> bool {
    day(text).is_some() || month(text) || quarter(text) || season(text) || year(text)
}

fn month(text: &str) -> bool {
    shape(text, "dddd-dd") && day(&format!("{text}-01")).is_some()
}

fn quarter(text: &str) -> bool {
    text.split_once("-Q")
        .is_some_and(|(of, quarter)| year(of) && matches!(quarter, "1" | "2" | "3" | "4"))
}

fn season(text: &str) -> bool {
    let known = |season| matches!(season, "spring" | "summer" | "autumn" | "winter");
    text.split_once('-')
        .is_some_and(|(of, season)| year(of) && known(season))
}

fn year(text: &str) -> bool {
    shape(text, "dddd")
}

fn time(text: &str) -> bool {
    shape(text, "dd:dd") && NaiveTime::parse_from_str(text, "%H:%M").is_ok()
}

/// Whether a text has the form, in which `d` is a digit.
fn shape(text: &str, form: &str) -> bool {
    let same = |(is, due): (u8, u8)| {
        if due == b'd' {
            is.is_ascii_digit()
        } else {
            is == due
        }
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_days() {
        for good in ["2026-02-28", "2024-02-29", "1900-01-01", "9999-12-31"] {
            assert!(day(good).is_some(), "{good} is a day");
        }
        for bad in [
            "2026-02-30",
            "2025-02-29",
            "2026-1-5",
            "2026-01-05 ",
            "20260105",
            "٢٠٢٦-٠١-٠٥",
            "",
        ] {
            assert!(day(bad).is_none(), "{bad} is no day, or not written as one");
        }
    }

    #[test]
    fn each_precision_has_its_own_form() {
        let forms = [
            (Precision::Day, "2026-02-03"),
            (Precision::Month, "2026-02"),
            (Precision::Quarter, "2026-Q4"),
            (Precision::Season, "2026-autumn"),
            (Precision::Year, "2026"),
        ];
        for (precision, text) in forms {
            for (other, _) in forms {
                assert_eq!(
                    fits(text, other),
                    other == precision,
                    "{text} is the form of one precision only"
                );
            }
        }
        assert!(
            fits("2026", Precision::Approx) && fits("2026-02", Precision::Approx),
            "about: a year or a month"
        );
        assert!(!fits("2026-02-03", Precision::Approx), "a day is not about");
        assert!(
            !fits("2026-13", Precision::Month) && !fits("2026-Q5", Precision::Quarter),
            "neither exists"
        );
        assert!(
            !fits("2026-fall", Precision::Season),
            "the season has a British name"
        );
    }

    #[test]
    fn a_time_is_of_a_day_of_24_hours() {
        assert!(time("00:00") && time("23:59"), "the ends of a day");
        assert!(
            !time("24:00") && !time("9:30") && !time("12:60"),
            "none of them is a time as files have it"
        );
    }
}
