//! Decides which backups to keep: all of two days, and one of each of 14 days, 8 weeks and 12 months.
//!
//! Only days, weeks and months with a backup count, from the newest back: a month without Kith, or a clock that ran a
//! year ahead, makes no backup old. An unverified backup is never removed, and never counts as the backup of a day.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::Serialize;

/// The number of days of which every backup is kept.
const WHOLE_DAYS: usize = 2;
/// The numbers of days, weeks and months of which one backup is kept.
const DAYS: usize = 14;
const WEEKS: usize = 8;
const MONTHS: usize = 12;
/// The newest backups are always kept.
const NEWEST: usize = 3;

/// A backup as rotation sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aged {
    /// When it was made, in local time.
    pub made: NaiveDateTime,
    /// It opens and is complete.
    pub verified: bool,
    /// How many records it holds.
    pub records: u64,
}

/// Why none is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// One was made later than now: the clock went back, so the age of backups is unknown.
    ClockWentBack,
    /// The newest holds over 20 % less than one of the days before it.
    RecordsFell,
}

/// The backups that may be removed, by their index in `backups`, which may be in any order.
///
/// # Errors
/// Why none may.
pub fn to_remove(backups: &[Aged], now: NaiveDateTime) -> Result<Vec<usize>, Hold> {
    let mut by_age: Vec<(usize, &Aged)> = backups.iter().enumerate().collect();
    by_age.sort_by_key(|(index, backup)| std::cmp::Reverse((backup.made, *index)));
    if by_age.iter().any(|(_, backup)| backup.made > now) {
        return Err(Hold::ClockWentBack);
    }
    by_age.retain(|(_, backup)| backup.verified);
    let day = |backup: &Aged| backup.made.date();
    if records_fell(&by_age) {
        return Err(Hold::RecordsFell);
    }
    let mut kept: BTreeSet<usize> = by_age
        .iter()
        .take(NEWEST)
        .map(|(index, _)| *index)
        .collect();
    let whole_days = newest_of(&by_age, WHOLE_DAYS, day).last().copied();
    let of_whole_days = by_age
        .iter()
        .filter(|(_, backup)| whole_days.is_some_and(|(_, oldest)| day(backup) >= oldest));
    kept.extend(of_whole_days.map(|(index, _)| *index));
    kept.extend(
        newest_of(&by_age, DAYS, day)
            .iter()
            .map(|(index, _)| *index),
    );
    kept.extend(
        newest_of(&by_age, WEEKS, |backup| week(day(backup)))
            .iter()
            .map(|(index, _)| *index),
    );
    kept.extend(
        newest_of(&by_age, MONTHS, |backup| month(day(backup)))
            .iter()
            .map(|(index, _)| *index),
    );
    let superfluous = by_age.iter().filter(|(index, _)| !kept.contains(index));
    Ok(superfluous.map(|(index, _)| *index).collect())
}

fn week(day: NaiveDate) -> (i32, u32) {
    (day.iso_week().year(), day.iso_week().week())
}

fn month(day: NaiveDate) -> (i32, u32) {
    (day.year(), day.month())
}

/// The newest backup of each span, for the newest spans that have one, newest first.
fn newest_of<T: PartialEq + Copy>(
    by_age: &[(usize, &Aged)],
    spans: usize,
    span_of: impl Fn(&Aged) -> T,
) -> Vec<(usize, T)> {
    let mut newest: Vec<(usize, T)> = Vec::new();
    for (index, backup) in by_age {
        let span = span_of(backup);
        if newest.last().is_none_or(|(_, last)| *last != span) {
            newest.push((*index, span));
        }
    }
    newest.truncate(spans);
    newest
}

/// Compares the newest with every backup of the newest days, not only with the one before it: otherwise a second small
/// backup would pass.
fn records_fell(by_age: &[(usize, &Aged)]) -> bool {
    let days = newest_of(by_age, DAYS, |backup| backup.made.date());
    let oldest = days.last().map(|(_, day)| *day);
    let recent = by_age
        .iter()
        .filter(|(_, backup)| oldest.is_some_and(|oldest| backup.made.date() >= oldest));
    let most = recent.map(|(_, backup)| backup.records).max();
    let newest = by_age.first().map(|(_, backup)| backup.records);
    newest
        .zip(most)
        .is_some_and(|(newest, most)| u128::from(newest) * 5 < u128::from(most) * 4)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    type SpanOf = fn(NaiveDate) -> (i32, u32);

    fn start() -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 1, 1)
            .unwrap()
            .and_hms_opt(8, 0, 0)
            .unwrap()
    }

    fn backup(minutes: i64) -> Aged {
        Aged {
            made: start() + TimeDelta::minutes(minutes),
            verified: true,
            records: 1_000,
        }
    }

    fn left(backups: &[Aged], now: NaiveDateTime) -> Vec<Aged> {
        let removed = to_remove(backups, now).unwrap_or_default();
        let left = backups
            .iter()
            .enumerate()
            .filter(|(index, _)| !removed.contains(index));
        left.map(|(_, backup)| *backup).collect()
    }

    /// Backups at any times, some of them damaged, some of them small, in any order; and a now near the newest.
    fn calendars() -> impl Strategy<Value = (Vec<Aged>, NaiveDateTime)> {
        let one = (0_i64..900, 0_i64..1_440, 0_u8..20, 0_u64..1_400).prop_map(
            |(day, minute, damaged, more)| Aged {
                made: start() + TimeDelta::days(day) + TimeDelta::minutes(minute),
                verified: damaged > 0,
                records: if more < 20 { more } else { 8_600 + more },
            },
        );
        // Minutes apart as during work, or far apart as over years.
        let close = one.clone().prop_map(|backup| Aged {
            made: start() + (backup.made - start()) / 40,
            ..backup
        });
        let all = proptest::collection::vec(prop_oneof![one, close], 0..45);
        (all, -3_i64..400).prop_map(|(mut all, days)| {
            // Two of one minute are told apart by their names; here they would be one.
            let mut taken = BTreeSet::new();
            all.retain(|backup| taken.insert(backup.made));
            let newest = all
                .iter()
                .map(|backup| backup.made)
                .max()
                .unwrap_or(start());
            (all, newest + TimeDelta::days(days))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]
        #[test]
        fn what_is_promised_to_be_kept_is_kept((all, now) in calendars()) {
            let mut verified: Vec<Aged> = all.iter().copied().filter(|backup| backup.verified).collect();
            verified.sort_by_key(|backup| std::cmp::Reverse(backup.made));
            let left = left(&all, now);
            let is_left = |backup: &Aged| left.contains(backup);
            prop_assert!(verified.iter().take(3).all(is_left), "the newest three");
            prop_assert!(all.iter().filter(|backup| !backup.verified).all(is_left), "unverified backups stay");
            let mut days: Vec<NaiveDate> = verified.iter().map(|backup| backup.made.date()).collect();
            days.dedup();
            let whole = |backup: &&Aged| days.iter().take(2).any(|day| *day == backup.made.date());
            prop_assert!(verified.iter().filter(whole).all(is_left), "all of two days");
            let spans: [(usize, SpanOf); 3] =
                [(14, |day| (day.year(), day.ordinal())), (8, week), (12, month)];
            for (count, span_of) in spans {
                let mut newest: BTreeMap<_, Aged> = BTreeMap::new();
                for backup in verified.iter().rev() {
                    newest.insert(span_of(backup.made.date()), *backup);
                }
                prop_assert!(
                    newest.values().rev().take(count).all(is_left),
                    "the newest of each of {count} spans"
                );
            }
        }

    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]
        #[test]
        fn nothing_goes_when_the_clock_went_back_or_records_fell((all, now) in calendars()) {
            let newest = all.iter().max_by_key(|backup| backup.made);
            let back = newest.is_some_and(|newest| newest.made > now);
            let verified = || all.iter().filter(|backup| backup.verified);
            let newest = verified().max_by_key(|backup| backup.made);
            let fell = newest.is_some_and(|newest| {
                verified().any(|backup| {
                    (newest.made.date() - backup.made.date()).num_days() < 14
                        && newest.records * 5 < backup.records * 4
                        && backup.made < newest.made
                })
            });
            let answer = to_remove(&all, now);
            if back {
                prop_assert_eq!(answer, Err(Hold::ClockWentBack));
            } else if fell {
                prop_assert_eq!(answer, Err(Hold::RecordsFell));
            }
        }

        #[test]
        fn what_is_left_is_bounded_and_settled((all, now) in calendars()) {
            let sound: Vec<Aged> = all.iter().map(|backup| Aged { verified: true, records: 9, ..*backup }).collect();
            prop_assume!(to_remove(&sound, now).is_ok());
            let left_now = left(&sound, now);
            let mut days: Vec<NaiveDate> = sound.iter().map(|backup| backup.made.date()).collect();
            days.sort_unstable();
            days.dedup();
            let whole = sound.iter().filter(|backup| days.iter().rev().take(2).any(|day| *day == backup.made.date()));
            prop_assert!(left_now.len() <= whole.count() + 12 + 8 + 12 + 3, "{} left", left_now.len());
            prop_assert_eq!(left(&left_now, now), left_now.clone(), "a second rotation removes nothing");
        }
    }

    #[test]
    fn two_years_of_daily_backups_leave_few() {
        let mut kept: Vec<Aged> = Vec::new();
        for day in 0..500 {
            for half_hour in 0..5 {
                let made = backup(day * 1_440 + half_hour * 30);
                kept.push(made);
                kept = left(&kept, made.made);
            }
        }
        let mut months: Vec<_> = kept
            .iter()
            .map(|backup| month(backup.made.date()))
            .collect();
        months.dedup();
        assert_eq!(months.len(), 12, "a year back");
        assert_eq!(
            kept.len(),
            38,
            "five of each of two days, and one of each day, week and month further back"
        );
    }

    #[test]
    fn clock_a_year_off_removes_no_backup_too_early() {
        let all: Vec<Aged> = (0..100).map(|day| backup(day * 1_440)).collect();
        let now = start() + TimeDelta::days(100);
        let removed = to_remove(&all, now).unwrap();
        assert!(!removed.is_empty(), "there is something to remove");
        assert_eq!(
            to_remove(&all, now - TimeDelta::days(365)),
            Err(Hold::ClockWentBack),
            "back"
        );
        assert_eq!(
            to_remove(&all, now + TimeDelta::days(365)),
            Ok(removed),
            "ahead"
        );
    }

    #[test]
    fn emptied_vault_stops_rotation() {
        let mut all: Vec<Aged> = (0..40).map(|day| backup(day * 1_440)).collect();
        let small = |day: i64| Aged {
            records: 799,
            ..backup(day * 1_440)
        };
        let now = start() + TimeDelta::days(60);
        let gone = to_remove(&all, now).unwrap();
        assert!(!gone.is_empty(), "there is something to remove");
        all.push(Aged {
            records: 800,
            ..backup(40 * 1_440)
        });
        assert!(
            to_remove(&all, now).is_ok(),
            "a fifth less may be erased clients"
        );
        for day in 41..53 {
            all.push(small(day));
            assert_eq!(
                to_remove(&all, now),
                Err(Hold::RecordsFell),
                "{} days small",
                day - 40
            );
        }
    }
}
