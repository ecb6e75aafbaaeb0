//! The rhythm of a series: computes the days of its slots.

use chrono::{Days, Months, NaiveDate};

use crate::dates::calendar::in_range;
use crate::plan::Cadence;
use crate::rule_broken::RuleBroken;

/// The day that is `steps` sessions after `start`. A monthly rhythm keeps the day of the month, or takes the last day
/// of a shorter month: 31 January, 28 February, 31 March.
///
/// # Errors
/// [`RuleBroken::DateOutOfRange`] after the year 9999.
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

/// The first day after `last` in the rhythm that begins at `start`.
///
/// # Errors
/// [`RuleBroken::DateOutOfRange`] after the year 9999.
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
    fn monthly_rhythm_returns_to_the_31st_after_a_shorter_month() {
        let days: Vec<_> = (0..4)
            .map(|k| step(day("2027-01-31"), Cadence::Monthly, k).unwrap())
            .collect();
        let expected = ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"].map(day);
        assert_eq!(
            days, expected,
            "the last day of February and April, the 31st of March"
        );
    }

    #[test]
    fn weekly_rhythm_ignores_clock_changes() {
        let weeks = [day("2026-03-24"), day("2026-03-31")];
        assert_eq!(
            step(weeks[0], Cadence::Weekly, 1).unwrap(),
            weeks[1],
            "clocks change on 29 March 2026"
        );
        let autumn = step(day("2026-10-20"), Cadence::Fortnightly, 1).unwrap();
        assert_eq!(
            autumn,
            day("2026-11-03"),
            "clocks change back on 25 October 2026"
        );
    }

    #[test]
    fn rhythm_continues_after_a_moved_slot() {
        let next = next_after(day("2026-01-13"), Cadence::Weekly, day("2026-05-07")).unwrap();
        assert_eq!(next, day("2026-05-12"), "the next slot is on a Tuesday");
        let monthly = next_after(day("2027-01-31"), Cadence::Monthly, day("2027-02-28")).unwrap();
        assert_eq!(
            monthly,
            day("2027-03-31"),
            "the 31st of March is after the last day of February"
        );
    }

    #[test]
    fn day_after_the_year_9999_is_refused() {
        let beyond = step(day("9999-12-30"), Cadence::Weekly, 1);
        assert_eq!(
            beyond,
            Err(RuleBroken::DateOutOfRange),
            "the next week is in the year 10000"
        );
    }
}
