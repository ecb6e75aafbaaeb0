//! Computes how long the record is kept.

use chrono::{Months, NaiveDate};

use crate::Course;
use crate::dates::calendar::{in_range, years_later};
use crate::rule_broken::RuleBroken;

/// Years that a record is kept after the end (typical by S34; the default is ours).
const YEARS_KEPT: u32 = 7;

impl Course {
    /// The default retention date. If only month or year of birth are known, their last day counts, so that no record
    /// is kept too short.
    #[must_use]
    pub fn default_retention(&self, end: NaiveDate) -> Option<NaiveDate> {
        let born = self.client.date_of_birth.as_deref().and_then(latest_day);
        default_retention(end, born)
    }

    /// Sets the retention date, also of a concluded course. None sets the default by the actual end or the expected
    /// end.
    ///
    /// # Errors
    /// [`RuleBroken::DateOutOfRange`].
    pub fn set_retention(mut self, until: Option<NaiveDate>) -> Result<Self, RuleBroken> {
        let end = self.ends_on().unwrap_or(self.plan.planned_end_date);
        let until = until.or_else(|| self.default_retention(end));
        self.plan.retention_until = Some(in_range(until.ok_or(RuleBroken::DateOutOfRange)?)?);
        Ok(self.recomputed())
    }
}

/// The default retention date: seven years after the end. For a client under 18 at the end: the 25th birthday, or the
/// 26th if the client was 17 (ours, after the NHS code, M).
fn default_retention(end: NaiveDate, date_of_birth: Option<NaiveDate>) -> Option<NaiveDate> {
    let under =
        |age| date_of_birth.is_some_and(|born| years_later(born, age).is_none_or(|day| end < day));
    match date_of_birth {
        Some(born) if under(17) => years_later(born, 25),
        Some(born) if under(18) => years_later(born, 26),
        Some(_) | None => years_later(end, YEARS_KEPT),
    }
}

/// The last day that a date of day, month or year precision can mean.
fn latest_day(date: &str) -> Option<NaiveDate> {
    let month = || {
        let first: NaiveDate = format!("{date}-01").parse().ok()?;
        first.checked_add_months(Months::new(1))?.pred_opt()
    };
    let year = || format!("{date}-12-31").parse().ok();
    date.parse().ok().or_else(month).or_else(year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::testing::{day, ids};
    use crate::ending::Conclusion;
    use crate::ending::conclude::tests::{end, full};
    use crate::plan::EndType;

    #[test]
    fn conclusion_sets_the_retention_date_by_the_age_of_the_client() {
        let mut course = full();
        course.client.date_of_birth = Some("2009-02-28".to_owned());
        let end = Conclusion {
            retention_until: None,
            ..end(EndType::Planned, "2026-04-28", Some("ok"))
        };
        let course = course.conclude(end, day("2026-05-01"), &mut ids()).unwrap();
        assert_eq!(
            course.plan.retention_until,
            Some(day("2035-02-28")),
            "17 at the end: the 26th birthday"
        );
    }

    #[test]
    fn rough_date_of_birth_counts_as_its_last_day() {
        for (born, last) in [
            ("2009", "2009-12-31"),
            ("2008-02", "2008-02-29"),
            ("2009-05-06", "2009-05-06"),
        ] {
            assert_eq!(latest_day(born), Some(day(last)), "{born} at the latest");
        }
        assert_eq!(latest_day("spring"), None, "a word is no date");
    }

    #[test]
    fn record_of_an_adult_is_kept_seven_full_years() {
        let kept = |end: &str| default_retention(day(end), Some(day("1970-05-05")));
        assert_eq!(kept("2026-05-12"), Some(day("2033-05-12")), "seven years");
        assert_eq!(
            kept("2024-02-29"),
            Some(day("2031-03-01")),
            "seven full years after a leap day"
        );
        assert_eq!(
            default_retention(day("2026-05-12"), None),
            Some(day("2033-05-12")),
            "the age is not known"
        );
    }

    #[test]
    fn record_of_a_minor_is_kept_to_the_25th_or_26th_birthday() {
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
    fn birthday_of_a_leap_day_is_1_march_in_other_years() {
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
