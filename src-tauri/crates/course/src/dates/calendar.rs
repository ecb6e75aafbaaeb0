//! Days: the step from one slot to the next, and the date until which a record is kept. Calendar days
//! only, so no clock change ever moves anything.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::plan::Cadence;
use crate::rule_broken::RuleBroken;

/// Years a record is kept after the end (`reference` 10.1: typical, S34; `course-rules` default).
const YEARS_KEPT: u32 = 7;

/// A date the program works with: 1900 to 9999.
///
/// # Errors
/// [`RuleBroken::DateOutOfRange`] for any other.
pub(crate) fn in_range(date: NaiveDate) -> Result<NaiveDate, RuleBroken> {
    if (1900..=9999).contains(&date.year()) {
        Ok(date)
    } else {
        Err(RuleBroken::DateOutOfRange)
    }
}

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
    in_range(day.ok_or(RuleBroken::DateOutOfRange)?)
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

/// The same day some years later; 29 February becomes 1 March, so that no year is ever cut short.
pub(crate) fn years_later(date: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = date.year().checked_add(i32::try_from(years).ok()?)?;
    date.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .filter(|day| day.year() <= 9999)
}

/// Until when a record is kept unless decided otherwise: seven years after the end; of someone under 18 at
/// the end until the 25th birthday, or the 26th if 17 then (`course-rules`; NHS code, M).
#[must_use]
pub fn default_retention(end: NaiveDate, date_of_birth: Option<NaiveDate>) -> Option<NaiveDate> {
    let under =
        |age| date_of_birth.is_some_and(|born| years_later(born, age).is_none_or(|day| end < day));
    match date_of_birth {
        Some(born) if under(17) => years_later(born, 25),
        Some(born) if under(18) => years_later(born, 26),
        Some(_) | None => years_later(end, YEARS_KEPT),
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
    fn dates_run_from_1900_to_9999() {
        assert!(
            in_range(day("1900-01-01")).is_ok() && in_range(day("9999-12-31")).is_ok(),
            "both ends included"
        );
        assert_eq!(
            in_range(day("1899-12-31")),
            Err(RuleBroken::DateOutOfRange),
            "before 1900"
        );
        let beyond = step(day("9999-12-30"), Cadence::Weekly, 1);
        assert_eq!(
            beyond,
            Err(RuleBroken::DateOutOfRange),
            "no slot is laid out in the year 10000"
        );
    }

    #[test]
    fn an_adults_record_is_kept_seven_full_years() {
        let kept = |end: &str| default_retention(day(end), Some(day("1970-05-05")));
        assert_eq!(kept("2026-05-12"), Some(day("2033-05-12")), "seven years");
        assert_eq!(
            kept("2024-02-29"),
            Some(day("2031-03-01")),
            "no day less than seven years"
        );
        assert_eq!(
            default_retention(day("2026-05-12"), None),
            Some(day("2033-05-12")),
            "age not known"
        );
    }

    #[test]
    fn a_young_persons_record_is_kept_to_the_25th_birthday_or_the_26th() {
        let kept = |end: &str| default_retention(day(end), Some(day("2010-06-15")));
        assert_eq!(
            kept("2027-06-14"),
            Some(day("2035-06-15")),
            "16 at the end: 25th birthday"
        );
        assert_eq!(
            kept("2027-06-15"),
            Some(day("2036-06-15")),
            "17 on that very day: 26th birthday"
        );
        assert_eq!(
            kept("2028-06-14"),
            Some(day("2036-06-15")),
            "17 until the day before the 18th birthday"
        );
        assert_eq!(
            kept("2028-06-15"),
            Some(day("2035-06-15")),
            "18: seven years"
        );
    }

    #[test]
    fn someone_born_on_a_leap_day_has_a_birthday_every_year() {
        let kept = |end: &str| default_retention(day(end), Some(day("2008-02-29")));
        assert_eq!(
            kept("2025-02-28"),
            Some(day("2033-03-01")),
            "still 16; 25 on 1 March 2033"
        );
        assert_eq!(
            kept("2025-03-01"),
            Some(day("2034-03-01")),
            "17 from 1 March 2025"
        );
        assert_eq!(
            kept("2026-03-01"),
            Some(day("2033-03-01")),
            "18 from 1 March 2026"
        );
    }
}
