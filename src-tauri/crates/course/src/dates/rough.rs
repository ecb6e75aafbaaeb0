//! Rough dates: a day, month, quarter, season or year, depending on how exactly the date is known.

use chrono::{Days, Months, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::dates::calendar::in_range;

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// `YYYY-MM-DD`.
    Day,
    /// `YYYY-MM`.
    Month,
    /// `YYYY-Qn`.
    Quarter,
    /// `YYYY-spring`, `-summer`, `-autumn`, `-winter`.
    Season,
    /// `YYYY`.
    Year,
    /// Approximately: `YYYY` or `YYYY-MM`.
    Approx,
}

/// Whether the date of an event has the form of its precision.
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

/// Parses a day of the calendar in ten characters, from 1900 on; `chrono` alone would also accept `2026-1-5`.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let day = shape(text, "dddd-dd-dd").then(|| text.parse().ok())??;
    in_range(day).ok()
}

/// Whether a text is a rough date: a day, month, quarter, season or year.
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
    shape(text, "dddd") && day(&format!("{text}-01-01")).is_some()
}

/// Whether a text is a local time `HH:MM`.
pub(crate) fn time(text: &str) -> bool {
    shape(text, "dd:dd") && NaiveTime::parse_from_str(text, "%H:%M").is_ok()
}

/// Whether a text has a form; `d` in the form stands for a digit.
fn shape(text: &str, form: &str) -> bool {
    let same = |(found, expected): (u8, u8)| {
        if expected == b'd' {
            found.is_ascii_digit()
        } else {
            found == expected
        }
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(same)
}

/// The first and the last day that a rough date can mean: `2026`, `2026-03`, `2026-03-14`, `2026-Q1`, `2026-spring`.
pub(crate) fn span(date: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (year, rest) = date.split_once('-').unwrap_or((date, ""));
    let year: i32 = year.parse().ok()?;
    let months = |first: u32, count: u32| {
        let start = NaiveDate::from_ymd_opt(year, first, 1)?;
        let end = start.checked_add_months(Months::new(count))?;
        Some((start, end.checked_sub_days(Days::new(1))?))
    };
    match rest {
        "" => months(1, 12),
        "Q1" => months(1, 3),
        "Q2" => months(4, 3),
        "Q3" => months(7, 3),
        "Q4" => months(10, 3),
        "spring" => months(3, 3),
        "summer" => months(6, 3),
        "autumn" => months(9, 3),
        "winter" => months(12, 3),
        _ => match date.parse() {
            Ok(day) => Some((day, day)),
            Err(_) => months(rest.parse().ok()?, 1),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dates that the tests of the window read too: the window says a rough date in words.
    const VECTORS: &str = include_str!("../../../../../tests/golden/rough-dates.json");

    #[test]
    fn the_window_reads_the_same_rough_dates() {
        let vectors: Vec<serde_json::Value> = serde_json::from_str(VECTORS).unwrap();
        assert!(vectors.len() > 40, "every form, and what is no date");
        for vector in vectors {
            let text = vector["text"].as_str().unwrap();
            let first = span(text)
                .filter(|_| rough(text))
                .map(|(first, _)| first.to_string());
            assert_eq!(first.as_deref(), vector["first"].as_str(), "{text:?}");
        }
    }

    #[test]
    fn only_calendar_days_in_full_form_are_days() {
        for good in ["2026-02-28", "2024-02-29", "1900-01-01", "9999-12-31"] {
            assert!(day(good).is_some(), "{good} is a day");
        }
        for bad in [
            "2026-02-30",
            "2025-02-29",
            "2026-1-5",
            "2026-01-05 ",
            "20260105",
            "1899-12-31",
            "0000-01-01",
            "٢٠٢٦-٠١-٠٥",
            "",
        ] {
            assert!(day(bad).is_none(), "{bad} is no day, or not written as one");
        }
    }

    #[test]
    fn each_precision_accepts_only_its_own_form() {
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
                    "{text} fits one precision only"
                );
            }
        }
        assert!(
            fits("2026", Precision::Approx) && fits("2026-02", Precision::Approx),
            "approximately means a year or a month"
        );
        assert!(
            !fits("2026-02-03", Precision::Approx),
            "a day is not approximate"
        );
        assert!(
            !fits("2026-13", Precision::Month) && !fits("2026-Q5", Precision::Quarter),
            "month 13 and quarter 5 do not exist"
        );
        assert!(
            !fits("2026-fall", Precision::Season),
            "the name of the season is British"
        );
    }

    #[test]
    fn rough_dates_begin_with_the_year_1900() {
        for good in ["1900", "1900-01", "1900-Q1", "1900-spring", "9999"] {
            assert!(rough(good), "{good} is a rough date");
        }
        for bad in ["0000", "1899", "1899-12", "1899-Q4", "1899-winter", "20265"] {
            assert!(
                !rough(bad),
                "{bad} is before 1900, or no year of four digits"
            );
        }
    }

    #[test]
    fn times_run_from_00_00_to_23_59() {
        assert!(time("00:00") && time("23:59"), "both ends included");
        assert!(
            !time("24:00") && !time("9:30") && !time("12:60"),
            "out of range, or not written as HH:MM"
        );
    }
}
