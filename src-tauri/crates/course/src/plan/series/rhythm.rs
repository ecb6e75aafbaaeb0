//! The days of a series: the step from one slot to the next.

use chrono::{Days, Months, NaiveDate};

use crate::dates::calendar::in_range;
use crate::plan::Cadence;
use crate::rule_broken::RuleBroken;

/// The day `steps` sessions after `start`. Monthly keeps the day of the month, clamped to the month's last
/// day and never drifting: 31 January, 28 February, 31 March.
///
/// # Errors
/// [`RuleBroken::DateOutOfRange`] beyond the year 9999.
pub(crate) fn step(
    start: NaiveDate,
    cadence: Cadence,
    steps: i32,
) -> Result<NaiveDate, RuleBroken> {
    let steps = u32::try_from(steps).map_err(|_| RuleBroken::DateOutOfRange)?;
    let day = match cadence {
        Cadence::Weekly | Cadence::Mixed => start.checked_add_days(Days::new(7 * u64::from(steps))),
        Cadence::Fortnightly => start.checked_add_days(Days::new(14 * u64::from(steps))),
        Cadence::Monthly => start.checked_add_months(Months::new(steps)),
    };
    Ok(in_range(day.ok_or(RuleBroken::DateOutOfRange)?)?)
}

/// The first day of the rhythm of `start` that is after `last`.
///
/// # Errors
/// [`RuleBroken::DateOutOfRange`] beyond the year 9999.
pub(crate) fn next_after(
    start: NaiveDate,
    cadence: Cadence,
    last: NaiveDate,
) -> Result<NaiveDate, RuleBroken> {
    let days = (last - start).num_days().max(0);
    let longest = match cadence {
        Cadence::Weekly | Cadence::Mixed => 7,
        Cadence::Fortnightly => 14,
        Cadence::Monthly => 31,
    };
    let mut steps = i32::try_from(days / longest).map_err(|_| RuleBroken::DateOutOfRange)?;
    loop {
        let day = step(start, cadence, steps)?;
        if day > last {
            return Ok(day);
        }
        steps += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_clamped_to_its_last_day_and_does_not_drift() {
        let days: Vec<_> = (0..4)
            .map(|k| step(day("2027-01-31"), Cadence::Monthly, k).unwrap())
            .collect();
        let expected = ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"].map(day);
        assert_eq!(days, expected, "the 31st comes back after February");
    }

    #[test]
    fn weeks_pass_over_clock_changes_unmoved() {
        let weeks = [day("2026-03-24"), day("2026-03-31")];
        assert_eq!(
            step(weeks[0], Cadence::Weekly, 1).unwrap(),
            weeks[1],
            "clocks change on 29 March 2026"
        );
        let autumn = step(day("2026-10-20"), Cadence::Fortnightly, 1).unwrap();
        assert_eq!(autumn, day("2026-11-03"), "and back on 25 October");
    }

    #[test]
    fn the_rhythm_goes_on_after_a_moved_slot() {
        let next = next_after(day("2026-01-13"), Cadence::Weekly, day("2026-05-07")).unwrap();
        assert_eq!(
            next,
            day("2026-05-12"),
            "a Tuesday course stays on Tuesdays"
        );
        let monthly = next_after(day("2027-01-31"), Cadence::Monthly, day("2027-02-28")).unwrap();
        assert_eq!(
            monthly,
            day("2027-03-31"),
            "the last day of February is taken"
        );
    }

    #[test]
    fn no_slot_is_laid_out_beyond_the_year_9999() {
        let beyond = step(day("9999-12-30"), Cadence::Weekly, 1);
        assert_eq!(
            beyond,
            Err(RuleBroken::DateOutOfRange),
            "no slot is laid out in the year 10000"
        );
    }
}
