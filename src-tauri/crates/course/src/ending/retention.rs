//! How long the record is kept.

use chrono::{Months, NaiveDate};

use crate::Course;
use crate::dates::calendar::{default_retention, in_range};
use crate::rule_broken::RuleBroken;

impl Course {
    /// Until when the record is kept if nothing else is decided. A birth known to the month or year only is
    /// taken to be its last day, so that no record is kept too short.
    #[must_use]
    pub fn default_retention(&self, end: NaiveDate) -> Option<NaiveDate> {
        let born = self.client.date_of_birth.as_deref().and_then(latest_day);
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
}

/// The last day a date of day, month or year precision can mean.
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
    use crate::ending::Conclusion;
    use crate::ending::conclude::tests::{end, full};
    use crate::plan::EndType;
    use crate::testing::day;

    #[test]
    fn the_retention_date_follows_the_age_of_the_client() {
        let mut course = full();
        course.client.date_of_birth = Some("2009-02-28".to_owned());
        let end = Conclusion {
            retention_until: None,
            ..end(EndType::Planned, "2026-04-28", Some("ok"))
        };
        let course = course.conclude(end, day("2026-05-01")).unwrap();
        assert_eq!(
            course.plan.retention_until,
            Some(day("2035-02-28")),
            "17 at the end: the 26th birthday"
        );
    }

    #[test]
    fn a_birth_known_roughly_never_shortens_the_retention() {
        for (born, last) in [
            ("2009", "2009-12-31"),
            ("2008-02", "2008-02-29"),
            ("2009-05-06", "2009-05-06"),
        ] {
            assert_eq!(latest_day(born), Some(day(last)), "{born} at the latest");
        }
        assert_eq!(latest_day("spring"), None, "no date at all");
    }
}
