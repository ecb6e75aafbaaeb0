//! Days of the calendar. The rules use days and no times, so that a clock change moves nothing.

use chrono::{Datelike, NaiveDate};

/// A date before 1900 or after 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateOutOfRange;

/// Accepts a date from 1900 to 9999.
///
/// # Errors
/// [`DateOutOfRange`] for any other.
pub(crate) fn in_range(date: NaiveDate) -> Result<NaiveDate, DateOutOfRange> {
    if (1900..=9999).contains(&date.year()) {
        Ok(date)
    } else {
        Err(DateOutOfRange)
    }
}

/// The same day some years later. 29 February becomes 1 March, so that no period is shorter than whole years.
pub(crate) fn years_later(date: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = date.year().checked_add(i32::try_from(years).ok()?)?;
    date.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
        .filter(|day| day.year() <= 9999)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_run_from_1900_to_9999() {
        assert!(
            in_range(day("1900-01-01")).is_ok() && in_range(day("9999-12-31")).is_ok(),
            "both ends included"
        );
        assert_eq!(
            in_range(day("1899-12-31")),
            Err(DateOutOfRange),
            "before 1900"
        );
    }
}
